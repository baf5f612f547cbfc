# A registry of many lots beside one of 10,000: a look-up as a scan does it, and the memory of `temgoc serve` after it has answered
# for lots at random. TEMGOC_BENCH_LOTS says how many: 1,000,000 by default, about 4.4 GB in the temporary folder.

lots_row() { # count -> a row; leaves the look-up in $look_up
  local line rate gtin=02990001000018
  line=($("$bin/lot_rows" "$TEMGOC_WORKPLACE/registry.sqlite" "$1"))
  look_up=${line[2]}
  start_serve
  cat >"$scratch/random.lua" <<LUA
request = function() return wrk.format("GET", "/lot/$gtin/B" .. math.random(2, $1)) end
LUA
  rate=$(load http://127.0.0.1:18431 -s "$scratch/random.lua" | cut -d' ' -f1)
  echo "| $1 | ${line[1]} | ${line[0]} | $look_up | $(ratio "$look_up" "${first_look_up:-$look_up}") | $rate | $(resident_mb) |"
  kill $serve_pid
  wait $serve_pid
}

lots() {
  local look_up first_look_up= many=${TEMGOC_BENCH_LOTS:-1000000}
  # shellcheck source=/dev/null
  source "$here/serve.sh"
  echo "lots: one product's, over 1,500 days; look-ups of 200,000 at random, what they read in memory; reference: 10,000 lots"
  echo "| lots | bytes | s to fill | look-up us | ratio | pages/s of random lots | serve's memory, MB |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  cp -r "$TEMGOC_WORKPLACE" "$scratch/many"
  lots_row 10000
  first_look_up=$look_up
  TEMGOC_WORKPLACE=$scratch/many lots_row "$many"
}
