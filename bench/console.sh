# The console's Today page in a registry of many lots beside one of 1,000, over HTTP with a session, by a person of the cooperative and by
# one of the whole workplace. Nine lots in ten are printed, 99 jobs in a hundred confirmed, every lot has its act in the journal.
# CONSOLE_LOTS says how many: 1,000,000 by default, about 1.5 GB in the temporary folder.

console_rounds=5
console_requests=40 # of a round

console_fill() { # workplace lots
  lot_rows "$1/registry.sqlite" "$2" >/dev/null
  sqlite3 "$1/registry.sqlite" "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN;
    INSERT INTO print_job (lot_id, realm_id, leaf_index, template_id, template_sha256, kind, first_serial, last_serial, labels, at, who)
      SELECT id, realm_id, leaf_index, 'roll-60x40-seal', '', 'lot_seal', 0, 0, 100, issued_at, 'Lan' FROM lot WHERE id % 10;
    INSERT INTO print_outcome (job_id, kind, first_label, last_label, reason, who, at)
      SELECT id, 'came_out', 1, labels, '', 'Lan', at FROM print_job WHERE id % 100;
    INSERT INTO act (at, kind, args, cooperative_id, actor_id, actor_name, actor_role, channel)
      SELECT issued_at, 'lot', '{\"code\":\"' || code || '\",\"lot\":\"' || short_code || '\"}', cooperative_id, 'lan', 'Lan', 'printer', 'page' FROM lot;
    COMMIT;"
  # The first command brings the log up to the registry.
  TEMGOC_WORKPLACE=$1 temgoc --quiet lot list --limit 1 >/dev/null
}

console_start() { # workplace port -> a console, a cookie jar for each of two people in $scratch/<port>.own and .all; its process in $console_pid
  local who code origin=http://127.0.0.1:$2
  TEMGOC_WORKPLACE=$1 temgoc --quiet console --listen "127.0.0.1:$2" --requests-per-second 0 >/dev/null 2>&1 &
  console_pid=$!
  wait_for "$origin/sign-in"
  for who in own all; do
    local cooperative=()
    [ $who = all ] || cooperative=(--cooperative C01)
    code=$(TEMGOC_WORKPLACE=$1 temgoc --json user add "bench-$who" --role printer "${cooperative[@]}" | field code)
    curl -sfo /dev/null -d "user=bench-$who&password=ba+con+ca+qua&password_again=ba+con+ca+qua" --data-urlencode "code=$code" "$origin/set-password"
    curl -sfo /dev/null -c "$scratch/$2.$who" -d "user=bench-$who&password=ba+con+ca+qua" "$origin/sign-in"
    curl -sf -b "$scratch/$2.$who" -o "$scratch/today.html" "$origin/"
    grep -q 'id="waiting"' "$scratch/today.html" || { echo "bench-$who is not signed in" >&2; return 1; }
  done
}

console_ms() { # port who -> one line a request
  curl -sf -b "$scratch/$1.$2" -o /dev/null -w '%{time_total}\n' "http://127.0.0.1:$1/?n=[1-$console_requests]" | awk '{print $1 * 1000}'
}

console() {
  local many=${CONSOLE_LOTS:-1000000} few=1000 who round port pids=() ms
  declare -A median_ms
  # shellcheck source=/dev/null
  source "$here/serve.sh"
  cp -r "$TEMGOC_WORKPLACE" "$scratch/console-few"
  cp -r "$TEMGOC_WORKPLACE" "$scratch/console-many"
  console_fill "$scratch/console-few" $few
  console_fill "$scratch/console-many" "$many"
  console_start "$scratch/console-few" 18441; pids+=("$console_pid")
  console_start "$scratch/console-many" 18442; pids+=("$console_pid")
  for round in $(seq $console_rounds); do
    for who in own all; do
      for port in 18441 18442; do console_ms $port $who >>"$scratch/$port.$who.ms"; done
    done
  done
  kill "${pids[@]}"
  wait "${pids[@]}" || true
  echo "console: Today over HTTP, median of $((console_rounds * console_requests)) requests in $console_rounds rounds by turns; reference: $few lots"
  echo "| who | ms with $few lots | ms with $many lots | ratio | aim |"
  echo "| --- | --- | --- | --- | --- |"
  for who in own all; do
    for port in 18441 18442; do ms=$(median $((console_rounds * console_requests)) <"$scratch/$port.$who.ms"); median_ms[$port]=$ms; done
    echo "| $who | ${median_ms[18441]} | ${median_ms[18442]} | $(ratio "${median_ms[18442]}" "${median_ms[18441]}") | ≤ 2 |"
  done
}
