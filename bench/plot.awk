# Bars on a logarithmic scale: awk -v title=… -v unit=… -f plot.awk, of lines "name<tab>value<tab>ours|reference|peer".
BEGIN { FS = "\t"; top = 64; row = 34; left = 250; width = 420 }
{ name[NR] = $1; value[NR] = $2; kind[NR] = $3; if ($2 > most) most = $2; if (!least || $2 < least) least = $2 }
function place(v) { return width * (log(v) - low) / (high - low) }
function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); return text }
END {
  low = log(10) * int(log(least) / log(10)); high = log(most * 1.6)
  height = top + row * NR + 40
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %d\" font-family=\"Noto Sans, sans-serif\" font-size=\"14\">\n", height
  printf "<rect width=\"760\" height=\"%d\" fill=\"#fff\"/>\n<text x=\"20\" y=\"30\" font-size=\"18\" font-weight=\"700\">%s</text>\n", height, escaped(title)
  for (decade = low; decade < high; decade += log(10)) {
    x = left + width * (decade - low) / (high - low)
    printf "<path d=\"M%.1f %dV%d\" stroke=\"#ccc\"/><text x=\"%.1f\" y=\"%d\" fill=\"#555\" text-anchor=\"middle\">%d</text>\n", x, top - 12, height - 34, x, height - 16, exp(decade) + 0.5
  }
  for (i = 1; i <= NR; ++i) {
    y = top + row * (i - 1)
    colour = kind[i] == "ours" ? "#1b6e3c" : kind[i] == "reference" ? "#7a8691" : "#b9c2ca"
    printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%d%s</text>\n", left - 10, y + 15, escaped(name[i]), left, y, place(value[i]), colour, left + place(value[i]) + 8, y + 15, value[i], unit
  }
  print "</svg>"
}
