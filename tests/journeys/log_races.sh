#!/bin/bash
# Programs beside one another, counted: does any say that something is wrong while nothing is?
#   tests/journeys/log_races.sh [PROCESSES] [CHECKS] [WRITERS] [KILLS]
# A test workplace in a scratch folder. First PROCESSES short commands (lots issued and logs shown, four at a time), which
# carry the log across several tiles of 256 entries. Then CHECKS of `temgoc log check` and `temgoc log watch` beside
# WRITERS that issue without a pause. Then KILLS writers ended with kill -9 at random, each followed by a check.
# Prints the counts; the exit status is 0 only where no alarm was raised.
set -u
processes=${1:-5000} checks=${2:-300} writers=${3:-4} kills=${4:-100}
here=$(cd "$(dirname "$0")/../.." && pwd)
bin=${TEMGOC_BIN:-$here/build/release}
export PATH=$bin:$PATH
scratch=$(mktemp -d)
trap 'touch "$scratch/end"; wait; rm -rf "$scratch"' EXIT
echo 'bốn từ không liên quan' > "$scratch/passphrase"
temgoc --quiet init "$scratch/works" --realm races.example --root-keys "$scratch/roots" --root-passphrase-file "$scratch/passphrase" >/dev/null || exit 2
export TEMGOC_WORKPLACE=$scratch/works
for kind in cooperatives places products certifications; do
  temgoc --quiet import $kind "$here/examples/$kind.csv" >/dev/null || exit 2
done
today=$(TZ=Asia/Ho_Chi_Minh date +%F)
issue() { temgoc --quiet --json --lang en lot issue --product 2990001000018 --packed "$today" --quantity 1 --unit kg --again; }
show() { temgoc --quiet --json --lang en log show --test; }
# Runs a command; what went wrong is written down.
told() {
  local said status
  said=$("$@" 2>&1); status=$?
  # Four that write without a pause may leave a fifth no turn on a busy machine. It says so, and accuses nobody.
  if grep -q '"code":"registry_busy"' <<<"$said"; then echo "$1" >> "$scratch/busy"; return; fi
  [ $status -eq 0 ] || echo "$1: $status: $said" >> "$scratch/alarms"
}

begun=$(date +%s)
for ((worker = 0; worker < 4; worker++)); do
  (for ((i = worker; i < processes; i += 4)); do
    if ((i % 3 == 0)); then told show; else told issue; fi
  done) &
done
wait
seconds=$(($(date +%s) - begun))
alarms=$(cat "$scratch/alarms" 2>/dev/null | wc -l)
entries=$(show | grep -o '"size":[0-9]*' | cut -d: -f2)
echo "$processes processes, four at a time: $alarms false alarms; $entries entries; $seconds s"

key=$(show | grep -o '"verifier_key":"[^"]*"' | cut -d'"' -f4)
: > "$scratch/alarms"
for ((worker = 0; worker < writers; worker++)); do (until [ -e "$scratch/end" ]; do told issue; done) & done
pending=0 watched=0
for ((i = 0; i < checks; i++)); do
  said=$(temgoc --json --lang en log check) || echo "check: $said" >> "$scratch/alarms"
  grep -q '"pending":[1-9]' <<<"$said" && ((pending++))
  told temgoc --quiet --json --lang en log watch "$scratch/works/log-test" --log-key "$key" --keep "$scratch/kept"
  ((watched++))
done
touch "$scratch/end"; wait; rm "$scratch/end"
checked=$(cat "$scratch/alarms" | wc -l)
echo "$checks checks and $watched watches beside $writers writers: $checked false alarms; $pending checks saw entries pending"

: > "$scratch/alarms"
pending=0
for ((i = 0; i < kills; i++)); do
  issue >/dev/null 2>&1 & writer=$!
  sleep "0.$(printf %03d $((RANDOM % 120)))"
  kill -9 $writer 2>/dev/null; wait $writer 2>/dev/null
  said=$(temgoc --json --lang en log check) || echo "check: $said" >> "$scratch/alarms"
  grep -q '"pending":[1-9]' <<<"$said" && ((pending++))
done
killed=$(cat "$scratch/alarms" | wc -l)
echo "$kills writers killed: $killed false alarms; $pending checks saw entries pending"
cat "$scratch/alarms" | head -5
echo "told that the registry is in use, and to try again: $(cat "$scratch/busy" 2>/dev/null | wc -l)"
((alarms + checked + killed == 0))
