#!/usr/bin/env bash
# The units of systemd in FOLDER are well formed, and their sandbox leaves little: exposure 2.0 of 10 at most. Without systemd-analyze
# it says so and ends with 77, which counts as left out.
set -euo pipefail
command -v systemd-analyze >/dev/null || { echo 'left out: there is no systemd-analyze on this machine' >&2; exit 77; }
units=("$1"/*.service)
[ "${#units[@]}" -ge 2 ] && [ -e "${units[0]}" ] || { echo "no units in $1" >&2; exit 1; }
for unit in "${units[@]}"; do
  systemd-analyze security --offline=true --no-pager --threshold=20 "$unit" | tail -n 1
  # The program is not installed where the test runs, so that alone may be said.
  said=$(systemd-analyze verify --man=no "$unit" 2>&1 | grep -F "$(basename "$unit")" | grep -v 'is not executable' || true)
  [ -z "$said" ] || { echo "$said" >&2; exit 1; }
done
