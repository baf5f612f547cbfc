# The drill of a recall on a season of 100,000 lots (TEMGOC_BENCH_DRILL_LOTS): one supplier's salt is in all of them. `recall drill` on
# the screen and as a report to be signed, then the recall itself, beside a recursive query written by hand over the same tables in the
# same run, which finds lots and who received them, without shares, amounts that came back, alarms or order.

drill() {
  local lots=${TEMGOC_BENCH_DRILL_LOTS:-100000} registry=$TEMGOC_WORKPLACE/registry.sqlite salt=NB1:MUOI-1 line by_hand screen inside report peak recall
  temgoc --quiet partner add --id NB1 --cooperative C01 --name 'Muối Cần Giờ' --as supplier >/dev/null
  for number in $(seq 0 39); do
    temgoc --quiet partner add --id "B$number" --cooperative C01 --name "Cửa hàng $number" --phone "09000000$number" --as buyer >/dev/null
  done
  # A vat is a lot too: so many in all.
  "$bin/lot_rows" "$registry" "$((lots - (lots + 200) / 201))" >/dev/null
  line=($("$bin/drill_rows" "$registry"))
  temgoc status >/dev/null # the log takes in what was put beside it
  by_hand=$(seconds sqlite3 "$registry" "WITH RECURSIVE reached (lot) AS (SELECT id FROM traced_lot WHERE owner = 'NB1' AND code = 'MUOI-1'
    UNION SELECT o.traced_lot_id FROM reached r JOIN event_lot i ON i.traced_lot_id = r.lot AND i.role = 0
    JOIN event_lot o ON o.event_id = i.event_id AND o.role = 1)
    SELECT t.code, json_extract(e.body, '\$.partner_id') FROM reached r JOIN traced_lot t ON t.id = r.lot
    LEFT JOIN event_lot h ON h.traced_lot_id = r.lot AND h.role = 2 LEFT JOIN event e ON e.id = h.event_id")
  screen=$(seconds temgoc recall drill $salt)
  inside=$(temgoc --json recall drill $salt | field milliseconds)
  report=$(seconds temgoc recall drill $salt --out "$scratch/drill.pdf")
  peak=$(peak_mb temgoc recall drill $salt)
  recall=$(seconds temgoc lot recall $salt --with-descendants --reason 'Bench' --confirm $salt)
  echo "drill: a season of ${line[1]} lots and ${line[0]} events, all of it in the recall; reference: a recursive query by hand in sqlite3"
  echo "| lots | found, s (as the report says) | shown, s | with the PDF, s | by hand, s | ratio | peak memory, MB | the recall itself, s |"
  echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
  echo "| ${line[1]} | $(echo "scale=2; $inside / 1000" | bc -l) | $screen | $report | $by_hand | $(ratio "$screen" "$by_hand") | $peak | $recall |"
}
