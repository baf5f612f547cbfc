#!/usr/bin/env bash
# serve.sh TEMGOC NODE: a workplace with a label of each common verdict, served on loopback and looked at in Chromium.
source "$(dirname "$0")/works.sh"
issue() { # lot and its facts -> the path of its seal
  local url
  url=$(issue_lot --quantity 10 --lot "$@" | field url)
  echo "/${url#https://*/}"
}

make_works
sign_trust
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

start_service serve --threads 1
receipt=$("$2" "$here/serve.mjs" "$origin" "$folder/cases" "/${valid#/*/}" "$top/words")
"$temgoc" --json report list | grep -qF -- "$receipt" || { echo "the report $receipt is not on record" >&2; exit 1; }
