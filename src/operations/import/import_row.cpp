// Parses cells as numbers, dates, ids, or yes and no, as they are written in Vietnam and abroad.
#include "temgoc/import/import_row.h"

#include <algorithm>
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kIdentifierLength = 100;

std::string without_spaces(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c != ' ') out.push_back(c);
  }
  return out;
}

// "1.234.567" cut at `mark`: whether the parts are one to three digits, then three each.
bool is_grouped(std::string_view text, char mark) {
  const auto parts = split(text, mark);
  if (!is_digits(parts.front()) || parts.front().size() > 3) return false;
  return std::all_of(parts.begin() + 1, parts.end(),
                     [](std::string_view part) { return is_digits(part) && part.size() == 3; });
}

// The characters of a plain decimal number, or none. Where both marks stand, the last is the
// decimal one.
std::optional<std::string> plain_decimal(std::string_view text, char group, char decimal) {
  const std::size_t point = text.find(decimal);
  std::string whole(text.substr(0, point));
  if (whole.find(group) != std::string::npos) {
    if (!is_grouped(whole, group)) return std::nullopt;
    std::erase(whole, group);
  }
  if (!is_digits(whole)) return std::nullopt;
  if (point == std::string_view::npos) return whole;
  const std::string_view fraction = text.substr(point + 1);
  if (!is_digits(fraction)) return std::nullopt;
  return whole + "." + std::string(fraction);
}

// One mark of one kind: decimal, unless it may as well part thousands.
Result<std::optional<std::string>> lone_mark(std::string_view text, char mark, bool whole) {
  const char other = mark == '.' ? ',' : '.';
  const bool could_group = is_grouped(text, mark) && text.front() != '0';
  if (!could_group) return plain_decimal(text, other, mark);
  if (!whole) return Error{"number_ambiguous"};
  return plain_decimal(text, mark, other);
}

Result<std::optional<std::string>> decimal_text(std::string_view text, bool whole) {
  const std::size_t dot = text.rfind('.'), comma = text.rfind(',');
  const bool has_dot = dot != std::string_view::npos, has_comma = comma != std::string_view::npos;
  if (has_dot && has_comma) {
    return dot > comma ? plain_decimal(text, ',', '.') : plain_decimal(text, '.', ',');
  }
  if (!has_dot && !has_comma) return plain_decimal(text, ',', '.');
  const char mark = has_dot ? '.' : ',';
  if (std::count(text.begin(), text.end(), mark) == 1) return lone_mark(text, mark, whole);
  return plain_decimal(text, mark, has_dot ? ',' : '.');
}

std::string plain_text(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  return std::string(buffer, end.ptr);
}

// A number as xlsx_values writes it.
Result<double> exact_number(std::string_view text) {
  double number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole_text = end.ec == std::errc{} && end.ptr == text.data() + text.size();
  if (!whole_text) return Error{"number_unreadable"};
  return number;
}

constexpr std::string_view kNumberSigns = "0123456789.,";

// The number alone where nothing but `words` stands around it; else the text as it is.
std::string without_words(const std::string& text, std::initializer_list<std::string_view> words) {
  const auto found = number_in_words(text);
  if (!found) return text;
  const bool all_known =
      std::all_of(found->words.begin(), found->words.end(), [&words](const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      });
  return all_known ? found->number : text;
}

}  // namespace

