# 10,000 sealed per-item labels killed at random moments and resumed; then every code, decoded from the raster by zbar, is held against the ledger.
ledger() {
  local count=10000 kills=0 job state pid rest=() start
  echo "ledger: $count sealed per-item labels on A4 sheets of 21, killed with SIGKILL and resumed; every code read by zbar and compared with the ledger"
  sed -i 's/^pages_in_part = .*/pages_in_part = 80/' "$scratch/works/temgoc.toml"
  rest=(label print "$code" --template a4-21-seal --codes item_seal --count $count --read-back all)
  start=$(date +%s.%N)
  job=""
  while true; do
    temgoc --json "${rest[@]}" --passphrase-file "$scratch/passphrase" >"$scratch/printed" 2>/dev/null &
    pid=$!
    if [ $kills -lt 8 ]; then
      sleep "0.$((RANDOM % 9 + 1))"
      if kill -KILL $pid 2>/dev/null; then kills=$((kills + 1)); fi
    fi
    wait $pid 2>/dev/null || true
    job=$(temgoc --json label list --limit 1 | sed -nE 's/.*"job":([0-9]+).*/\1/p')
    [ -n "$job" ] || continue
    state=$(temgoc --json label show "$job" | sed -nE 's/.*"state":"([a-z_]+)".*/\1/p')
    [ "$state" = printing ] || break
    rest=(label resume "$job" --read-back all)
  done
  echo "printed in $(echo "$(date +%s.%N) - $start" | bc -l | cut -c1-6) s with $kills kills; last run: $(grep -o '"read_back":{[^}]*}' "$scratch/printed" || echo none)"
  ledger_codes "$job" >"$scratch/codes"
  temgoc --json label show "$job" | sed -nE 's/.*"first_serial":([0-9]+).*"last_serial":([0-9]+).*/\1 \2/p' |
    { read -r first last; seq -f '%07.0f' "$first" "$last"; } >"$scratch/serials"
  sed 's|.*/21/||' "$scratch/codes" | sort | diff - "$scratch/serials" >"$scratch/differing" || {
    echo "the codes differ from the ledger:" >&2
    head "$scratch/differing" >&2
    return 1
  }
  temgoc --json verify - <"$scratch/codes" >/dev/null || { echo "a code is not valid" >&2; return 1; }
  echo "$(wc -l <"$scratch/codes") codes decoded, each in the ledger once, all valid"
}

# What zbar reads from a job's files, on two cores.
ledger_codes() {
  mkdir -p "$scratch/pages"
  for file in "$scratch"/works/labels/*-job"$1"*.pdf; do
    pdftoppm -r 300 -gray "$file" "$scratch/pages/$(basename "$file" .pdf)"
  done
  find "$scratch/pages" -name '*.pgm' | sort | xargs -P2 -n 8 zbarimg --nodbus --quiet --raw -Sdisable -Sqrcode.enable 2>/dev/null
}
