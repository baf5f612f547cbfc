# Sourced by the scripts beside it: a workplace to look at in Chromium, with the example records in it, and a service on loopback.
# Sets: temgoc, here, top, folder (removed at the end, and the service ended).
set -euo pipefail
temgoc=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
top=$(realpath "$here/../../..")
folder=$(mktemp -d)
service=
finish() {
  [ -z "$service" ] || kill "$service"
  rm -rf "$folder"
}
trap finish EXIT
export TEMGOC_WORKPLACE=$folder/works TEMGOC_LANG=en
echo 'a passphrase for a test' >"$folder/passphrase"
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
quietly() { "$temgoc" --quiet "$@" >/dev/null; }
day() { TZ=Asia/Ho_Chi_Minh date -d "$1" +%F; }

make_works() {
  quietly init "$TEMGOC_WORKPLACE" --realm ocop.example.vn --host tg.example.vn --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
  for kind in cooperatives places products certifications; do quietly import $kind "$top/examples/$kind.csv"; done
}
# The cooperative C90 may sign; arguments: further keys, as `key new` takes them.
sign_trust() {
  quietly key new --cooperative C90 --passphrase-file "$folder/passphrase"
  for more in "$@"; do quietly key new "$more" --passphrase-file "$folder/passphrase"; done
  quietly trust sign --root-keys "$folder/roots" --root-passphrase-file "$folder/passphrase"
}
# Arguments: the facts of a lot of C90's fish sauce.
issue_lot() { "$temgoc" --json lot issue --product 2990001000315 --unit chai --passphrase-file "$folder/passphrase" "$@"; }
# A command that listens; sets origin, without a slash at its end.
start_service() {
  "$temgoc" --json "$@" --listen 127.0.0.1:0 >"$folder/service.out" &
  service=$!
  for _ in $(seq 400); do [ -s "$folder/service.out" ] && break || sleep 0.05; done
  origin=$(field url <"$folder/service.out")
  origin=${origin%/}
}
