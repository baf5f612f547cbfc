#!/usr/bin/env bash
# Takes into fuzz/corpus what the last runs found and what reaches something that no input there does, the small ones first, as long as a
# target's corpus stays below 200 KB. ./dev fuzz keep [NAME…]
set -euo pipefail
bin=$1
shift
here=$(realpath "$(dirname "$0")")
most_bytes=200000
for found in out/fuzz/*/; do
  name=$(basename "$found")
  [ -x "$bin/fuzz_$name" ] || continue
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  new=out/fuzz/merged/$name
  rm -rf "$new"
  mkdir -p "$new"
  cp "$here/corpus/$name"/* "$new/"
  "$bin/fuzz_$name" -merge=1 -max_len=16384 -timeout=20 -rss_limit_mb=4096 "$new" "$found" >"out/fuzz/$name.merge.log" 2>&1
  bytes=$(cat "$here/corpus/$name"/* | wc -c)
  kept=0
  while read -r size file; do
    [ -e "$here/corpus/$name/$file" ] && continue
    bytes=$((bytes + size))
    [ "$bytes" -le "$most_bytes" ] || break
    cp "$new/$file" "$here/corpus/$name/${file:0:12}"
    kept=$((kept + 1))
  done < <(find "$new" -type f -printf '%s %f\n' | sort -n)
  echo "$name: $kept kept"
done