std::optional<NumberInWords> number_in_words(std::string_view text) {
  const std::size_t start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return std::nullopt;
  std::size_t end = text.find_first_not_of(kNumberSigns, start);
  end = std::min(end, text.size());
  const std::string_view after = text.substr(end);
  if (after.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
  NumberInWords found{std::string(text.substr(start, end - start)), {}};
  for (std::string_view around : {text.substr(0, start), after}) {
    const std::string words = folded(around);
    for (std::string_view word : split(words, '_')) {
      if (!word.empty()) found.words.emplace_back(word);
    }
  }
  return found;
}

Result<double> parse_written_number(std::string_view text, bool whole) {
  const auto plain = decimal_text(without_spaces(text), whole);
  if (!plain) return plain.error();
  if (!*plain) return Error{"number_unreadable"};
  return exact_number(**plain);
}

ImportRow::ImportRow(const ColumnMap& columns, const Table& table, const Row& row,
                     std::vector<Error>& errors, std::vector<Error>& warnings)
    : columns_(columns), table_(table), row_(row), errors_(errors), warnings_(warnings) {
  refuse_surplus_cells();
}

void ImportRow::refuse_surplus_cells() {
  for (std::size_t i = table_.header.size(); i < row_.cells.size(); ++i) {
    if (trimmed(row_.cells[i].text).empty()) continue;
    failed_ = true;
    errors_.push_back({"row_too_long",
                       {},
                       shortened(row_.cells[i].text),
                       Position{row_.number, i + 1},
                       {{"columns", std::to_string(table_.header.size())}}});
    return;
  }
}

const Cell& ImportRow::cell(std::string_view column) const {
  static const Cell kNone;
  const auto index = columns_.index(column);
  return index ? row_.cells[*index] : kNone;
}

Error ImportRow::placed(std::string_view column, Error error) const {
  error.position = Position{row_.number, 0};
  if (const auto index = columns_.index(column)) {
    error.position->column = *index + 1;
    error.field = shortened(trimmed(table_.header[*index]));
  } else {
    error.field = column;
  }
  if (error.value.empty()) error.value = shortened(trimmed(cell(column).text));
  return error;
}

void ImportRow::fail(std::string_view column, Error error) {
  failed_ = true;
  errors_.push_back(placed(column, std::move(error)));
}

void ImportRow::warn(std::string_view column, Error error) {
  warnings_.push_back(placed(column, std::move(error)));
}

std::string ImportRow::peek(std::string_view column) const {
  const Cell& read = cell(column);
  if (read.failed) return {};
  const auto clean = clean_text(read.text, column);
  return clean ? *clean : std::string();
}

void ImportRow::assume(std::string_view column, std::string value) {
  assumed_.insert_or_assign(std::string(column), std::move(value));
}

std::string ImportRow::key(std::string_view column) const {
  const auto found = assumed_.find(column);
  return found != assumed_.end() ? found->second : trimmed(cell(column).text);
}

std::string ImportRow::text(std::string_view column, std::size_t limit) {
  const Cell& read = cell(column);
  if (read.failed) {
    fail(column, {"cell_formula"});
    return {};
  }
  auto clean = clean_text(read.text, column, limit);
  if (clean) return *clean;
  fail(column, clean.error());
  return {};
}

std::string ImportRow::required_text(std::string_view column, std::size_t limit) {
  if (trimmed(cell(column).text).empty()) {
    fail(column, {"field_missing"});
    return {};
  }
  return text(column, limit);
}

std::string ImportRow::identifier(std::string_view column) {
  if (!excel_damaged(cell(column))) return text(column, kIdentifierLength);
  fail(column, {"identifier_excel_damaged"});
  return {};
}

std::string ImportRow::optional_record_id(std::string_view column) {
  if (is_assumed(column)) return key(column);
  const std::string id = identifier(column);
  if (id.empty()) return {};
  const auto parsed = parse_record_id(id, column);
  if (parsed) return *parsed;
  fail(column, parsed.error());
  return {};
}

std::string ImportRow::gln(std::string_view column) { return gs1_key(column, parse_gln); }

std::string ImportRow::gdti(std::string_view column) { return gs1_key(column, parse_gdti); }

std::string ImportRow::gs1_key(std::string_view column,
                               Result<std::string> (*parse)(std::string_view, std::string_view)) {
  const std::string key = identifier(column);
  if (key.empty()) return {};
  const auto parsed = parse(key, column);
  if (parsed) return *parsed;
  fail(column, parsed.error());
  return {};
}

std::string ImportRow::record_id(std::string_view column) {
  if (is_assumed(column) || !trimmed(cell(column).text).empty()) return optional_record_id(column);
  fail(column, {"field_missing"});
  return {};
}

std::optional<double> ImportRow::any_number(std::string_view column, bool whole,
                                            std::initializer_list<std::string_view> words) {
  const std::string read = text(column);
  if (read.empty()) return std::nullopt;
  const std::string written = without_words(read, words);
  // A workbook's number is exact already; only typed text can be read in two ways.
  const auto parsed =
      cell(column).number ? exact_number(written) : parse_written_number(written, whole);
  if (parsed) return *parsed;
  fail(column, parsed.error());
  return std::nullopt;
}

bool ImportRow::require_range(std::string_view column, double number, double low, double high) {
  if (number >= low && number <= high) return true;
  fail(column,
       {"number_out_of_range", {}, {}, {}, {{"low", plain_text(low)}, {"high", plain_text(high)}}});
  return false;
}

std::optional<double> ImportRow::number(std::string_view column, double low, double high) {
  const auto number = any_number(column, false);
  return number && require_range(column, *number, low, high) ? number : std::nullopt;
}

std::optional<int> ImportRow::whole_number(std::string_view column, int low, int high,
                                           std::initializer_list<std::string_view> words) {
  const auto number = any_number(column, true, words);
  if (!number || !require_range(column, *number, low, high)) return std::nullopt;
  const int whole = static_cast<int>(*number);
  if (!(static_cast<double>(whole) < *number)) return whole;
  fail(column, {"number_not_whole"});
  return std::nullopt;
}

std::optional<bool> ImportRow::yes_no(std::string_view column) {
  const std::string word = folded(text(column));
  if (word.empty()) return std::nullopt;
  for (std::string_view yes : {"yes", "y", "co", "x", "1", "true"}) {
    if (word == yes) return true;
  }
  for (std::string_view no : {"no", "n", "khong", "0", "false"}) {
    if (word == no) return false;
  }
  fail(column, {"yes_no_unreadable"});
  return std::nullopt;
}

std::optional<VagueDate> ImportRow::date(std::string_view column) {
  const std::string written = text(column);
  if (written.empty()) return std::nullopt;
  const auto date = VagueDate::parse(written, column);
  if (date) return *date;
  fail(column, date.error());
  return std::nullopt;
}

void ImportRow::set(std::string& target, std::string_view column, std::size_t limit) {
  if (has(column)) target = text(column, limit);
}

}  // namespace temgoc
