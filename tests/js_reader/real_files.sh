#!/usr/bin/env bash
# real_files.sh TEMGOC TEMGOC-VERIFY NODE: a workplace with lots in each state; its receipts, bundles and a delta are read by both readers.
set -euo pipefail
temgoc=$(realpath "$1")
verify=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
gtin=2990001000315
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }
day() { TZ=Asia/Ho_Chi_Minh date -d "$1" +%F; }
issue() { # lot and its facts: its seal and its typed code go into texts, its seal to stdout
  local made
  made=$("$temgoc" --json lot issue --product $gtin --quantity 10 --unit chai --passphrase-file "$folder/passphrase" --lot "$@")
  field short_code <<<"$made" >>"$folder/texts"
  field url <<<"$made" | tee -a "$folder/texts"
}
labels() { # options of label print: what its labels say goes into texts
  quietly label print "$@" --passphrase-file "$folder/passphrase" --out "$folder/label.pdf"
  pdftoppm -r 300 -gray -png "$folder/label.pdf" "$folder/p"
  zbarimg --nodbus -q --raw "$folder"/p-*.png >>"$folder/texts"
  rm "$folder"/label.pdf "$folder"/p-*.png
}

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/root-keys" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
quietly key new --bundle --passphrase-file "$folder/passphrase"
quietly trust sign --root-keys "$folder/root-keys" --root-passphrase-file "$folder/passphrase"
lot=$(issue L1 --packed "$(day today)")
labels L1 --product $gtin --template roll-60x40-seal --codes item_seal --count 3
quietly log prove "$lot" --out "$folder/lot.tlog-proof"
quietly log prove "$lot" --job 1 --out "$folder/job.tlog-proof"
other=$(issue L2 --packed "$(day today)")
labels L2 --product $gtin --template a4-65-link --count 4
issue L3 --packed "$(day '40 days ago')" --shelf-life 30 --backdate 'thử nghiệm' >/dev/null
issue L4 --packed "$(day today)" >/dev/null
quietly lot cancel L4 --product $gtin --reason 'gõ nhầm'
quietly label void L1 --product $gtin --first 2 --last 2 --reason 'in hỏng'
{
  echo "$lot/21/0000009"
  echo "${lot/tg.example.vn/la.example.vn}"
  echo "https://tg.example.vn/01/0$gtin/10/L1"
  echo "https://tg.example.vn/01/0$gtin/10/L2/21/0123456789ABC"
  echo "https://tg.example.vn/01/0$gtin/10/NEVER"
  echo "https://tg.example.vn/01/0$gtin"
  echo "$gtin"
} >>"$folder/texts"
cp "$TEMGOC_WORKPLACE/trust/roots" "$folder/roots"
cp "$TEMGOC_WORKPLACE/trust/trust_list" "$folder/trust"
"$3" "$here/receipts.mjs" "$verify" "$folder"

quietly bundle build --passphrase-file "$folder/passphrase" --out "$folder/first.bundle"
quietly lot recall L2 --product $gtin --reason 'Nắp chai hở' --confirm L2
# A product under another name: older lots keep the one on their labels.
sed "/$gtin/s/Mắm mẫu/Mắm đổi tên/" "$top/examples/products.csv" >"$folder/products.csv"
quietly import products "$folder/products.csv" --update
issue L5 --packed "$(day today)" >/dev/null
quietly bundle build --passphrase-file "$folder/passphrase" --since "$folder/first.bundle" --out "$folder/second.bundle"
mv "$folder"/second.bundle.delta "$folder/second.delta"
"$3" "$here/real_bundle.mjs" "$verify" "$folder"
