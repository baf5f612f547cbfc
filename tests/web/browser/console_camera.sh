#!/usr/bin/env bash
# console_camera.sh TEMGOC NODE [PICTURES]: the first and the last label of a roll, printed ahead, before a (film in the place of a) camera.
source "$(dirname "$0")/works.sh"

make_works
sign_trust
issue_lot --quantity 12 --packed "$(day today)" >/dev/null
quietly roll print 2990001000315 --count 12 --template roll-60x40-stamp --out "$folder/roll.pdf"
last=$(pdfinfo "$folder/roll.pdf" | sed -n 's/^Pages: *//p')
# Some seconds of the third label, then some of the last: a roll is scanned from where it begins.
for page in 3 "$last"; do
  pdftoppm -jpeg -scale-to-x 1280 -scale-to-y 854 -f "$page" -l "$page" -singlefile "$folder/roll.pdf" "$folder/label-$page"
  for _ in $(seq 40); do cat "$folder/label-$page.jpg"; done >>"$folder/film.mjpeg"
done
hoa=$("$temgoc" --json user add hoa --role printer --cooperative C90 | field code)
start_service console
"$2" "$here/console_camera.mjs" "$origin" "$hoa" "$top/words" "$folder/film.mjpeg" ${3:+"$3"}
