#!/usr/bin/env bash
# console_usb.sh TEMGOC NODE [PICTURES]: labels of a thermal printer that go from the console to a (made-up) printer on USB.
source "$(dirname "$0")/works.sh"

make_works
sign_trust
lot=$(issue_lot --quantity 12 --packed "$(day today)" | field short_code)
quietly printer add --id zebra --dpi 203 --language zpl
quietly label print "$lot" --template roll-60x40-seal --count 12 --printer zebra --passphrase-file "$folder/passphrase"
hoa=$("$temgoc" --json user add hoa --role printer --cooperative C90 | field code)
start_service console
"$2" "$here/console_usb.mjs" "$origin" "$hoa" "$top/words" ${3:+"$3"}
