#!/usr/bin/env bash
# Runs in a bare Debian 12: from `apt install` to the first sheet of labels, and what else the packages promise.
set -euo pipefail
begun=$(date +%s%N)
since() { echo "$((($(date +%s%N) - begun) / 1000000)) ms: $*"; }

apt-get -qq update
apt-get -qq install -y --no-install-recommends /packages/temgoc.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
since 'temgoc is installed'

cd /tmp
umask 077
echo 'a passphrase of the roots' >root-passphrase
echo 'a passphrase of the cooperative' >passphrase
temgoc --quiet init works --realm ocop.example.vn --host tg.example.vn --root-passphrase-file root-passphrase
export TEMGOC_WORKPLACE=/tmp/works
for kind in cooperatives places products certifications; do
  temgoc --quiet import "$kind" "/usr/share/doc/temgoc/examples/$kind.csv"
done
temgoc --quiet key new --cooperative C01 --passphrase-file passphrase
temgoc --quiet trust sign --root-keys works-root-keys --root-passphrase-file root-passphrase
today=$(TZ=Asia/Ho_Chi_Minh date +%F)
lot=$(temgoc --json lot issue --product 2990001000018 --packed "$today" --quantity 120 --unit kg --passphrase-file passphrase |
  sed -nE 's/.*"short_code":"([^"]*)".*/\1/p')
temgoc --quiet label print "$lot" --template a4-21-seal --count 21 --out sheet.pdf
[ "$(head -c 5 sheet.pdf)" = '%PDF-' ]
since 'the first sheet of labels'

# Another user of this machine is not let in, and the services' user was made.
id temgoc >/dev/null
[ "$(stat -c '%U %a' /var/lib/temgoc)" = 'temgoc 750' ]

apt-get -qq install -y --no-install-recommends /packages/temgoc-verify.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
url=$(temgoc --json lot show "$lot" | sed -nE 's/.*"url":"([^"]*)".*/\1/p')
temgoc verify "$url" >/dev/null
temgoc-verify --roots works/trust/roots --trust works/trust/trust_list "$url" >/dev/null

# The public service answers, run as the unit runs it.
install -d -o temgoc -g temgoc -m 0750 /var/lib/temgoc
cp -a works /var/lib/temgoc/workplace
chown -R temgoc:temgoc /var/lib/temgoc/workplace
runuser -u temgoc -- temgoc --workplace /var/lib/temgoc/workplace serve --listen 127.0.0.1:8080 >/tmp/serve.log 2>&1 &
for _ in $(seq 100); do
  if exec 3<>/dev/tcp/127.0.0.1/8080; then break; fi 2>/dev/null
  sleep 0.1
done
printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
grep -q '^HTTP/1.1 200' <&3 || { cat /tmp/serve.log; exit 1; }
since 'the service answers; every promise holds'
