#!/usr/bin/env bash
# console_events.sh TEMGOC NODE [SCREENSHOTS]: a field diary as staff keep it, with a correction and a partner, in Chromium.
source "$(dirname "$0")/works.sh"

make_works
sign_trust
hoa=$("$temgoc" --json user add hoa --role data_entry --cooperative C90 --name 'Lê Thị Hoa' | field code)
lot=$(issue_lot --quantity 90 --packed "$(day today)" | field short_code)
start_service console
"$2" "$here/console_events.mjs" "$origin" "$hoa" "$top/words" "$lot" ${3:+"$3"}
[ "$("$temgoc" --json event list | grep -o '"recorded_at"' | wc -l)" = 5 ] || { echo "five events were to be recorded" >&2; exit 1; }
"$temgoc" --json partner list | grep -q '"phone":"0900 000 001"' || { echo "the partner's telephone is not on record" >&2; exit 1; }
