#!/usr/bin/env bash
# Runs under systemd in the Debian of services.sh.
set -euxo pipefail
cd /var/lib/temgoc
echo 'a passphrase of the roots' >root-passphrase
echo 'a passphrase of the cooperative' >passphrase
chown temgoc: root-passphrase passphrase
chmod 600 root-passphrase passphrase
works=/var/lib/temgoc/workplace
as_temgoc() { runuser -u temgoc -- env TEMGOC_WORKPLACE=$works temgoc "$@"; }
as_temgoc --quiet init $works --realm ocop.example.vn --host tg.example.vn --root-keys root-keys --root-passphrase-file root-passphrase
for kind in cooperatives places products certifications; do
  as_temgoc --quiet import "$kind" "/usr/share/doc/temgoc/examples/$kind.csv"
done
as_temgoc --quiet key new --cooperative C01 --passphrase-file passphrase
as_temgoc --quiet trust sign --root-keys root-keys --root-passphrase-file root-passphrase
url=$(as_temgoc --json lot issue --product 2990001000018 --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --quantity 5 --unit kg --passphrase-file passphrase |
  sed -nE 's/.*"url":"([^"]*)".*/\1/p')

systemctl start temgoc-serve temgoc-console
page() { curl --silent --show-error --location --retry 20 --retry-connrefused --retry-delay 1 "$@"; }
page --fail http://127.0.0.1:8080/health
page -H 'Host: tg.example.vn' "http://127.0.0.1:8080${url#https://tg.example.vn}" | grep -q 'TEM HỢP LỆ'
page --fail -o /dev/null http://127.0.0.1:8081/

# The public service is not shown the keys, and neither service can write outside its folder.
server=$(systemctl show -p MainPID --value temgoc-serve)
[ -n "$(ls -A $works/keys)" ]
[ -z "$(nsenter -t "$server" -m ls -A $works/keys)" ]
if nsenter -t "$server" -m touch /etc/written; then exit 1; fi

systemctl reload temgoc-serve
page --fail -o /dev/null http://127.0.0.1:8080/health
systemctl stop temgoc-serve temgoc-console
for service in temgoc-serve temgoc-console; do
  [ "$(systemctl show -p Result --value $service)" = success ]
done
echo 'the services hold'
