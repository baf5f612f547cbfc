#include "field_text.h"

#include <algorithm>
#include <array>

namespace temgoc {
namespace {

constexpr std::array<std::string_view, 17> kFields{"address",
                                                   "certificate_line",
                                                   "cooperative_name",
                                                   "cooperative_short_name",
                                                   "expires_on",
                                                   "host",
                                                   "ingredients",
                                                   "lot",
                                                   "net_content",
                                                   "packed_on",
                                                   "phone",
                                                   "product_name",
                                                   "product_name_en",
                                                   "quantity",
                                                   kSerialField,
                                                   "short_code",
                                                   "storage"};

const std::string* value_of(const FieldTexts& values, const std::string& field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.empty() ? nullptr : &found->second;
}

}  // namespace

bool is_label_field(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

bool FieldText::mentions(std::string_view field) const {
  return std::any_of(pieces.begin(), pieces.end(),
                     [&](const Piece& piece) { return piece.field == field; });
}

std::optional<std::string> FieldText::filled(const FieldTexts& values) const {
  const auto has_field = [](const Piece& piece) { return !piece.field.empty(); };
  const auto is_empty = [&](const Piece& piece) {
    return has_field(piece) && !value_of(values, piece.field);
  };
  std::string text;
  bool any = std::none_of(pieces.begin(), pieces.end(), has_field);
  for (const Piece& piece : pieces) {
    const auto leaves_out = [&](const Piece& other) {
      return other.group == piece.group && is_empty(other);
    };
    if (piece.group != 0 && std::any_of(pieces.begin(), pieces.end(), leaves_out)) continue;
    text += piece.text;
    const std::string* value = has_field(piece) ? value_of(values, piece.field) : nullptr;
    if (!value) continue;
    text += *value;
    any = true;
  }
  if (!any) return {};
  return text;
}

std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad) {
  FieldText parsed;
  std::size_t groups = 0, open_group = 0;
  for (;;) {
    const std::size_t mark = text.find_first_of("{}[]");
    FieldText::Piece piece{
        .text = std::string(text.substr(0, mark)), .field = {}, .group = open_group};
    if (mark == std::string_view::npos) {
      parsed.pieces.push_back(std::move(piece));
      break;
    }
    text.remove_prefix(mark);
    bad = text.substr(0, text.find_first_of("}]") + 1);
    if (bad.empty()) bad = text;
    if (text.front() == '{') {
      const std::size_t close = text.find('}');
      if (close == std::string_view::npos || !is_label_field(text.substr(1, close - 1))) return {};
      piece.field = text.substr(1, close - 1);
      text.remove_prefix(close);
    } else if (text.front() == '[' && open_group == 0) {
      open_group = ++groups;
    } else if (text.front() == ']' && open_group != 0) {
      open_group = 0;
    } else {
      return {};
    }
    text.remove_prefix(1);
    parsed.pieces.push_back(std::move(piece));
  }
  if (open_group == 0) return parsed;
  bad = "[";
  return {};
}

}  // namespace temgoc
