# The offline bundle of 500,000 and of 1,000,000 lots. Size beside xz -9 of the same entries as text, and beside the floor of a list of
# 80-bit hashes with typed codes (10 + 5 bytes a lot, before anything else); look-up beside one Ed25519 check in the same run.
bundle() {
  local lots line xz
  echo "bundle: invented lots of 40 cooperatives over five years, one in 1,000 recalled; references: xz -9, 80-bit hashes, one signature check"
  echo "| lots | bundle, bytes | a lot | / 80-bit list | / xz -9 | delta of a day | build s | open s | look-up us | signature us | ratio |"
  echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
  for lots in 500000 1000000; do
    line=($("$bin/bundle_bench" $lots "$scratch/raw"))
    xz=$(xz -9 -c "$scratch/raw" | wc -c)
    echo "| $lots | ${line[1]} | $(ratio "${line[1]}" $lots) | $(ratio "${line[1]}" $((15 * lots))) | $(ratio "${line[1]}" "$xz") | ${line[2]} | ${line[3]} | ${line[5]} | ${line[6]} | ${line[9]} | $(ratio "${line[6]}" "${line[9]}") |"
  done
}
