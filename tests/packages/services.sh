#!/usr/bin/env bash
# services.sh BASE TEMGOC.deb: begins the services under a systemd of their own, in the bare Debian 12 of bare_root.sh, and asks them
# through their sandbox. What a unit forbids by mistake shows nowhere else.
set -euo pipefail
base=$1 temgoc=$2
here=$(realpath "$(dirname "$0")")
root=$base/booted
rm -rf "$root"
cp -a "$base/root" "$root"
mkdir -p "$root/packages"
cp "$temgoc" "$root/packages/temgoc.deb"
cp "$here/in_services.sh" "$root/packages/"
cp /etc/resolv.conf "$root/etc/resolv.conf"
unshare --mount --pid --fork --kill-child bash -c '
  mount -t proc proc "$1/proc"
  exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash -c "
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends systemd systemd-sysv curl /packages/temgoc.deb"' _ "$root" >"$base/services.log" 2>&1 ||
  { tail "$base/services.log" >&2; exit 1; }

cat >"$root/etc/systemd/system/tried.service" <<'UNIT'
[Service]
Type=oneshot
ExecStart=/packages/in_services.sh
StandardOutput=file:/packages/said
StandardError=inherit
ExecStopPost=/bin/systemctl poweroff --no-block
UNIT
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -s ../tried.service "$root/etc/systemd/system/multi-user.target.wants/tried.service"
timeout 300 systemd-nspawn --quiet --keep-unit --register=no -D "$root" --boot >"$base/services.log" 2>&1 </dev/null || true
grep -qx 'the services hold' "$root/packages/said" || { cat "$root/packages/said" "$base/services.log" >&2; exit 1; }
echo 'both services run in their sandbox, reload and end well'
rm -rf "$root"
