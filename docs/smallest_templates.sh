#!/usr/bin/env bash
# Writes docs/smallest_templates.md: smallest_templates.sh BIN, the folder of the programs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
temgoc() { "$bin/temgoc" --lang en "$@"; }
umask 077
echo 'a passphrase for nothing' >"$work/passphrase"
temgoc --quiet init "$work/works" --realm ocop.example.vn --host tg.example.vn --root-passphrase-file "$work/passphrase" >/dev/null
cd "$work/works"
for table in cooperatives places products certifications; do
  temgoc --quiet import $table "$here/../examples/$table.csv" >/dev/null
done

rows() { # the answer of `template suggest` as rows of a table
  python3 -c '
import json, sys
for each in json.load(sys.stdin)["products"]:
    if sys.argv[1] in ("", each["product"]):
        print("|", sys.argv[2] or each["name"], "|", " | ".join(f"`{each[key]}`" if each[key] else "none" for key in ("roll", "sheet")), "|")
' "$1" "$2"
}

with_ingredients() { # letters
  local text='cá cơm than (60 %), muối biển, nước, '
  while [ ${#text} -lt "$1" ]; do text+='cá cơm than (60 %), muối biển, nước, '; done
  temgoc --quiet product add --id P01 --cooperative C01 --name 'Cá đù một nắng' --gtin 2990001000018 --net-content '500 g' --shelf-life 180 \
    --storage 'Bảo quản ở âm 18 °C, hoặc ngăn mát 0–4 °C trong 30 ngày' --usage 'Rã đông, chiên hoặc nướng chín trước khi ăn' \
    --warnings 'Không dùng khi bao bì rách, phồng hoặc có mùi lạ' --allergens 'Có chứa cá' --origin 'Việt Nam' --sample yes \
    --ingredients "${text:0:$1}" --update --again >/dev/null
}

{
  echo '# The smallest template for each product'
  echo
  echo 'Made by `docs/smallest_templates.sh` from `temgoc template suggest`: the smallest template on a roll and on a sheet that shows every fact on'
  echo 'record and holds its texts.'
  echo
  echo '## The example products, as their records are'
  echo
  echo '| product | roll | sheet |'
  echo '| --- | --- | --- |'
  temgoc --json template suggest | rows '' ''
  echo
  echo '## A whole food record'
  echo
  echo 'One product with allergens, directions, storage, warning and origin on record, and more and more ingredients.'
  echo
  echo '| letters of ingredients | roll | sheet |'
  echo '| --- | --- | --- |'
  for letters in 20 60 96 150 250 400 584 800 1000; do
    with_ingredients $letters
    temgoc --json template suggest | rows 2990001000018 $letters
  done
} >"$here/smallest_templates.md"
