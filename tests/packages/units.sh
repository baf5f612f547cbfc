#!/usr/bin/env bash
# The units of systemd in FOLDER are well formed, and their sandbox leaves little: exposure 2.0 of 10 at most.
set -euo pipefail
for unit in temgoc-serve.service temgoc-console.service; do
  systemd-analyze security --offline=true --no-pager --threshold=20 "$1/$unit" | tail -n 1
  # The program is not installed where the test runs, so that alone may be said.
  said=$(systemd-analyze verify --man=no "$1/$unit" 2>&1 | grep -F "$unit" | grep -v 'is not executable' || true)
  [ -z "$said" ] || { echo "$said" >&2; exit 1; }
done
