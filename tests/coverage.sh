#!/usr/bin/env bash
# How much of each module its tests run, and floors beneath which it may not fall: of what decides about labels, every line.
# ./dev coverage
#   coverage.sh BUILD
set -euo pipefail
build=$1
# What cannot happen is not counted: a value that no enumeration has, a cryptographic library that fails.
never='.*(throw std::logic_error|crypto_library_failed).*'
fallen=0
find "$build" -name '*.gcda' -delete
# All of them first: a receipt's form stands in seal and is tried with the log that gives it out.
for module in seal scan verdict log; do
  "$build/${module}_test" >/dev/null 2>&1 || { echo "$module: ${module}_test fails"; fallen=1; }
done
for module in seal scan verdict log; do
  gcovr --root . --object-directory "$build" --filter "src/$module/" --exclude-lines-by-pattern "$never" --fail-under-line 100 \
    --txt "$build/coverage-$module.txt" "$build" 2>/dev/null || fallen=1
  awk -v module="$module" '$1 == "TOTAL" {print module ": " $4 " of " $2 " lines"} $4 != "100%" && $1 ~ /^src/ {print "  " $0}' \
    "$build/coverage-$module.txt"
done
exit "$fallen"
