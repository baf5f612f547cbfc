#!/usr/bin/env bash
# Measures against a named reference in the same run and prints ratios: ./dev bench [NAME]. Each bench is a file
# bench/<name>.sh with a function of its name; it finds the built programs in $bin, a workplace with one lot in $scratch.
set -euo pipefail
bin=$(realpath "$1")
which=${2:-all}
more=("${@:3}")  # for a bench that takes sizes
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
# Signature checks a second of two processes of OpenSSL. Its children print lines of their own before the sum.
ed25519_checks() { openssl speed -seconds "${1:-2}" -multi 2 ed25519 2>/dev/null | awk '/EdDSA/ {print int($NF)}'; }
median() { sort -n | sed -n "$((($1 + 1) / 2))p"; }
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
# Peak resident memory of a command, in MB, sampled; its output is dropped.
peak_mb() {
  "$@" >/dev/null 2>&1 &
  local peak=0 now pid=$!
  while kill -0 $pid 2>/dev/null; do
    now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.02
  done
  wait $pid || return
  echo $((peak / 1024))
}

make_works() {
  echo 'a passphrase for the bench' >"$scratch/passphrase"
  temgoc --quiet init "$scratch/works" --realm bench.example.vn --host tg.example.vn --root-keys "$scratch/roots" \
    --root-passphrase-file "$scratch/passphrase" >/dev/null
  for kind in cooperatives products certifications; do temgoc --quiet import $kind "$examples/$kind.csv" >/dev/null; done
  temgoc --quiet key new --cooperative C01 --passphrase-file "$scratch/passphrase" >/dev/null
  temgoc --quiet trust sign --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase" >/dev/null
  lot=$(temgoc --json lot issue --product 2990001000018 --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --quantity 1000000 --unit hộp \
    --passphrase-file "$scratch/passphrase")
  code=$(field short_code <<<"$lot")
}

names=$(cd "$here" && ls -- *.sh | grep -v '^run.sh$' | sed 's/\.sh$//')
[ "$which" = all ] || grep -qx -- "$which" <<<"$names" || { echo "no such bench: $which (one of:" $names")" >&2; exit 2; }
make_works
for name in $names; do
  # Growth fills the disk: it is asked for by name.
  [ "$which" = "$name" ] || { [ "$which" = all ] && [ "$name" != scale ]; } || continue
  # shellcheck source=/dev/null
  source "$here/$name.sh"
  "$name"
  echo
done
