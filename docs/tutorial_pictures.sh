#!/usr/bin/env bash
# The pictures of docs/tutorial.md, made with its own commands: docs/tutorial_pictures.sh PROGRAMS
# Needs what ./dev test installs: poppler-utils, Chromium, the page tests' packages.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
images=$here/images
page=$here/tutorial.md
PATH=$(realpath "$1"):$PATH
folder=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service"; rm -rf "$folder"' EXIT
cd "$folder"
(umask 077 && echo 'một mật khẩu để thử' >passphrase)
today=$(TZ=Asia/Ho_Chi_Minh date +%d/%m/%Y)
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
newest() { temgoc --json lot list --limit 1 | field "$1"; }

# phone LINK FILE: what a phone shows of it, from a service that runs for it alone.
phone() {
  rm -f told
  temgoc --json serve --listen 127.0.0.1:0 >told &
  service=$!
  for _ in $(seq 100); do [ -s told ] && break || sleep 0.1; done
  node "$here/tutorial_pictures.mjs" "$(field url <told)" "$1" "$2"
  kill "$service"
  wait "$service" || true
  service=
}

temgoc --quiet init htx --realm bien-xanh.example.vn --root-passphrase-file passphrase >/dev/null
cd htx
eval "$(sed -n '/^temgoc cooperative add/,/--origin/p' "$page")" >/dev/null
temgoc --quiet lot issue --product 2900001000017 --packed "$today" --quantity 60 --unit gói >/dev/null
temgoc --quiet template preview a4-8-food --lot "$(newest short_code)" --dpi 150 --out "$images/tutorial-label-test.png"
temgoc --quiet label print "$(newest short_code)" --template a4-8-food --count 8 --out sheet.pdf >/dev/null
pdftoppm -r 60 -png -singlefile sheet.pdf "$images/tutorial-sheet"
phone "$(newest url)" "$images/tutorial-phone-test.png"

sed -i 's/^hosts = .*/hosts = ["tg.bien-xanh.example.vn"]/' temgoc.toml
temgoc --quiet key new --cooperative HTX01 --passphrase-file ../passphrase >/dev/null
temgoc --quiet trust sign --root-keys ../htx-root-keys --root-passphrase-file ../passphrase >/dev/null
temgoc --quiet lot issue --product 2900001000017 --packed "$today" --quantity 40 --unit gói --passphrase-file ../passphrase >/dev/null
temgoc --quiet template preview a4-8-food --lot "$(newest short_code)" --dpi 150 --out "$images/tutorial-label.png"
phone "$(newest url)" "$images/tutorial-phone.png"
