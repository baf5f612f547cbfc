# How many codes of each template three readers find in shots as a phone takes them, of prints at the template's own dots.
# Each label has a code of its own and each shot a noise of its own, from fixed seeds.
codes_labels=20

codes_shots() { # template kind dpi -> shots in $scratch/shots; says how many
  local template=$1 kind=$2 dpi=$3 pdf=$scratch/codes_$1_$2.pdf page number=0
  rm -rf "$scratch/shots" "$scratch/pages"
  mkdir -p "$scratch/shots" "$scratch/pages"
  temgoc --quiet label print "$code" --template "$template" --codes "$kind" --count $codes_labels --dpi "$dpi" --over-quantity bench --again \
    --out "$pdf" --passphrase-file "$scratch/passphrase" >/dev/null
  pdftoppm -r "$dpi" -mono "$pdf" "$scratch/pages/p"
  for page in "$scratch"/pages/*.pbm; do
    number=$((number + 1))
    phone_shot "$dpi" $number "$page" "$scratch/shots/$(printf %03d $number).pgm"
  done
  echo $number
}

codes_share() { echo "$(echo "100 * $1 / $2" | bc)%"; }

codes() {
  local template kind dpi shots zbar zxing jsqr
  (cd "$here/peers" && npm ci --ignore-scripts --no-audit --no-fund --silent)
  echo "codes: shots turned by 7 degrees, in perspective, blurred, of 60 % contrast, with noise; rolls, one label a page"
  printf '%-22s %-10s %4s %7s %7s %7s %7s\n' template code dpi shots zbar zxing jsQR
  for template in roll-60x40-seal:item_seal:203 roll-60x40-seal:item_seal:300 roll-100x60-food:item_seal:203 roll-50x30-seal:item_seal:300 \
    roll-50x30-link:item_link:203 roll-100x100-export:item_seal:203 roll-100x150-carton:item_seal:203; do
    IFS=: read -r template kind dpi <<<"$template"
    shots=$(codes_shots "$template" "$kind" "$dpi")
    zbar=$(zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable "$scratch"/shots/*.pgm 2>/dev/null | grep -c '^https' || true)
    zxing=$(ZXingReader -1 -format QRCode "$scratch"/shots/*.pgm 2>/dev/null | grep -c '"https' || true)
    jsqr=$(node "$here/peers/jsqr_codes.mjs" "$scratch"/shots/*.pgm | grep -c '^https' || true)
    printf '%-22s %-10s %4s %7s %7s %7s %7s\n' "$template" "$kind" "$dpi" "$shots" "$(codes_share "$zbar" "$shots")" "$(codes_share "$zxing" "$shots")" \
      "$(codes_share "$jsqr" "$shots")"
  done
}
