#!/usr/bin/env bash
# console_records.sh TEMGOC NODE [SCREENSHOTS]: the console's records, import and people in Chromium.
set -euo pipefail
temgoc=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../../..")
folder=$(mktemp -d)
console_pid=
finish() {
  [ -z "$console_pid" ] || kill "$console_pid"
  rm -rf "$folder"
}
trap finish EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
chi=$("$temgoc" --json user add chi --role administrator --name 'Trần Thị Chi' | field code)
lan=$("$temgoc" --json user add lan --role data_entry --cooperative C01 --name 'Nguyễn Thị Lan' | field code)
"$temgoc" --json console --listen 127.0.0.1:0 >"$folder/console.out" &
console_pid=$!
for _ in $(seq 400); do [ -s "$folder/console.out" ] && break || sleep 0.05; done
origin=$(field url <"$folder/console.out")
"$2" "$here/console_records.mjs" "${origin%/}" "$chi" "$lan" "$top/words" ${3:+"$3"}
"$temgoc" --json product list --cooperative C01 | grep -qF 'Khô mực một nắng' || { echo "the imported product is not on record" >&2; exit 1; }
