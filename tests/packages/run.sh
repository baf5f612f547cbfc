#!/usr/bin/env bash
# Tries the Debian packages that `./dev package` built: tests/packages/run.sh FOLDER, as root. What must hold:
# lintian has nothing to say; a second build gives the same bytes; units, man pages and completions are sound; a bare Debian 12 gets
# from `apt install` to a first sheet of labels; an upgrade and a purge keep the workplace.
# TEMGOC_MIRROR: where Debian comes from (http://deb.debian.org/debian). TEMGOC_PREVIOUS: the temgoc_*.deb to upgrade from.
set -euo pipefail
out=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
[ "$(id -u)" -eq 0 ] || { echo 'the packages are tried as root: sudo ./dev package --test' >&2; exit 1; }

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
temgoc=$(echo "$out"/temgoc_*.deb)
verifier=$(echo "$out"/temgoc-verify_*.deb)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dpkg-deb -x "$temgoc" "$scratch/files"
dpkg-deb -x "$verifier" "$scratch/files"

step 'lintian'
lintian --fail-on error,warning "$temgoc" "$verifier"

step 'units, man pages, completions'
"$here/units.sh" "$scratch/files/lib/systemd/system"
"$here/manual.sh" "$scratch/files/usr/share"

step 'a bare Debian 12: from apt to the first sheet, an upgrade, a purge'
"$here/bare_root.sh" "$out" "$temgoc" "$verifier"

step 'the services under systemd'
"$here/services.sh" "$out/bare-root" "$temgoc"

step 'the same bytes a second time, elsewhere and with no cache'
"$here/reproducible.sh" "$out"
