#!/usr/bin/env bash
# The pictures of docs/programme.md, and of the trust list and the template editor in docs/console.md, of the example records: docs/programme_pictures.sh TEMGOC
# Needs what ./dev test installs: Chromium, the page tests' packages.
source "$(dirname "$0")/../tests/web/browser/works.sh"
top=$(realpath "$here/..")
make_works
sign_trust
quietly settings set programme.communes $'xã Bình Khánh, TP. Hồ Chí Minh\nxã Thạnh An, TP. Hồ Chí Minh\nphường Long Trường, TP. Hồ Chí Minh'
url=$(issue_lot --quantity 24 --packed "$(day today)" | field url)
for place in "Hà Nội" "Cà Mau" "TP. Hồ Chí Minh"; do quietly verify "$url" --record-scan "$place"; done
quietly label test-page --template a4-21-seal --out "$folder/giay-chung-nhan.pdf"
quietly certification paper K31 "$folder/giay-chung-nhan.pdf"
quietly key new --cooperative C01 --passphrase-file "$folder/passphrase"
code_of() { "$temgoc" --json user add "$@" | field code; }
officer=$(code_of lan --role programme_officer --name 'Nguyễn Thị Lan')
administrator=$(code_of chi --role administrator --name 'Trần Văn Chi')
start_service console
node "$here/programme_pictures.mjs" "$origin" "$officer" "$administrator" "$here/images"
