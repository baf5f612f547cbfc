#!/usr/bin/env bash
# The label pictures of docs/images, of one invented product: label_pictures.sh PROGRAMS [IMAGES]. Each shipped template as
# `template preview` draws it, and dot by dot (label_pictures.py) in IMAGES/dots.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
PATH=$(realpath "$1"):$PATH
images=$(realpath "${2:-$here/images}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
(umask 077 && echo 'a passphrase for nothing' >passphrase)
temgoc --quiet init works --realm ocop.example.vn --host tg.example.vn --root-passphrase-file passphrase >/dev/null
cd works
mkdir -p label_templates
cp "$here"/../label_templates/*.toml label_templates/
# Templates beside an electronic label are refused while this is off.
sed -i 's/^e_label = false/e_label = true/' temgoc.toml
temgoc --quiet cooperative add --id C01 --name 'Hợp tác xã Nông nghiệp – Dịch vụ Rừng Đước' --short-name 'HTX Rừng Đước' \
  --street 'Số 12 đường Rừng Sác' --commune 'xã Bình Khánh' --province 'Thành phố Hồ Chí Minh' --phone '028 3889 0123' --sample yes >/dev/null
temgoc --quiet product add --id P01 --cooperative C01 --name 'Khô cá dứa một nắng Cần Giờ' --name-en 'One-sun-dried pangasius' \
  --gtin 2990001000360 --net-content '500 g' --shelf-life 180 --ingredients 'Cá dứa (98 %), muối' --ingredients-en 'Pangasius (98 %), salt' \
  --allergens 'Có chứa cá' --allergens-en 'Contains fish' --usage 'Rã đông, chiên hoặc nướng chín trước khi ăn' \
  --usage-en 'Thaw, then fry or grill before eating' --storage 'Bảo quản ở âm 18 °C, hoặc ngăn mát 0–4 °C trong 30 ngày' \
  --storage-en 'Keep at minus 18 °C, or 30 days at 0–4 °C' --warnings 'Không dùng khi bao bì rách, phồng hoặc có mùi lạ' \
  --warnings-en 'Do not eat if the pack is torn, swollen or smells off' --origin 'Việt Nam' --sample yes >/dev/null
temgoc --quiet certification add --id K01 --product-id P01 --cooperative C01 --scheme OCOP --level 4 --number 12/QĐ-UBND \
  --issuer 'UBND Thành phố Hồ Chí Minh' --issued 30/06/2025 --valid-through 30/06/2028 --sample yes >/dev/null
temgoc --quiet product add --id P02 --cooperative C01 --name 'Tham quan rừng đước và làng nghề cá khô' \
  --name-en 'Mangrove forest and fishing village tour' --gtin 2990001000377 --shelf-life none --sample yes >/dev/null
temgoc --quiet certification add --id K02 --product-id P02 --cooperative C01 --scheme OCOP --level 4 --number 12/QĐ-UBND \
  --issuer 'UBND Thành phố Hồ Chí Minh' --issued 30/06/2025 --valid-through 30/06/2028 --sample yes >/dev/null
temgoc --quiet key new --cooperative C01 --passphrase-file ../passphrase >/dev/null
temgoc --quiet trust sign --root-keys ../works-root-keys --root-passphrase-file ../passphrase >/dev/null
lot=$(temgoc --json lot issue --product 2990001000360 --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --quantity 100000 --unit gói \
  --passphrase-file ../passphrase | sed -nE 's/.*"short_code":"([^"]*)".*/\1/p')

preview() { # template out option…
  rm -f "$images/$2.png"
  temgoc --quiet template preview "$1" --out "$images/$2.png" "${@:3}" >/dev/null
}
for file in "$here"/../label_templates/*.toml; do
  template=$(basename "$file" .toml)
  if [ "$template" != a4-poster ]; then preview "$template" "$template" --lot "$lot" --dpi 203; fi
done
preview roll-100x100-export roll-100x100-export-en --lot "$lot" --dpi 203 --label-language en
preview a4-poster a4-poster --product 2990001000377 --dpi 100
python3 "$here/label_pictures.py" "$(command -v temgoc)" "$lot" ../passphrase "$images/dots"
