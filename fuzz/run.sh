#!/usr/bin/env bash
# Fuzzes each target for some seconds, beginning with its corpus, and prints a row for each: how often it ran, how many edges of the
# code its inputs reach, and how many inputs reached something new. What makes a target fail goes to out/fuzz/failures, what reaches
# something new to out/fuzz/NAME. ./dev fuzz [SECONDS [NAME…]]
set -uo pipefail
bin=$1
seconds=$2
shift 2
here=$(realpath "$(dirname "$0")")
mkdir -p out/fuzz/failures
status=0
printf '%-12s %12s %8s %8s %8s\n' target executions seconds edges found
for source in "$here"/fuzz_*.cpp; do
  name=$(basename "$source" .cpp)
  name=${name#fuzz_}
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  mkdir -p "out/fuzz/$name"
  log=out/fuzz/$name.log
  "$bin/fuzz_$name" -max_total_time="$seconds" -max_len="${TEMGOC_FUZZ_LENGTH:-16384}" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="out/fuzz/failures/$name-" "out/fuzz/$name" "$here/corpus/$name" >"$log" 2>&1 || status=1
  grep -q 'ERROR: \|does not hold' "$log" && { echo "$name failed:" >&2; tail -n 40 "$log" >&2; }
  edges=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
  took=$(grep -o 'in [0-9]* second' "$log" | tail -n 1)
  runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$log")
  found=$(sed -n 's/^stat::new_units_added: *//p' "$log")
  printf '%-12s %12s %8s %8s %8s\n' "$name" "${runs:-?}" "${took//[^0-9]/}" "${edges#cov: }" "${found:-?}"
done
exit $status
