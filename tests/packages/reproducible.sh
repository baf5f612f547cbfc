#!/usr/bin/env bash
# Builds the packages of OUT again, in another folder and with no compiler cache, and compares every byte.
set -euo pipefail
out=$1
again=$(mktemp -d "${TMPDIR:-/var/tmp}/temgoc-packages-XXXXXX")
trap 'rm -rf "$again"' EXIT
CCACHE_DISABLE=1 "$(dirname "$0")/../../packaging/build.sh" "$again" >"$out/second-build.log" 2>&1 || { tail -n 40 "$out/second-build.log" >&2; exit 1; }
for package in "$out"/*.deb; do
  cmp "$package" "$again/$(basename "$package")"
  sha256sum "$package"
done
