#!/usr/bin/env bash
# inspect.sh TEMGOC NODE: the inspector's page of a workplace that is served, from the enrolment to the office's list of visits.
source "$(dirname "$0")/works.sh"
issue() { issue_lot --quantity 10 --lot "$@" | field url; } # lot and its facts -> the text of its seal

make_works
sign_trust --bundle
valid=$(issue L1 --packed "$(day today)")
expired=$(issue L2 --packed "$(day '40 days ago')" --shelf-life 30 --backdate 'thử nghiệm')
recalled=$(issue L3 --packed "$(day today)")
quietly lot recall L3 --product 2990001000315 --reason 'Nắp chai hở' --confirm L3
quietly label print L1 --product 2990001000315 --template roll-60x40-seal --count 1 --out "$folder/label.pdf"
pdftoppm -r 300 -png -singlefile "$folder/label.pdf" "$folder/label"
# A digit of the fourth group is another: only the signature tells.
stem=${valid%%/01/*}
forged=${valid:0:$((${#stem} - 126))}$(((${valid:$((${#stem} - 126)):1} + 1) % 10))${valid:$((${#stem} - 125))}
cat >"$folder/cases" <<CASES
valid $valid
expired $expired
recalled $recalled
forged $forged
unsealed https://tg.example.vn/01/02990001000315/10/L1
cannot_check https://tg.example.vn/01/02990001000315/10/NEVER
wrong_site ${valid/tg.example.vn/la.example.vn}
CASES
"$temgoc" --json inspector add 'Nguyễn Thị Lan' | field link >"$folder/link"
quietly bundle build --passphrase-file "$folder/passphrase"

start_service serve --threads 1
receipt=$("$2" "$here/inspect_serve.mjs" "$origin" "$folder/cases" "$top/words" "$temgoc" "$folder")
"$temgoc" --json visit list | grep -qF -- "$receipt" || { echo "the visit $receipt is not on record" >&2; exit 1; }
quietly visit export --out "$folder/visits.csv"
grep -q 'Chợ Bến Thành' "$folder/visits.csv" || { echo "the export lacks the visit" >&2; exit 1; }
