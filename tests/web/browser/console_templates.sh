#!/usr/bin/env bash
# console_templates.sh TEMGOC NODE [SCREENSHOTS]: a label drawn in the console and printed there, in Chromium; the command prints the same bytes.
source "$(dirname "$0")/works.sh"

make_works
sign_trust
lot=$(issue_lot --quantity 24 --packed "$(day today)" | field short_code)
code_of() { "$temgoc" --json user add "$@" | field code; }
people="lan=$(code_of lan --role administrator --name 'Nguyễn Thị Lan') hoa=$(code_of hoa --role administrator --name 'Lê Thị Hoa')"
start_service console
"$2" "$here/console_templates.mjs" "$origin" "$people" "$top/words" "$lot" "$folder" ${3:+"$3"}
"$temgoc" template check tem-60x40
quietly label print "$lot" --template tem-60x40 --count 3 --out "$folder/command.pdf" --again
cmp "$folder/page.pdf" "$folder/command.pdf"
