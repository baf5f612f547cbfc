# Labels a second, bytes a label and peak memory, beside the library that bounds them and beside other programs.
# temgoc signs, commits and logs each label, and says apart how long reading the file back took; the others only draw.
labels_count=10000
fonts=/usr/share/fonts/truetype/noto

rate() { printf '%.0f\n' "$(echo "$1 / $2" | bc -l)"; } # count seconds

print_labels() { # count out
  temgoc --json label print "$code" --template roll-60x40-seal --codes item_seal --count "$1" --over-quantity "bench" --out "$2" \
    --passphrase-file "$scratch/passphrase"
}

# Seconds of printing without those of reading back, which it reports; both go to files for the table.
print_round() { # count out
  local started ended report back
  started=$(date +%s.%N)
  report=$(print_labels "$1" "$2")
  ended=$(date +%s.%N)
  back=$(sed -nE 's/.*"read_back":\{[^}]*"seconds":([0-9.]+).*/\1/p' <<<"$report")
  echo "$ended - $started - ${back:-0}" | bc -l
  echo "${back:-0}" >>"$scratch/read_back"
}

peer() { # name count command… OUT: the command gets items and the file to write
  local name=$1 count=$2 took
  shift 2
  head -n "$count" "$scratch/items.tsv" >"$scratch/items_$name.tsv"
  took=$(seconds "$@" "$scratch/items_$name.tsv" "$scratch/$name.pdf" $fonts/NotoSans-Regular.ttf $fonts/NotoSans-Bold.ttf)
  rate "$count" "$took" >>"$scratch/rate_$name"
  echo $(($(wc -c <"$scratch/$name.pdf") / count)) >"$scratch/bytes_$name"
}
cairo_peer() { cairo_labels "$1" "$2"; }

row() { # name kind
  local mine
  mine=$(median 3 <"$scratch/rate_$1")
  echo "| $2 | $mine | $(ratio "$(median 3 <"$scratch/rate_temgoc")" "$mine") | $(cat "$scratch/bytes_$1" 2>/dev/null || echo –) |"
}

labels() {
  (cd "$here/peers" && { [ -d node_modules/pdfkit ] || npm ci --no-audit --no-fund --loglevel=error >/dev/null; })
  label_items $labels_count >"$scratch/items.tsv"
  for round in 1 2 3; do
    qr_reference $labels_count 2 >>"$scratch/rate_libqrencode"
    rate $labels_count "$(print_round $labels_count "$scratch/labels$round.pdf")" >>"$scratch/rate_temgoc"
    peer cairo $labels_count cairo_peer
    peer pdfkit 2000 node "$here/peers/pdfkit_labels.mjs"
    peer reportlab 200 /usr/bin/python3 "$here/peers/reportlab_labels.py"
  done
  cat "$scratch"/labels1*.pdf | wc -c | awk -v n=$labels_count '{print int($1 / n)}' >"$scratch/bytes_temgoc"
  local memory
  memory=$(peak_mb temgoc --json label print "$code" --template roll-60x40-seal --codes item_seal --count $labels_count \
    --over-quantity bench --out "$scratch/memory.pdf" --passphrase-file "$scratch/passphrase")
  {
    echo "# Labels"
    echo
    echo "labels: $labels_count sealed per-item labels of 60 × 40 mm, one a page; medians of 3 rounds, all in one run"
    echo
    echo "| program | labels/s | temgoc is × of it | bytes a label |"
    echo "| --- | --- | --- | --- |"
    row temgoc "**temgoc**, signing, commit and log included"
    row libqrencode "libqrencode alone, 2 threads: the bound"
    row cairo "cairo + libqrencode, 1-bit mask, 1 thread"
    row pdfkit "pdfkit + qrcode (2,000 labels)"
    row reportlab "ReportLab + qrcode (200 labels)"
    echo
    echo "Peak memory of temgoc at $labels_count: $memory MB. Reading the file back took $(median 3 <"$scratch/read_back") s more."
  } | tee "$here/labels.md"
  for name in libqrencode:reference temgoc:ours cairo:peer pdfkit:peer reportlab:peer; do
    printf '%s\t%s\t%s\n' "${name%:*}" "$(median 3 <"$scratch/rate_${name%:*}")" "${name#*:}"
  done | awk -v title="Labels a second, 60 × 40 mm, a new code each" -v unit="/s" -f "$here/plot.awk" >"$here/labels.svg"
}
