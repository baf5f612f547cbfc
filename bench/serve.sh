# temgoc serve beside nginx, which serves the same bytes from a file, on the same two processors as the client. Rounds are
# interleaved. The address's limits are off: one client plays all.

serve_rounds=3
serve_seconds=4

wait_for() { # url
  for _ in $(seq 100); do curl -so /dev/null "$1" && return; sleep 0.05; done
  echo "nothing answers at $1" >&2
  return 1
}

start_serve() {
  sed -i 's/^requests_per_second = .*/requests_per_second = 0/; s/^max_connections = .*/max_connections = 10000/
    s/^connections_per_address = .*/connections_per_address = 10000/' "$TEMGOC_WORKPLACE/temgoc.toml"
  temgoc serve --listen 127.0.0.1:18431 --threads 2 >"$scratch/serve.out" &
  serve_pid=$!
  wait_for http://127.0.0.1:18431/health
}

start_nginx() { # serves $scratch/page at every path
  chmod a+rx "$scratch"  # its workers are another user
  cat >"$scratch/nginx.conf" <<CONF
worker_processes 2;
pid $scratch/nginx.pid;
error_log $scratch/nginx.log;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 1000; default_type text/html;
  client_body_temp_path $scratch/n1; proxy_temp_path $scratch/n2; fastcgi_temp_path $scratch/n3; uwsgi_temp_path $scratch/n4; scgi_temp_path $scratch/n5;
  server { listen 127.0.0.1:18432 reuseport; location / { root $scratch; try_files /page =404; } }
}
CONF
  nginx -c "$scratch/nginx.conf" 2>/dev/null
  wait_for http://127.0.0.1:18432/
}

# Requests a second and the 99th percentile in microseconds, of 64 connections that stay open.
load() { # url [wrk options…]
  local url=$1
  shift
  wrk -t1 -c64 -d${serve_seconds}s --latency "$@" "$url" >"$scratch/wrk"
  grep -q 'Non-2xx' "$scratch/wrk" && { cat "$scratch/wrk" >&2; return 1; }
  awk '/Requests\/sec/ {rate = $2}
    $1 == "99%" {value = $2; unit = value; sub(/[0-9.]+/, "", unit); sub(/[a-z]+/, "", value)
      p99 = value * (unit == "us" ? 1 : unit == "ms" ? 1000 : 1000000)}
    END {printf "%.0f %.0f\n", rate, p99}' "$scratch/wrk"
}
column() { cut -d' ' -f"$1" | median "$serve_rounds"; }
resident_mb() { awk '/VmHWM/ {printf "%d", $2 / 1024}' "/proc/$serve_pid/status"; }

row() { # rounds title reference
  local rate
  rate=$(column 1 <"$scratch/$1.rounds")
  echo "| $2 | $rate | ${3%.*} | $(ratio "$rate" "$3") | $(column 2 <"$scratch/$1.rounds") |"
}

# A path a request, taken in turn from a file.
paths_script() { # file -> lua
  cat >"$scratch/paths.lua" <<LUA
local paths = {}
for line in io.lines("$1") do paths[#paths + 1] = line end
local i = 0
request = function() i = i % #paths + 1; return wrk.format("GET", paths[i]) end
LUA
}

serve() {
  local url path count=30000
  echo "serve: 64 keep-alive connections, $serve_rounds rounds of $serve_seconds s, client on the same processors; reference: nginx, the same bytes from a file"
  url=$(field url <<<"$lot")
  path=/${url#https://*/}
  start_serve
  curl -s "http://127.0.0.1:18431$path" >"$scratch/page"
  start_nginx
  temgoc --quiet label print "$code" --template roll-60x40-seal --codes item_seal --count $count --out "$scratch/items.pdf" \
    --passphrase-file "$scratch/passphrase" >/dev/null
  item_seals "$TEMGOC_WORKPLACE" "$code" $count "$scratch/passphrase" >"$scratch/items"
  # A digit of the fourth group, which is of R: the header stands, S stays below L, and only the whole check finds it.
  awk '{digit = substr($0, 62, 1); print substr($0, 1, 61) (digit + 1) % 10 substr($0, 63)}' "$scratch/items" >"$scratch/forged"
  for _ in $(seq $serve_rounds); do
    load "http://127.0.0.1:18432$path" >>"$scratch/nginx.rounds"
    load "http://127.0.0.1:18431$path" >>"$scratch/hot.rounds"
    paths_script "$scratch/items"
    load http://127.0.0.1:18431 -s "$scratch/paths.lua" >>"$scratch/cold.rounds"
    load http://127.0.0.1:18431 -s "$scratch/paths.lua" -H 'Accept-Encoding: gzip' >>"$scratch/packed.rounds"
    paths_script "$scratch/forged"
    load http://127.0.0.1:18431 -s "$scratch/paths.lua" >>"$scratch/forged.rounds"
    ed25519_checks >>"$scratch/bound.rounds"
  done
  dripping 18431 2000 20 >"$scratch/dripping.out" &
  local dripping_pid=$!
  sleep 3
  load "http://127.0.0.1:18431$path" >"$scratch/dripped"
  wait $dripping_pid
  local nginx bound both
  nginx=$(column 1 <"$scratch/nginx.rounds")
  bound=$(column 1 <"$scratch/bound.rounds")
  # What remains of two processors that answer as nginx does and check a signature each time, the client among them.
  both=$(echo "1 / (1 / $nginx + 1 / $bound)" | bc -l)
  echo "| | requests/s | reference/s | ratio | p99 us |"
  echo "| --- | --- | --- | --- | --- |"
  echo "| nginx, a file of $(wc -c <"$scratch/page") bytes | $nginx | | 1.00 | $(column 2 <"$scratch/nginx.rounds") |"
  row hot hot "$nginx"
  row cold "cold, beside the checks alone" "$bound"
  row cold "cold, beside the checks and nginx" "$both"
  row packed "cold and gzip asked for, beside the checks and nginx" "$both"
  row forged "forged, beside the checks and nginx" "$both"
  mv "$scratch/dripped" "$scratch/dripped.rounds"
  serve_rounds=1 row dripped "hot, with 2,000 dripping connections" "$nginx"
  echo "the checks: openssl speed -multi 2 ed25519 verify, $bound/s. $(cat "$scratch/dripping.out")"
  echo "peak memory $(resident_mb) MB; $(curl -s http://127.0.0.1:18431/metrics | grep -E '^temgoc_scans_(written|dropped)' | tr '\n' ' ')"
  kill "$(cat "$scratch/nginx.pid")"
  kill $serve_pid
  wait $serve_pid
}
