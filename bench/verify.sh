# Texts verified a second.
verify() {
  local count=20000 url bound took rate
  echo "verify: temgoc-verify - over $count sealed texts, every tenth altered; reference: openssl speed ed25519 verify, 2 processes; medians of 3 rounds in turn"
  url=$(field url <<<"$lot")
  for ((i = 0; i < count / 10; i++)); do
    for ((j = 0; j < 9; j++)); do echo "$url"; done
    echo "${url:0:120}$(((${url:120:1} + 1) % 10))${url:121}"
  done >"$scratch/texts"
  for round in 1 2 3; do
    openssl speed -seconds 2 -multi 2 ed25519 2>/dev/null | awk '/Ed25519/ {print int($NF)}' >>"$scratch/bound"
    took=$(seconds sh -c "temgoc-verify --roots '$scratch/works/trust/roots' --trust '$scratch/works/trust/trust_list' - <'$scratch/texts' || true")
    printf '%.0f\n' "$(echo "$count / $took" | bc -l)" >>"$scratch/verified"
  done
  rate=$(median 3 <"$scratch/verified")
  bound=$(median 3 <"$scratch/bound")
  echo "| texts/s | openssl verify/s | ratio |"
  echo "| --- | --- | --- |"
  echo "| $rate | $bound | $(ratio "$rate" "$bound") |"
}
