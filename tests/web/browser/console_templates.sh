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
# The command makes the same file of that template, but for the two dates that say when it was made; asked for the page's own job, every byte.
quietly label print "$lot" --template tem-60x40 --count 3 --out "$folder/command.pdf" --again
undated() { LC_ALL=C sed -E 's/(CreationDate|ModDate) \(D:[0-9]{14}/\1 (D:/' "$1"; }
cmp <(undated "$folder/page.pdf") <(undated "$folder/command.pdf")
[ "$(wc -c <"$folder/page.pdf")" = "$(wc -c <"$folder/command.pdf")" ]
quietly label reprint 1 --reason 'the same once more' --out "$folder/again.pdf"
cmp "$folder/page.pdf" "$folder/again.pdf"
