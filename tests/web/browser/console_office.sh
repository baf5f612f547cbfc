#!/usr/bin/env bash
# console_office.sh TEMGOC NODE [PICTURES]: the official's morning and the administrator's office in Chromium, with scans and reports on record.
source "$(dirname "$0")/works.sh"
pictures=${3:+$(realpath "$3")}

make_works
sign_trust --bundle
sealed=$(issue_lot --quantity 24 --packed "$(day today)")
code=$(field short_code <<<"$sealed") url=$(field url <<<"$sealed")
for place in "Hà Nội" "Cà Mau" "TP. Hồ Chí Minh"; do quietly verify "$url" --record-scan "$place"; done
quietly settings set programme.communes $'xã Bình Khánh, TP. Hồ Chí Minh\nxã Thạnh An, TP. Hồ Chí Minh\nphường Long Trường, TP. Hồ Chí Minh'
for user in "official programme_officer" "chi administrator"; do
  set -- "$1" "$2" "${3:-}" $user
  echo "$4 $("$temgoc" --json user add "$4" --role "$5" | field code)"
done >"$folder/people"

# A shopper's report comes in by the public page, as it does in life.
start_service serve
public=$origin serving=$service
trap 'kill $serving; finish' EXIT
rm "$folder/service.out"
receipt=$(curl -sf --data-urlencode "label=$url" --data-urlencode 'message=Tem bị bóc ra dán lại' "$public/report" | grep -oE 'BN-[0-9]{6}-[0-9]+' | head -1)
start_service console
"$2" "$here/console_office.mjs" "$origin" "$folder" "$top/words" "$code" "$receipt" "$public" "$folder/roots" ${pictures:+"$pictures"} 
"$temgoc" --json report list | grep -q '"answer":"not_founded"' || { echo "the answer is not on record" >&2; exit 1; }
