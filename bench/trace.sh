# The graph of lots: the forward trace of the lot of which everything was made, and usual ones, beside a recursive query by hand over the
# same tables in the same run. TEMGOC_BENCH_TRACE_LOTS and TEMGOC_BENCH_TRACE_EDGES say how many: 1,000,000 and 10,000,000 by default,
# about 1 GB in the temporary folder.

trace() {
  local lots=${TEMGOC_BENCH_TRACE_LOTS:-1000000} edges=${TEMGOC_BENCH_TRACE_EDGES:-10000000} line by_hand
  local registry=$TEMGOC_WORKPLACE/registry.sqlite
  "$bin/trace_rows" "$registry" "$lots" "$edges" >/dev/null # fills; memory is measured by a run that does not
  line=($("$bin/trace_rows" "$registry" "$lots" 0))
  by_hand=$(seconds sqlite3 "$registry" "WITH RECURSIVE reached (lot) AS (VALUES (1) UNION
    SELECT o.traced_lot_id FROM reached r JOIN event_lot i ON i.traced_lot_id = r.lot AND i.role = 0
    JOIN event_lot o ON o.event_id = i.event_id AND o.role = 1) SELECT count(*) FROM reached")
  echo "trace: $lots lots, $edges edges; reference: a recursive query by hand in sqlite3, which finds the lots without shares"
  echo "| lots of the worst trace | s | by hand, s | ratio | usual, ms (median) | usual, ms (99 %) | peak memory, MB |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  echo "| ${line[2]} | ${line[1]} | $by_hand | $(ratio "${line[1]}" "$by_hand") | ${line[3]} | ${line[4]} | ${line[5]} |"
}
