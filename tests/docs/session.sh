# The shell in which the commands of one page are run, one after the other. commands_test.py writes what follows it.
# Given: DOCS_PROGRAMS, DOCS_ROOT (the repository), DOCS_SCRATCH (an empty folder, also the home), DOCS_KEPT (a folder
# that all pages share), DOCS_PORT (free on this machine).
set -E -o pipefail
umask 077
export PATH=$DOCS_PROGRAMS:$PATH HOME=$DOCS_SCRATCH
unset TEMGOC_LANG TEMGOC_WORKPLACE
services=()
failed=0
trap 'failed=$?' ERR
database_server=
trap 'for service in "${services[@]}"; do kill "$service"; wait "$service"; done 2>/dev/null; end_database_server' EXIT
cd "$DOCS_SCRATCH"
mkdir -p media
ln -s "$DOCS_ROOT/examples" examples

today() { TZ=Asia/Ho_Chi_Minh date +%d/%m/%Y; }
field() { sed -nE "s/.*\"$1\":\"?([^\",}]*)\"?[,}].*/\1/p"; }
# told KEY COMMAND: the value of a key of what temgoc says.
told() { temgoc --json "${@:2}" | field "$1"; }
newest() { told "$1" lot list --limit 1; }
# issuer_key COOPERATIVE NTH: 1 is its first key, -1 its last.
issuer_key() {
  temgoc --json key list | grep -oE '"key_id":"[0-9a-f]+","public_key":"[^"]*","cooperative":"'"$1"'"' | cut -d'"' -f4 |
    if [[ $2 == -1 ]]; then tail -n 1; else sed -n "$2p"; fi
}
bundle_key() { temgoc --json key list | sed -E 's/.*"bundle_key"://' | field key_id; }

# --- for the pages' <!-- prepare: … --> ---

# A workplace with the example records, a signed trust list, and the keys of C01 and C90, in ./works; the shell then stands in it.
# `workplace --test` has no host: its labels are samples, and need no key. Made once for all pages, and copied.
workplace() {
  local kept=$DOCS_KEPT/works${1:-}
  echo 'một mật khẩu để thử' >"$DOCS_SCRATCH/passphrase"
  [[ -d $kept ]] || { mkdir "$kept" && (cd "$kept" && make_works "$@"); }
  cp -a "$kept"/. .
  cd works
}
make_works() {
  local host=(--host tg.example.vn)
  [[ ${1:-} != --test ]] || host=()
  echo 'một mật khẩu để thử' >passphrase
  temgoc --quiet init works --realm ocop.example.vn "${host[@]}" --root-passphrase-file passphrase >/dev/null
  cd works
  for kind in cooperatives places products certifications; do temgoc --quiet import $kind "$DOCS_ROOT/examples/$kind.csv" >/dev/null; done
  for cooperative in C01 C90; do temgoc --quiet key new --cooperative $cooperative --passphrase-file ../passphrase >/dev/null; done
  sign_trust
}
sign_trust() { temgoc --quiet trust sign --root-keys ../works-root-keys --root-passphrase-file ../passphrase "$@" >/dev/null; }
# A lot that the page's ABCD-EFGH-J is then.
lot() { temgoc --quiet lot issue --product 2990001000018 --packed "$(today)" --quantity 120 --unit kg --passphrase-file ../passphrase "$@" >/dev/null; }

# A PostgreSQL server, which db.example.vn then is. The shell is its administrator; temgoc's user needs its password.
database_server() {
  local programs=/usr/lib/postgresql/15/bin as_user=()
  export PGHOST PGPORT PGUSER=postgres
  PGHOST=$(mktemp -d /tmp/temgoc-docs-pg-XXXXXX)
  PGPORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  if [[ $(id -u) == 0 ]]; then
    chown postgres: "$PGHOST"
    as_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  fi
  (cd "$PGHOST" && "${as_user[@]}" $programs/initdb -D "$PGHOST/data" -U postgres --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C --no-sync >/dev/null)
  (cd "$PGHOST" && exec "${as_user[@]}" $programs/postgres -D "$PGHOST/data" -k "$PGHOST" -p "$PGPORT" -c listen_addresses=127.0.0.1 -c fsync=off >"$DOCS_SCRATCH/.postgres.log" 2>&1) &
  database_server=$!
  local tries
  for tries in $(seq 300); do
    if psql -qAtc 'SELECT 1' postgres >/dev/null 2>&1; then return; fi
    kill -0 $database_server || return 1
    sleep 0.1
  done
  return 1
}
end_database_server() {
  [[ $database_server ]] || return 0
  kill -INT $database_server
  wait $database_server
  rm -rf "$PGHOST"
}

