# ISSUE_LOTS lots (20,000) by ISSUE_PRODUCERS producers (64) over the API of a console, each lot signed, stored, logged and published
# before its answer. Bound, in the same run: raw SQLite that commits 64 rows of the same bytes at a time, then `openssl speed` signing,
# one after the other.
issue() {
  local lots=${ISSUE_LOTS:-20000} producers=${ISSUE_PRODUCERS:-64} works=$scratch/issue-works token url port name value signs bound ticks
  declare -A figure
  # Test lots are signed as real ones are, with a key that no person has to unlock.
  temgoc --quiet init "$works" --realm bench.example.vn --root-keys "$scratch/issue-roots" --root-passphrase-file "$scratch/passphrase" >/dev/null
  for kind in cooperatives products certifications; do TEMGOC_WORKPLACE=$works temgoc --quiet import $kind "$examples/$kind.csv" >/dev/null; done
  token=$(TEMGOC_WORKPLACE=$works temgoc --json token add bench --role printer --cooperative C01 | field token)
  TEMGOC_WORKPLACE=$works temgoc --json console --listen 127.0.0.1:0 --requests-per-second 0 >"$scratch/console" &
  local pid=$!
  until url=$(field url <"$scratch/console") && [ -n "$url" ]; do sleep 0.1; done
  port=$(sed 's/.*:\([0-9]*\).*/\1/' <<<"$url")
  ticks=$(ticks_of "$pid")
  while read -r name value; do figure[$name]=$value; done < <(issue_bench "$works" "$port" "$token" "$lots" "$producers")
  ticks=$(($(ticks_of "$pid") - ticks))
  kill "$pid"
  wait "$pid" || true
  signs=$(openssl speed -seconds 2 ed25519 2>/dev/null | awk '/EdDSA/ {print int($(NF-1))}')
  bound=$(echo "scale=1; a = ${figure[raw_per_s]}; a * $signs / (a + $signs)" | bc -l)
  TEMGOC_WORKPLACE=$works temgoc --quiet log check
  echo "issue: $lots lots, $producers producers, ${figure[failed]} refused"
  echo "| work | lots/s |"
  echo "| --- | --- |"
  echo "| over the API, signed, stored, logged, published | ${figure[issued_per_s]} |"
  echo "| raw SQLite, 64 rows a commit | ${figure[raw_per_s]} |"
  echo "| openssl speed ed25519, signing, one core | $signs |"
  echo "| bound: both, one after the other | $bound |"
  echo "Processor time a lot, us: console $(echo "$ticks * 1000000 / $(getconf CLK_TCK) / $lots" | bc), client ${figure[client_us]}"
  echo "Ratio to the bound: $(ratio "${figure[issued_per_s]}" "$bound")"
}
# Processor time of a process so far, its own and the kernel's for it, in ticks.
ticks_of() { awk '{print $14 + $15}' "/proc/$1/stat"; }
