#!/usr/bin/env bash
# serve.sh TEMGOC NODE: a workplace with a label of each common verdict, served on loopback and looked at in Chromium.
set -euo pipefail
temgoc=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../../..")
folder=$(mktemp -d)
serve_pid=
finish() {
  [ -z "$serve_pid" ] || kill "$serve_pid"
  rm -rf "$folder"
}
trap finish EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }
day() { TZ=Asia/Ho_Chi_Minh date -d "$1" +%F; }
issue() { # lot and its facts -> the path of its seal
  local url
  url=$("$temgoc" --json lot issue --product 2990001000315 --quantity 10 --unit chai --passphrase-file "$folder/passphrase" --lot "$@" | field url)
  echo "/${url#https://*/}"
}

quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
quietly trust sign --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
valid=$(issue L1 --packed "$(day today)")
expired=$(issue L2 --packed "$(day '40 days ago')" --shelf-life 30 --backdate 'thử nghiệm')
recalled=$(issue L3 --packed "$(day today)")
quietly lot recall L3 --product 2990001000315 --reason 'Nắp chai hở' --confirm L3
# A digit of the fourth group is another: only the signature tells.
forged=${valid:0:61}$(((${valid:61:1} + 1) % 10))${valid:62}
cat >"$folder/cases" <<CASES
valid $valid
expired $expired
recalled $recalled
forged $forged
unsealed /lot/02990001000315/L1
unknown /lot/02990001000315/NEVER
CASES

"$temgoc" --json serve --listen 127.0.0.1:0 --threads 1 >"$folder/serve.out" &
serve_pid=$!
for _ in $(seq 200); do [ -s "$folder/serve.out" ] && break || sleep 0.05; done
origin=$(field url <"$folder/serve.out")
receipt=$("$2" "$here/serve.mjs" "${origin%/}" "$folder/cases" "/${valid#/*/}" "$top/words")
"$temgoc" --json report list | grep -qF -- "$receipt" || { echo "the report $receipt is not on record" >&2; exit 1; }