# --- how a page's commands are run ---

# What a page writes for what is known only when it runs.
as_here() {
  local text=$1
  # in_place WORD COMMAND: what the command says, where the page has the word.
  in_place() { if [[ $text == *"$1"* ]]; then text=${text//"$1"/$("${@:2}")}; fi; }
  if [[ $text =~ temgoc(-verify)?' ' ]]; then
    in_place ABCD-EFGH-J newest short_code
    in_place 261124-01 newest lot
    in_place 'https://tg.example.vn/…' newest url
    in_place 'https://tg.bien-xanh.example.vn/…' newest url
    in_place 'https://…' newest url
    in_place 'ocop.example.vn+…' told verifier_key log show
    in_place 4kq2m7xw told id token list
    in_place 1a2b3c4d bundle_key
    in_place 5e6f7a8b issuer_key C01 -1
    in_place 9c8d7e6f issuer_key C01 1
    text=$(sed -E "s#--packed [0-9/]{10}#--packed $(today)#" <<<"$text")
  fi
  if [[ $database_server ]]; then text=${text//@db.example.vn/@127.0.0.1:$PGPORT}; fi
  text=${text//\/media\//$DOCS_SCRATCH/media/}
  text=${text//\/srv\//$DOCS_SCRATCH/srv/}
  text=${text//\/usr\/share\/doc\/temgoc\/examples/$DOCS_ROOT/examples}
  text=${text//127.0.0.1:808[01]/127.0.0.1:$DOCS_PORT}
  text=${text//0.0.0.0:808[01]/0.0.0.0:$DOCS_PORT}
  printf '%s' "$text"
}

# A service goes on beside the page's next commands, and must answer before they begin.
serve_beside() {
  local service
  for service in "${services[@]}"; do kill "$service" && wait "$service"; done 2>/dev/null
  services=()
  case $1 in
    *--listen*) eval "$1 &" ;;
    *) eval "$1 --listen 127.0.0.1:$DOCS_PORT &" ;;
  esac
  services+=($!)
  local tries
  for tries in $(seq 100); do
    curl -s -o /dev/null "http://127.0.0.1:$DOCS_PORT/" && return
    kill -0 "${services[-1]}" || return 1
    sleep 0.1
  done
  return 1
}

# Files that a page takes for granted, as a reader has them.
have_files() {
  if [[ $1 == *' season.xlsx'* && ! -e season.xlsx ]]; then
    printf 'Sản phẩm,Ngày đóng gói,Số lượng,Đơn vị\nKhô cá lưỡi trâu,%s,80,kg\nCá dứa tươi,%s,60,kg\n' "$(today)" "$(today)" >season.xlsx
  fi
  if [[ $1 == *' photo.jpg'* && ! -e photo.jpg ]]; then cp "$DOCS_ROOT/docs/images/roll-60x40-seal.png" photo.jpg; fi
}

# before NUMBER TEXT [prepared]; eval "$ready"; after NUMBER: one command, run by the shell itself. Says with what status the first part of it failed.
before() {
  printf '\036begin %s\n' "$1"
  ready=$2
  [[ ${3:-} == prepared ]] || ready=$(as_here "$2")
  have_files "$ready"
  local service='^(TEMGOC_[A-Z]+=[^ ]+ )?temgoc( --?[a-z-]+( [^ -][^ ]*)?)* (serve|console)( |$)'
  if [[ ${ready%%  #*} =~ $service ]]; then ready="serve_beside $(printf %q "${ready%%  #*}")"; fi
  failed=0
}
after() { printf '\036end %s %s\n' "$1" "$failed"; }
