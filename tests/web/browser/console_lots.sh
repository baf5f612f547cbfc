#!/usr/bin/env bash
# console_lots.sh TEMGOC NODE [SCREENSHOTS]: a season's lots, a product's picture and a certificate's scan, in Chromium.
source "$(dirname "$0")/works.sh"

make_works
sign_trust
hoa=$("$temgoc" --json user add hoa --role printer --cooperative C90 --name 'Lê Thị Hoa' | field code)
start_service console
season="Số lô;Sản phẩm;NSX;Số lượng;Ghi thêm
;2990001000315;$(day '-3 days');120 chai;
;2990001000315;$(day '-2 days');1.250 chai;
;2990001000315;$(day '-1 day');nhiều;
VU-7;2990001000315;$(day '-1 day');60 chai;"
"$2" "$here/console_lots.mjs" "$origin" "$hoa" "$top/words" "$season" ${3:+"$3"}
[ "$("$temgoc" --json lot list | grep -o '"short_code"' | wc -l)" = 5 ] || { echo "five lots were to be issued" >&2; exit 1; }
"$temgoc" --json product show 2990001000315 | grep -qE '"picture":"[0-9a-f]{64}\.jpg"' || { echo "the picture is not on record" >&2; exit 1; }
