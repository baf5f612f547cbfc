#!/usr/bin/env bash
# Attacks that are counted: altered labels and bundles, signatures at the edges, tampered registries, programs that race.
#   tests/attack/attack.sh BUILD [--short] [PART…]     parts: labels readers signatures tampering races bundle
# Each part prints one line with its counts, and what was wrong. The exit status is 0 only where nothing was. Seeds are fixed, so a run is
# repeated by its command; --short does a little of each, for the suite. docs/threat_model.md has the counts of the last whole run.
set -uo pipefail
build=$(realpath "$1")
shift
here=$(realpath "$(dirname "$0")/../..")
node=$(command -v node || command -v nodejs)
labels=1000000 reader_labels=255033 bundle_labels=20000 bundles=400 processes=5000 checks=300 writers=4 kills=100 lots=500000
if [ "${1:-}" = --short ]; then
  shift
  labels=20000 reader_labels=2000 bundle_labels=500 bundles=20 processes=24 checks=4 writers=2 kills=4 lots=2000
fi
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(labels readers signatures tampering races bundle)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wrong=0

# What a command printed stands in $said, a test's own counts behind MESSAGE; where it failed it is shown.
said=
ask() {
  said=$("$@" 2>&1) && return
  wrong=1
  printf '%s\n' "$said" | tail -20
}

# No altered label is valid for anything but what was issued.
labels() {
  ask env TEMGOC_MUTATIONS=$labels "$build/mutations_test"
  echo "altered labels: $(sed -n 's/.*MESSAGE: //p' <<<"$said" | paste -sd' ')"
}

# The two readers, which share no line, say the same of them, and of altered bundles.
readers() {
  ask "$node" "$here/tests/js_reader/agreement.mjs" "$build/temgoc-verify" $reader_labels
  echo "two readers: $(tail -1 <<<"$said")"
  ask "$node" "$here/tests/js_reader/bundles.mjs" "$build/temgoc-verify" $bundle_labels $bundles
  echo "two readers of bundles: $(tail -2 <<<"$said" | tr '\n' ' ')"
}

# Signatures whose fate differs between libraries, each judged as the mathematics says.
signatures() {
  local vectors=$here/tests/vectors
  ask "$build/seal_test" "--source-file=*/signature_test.cpp"
  echo "signatures: $(sed -n 's/.*MESSAGE: //p' <<<"$said"); 151 of Wycheproof"
  ask "$node" "$here/tests/js_reader/vectors.mjs" "$vectors" "$vectors/wycheproof/ed25519_test.json"
  echo "signatures in the second reader, by both of its engines, with every other vector: $(tail -1 <<<"$said")"
}

# Each column, row, table, index and trigger of the registry edited by who holds the file.
tampering() {
  # The suite has it as journey_tamper: a little of it would be less than it tells.
  [ $labels -lt 1000000 ] && return
  ask "$build/journeys_test" "--source-file=*/tamper_test.cpp"
  echo "tampered registries: $(sed -n 's/.*MESSAGE: //p' <<<"$said" | paste -sd';')"
}

# No alarm beside programs that only work.
races() {
  ask env TEMGOC_BIN="$build" "$here/tests/journeys/log_races.sh" $processes $checks $writers $kills
  printf '%s\n' "$said"
}

# What binding a bundle to the log costs.
bundle() {
  [ -x "$build/bundle_bench" ] || { echo "bundle: left out, no bundle_bench in $build"; return; }
  ask "$build/bundle_bench" $lots "$scratch/raw"
  read -r _ bytes delta built _ opened lookup _ _ check <<<"$said"
  echo "bundle of $lots lots: $bytes bytes, a day's delta $delta, built in $built s, opened in $opened s, a look-up $lookup µs beside $check µs of one check"
}

for part in "${parts[@]}"; do
  declare -F "$part" >/dev/null || { echo "no such part: $part" >&2; exit 2; }
  "$part"
done
exit $wrong
