# Texts verified a second.
verify() {
  local count=20000 url bound took rate
  echo "verify: temgoc-verify - over $count sealed texts, every tenth altered; reference: openssl speed ed25519 verify, 2 processes"
  url=$(field url <<<"$lot")
  for ((i = 0; i < count / 10; i++)); do
    for ((j = 0; j < 9; j++)); do echo "$url"; done
    echo "${url:0:120}$(((${url:120:1} + 1) % 10))${url:121}"
  done >"$scratch/texts"
  bound=$(openssl speed -seconds 3 -multi 2 ed25519 2>/dev/null | awk '/Ed25519/ {rate = int($NF)} END {print rate}')
  for round in 1 2 3; do
    took=$(seconds sh -c "temgoc-verify --roots '$scratch/works/trust/roots' --trust '$scratch/works/trust/trust_list' - <'$scratch/texts' || true")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/verified"
  done
  rate=$(median 3 <"$scratch/verified")
  echo "| texts/s (median of 3) | openssl verify/s | ratio |"
  echo "| --- | --- | --- |"
  echo "| $rate | $bound | $(ratio "$rate" "$bound") |"
}
