#!/usr/bin/env bash
# Builds the Debian packages of the last commit's version from the files that git knows: packaging/build.sh FOLDER.
# The same commit gives the same bytes, wherever the folder lies: every time is the commit's, no path is kept.
set -euo pipefail
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/.."
tree=$out/tree

version=$(sed -nE 's/^project\(temgoc VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
# Between two releases each commit's package is newer than the one before it and older than the release.
if ! git describe --exact-match --match "v$version" >/dev/null 2>&1; then
  version="$version~$(TZ=UTC git log -1 --date=format-local:%Y%m%d.%H%M%S --format=%cd.g%h)"
fi

# The tree keeps its build folder, so that a second package takes seconds; times of files stay as they are for the build tool.
mkdir -p "$tree"
git ls-files >"$out/files"
rm -rf "$tree/debian"
(cd "$tree" && find . -path ./build -prune -o \( -type f -o -type l \) -printf '%P\n') | sort | comm -23 - <(sort "$out/files") |
  (cd "$tree" && xargs -r -d '\n' rm -f)
xargs -d '\n' cp --parents --preserve=timestamps -t "$tree" <"$out/files"
rm "$out/files"

cat >"$tree/debian/changelog" <<TEXT
temgoc ($version) bookworm; urgency=medium

  * CHANGELOG.md says what is new for users.

 -- $(sed -nE 's/^Maintainer: //p' debian/control)  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
TEXT

command -v ccache >/dev/null && export TEMGOC_COMPILER_LAUNCHER=ccache
export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$tree
export LC_ALL=C.UTF-8 TZ=UTC
rm -f "$out"/*.deb "$out"/*.changes "$out"/*.buildinfo
cd "$tree"
dpkg-buildpackage --build=binary --no-sign --no-pre-clean ${TEMGOC_BUILD_JOBS:+--jobs="$TEMGOC_BUILD_JOBS"}
ls -l "$out"/*.deb
