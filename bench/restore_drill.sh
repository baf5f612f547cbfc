#!/usr/bin/env bash
# The restore drill: a workplace with many lots is backed up while it issues, lost, and restored, once with its log and once without.
# Fails if any issue number or lot code is used twice, or if anything is unsound. bench/restore_drill.sh BIN [LOTS], by default 100,000.
# The reference of the same run: `sqlite3 .backup` and `cp -a` of the rest, which check nothing and restore no number.
set -euo pipefail
bin=$(realpath "$1")
lots=${2:-100000}
here=$(realpath "$(dirname "$0")")
examples=$(realpath "$here/../examples")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH="$bin:$PATH" TEMGOC_LANG=en TEMGOC_WORKPLACE="$scratch/works"
fish=2990001000018
today=$(TZ=Asia/Ho_Chi_Minh date +%d/%m/%Y)
echo "một cụm từ dài cho buổi diễn tập" >"$scratch/passphrase"

fail() { echo "restore drill: $*" >&2; exit 1; }
now() { date +%s.%N; }
since() { printf '%.1f' "$(echo "$(now) - $1" | bc -l)"; }
issue() { # workplace
  temgoc --json --workplace "$1" lot issue --product $fish --packed "$today" --quantity 5 --unit kg --again --passphrase-file "$scratch/passphrase"
}
# Key, number and code of every lot, one a line.
numbers() { sqlite3 "$1/registry.sqlite" "SELECT hex(key_id) || ' ' || issue_number || ' ' || gtin || ' ' || code FROM lot ORDER BY 1"; }

temgoc --quiet init "$scratch/works" --realm drill.example.vn --host tg.example.vn --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase"
for kind in cooperatives places products certifications; do temgoc --quiet import $kind "$examples/$kind.csv"; done
temgoc --quiet key new --cooperative C01 --passphrase-file "$scratch/passphrase"
temgoc --quiet trust sign --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase"
issue "$scratch/works" >/dev/null
"$bin/log_bench" "$scratch/works" "$scratch/passphrase" "$lots" >/dev/null
echo "workplace: $(sqlite3 "$scratch/works/registry.sqlite" 'SELECT count(*) FROM lot') lots, registry $(du -m "$scratch/works/registry.sqlite" | cut -f1) MB, log $(du -sm "$scratch/works/log" | cut -f1) MB"

start=$(now)
temgoc --quiet backup create "$scratch/backups" --passphrase-file "$scratch/passphrase"
echo "first backup, opened and checked: $(since "$start") s, $(du -sm "$scratch/backups" | cut -f1) MB"

start=$(now)
mkdir "$scratch/reference"
sqlite3 "$scratch/works/registry.sqlite" ".backup '$scratch/reference/registry.sqlite'"
for part in temgoc.toml keys trust log log-test label_templates; do cp -a "$scratch/works/$part" "$scratch/reference/"; done
sync -f "$scratch/reference"
echo "reference, sqlite3 .backup and cp -a, nothing checked: $(since "$start") s, $(du -sm "$scratch/reference" | cut -f1) MB"
rm -rf "$scratch/reference"

# It issues all the while.
touch "$scratch/go"
(while [ -e "$scratch/go" ]; do issue "$scratch/works" || exit 1; done) >"$scratch/issued" &
issuer=$!
until [ -s "$scratch/issued" ]; do kill -0 $issuer || fail "no lot is issued beside the backup"; sleep 0.1; done
start=$(now)
temgoc --json backup create "$scratch/backups" >"$scratch/second"
echo "second backup while it issued: $(since "$start") s, $(sed -nE 's/.*"bytes_written":([0-9]+).*/\1/p' "$scratch/second") bytes written, $(wc -l <"$scratch/issued") lots issued meanwhile"
sleep 5
rm "$scratch/go"
wait $issuer || fail "an issue failed beside the backup"
start=$(now)
temgoc --quiet backup check "$scratch/backups" --passphrase-file "$scratch/passphrase"
echo "check of everything: $(since "$start") s"

numbers "$scratch/works" >"$scratch/numbers.before"
mv "$scratch/works" "$scratch/lost"
rm "$scratch/lost/registry.sqlite"*
for way in with_log without_log; do
  if [ $way = with_log ]; then how=(--old "$scratch/lost"); else how=(--skip 1000); fi
  start=$(now)
  temgoc --json backup restore "$scratch/backups" --to "$scratch/$way" --passphrase-file "$scratch/passphrase" "${how[@]}" >"$scratch/report" || fail "$way: $(cat "$scratch/report")"
  echo "restore $way, with log check: $(since "$start") s, $(grep -o '"lots_by_entry":\[[^]]*' "$scratch/report" | grep -o '-' | wc -l) lots by their entry alone"
  for _ in 1 2 3 4 5; do issue "$scratch/$way" >/dev/null; done
  temgoc --quiet --workplace "$scratch/$way" log check || fail "$way: the log is not sound"
  numbers "$scratch/$way" >"$scratch/numbers.$way"
  # What stands in both must be the same lot: a number or a code that another lot has now was used twice.
  python3 - "$scratch/numbers.before" "$scratch/numbers.$way" <<'PY' || fail "$way: a number was used twice"
import sys
before, after = ([line.split(maxsplit=3) for line in open(path)] for path in sys.argv[1:])
lots = {(key, number): (gtin, code) for key, number, gtin, code in before}
codes = {(gtin, code): (key, number) for key, number, gtin, code in before}
twice = [lot for lot in after if lots.get(tuple(lot[:2]), tuple(lot[2:])) != tuple(lot[2:])
         or codes.get(tuple(lot[2:]), tuple(lot[:2])) != tuple(lot[:2])]
new = [lot for lot in after if tuple(lot[:2]) not in lots]
print(f"  {len(after)} lots now, {len(new)} of them new, {len(twice)} numbers or codes used twice")
sys.exit(1 if twice or len(new) < 5 else 0)
PY
done
echo "restore drill: passed"
