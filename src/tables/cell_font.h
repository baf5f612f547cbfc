// Cells whose text was typed with an old font.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "temgoc/base/legacy_text.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

// Of TableReading::encoding; none where it is no font's.
inline std::optional<LegacyFont> font_named(std::string_view encoding) {
  if (encoding == "tcvn3") return LegacyFont::tcvn3;
  if (encoding == "vni") return LegacyFont::vni;
  return std::nullopt;
}

inline void convert(std::vector<Cell>& cells, const std::optional<LegacyFont>& font) {
  if (!font) return;
  for (Cell& each : cells)
    if (is_utf8(each.text)) each.text = from_legacy_font(each.text, *font);
}

}  // namespace temgoc
