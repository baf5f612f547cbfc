#!/usr/bin/env bash
# receipts.sh TEMGOC TEMGOC-VERIFY NODE: makes a log with a lot and its print job, takes their receipts and has both readers judge labels by them.
set -euo pipefail
temgoc=$(realpath "$1")
verify=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }
issue() { "$temgoc" --json lot issue --product 2990001000315 --quantity 10 --unit chai --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --passphrase-file "$folder/passphrase" --lot "$1" | field url; }

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/root-keys" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
quietly trust sign --root-keys "$folder/root-keys" --root-passphrase-file "$folder/passphrase"
lot=$(issue L1)
other=$(issue L2)
quietly label print L1 --product 2990001000315 --template roll-60x40-seal --codes item_seal --count 2 --passphrase-file "$folder/passphrase" --out "$folder/label.pdf"
pdftoppm -r 203 -gray -png "$folder/label.pdf" "$folder/p"
{
  echo "$lot"
  zbarimg --nodbus -q --raw "$folder"/p-*.png
  echo "$lot/21/0000009"
  echo "$other"
  echo 'https://tg.example.vn/01/02990001000315/10/L1'
} >"$folder/texts"
quietly log prove "$lot" --out "$folder/lot.tlog-proof"
quietly log prove "$lot" --job 1 --out "$folder/job.tlog-proof"
cp "$TEMGOC_WORKPLACE/trust/roots" "$folder/roots"
cp "$TEMGOC_WORKPLACE/trust/trust_list" "$folder/trust"
"$3" "$here/receipts.mjs" "$verify" "$folder"
