#!/usr/bin/env bash
# first_run.sh TEMGOC NODE [PICTURES]: from an empty folder to a sheet of labels in Chromium, its interactions counted, and all
# that can go wrong on the way. PICTURES: a folder for what the pages look like.
set -euo pipefail
here=$(realpath "$(dirname "$0")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$2" "$here/first_run.mjs" "$(realpath "$1")" "$scratch" "$(realpath "$here/../../../words")" ${3:+"$(realpath "$3")"}
