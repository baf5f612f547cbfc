#!/usr/bin/env bash
# Measures against a named reference in the same run and prints ratios. ./dev bench [labels|verify]
set -euo pipefail
bin=$(realpath "$1")
which=${2:-all}
here=$(realpath "$(dirname "$0")")
examples=$(realpath "$here/../examples")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH="$bin:$PATH" TEMGOC_LANG=en TEMGOC_WORKPLACE="$scratch/works"

seconds() { # command… -> wall seconds
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null
  end=$(date +%s.%N)
  echo "$end - $start" | bc -l
}
ratio() { echo "scale=3; $1 / $2" | bc -l; }
median() { sort -n | sed -n "$((($1 + 1) / 2))p"; }
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }

make_works() {
  echo 'a passphrase for the bench' >"$scratch/passphrase"
  temgoc --quiet init "$scratch/works" --realm bench.example.vn --host tg.example.vn --root-keys "$scratch/roots" \
    --root-passphrase-file "$scratch/passphrase" >/dev/null
  for kind in cooperatives products certifications; do temgoc --quiet import $kind "$examples/$kind.csv" >/dev/null; done
  temgoc --quiet key new --cooperative C01 --passphrase-file "$scratch/passphrase" >/dev/null
  temgoc --quiet trust sign --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase" >/dev/null
  lot=$(temgoc --json lot issue --product 2990001000018 --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --quantity 10000 --unit hộp \
    --passphrase-file "$scratch/passphrase")
  code=$(field short_code <<<"$lot")
}

labels() {
  local count=10000
  echo "labels: $count sealed per-item labels of 60 x 40 mm, one a page, signing and commit included; reference: libqrencode alone on 2 threads"
  for round in 1 2 3; do
    qr_reference $count 2 >>"$scratch/reference"
    local took
    took=$(seconds temgoc --quiet label print "$code" --template roll-60x40-seal --codes item_seal --count $count \
      --out "$scratch/labels.pdf" --passphrase-file "$scratch/passphrase")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/ours"
  done
  local ours reference bytes files
  ours=$(median 3 <"$scratch/ours")
  reference=$(median 3 <"$scratch/reference")
  files=$(ls "$scratch"/labels*.pdf)
  bytes=$(cat $files | wc -c)
  temgoc --quiet label print "$code" --template roll-60x40-seal --codes item_seal --count $count --out "$scratch/memory.pdf" \
    --passphrase-file "$scratch/passphrase" >/dev/null &
  local peak=0 now pid=$!
  while kill -0 $pid 2>/dev/null; do
    now=$(awk '/VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.05
  done
  echo "| labels/s (median of 3) | libqrencode/s | ratio | bytes a label | peak memory |"
  echo "| --- | --- | --- | --- | --- |"
  echo "| $ours | $reference | $(ratio "$ours" "$reference") | $((bytes / count)) | $((peak / 1024)) MB |"
}

verify() {
  local count=20000 url bound took rate
  echo "verify: temgoc-verify - over $count sealed texts, every tenth altered; reference: openssl speed ed25519 verify, 2 processes"
  url=$(field url <<<"$lot")
  for ((i = 0; i < count / 10; i++)); do
    for ((j = 0; j < 9; j++)); do echo "$url"; done
    echo "${url:0:120}$(((${url:120:1} + 1) % 10))${url:121}"
  done >"$scratch/texts"
  bound=$(openssl speed -seconds 3 -multi 2 ed25519 2>/dev/null | awk '/Ed25519/ {rate = int($NF)} END {print rate}')
  for round in 1 2 3; do
    took=$(seconds sh -c "temgoc-verify --roots '$scratch/works/trust/roots' --trust '$scratch/works/trust/trust_list' - <'$scratch/texts' || true")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/verified"
  done
  rate=$(median 3 <"$scratch/verified")
  echo "| texts/s (median of 3) | openssl verify/s | ratio |"
  echo "| --- | --- | --- |"
  echo "| $rate | $bound | $(ratio "$rate" "$bound") |"
}

make_works
case "$which" in
  all) labels && echo && verify ;;
  labels | verify) "$which" ;;
  *) echo "no such bench: $which (labels, verify)" >&2 && exit 2 ;;
esac
