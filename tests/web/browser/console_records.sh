#!/usr/bin/env bash
# console_records.sh TEMGOC NODE [SCREENSHOTS]: the console's records, import and people in Chromium.
source "$(dirname "$0")/works.sh"

make_works
chi=$("$temgoc" --json user add chi --role administrator --name 'Trần Thị Chi' | field code)
lan=$("$temgoc" --json user add lan --role data_entry --cooperative C01 --name 'Nguyễn Thị Lan' | field code)
start_service console
"$2" "$here/console_records.mjs" "$origin" "$chi" "$lan" "$top/words" ${3:+"$3"}
"$temgoc" --json product list --cooperative C01 | grep -qF 'Khô mực một nắng' || { echo "the imported product is not on record" >&2; exit 1; }
