#!/usr/bin/env bash
# inspect.sh TEMGOC NODE: the inspector's page of a workplace that is served, from the enrolment to the office's list of visits.
set -euo pipefail
temgoc=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../../..")
folder=$(mktemp -d)
serve_pid=
finish() {
  [ -z "$serve_pid" ] || kill "$serve_pid"
  rm -rf "$folder"
}
trap finish EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }
day() { TZ=Asia/Ho_Chi_Minh date -d "$1" +%F; }
issue() { # lot and its facts -> the text of its seal
  "$temgoc" --json lot issue --product 2990001000315 --quantity 10 --unit chai --passphrase-file "$folder/passphrase" --lot "$@" | field url
}

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
quietly key new --bundle --passphrase-file "$folder/passphrase"
quietly trust sign --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
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

"$temgoc" --json serve --listen 127.0.0.1:0 --threads 1 >"$folder/serve.out" &
serve_pid=$!
for _ in $(seq 200); do [ -s "$folder/serve.out" ] && break || sleep 0.05; done
origin=$(field url <"$folder/serve.out")
receipt=$("$2" "$here/inspect_serve.mjs" "${origin%/}" "$folder/cases" "$top/words" "$temgoc" "$folder")
"$temgoc" --json visit list | grep -qF -- "$receipt" || { echo "the visit $receipt is not on record" >&2; exit 1; }
quietly visit export --out "$folder/visits.csv"
grep -q 'Chợ Bến Thành' "$folder/visits.csv" || { echo "the export lacks the visit" >&2; exit 1; }
