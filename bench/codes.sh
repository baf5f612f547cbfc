# How many codes of each template three readers find: in shots as a phone in a hand takes them, and in clean pictures of prints
# whose ink has spread, at the template's own dots. Each label has a code of its own and each picture a noise of its own, from
# fixed seeds. Aims: zbar and zxing 99 % of the shots, jsQR 90 % of the clean ones.
codes_labels=${CODES_LABELS:-100}

# A length of the template's stock in dots.
stock_dots() { # file key default dpi
  local mm
  mm=$(sed -n "s/^$2 = //p" "$1" | head -1)
  echo "(${mm:-$3} * $4 / 25.4 + 0.5) / 1" | bc
}

# The code's box in mm from the label's corner: left, top, width, height.
code_box() { # file
  awk '/^\[\[box\]\]/ { code = 0 } /^kind = "code"/ { code = 1 } code && /_mm = / { print $3 }' "$1" | head -4 | tr '\n' ' '
}

# Around the code of each label of the PDF, as a phone is held to it: a picture of its own.
codes_prints() { # pdf template-file dpi folder
  local pdf=$1 file=$2 dpi=$3 into=$4 columns rows cell=0 page=1 number=1 left top x y w h
  columns=$(sed -n 's/^columns = //p' "$file"); columns=${columns:-1}
  rows=$(sed -n 's/^rows = //p' "$file"); rows=${rows:-1}
  read -r x y w h <<<"$(code_box "$file")"
  in_dots() { echo "(($1) * $dpi / 25.4 + 0.5) / 1" | bc; }
  while [ $number -le $codes_labels ]; do
    left=$(($(stock_dots "$file" left_mm 0 "$dpi") + cell % columns * $(stock_dots "$file" pitch_x_mm 0 "$dpi") + $(in_dots "$x - 4")))
    top=$(($(stock_dots "$file" top_mm 0 "$dpi") + cell / columns * $(stock_dots "$file" pitch_y_mm 0 "$dpi") + $(in_dots "$y - 4")))
    pdftoppm -r "$dpi" -mono -f $page -l $page -x $((left > 0 ? left : 0)) -y $((top > 0 ? top : 0)) -W "$(in_dots "$w + 8")" -H "$(in_dots "$h + 8")" \
      -singlefile "$pdf" "$into/$(printf %03d $number)"
    number=$((number + 1)) cell=$((cell + 1))
    if [ $cell = $((columns * rows)) ]; then cell=0 page=$((page + 1)); fi
  done
}

codes_pictures() { # template kind dpi -> pictures in $scratch/shots and $scratch/clean
  local template=$1 kind=$2 dpi=$3 pdf=$scratch/codes.pdf print name way
  rm -rf "$scratch/shots" "$scratch/clean" "$scratch/prints" "$pdf"
  mkdir -p "$scratch/shots" "$scratch/clean" "$scratch/prints"
  temgoc --quiet label print "$code" --template "$template" --codes "$kind" --count $codes_labels --dpi "$dpi" --over-quantity bench --again \
    --out "$pdf" --passphrase-file "$scratch/passphrase" >/dev/null
  codes_prints "$pdf" "$here/../label_templates/$template.toml" "$dpi" "$scratch/prints"
  for print in "$scratch"/prints/*.pbm; do
    name=$(basename "$print" .pbm)
    phone_shot shot "$dpi" $((10#$name)) "$print" "$scratch/shots/$name.pgm"
    phone_shot clean "$dpi" $((10#$name)) "$print" "$scratch/clean/$name.pgm"
  done
}

codes_share() { echo "$((100 * $1 / codes_labels))%"; }

codes() {
  local template kind dpi shots zbar zxing jsqr
  (cd "$here/peers" && npm ci --ignore-scripts --no-audit --no-fund --silent)
  echo "codes: $codes_labels labels each. Shots are turned by 7 degrees, in perspective, blurred, of 60 % contrast, with noise"
  printf '%-22s %-10s %4s %12s %12s %12s\n' template code dpi 'zbar, shots' 'zxing, shots' 'jsQR, clean'
  for template in ${CODES_TEMPLATES:-$(cd "$here/../label_templates" && ls ./*.toml | sed 's|^./||; s/.toml$//' | grep -v poster)}; do
    dpi=$(sed -n 's/^dpi = //p' "$here/../label_templates/$template.toml")
    kind=item_seal
    if ! grep -q '^codes = .*item_seal' "$here/../label_templates/$template.toml"; then kind=item_link; fi
    codes_pictures "$template" "$kind" "$dpi"
    zbar=$(zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable "$scratch"/shots/*.pgm 2>/dev/null | grep -c '^https' || true)
    zxing=$(ZXingReader -1 -format QRCode "$scratch"/shots/*.pgm 2>/dev/null | grep -c '"https' || true)
    jsqr=$(node "$here/peers/jsqr_codes.mjs" "$scratch"/clean/*.pgm | grep -c '^https' || true)
    printf '%-22s %-10s %4s %12s %12s %12s\n' "$template" "$kind" "$dpi" "$(codes_share "$zbar")" "$(codes_share "$zxing")" "$(codes_share "$jsqr")"
  done
}
