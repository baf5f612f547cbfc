#!/usr/bin/env bash
# console_inspect.sh TEMGOC NODE [PICTURES]: inspectors enrolled from the console, what they send to the public service, and what the office sees.
source "$(dirname "$0")/works.sh"
issue() { issue_lot --quantity 10 --packed "$(day today)" --lot "$1" | field url; }

make_works
sign_trust --bundle
valid=$(issue L1)
recalled=$(issue L3)
chi=$("$temgoc" --json user add chi --role administrator --name 'Trần Thị Chi' | field code)
officer=$("$temgoc" --json user add ha --role programme_officer --name 'Đỗ Thanh Hà' | field code)
start_service serve --threads 1
public=$origin public_service=$service
trap 'kill "$public_service"; finish' EXIT
start_service console
"$2" "$here/console_inspect.mjs" "$origin" "$public" "$chi" "$officer" "$top/words" "$valid" "$recalled" "$temgoc" ${3:+"$3"}
[ "$("$temgoc" --json inspector list | grep -o '"state":"revoked"' | wc -l)" = 1 ] || { echo "the code is not revoked" >&2; exit 1; }
