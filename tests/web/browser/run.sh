#!/usr/bin/env bash
# run.sh WEB_TEST NODE [SCREENSHOTS]: lays the pages out and looks at them in Chromium.
set -euo pipefail
web_test=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TEMGOC_PAGES_DIR=$folder "$web_test" --test-case='the pages can be laid out for a browser' >/dev/null
"$2" "$(dirname "$0")/pages.mjs" "$folder" ${3:+"$3"}
