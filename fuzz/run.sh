#!/usr/bin/env bash
# Fuzzes each target for some seconds, beginning with its corpus; what it finds goes to out/fuzz. ./dev fuzz [SECONDS]
set -euo pipefail
bin=$1
seconds=$2
here=$(realpath "$(dirname "$0")")
for target in "$bin"/fuzz_*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  name=${target##*/fuzz_}
  mkdir -p "out/fuzz/$name"
  echo "== $name"
  "$target" -max_total_time="$seconds" -max_len=16384 -timeout=10 -print_final_stats=0 -verbosity=0 \
    -artifact_prefix="out/fuzz/$name/" "out/fuzz/$name" "$here/corpus/$name"
done
