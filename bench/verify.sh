# Texts verified a second.
verify() {
  local count=10000 rounds=9 url bound took rate
  echo "verify: temgoc-verify - over $count sealed texts, every tenth altered; reference: openssl speed ed25519 verify, 2 processes; medians of $rounds short rounds in turn"
  url=$(field url <<<"$lot")
  for ((i = 0; i < count / 10; i++)); do
    for ((j = 0; j < 9; j++)); do echo "$url"; done
    echo "${url:0:120}$(((${url:120:1} + 1) % 10))${url:121}"
  done >"$scratch/texts"
  for ((round = 0; round < rounds; round++)); do
    ed25519_checks 1 >>"$scratch/bound"
    took=$(seconds sh -c "temgoc-verify --roots '$scratch/works/trust/roots' --trust '$scratch/works/trust/trust_list' --json - <'$scratch/texts' || true")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/verified"
  done
  rate=$(median $rounds <"$scratch/verified")
  bound=$(median $rounds <"$scratch/bound")
  echo "| texts/s | openssl verify/s | ratio |"
  echo "| --- | --- | --- |"
  echo "| $rate | $bound | $(ratio "$rate" "$bound") |"
}
