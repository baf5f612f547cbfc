// Cuts a template's text at its marks, and puts a label's values in their places.
#include "field_text.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"
#include "temgoc/label/template_text.h"

namespace temgoc {
namespace {

constexpr std::array<std::string_view, 32> kFields{"address",
                                                   "allergens",
                                                   "allergens_en",
                                                   "certificate_line",
                                                   "certificate_line_en",
                                                   "cooperative_name",
                                                   "cooperative_short_name",
                                                   "expires_on",
                                                   "gtin",
                                                   "host",
                                                   "ingredients",
                                                   "ingredients_en",
                                                   kLabelNumberField,
                                                   "lot",
                                                   "net_content",
                                                   "origin",
                                                   "packed_on",
                                                   "phone",
                                                   "product_full_name",
                                                   "product_name",
                                                   "product_name_en",
                                                   "quantity",
                                                   "sample_notice",
                                                   kSerialField,
                                                   "short_code",
                                                   "storage",
                                                   "storage_conditions",
                                                   "storage_en",
                                                   "usage",
                                                   "usage_en",
                                                   "warnings",
                                                   "warnings_en"};

// The value of the first of these fields that has one.
const std::string* value_of(const FieldTexts& values, const std::vector<std::string>& fields) {
  for (const std::string& field : fields)
    if (const auto found = values.find(field); found != values.end() && !found->second.empty())
      return &found->second;
  return nullptr;
}

// The fields that a place names; none where one of them does not exist.
std::optional<std::vector<std::string>> fields_of(std::string_view place) {
  std::vector<std::string> fields;
  for (const std::string_view field : split(place, '|')) {
    if (!is_label_field(field)) return {};
    fields.emplace_back(field);
  }
  return fields;
}

}  // namespace

std::vector<std::string_view> label_field_names() { return {kFields.begin(), kFields.end()}; }

bool is_label_field(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

bool FieldText::mentions(std::string_view field) const {
  return std::ranges::any_of(pieces, [&](const Piece& piece) {
    return std::ranges::find(piece.fields, field) != piece.fields.end();
  });
}

std::vector<std::string> FieldText::fields() const {
  std::vector<std::string> all;
  for (const Piece& piece : pieces) all.insert(all.end(), piece.fields.begin(), piece.fields.end());
  return all;
}

std::optional<std::vector<StyledText>> FieldText::styled(const FieldTexts& values) const {
  const auto has_field = [](const Piece& piece) { return !piece.fields.empty(); };
  const auto is_empty = [&](const Piece& piece) {
    return has_field(piece) && !value_of(values, piece.fields);
  };
  std::vector<StyledText> parts;
  bool any = std::none_of(pieces.begin(), pieces.end(), has_field);
  for (const Piece& piece : pieces) {
    const auto leaves_out = [&](const Piece& other) {
      return other.group == piece.group && is_empty(other);
    };
    if (piece.group != 0 && std::any_of(pieces.begin(), pieces.end(), leaves_out)) continue;
    const std::string* value = has_field(piece) ? value_of(values, piece.fields) : nullptr;
    any = any || value;
    parts.push_back({piece.text, piece.bold});
    if (value) parts.push_back({*value, piece.bold, true});
  }
  if (!any) return {};
  return parts;
}

std::optional<std::string> FieldText::filled(const FieldTexts& values) const {
  const auto parts = styled(values);
  if (!parts) return {};
  std::string text;
  for (const StyledText& part : *parts) text += part.text;
  return text;
}

namespace {

// Cuts one text at its marks.
class FieldTextReader {
 public:
  explicit FieldTextReader(std::string_view text) : rest_(text) {}

  std::optional<FieldText> read(std::string& bad) {
    while (const std::size_t mark = next_mark()) {
      FieldText::Piece piece = cut(mark - 1);
      bad = rest_.substr(0, rest_.find_first_of("}]") + 1);
      if (bad.empty()) bad = rest_;
      if (!take_mark(piece)) return {};
      parsed_.pieces.push_back(std::move(piece));
    }
    parsed_.pieces.push_back(cut(rest_.size()));
    bad = open_group_ != 0 ? "[" : "**";
    if (open_group_ != 0 || bold_) return {};
    return std::move(parsed_);
  }

 private:
  static constexpr std::string_view kBoldMark = "**";

  // One more than the place of the next mark; 0: there is none.
  std::size_t next_mark() const {
    for (std::size_t at = rest_.find_first_of("{}[]*"); at != std::string_view::npos;
         at = rest_.find_first_of("{}[]*", at + 1))
      if (rest_[at] != '*' || rest_.substr(at).starts_with(kBoldMark)) return at + 1;
    return 0;
  }

  FieldText::Piece cut(std::size_t length) {
    FieldText::Piece piece{.text = std::string(rest_.substr(0, length)),
                           .fields = {},
                           .group = open_group_,
                           .bold = bold_};
    rest_.remove_prefix(length);
    return piece;
  }

  bool take_mark(FieldText::Piece& piece) {
    std::size_t length = 1;
    if (rest_.front() == '{') {
      const std::size_t close = rest_.find('}');
      if (close == std::string_view::npos) return false;
      auto fields = fields_of(rest_.substr(1, close - 1));
      if (!fields) return false;
      piece.fields = std::move(*fields);
      length = close + 1;
    } else if (rest_.front() == '*') {
      bold_ = !bold_;
      length = kBoldMark.size();
    } else if (rest_.front() == '[' && open_group_ == 0) {
      open_group_ = ++groups_;
    } else if (rest_.front() == ']' && open_group_ != 0) {
      open_group_ = 0;
    } else {
      return false;
    }
    rest_.remove_prefix(length);
    return true;
  }

  std::string_view rest_;
  FieldText parsed_;
  std::size_t groups_ = 0, open_group_ = 0;
  bool bold_ = false;
};

}  // namespace

std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad) {
  return FieldTextReader(text).read(bad);
}

std::optional<std::vector<FieldText>> parse_paragraphs(std::string_view text, std::string& bad) {
  std::vector<FieldText> paragraphs;
  for (const std::string_view line : split(text, '\n')) {
    if (trimmed(line).empty()) continue;
    auto parsed = parse_field_text(line, bad);
    if (!parsed) return {};
    paragraphs.push_back(std::move(*parsed));
  }
  return paragraphs;
}

std::optional<std::vector<Condition>> parse_conditions(std::string_view text, std::string& bad) {
  constexpr std::string_view kAnd = " and ", kNot = "not ", kInForce = "certification in force";
  std::vector<Condition> conditions;
  while (!text.empty()) {
    const std::size_t end = text.find(kAnd);
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + kAnd.size());
    bad = one;
    Condition condition{.field = {}, .negated = one.starts_with(kNot)};
    if (condition.negated) one.remove_prefix(kNot.size());
    if (one != kInForce && !is_label_field(one)) return {};
    if (one != kInForce) condition.field = one;
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

}  // namespace temgoc
