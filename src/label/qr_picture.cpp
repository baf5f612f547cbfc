// Draws a QR symbol with half-block characters for a terminal, and as one SVG path.
#include "temgoc/label/qr_picture.h"

#include <fmt/format.h>

#include "qr_symbol.h"

namespace temgoc {
namespace {

constexpr std::string_view kBlackOnWhite = "\x1b[30;107m";
constexpr std::string_view kPlain = "\x1b[0m";

// Also of places in the quiet zone, which are light.
bool is_dark(const QrSymbol& symbol, long column, long row) {
  const long side = symbol.modules;
  if (column < 0 || row < 0 || column >= side || row >= side) return false;
  const std::size_t width = (symbol.modules + 7) / 8;
  const auto byte = static_cast<unsigned char>(
      symbol.rows[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column) / 8]);
  return (byte >> (7 - column % 8) & 1) == 0;
}

std::string_view half_block(bool upper, bool lower) {
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}

}  // namespace

Result<std::string> qr_for_terminal(std::string_view uri) {
  const auto symbol = encode_qr(uri);
  if (!symbol) return symbol.error();
  constexpr long kQuiet = kQuietModules;
  const long end = static_cast<long>(symbol->modules) + kQuiet;
  std::string text;
  for (long row = -kQuiet; row < end; row += 2) {
    text += kBlackOnWhite;
    for (long column = -kQuiet; column < end; ++column)
      text += half_block(is_dark(*symbol, column, row), is_dark(*symbol, column, row + 1));
    text.append(kPlain).append("\n");
  }
  return text;
}

Result<std::string> qr_as_svg(std::string_view uri) {
  const auto symbol = encode_qr(uri);
  if (!symbol) return symbol.error();
  const unsigned side = symbol->modules + 2 * kQuietModules;
  std::string path;
  for (long row = 0; row < static_cast<long>(symbol->modules); ++row)
    for (long column = 0; column < static_cast<long>(symbol->modules); ++column)
      if (is_dark(*symbol, column, row))
        path += fmt::format("M{} {}h1v1h-1z", column + kQuietModules, row + kQuietModules);
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/>"
      "<path d=\"{1}\"/></svg>\n",
      side, path);
}

}  // namespace temgoc
