#!/usr/bin/env bash
# console.sh TEMGOC NODE [PICTURES]: a workplace with people of every role, its console on loopback, their days in Chromium.
# PICTURES: a folder for what the pages look like.
source "$(dirname "$0")/works.sh"
pictures=${3:+$(realpath "$3")}

make_works
sign_trust
yesterday=$(issue_lot --quantity 24 --packed "$(day yesterday)" | field short_code)
known=$(issue_lot --quantity 12 --packed "$(day today)" | field short_code)
recalled=$(issue_lot --quantity 10 --packed "$(day today)" --lot L3 | field short_code)
for catch in 1 2; do
  quietly event add 'thu hoạch' --cooperative C90 --when "$(day '3 days ago')" --lot "TH-$catch=60 kg" --goods 'Cá cơm tươi'
done
quietly event add 'chế biến' --cooperative C90 --when "$(day '2 days ago')" --use 'TH-1=60 kg' --use 'TH-2=9 kg' --make 'CHƯỢP-1=40 lít' --goods 'Chượp'
quietly event add 'đóng gói' --cooperative C90 --when "$(day yesterday)" --use 'CHƯỢP-1=20 lít' --make "$yesterday=20 chai"
printf '%s\n' "yesterday $yesterday" "known $known" "recalled $recalled" >"$folder/lots"
for role in viewer data_entry printer administrator programme_officer inspector; do
  case $role in programme_officer | inspector) own=() ;; *) own=(--cooperative C90) ;; esac
  echo "$role $("$temgoc" --json user add "u-${role:0:5}" --role $role "${own[@]}" | field code)"
done >"$folder/people"

start_service console
"$2" "$here/console.mjs" "$origin" "$folder" "$top/words" ${pictures:+"$pictures"}
[ "$("$temgoc" --json lot show "$recalled" | grep -c 'Nắp chai hở')" = 1 ] || { echo "the recall is not on record" >&2; exit 1; }
