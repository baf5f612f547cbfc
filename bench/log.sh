# The log of LOG_LOTS lots (1,000,000) in a copy of the workplace. References, each in the same run: SHA-256 of the same entries and one
# file of the same bytes, synced; raw SQLite with as many rows a commit; one Ed25519 check. `log check` then reads all of it.
log() {
  local lots=${LOG_LOTS:-1000000} name value memory started took again works=$scratch/log-works
  declare -A figure
  cp -r "$TEMGOC_WORKPLACE" "$works"
  while read -r name value; do figure[$name]=$value; done < <(log_bench "$works" "$scratch/passphrase" "$lots")
  started=$(date +%s)
  memory=$(TEMGOC_WORKPLACE=$works peak_mb temgoc --quiet log check) # fails unless the log is sound
  took=$(($(date +%s) - started))
  started=$(date +%s)
  TEMGOC_WORKPLACE=$works temgoc --quiet log check
  again=$(($(date +%s) - started))
  row() { echo "| $1 | ${figure[$2]} | ${figure[$3]} | $(ratio "${figure[$2]}" "${figure[$3]}") |"; }
  echo "log: $lots lots, ${figure[entries]%.*} entries of ${figure[entry_bytes]} bytes"
  echo "| work | ours | reference | ratio |"
  echo "| --- | --- | --- | --- |"
  row "append and publish 10,000, entries/s (SHA-256 and one synced file)" append_per_s append_reference_per_s
  row "append and publish one entry, ms (one synced write)" single_ms single_reference_ms
  row "inclusion proof made, us (one Ed25519 check)" proof_us signature_check_us
  row "inclusion proof checked, us (one Ed25519 check)" proof_check_us signature_check_us
  row "lots signed and stored, 64 a commit, lots/s (raw SQLite, unsigned)" issued_per_s issued_reference_per_s
  row "log, bytes an entry (the entry alone)" bytes_an_entry entry_bytes
  echo "Registry: $(ratio "${figure[registry_bytes]}" "$lots") bytes a lot. log check: $took s, $memory MB; again, with nothing changed: $again s."
  rm -rf "$works"
}
