# Labels a second, bytes a label and peak memory.
labels() {
  local count=10000
  echo "labels: $count sealed per-item labels of 60 x 40 mm, one a page, signing and commit included; reference: libqrencode alone on 2 threads"
  for round in 1 2 3; do
    qr_reference $count 2 >>"$scratch/reference"
    local took
    took=$(seconds temgoc --quiet label print "$code" --template roll-60x40-seal --codes item_seal --count $count \
      --out "$scratch/labels$round.pdf" --passphrase-file "$scratch/passphrase")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/ours"
  done
  local ours reference bytes files
  ours=$(median 3 <"$scratch/ours")
  reference=$(median 3 <"$scratch/reference")
  files=$(ls "$scratch"/labels3*.pdf)
  bytes=$(cat $files | wc -c)
  temgoc --quiet label print "$code" --template roll-60x40-seal --codes item_seal --count $count --out "$scratch/memory.pdf" \
    --passphrase-file "$scratch/passphrase" >/dev/null &
  local peak=0 now pid=$!
  while kill -0 $pid 2>/dev/null; do
    now=$(awk '/VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.05
  done
  echo "| labels/s (median of 3) | libqrencode/s | ratio | bytes a label | peak memory |"
  echo "| --- | --- | --- | --- | --- |"
  echo "| $ours | $reference | $(ratio "$ours" "$reference") | $((bytes / count)) | $((peak / 1024)) MB |"
}
