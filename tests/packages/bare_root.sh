#!/usr/bin/env bash
# bare_root.sh OUT TEMGOC.deb VERIFIER.deb: installs and runs the packages in a Debian 12 that has nothing but its base.
set -euo pipefail
out=$1 temgoc=$2 verifier=$3
here=$(realpath "$(dirname "$0")")
base=$out/bare-root
mirror=${TEMGOC_MIRROR:-http://deb.debian.org/debian}

if [ ! -e "$base/made" ]; then
  rm -rf "$base"
  debootstrap --variant=minbase bookworm "$base/root" "$mirror" >"$out/debootstrap.log" || { tail "$out/debootstrap.log" >&2; exit 1; }
  touch "$base/made"
fi

# The upgrade begins with the package of before. While there is no release before this one, the same package under a lower version
# stands in for it: what an upgrade does to settings and data is then tried, a change of the schema is not.
previous=${TEMGOC_PREVIOUS:-}
if [ -z "$previous" ]; then
  rm -rf "$base/previous"
  dpkg-deb -R "$temgoc" "$base/previous"
  sed -i 's/^Version: .*/Version: 0.9.0/' "$base/previous/DEBIAN/control"
  previous=$base/temgoc_0.9.0.deb
  dpkg-deb --root-owner-group -Zgzip -b "$base/previous" "$previous" >/dev/null
fi

# Runs a script of this folder in a copy of the base, in namespaces of its own, so that nothing that it began outlives it.
in_bare_root() {
  local root=$base/tried
  rm -rf "$root"
  cp -a "$base/root" "$root"
  mkdir -p "$root/packages"
  cp "$temgoc" "$root/packages/temgoc.deb"
  cp "$verifier" "$root/packages/temgoc-verify.deb"
  cp "$previous" "$root/packages/previous.deb"
  cp "$here/$1" "$root/packages/"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$1/proc"
    mount -t tmpfs tmpfs "$1/tmp"
    exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TEMGOC_LANG=en DEBIAN_FRONTEND=noninteractive \
      bash "/packages/$2"' _ "$root" "$1"
  rm -rf "$root"
}

in_bare_root first_sheet.sh
in_bare_root upgrade.sh
