#!/usr/bin/env bash
# console.sh TEMGOC NODE [PICTURES]: a workplace with people of every role, its console on loopback, their days in Chromium.
# PICTURES: a folder for what the pages look like.
set -euo pipefail
temgoc=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../../..")
pictures=${3:+$(realpath "$3")}
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
day() { TZ=Asia/Ho_Chi_Minh date -d "$1" +%F; }
issue() { "$temgoc" --json lot issue --product 2990001000315 --unit chai --passphrase-file "$folder/passphrase" "$@" | field short_code; }

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
quietly trust sign --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
yesterday=$(issue --quantity 24 --packed "$(day yesterday)")
known=$(issue --quantity 12 --packed "$(day today)")
recalled=$(issue --quantity 10 --packed "$(day today)" --lot L3)
printf '%s\n' "yesterday $yesterday" "known $known" "recalled $recalled" >"$folder/lots"
for role in viewer data_entry printer administrator programme_officer inspector; do
  case $role in programme_officer | inspector) own=() ;; *) own=(--cooperative C90) ;; esac
  echo "$role $("$temgoc" --json user add "u-${role:0:5}" --role $role "${own[@]}" | field code)"
done >"$folder/people"

"$temgoc" --json console --listen 127.0.0.1:0 >"$folder/console.out" &
console_pid=$!
for _ in $(seq 200); do [ -s "$folder/console.out" ] && break || sleep 0.05; done
origin=$(field url <"$folder/console.out")
"$2" "$here/console.mjs" "${origin%/}" "$folder" "$top/words" ${pictures:+"$pictures"}
[ "$("$temgoc" --json lot show "$recalled" | grep -c 'Nắp chai hở')" = 1 ] || { echo "the recall is not on record" >&2; exit 1; }
