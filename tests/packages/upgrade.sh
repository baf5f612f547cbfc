#!/usr/bin/env bash
# Runs in a bare Debian 12: an upgrade keeps data and changed settings; a purge leaves the workplace alone.
set -euo pipefail
install_package() {
  apt-get -qq install -y --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold "$1" >/tmp/apt.log 2>&1 ||
    { cat /tmp/apt.log; exit 1; }
}
apt-get -qq update
install_package /packages/previous.deb
before=$(dpkg-query -W -f='${Version}' temgoc)

works=/var/lib/temgoc/workplace
echo 'a passphrase of the roots' >/var/lib/temgoc/root-passphrase
echo 'a passphrase of the cooperative' >/var/lib/temgoc/passphrase
chown temgoc: /var/lib/temgoc/*passphrase
chmod 600 /var/lib/temgoc/*passphrase
as_temgoc() { runuser -u temgoc -- env TEMGOC_WORKPLACE=$works temgoc "$@"; }
cd /var/lib/temgoc
as_temgoc --quiet init $works --realm ocop.example.vn --host tg.example.vn --root-keys /var/lib/temgoc/root-keys --root-passphrase-file root-passphrase
for kind in cooperatives places products certifications; do
  as_temgoc --quiet import "$kind" "/usr/share/doc/temgoc/examples/$kind.csv"
done
as_temgoc --quiet key new --cooperative C01 --passphrase-file passphrase
as_temgoc --quiet trust sign --root-keys root-keys --root-passphrase-file root-passphrase
issue() {
  as_temgoc --json lot issue --product 2990001000018 --packed "$(TZ=Asia/Ho_Chi_Minh date +%F)" --quantity "$1" --unit kg --passphrase-file passphrase |
    sed -nE 's/.*"url":"([^"]*)".*/\1/p'
}
url=$(issue 120)
sed -i 's/^SERVE_OPTIONS=.*/SERVE_OPTIONS="--threads 2"/' /etc/default/temgoc

install_package /packages/temgoc.deb
after=$(dpkg-query -W -f='${Version}' temgoc)
dpkg --compare-versions "$before" lt "$after" || { echo "no upgrade: $before to $after" >&2; exit 1; }
grep -q '^SERVE_OPTIONS="--threads 2"$' /etc/default/temgoc
as_temgoc verify "$url" >/dev/null
[ "$(issue 80)" != "$url" ]
as_temgoc log check >/dev/null
as_temgoc doctor >/dev/null || [ $? -eq 3 ]  # it may name what a person has yet to do; it must not fail

apt-get -qq purge -y temgoc >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
[ ! -e /usr/bin/temgoc ] && [ ! -e /etc/default/temgoc ]
[ -s $works/registry.sqlite ] && [ -d $works/keys ]
echo "upgraded from $before to $after, purged: lots, keys and settings were kept"
