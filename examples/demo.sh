#!/usr/bin/env bash
# The main job, end to end, on the example data: import, issue, print, scan, verify.
set -euo pipefail
bin=$(realpath "$1")
out=$2
examples=$(realpath "$(dirname "$0")")
export PATH="$bin:$PATH" TEMGOC_LANG="${TEMGOC_LANG:-en}"

rm -rf "$out" && mkdir -p "$out/scans"
out=$(realpath "$out")
works=$out/works
export TEMGOC_WORKPLACE=$works
today=$(TZ=Asia/Ho_Chi_Minh date +%F)

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# The value of one key of a flat JSON object.
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }

step '1. A workplace: registry, keys, trust list, log'
umask 077
head -c 24 /dev/urandom | base64 >"$out/root-passphrase"
head -c 24 /dev/urandom | base64 >"$out/passphrase"
temgoc --quiet init "$works" --realm ocop.example.vn --host tg.example.vn --root-keys "$out/root-keys" \
  --root-passphrase-file "$out/root-passphrase"

step '2. Fifteen cooperatives, their places, products and certifications, from CSV'
for kind in cooperatives places products certifications; do
  printf '%-15s ' "$kind"
  temgoc --quiet import "$kind" "$examples/$kind.csv"
done
printf '%-15s ' 'products again'
temgoc --quiet import products "$examples/products.csv"
echo 'A file with typical mistakes is refused whole:'
temgoc import products "$examples/products_with_errors.csv" --errors "$out/bad_rows.xlsx" || true

step '3. An issuer key for each of two cooperatives, and a trust list signed by the root'
for cooperative in C01 C90; do
  temgoc --quiet key new --cooperative "$cooperative" --passphrase-file "$out/passphrase"
done
temgoc --quiet trust sign --root-keys "$out/root-keys" --root-passphrase-file "$out/root-passphrase"

step '4. Lots of four products'
issue() {
  temgoc --json lot issue --packed "$today" --passphrase-file "$out/passphrase" "$@" | field short_code
}
lot_fish=$(issue --product 2990001000018 --quantity 120 --unit kg)
lot_oyster=$(issue --product 2990001000049 --quantity 45,5 --unit kg)
lot_sauce=$(issue --product 2990001000315 --quantity 600 --unit chai)
lot_tea=$(issue --product 2990001000339 --quantity 300 --unit hộp)
temgoc lot list

step '5. Labels: an A4 sheet of 65, an A4 sheet of sealed labels, two rolls'
print() {
  local lot=$1 template=$2 count=$3 name=$4
  shift 4
  temgoc label print "$lot" --template "$template" --count "$count" --out "$out/$name.pdf" --passphrase-file "$out/passphrase" "$@"
}
print "$lot_fish" a4-65-link 65 sheet_a4_65
print "$lot_sauce" a4-21-seal 21 sheet_a4_21
print "$lot_oyster" roll-60x40-seal 6 roll_60x40 --codes item_seal
print "$lot_tea" roll-50x30-seal 4 roll_50x30

step '6. The labels rasterised, decoded by two readers, and verified'
verified=0
for name in sheet_a4_21 roll_60x40 roll_50x30; do
  pdftoppm -r 300 -png -gray "$out/$name.pdf" "$out/scans/$name"
  for page in "$out/scans/$name"*.png; do
    zbarimg --nodbus --quiet --raw "$page" 2>/dev/null | sort -u >"$page.zbar"
    ZXingReader -format QRCode "$page" 2>/dev/null | sed -nE 's/^Text: *"(.*)"$/\1/p' | sort -u >"$page.zxing"
    [ -s "$page.zbar" ] || { echo "no code read on $page" >&2; exit 1; }
    while read -r code; do
      grep -qxF "$code" "$page.zxing" || { echo "the two readers disagree on $page" >&2; exit 1; }
      temgoc --json verify "$code" >"$out/verdict.json" || { cat "$out/verdict.json"; exit 1; }
      temgoc-verify --roots "$works/trust/roots" --trust "$works/trust/trust_list" --json "$code" >/dev/null
      verified=$((verified + 1))
    done <"$page.zbar"
  done
done
echo "$verified different sealed codes read by zbar and zxing alike, each valid in the registry and offline"
pdftoppm -r 300 -png -gray "$out/sheet_a4_65.pdf" "$out/scans/sheet_a4_65"
zbarimg --nodbus --quiet --raw "$out"/scans/sheet_a4_65*.png | sort -u >"$out/scans/links"
echo "$(wc -l <"$out/scans/links") item links read from the sheet of 65; one of them:"
temgoc verify "$(head -n 1 "$out/scans/links")"

step '7. One scan in full, then the same code with one digit altered'
code=$(head -n 1 "$out"/scans/roll_50x30-1.png.zbar)
echo "$code"
temgoc verify "$code"
digit=${code:120:1}
altered=${code:0:120}$(((digit + 1) % 10))${code:121}
echo
echo "$altered"
if temgoc verify "$altered"; then
  echo 'an altered code was accepted' >&2
  exit 1
fi

step 'Done. The files:'
find "$out" -maxdepth 1 \( -name '*.pdf' -o -name '*.xlsx' \) | sort
cat <<TEXT
Next, try a recall:
  export PATH=$bin:\$PATH TEMGOC_WORKPLACE=$works
  temgoc lot recall $lot_fish --reason 'thử thu hồi' --confirm $(temgoc --json lot show "$lot_fish" | field lot) && temgoc verify $lot_fish
TEXT
