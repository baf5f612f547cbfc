// Guesses the separator, parses quoted and plain fields, and tells where a quote is wrong.
#include "csv_reader.h"

#include <algorithm>
#include <array>
#include <optional>

#include "cell_font.h"
#include "csv_defusing.h"
#include "formula_failure.h"
#include "table_builder.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

std::string_view without_line_end(std::string_view text) {
  if (text.starts_with("\r\n")) return text.substr(2);
  return text.empty() ? text : text.substr(1);
}

// `sep=;`, which Excel reads as an order and does not show as a row.
std::optional<char> named_separator(std::string_view line) {
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  if (line.size() != 5 || ascii_lower(line.substr(0, 4)) != "sep=") return std::nullopt;
  return line[4];
}

// The header's record: from the first character that is not white space to a line end outside
// quotes.
std::string_view header_record(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \r\n");
  if (start == std::string_view::npos) return {};
  bool in_quotes = false;
  std::size_t end = start;
  for (; end < text.size(); ++end) {
    in_quotes ^= text[end] == '"';
    if (!in_quotes && ends_line(text[end])) break;
  }
  return text.substr(start, end - start);
}

constexpr std::array<char, 3> kCandidates{',', ';', '\t'};

std::string_view without_quotes(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return quoted ? cell.substr(1, cell.size() - 2) : cell;
}

// The separator under which one of the first lines is a header that is known: a title above it may
// have none, or another.
std::optional<char> header_separator(std::string_view text, const KnownHeader& known,
                                     const std::optional<LegacyFont>& font) {
  for (std::size_t line_number = 0; known && line_number < kMaxTitleRows && !text.empty();
       ++line_number) {
    const std::string_view line = first_line(text);
    for (const char candidate : kCandidates) {
      std::vector<Cell> cells;
      for (std::string_view cell : split(line, candidate)) {
        const std::string name = trimmed(cell);
        cells.push_back({std::string(without_quotes(name))});
      }
      convert(cells, font);
      if (cells.size() <= kMaxTableColumns && is_known_header(cells, known)) return candidate;
    }
    text = without_line_end(text.substr(line.size()));
  }
  return std::nullopt;
}

char sniffed_separator(std::string_view text, const KnownHeader& known,
                       const std::optional<LegacyFont>& font) {
  if (const auto of_header = header_separator(text, known, font)) return *of_header;
  std::array<std::size_t, 3> counts{};
  bool in_quotes = false;
  for (char c : header_record(text)) {
    in_quotes ^= c == '"';
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += !in_quotes && c == kCandidates[i];
  }
  return kCandidates[std::max_element(counts.begin(), counts.end()) - counts.begin()];
}

class CsvParser {
 public:
  CsvParser(std::string_view text, char separator, const KnownHeader& known,
            const TableReading& reading)
      : text_(text),
        separator_(separator),
        font_(font_named(reading.encoding)),
        builder_(known, reading.header_row) {}

  Result<Table> parse() {
    while (at_ < text_.size()) {
      if (auto ok = record(); !ok) return ok.error();
    }
    return builder_.finish();
  }

 private:
  Result<void> record() {
    std::vector<Cell> cells;
    ++row_;
    while (true) {
      auto cell = field(cells.size() + 1);
      if (!cell) return cell.error();
      // Empty cells without end are a sheet's margin; one with text out there is too far.
      if (cells.size() < kMaxTableColumns || !cell->empty()) cells.push_back(cell_of(*cell));
      if (cells.size() > kMaxTableColumns) break;
      if (at_ == text_.size() || text_[at_] != separator_) break;
      ++at_;
    }
    skip_line_end();
    convert(cells, font_);
    return builder_.add_row(row_, std::move(cells));
  }

  static Cell cell_of(const std::string& field) {
    Cell cell{undefused(field)};
    cell.failed = shows_formula_failure(field);
    return cell;
  }

  // White space between a separator and a quote is nobody's: `a, "b, c"` is two cells.
  Result<std::string> field(std::size_t column) {
    const std::size_t start = at_;
    const std::size_t begins = behind_spaces(start);
    if (begins < text_.size() && text_[begins] == '"') {
      at_ = begins;
      return quoted(column);
    }
    while (at_ < text_.size() && text_[at_] != separator_ && !ends_line(text_[at_])) ++at_;
    if (at_ - start > kMaxCellBytes) return cell_too_long(row_, column);
    std::string value(text_.substr(start, at_ - start));
    if (value.find('"') != std::string::npos)
      builder_.note({"quote_kept", {}, shortened(value), Position{row_, column}, {}});
    return value;
  }

  // The first place from `at` on that is neither white space nor an invisible mark within the cell.
  std::size_t behind_spaces(std::size_t at) const {
    constexpr std::array<std::string_view, 5> kSpaces{" ", "\t", "\u00A0", "\uFEFF", "\u200B"};
    while (at < text_.size() && text_[at] != separator_) {
      const auto found = std::find_if(kSpaces.begin(), kSpaces.end(), [&](std::string_view space) {
        return text_.substr(at).starts_with(space);
      });
      if (found == kSpaces.end()) return at;
      at += found->size();
    }
    return at;
  }

  Result<std::string> quoted(std::size_t column) {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"')
          return closed(std::move(value), column);
        ++at_;
      }
      // A quote that is never closed is the likelier fault of a long cell, so reading goes on to
      // tell.
      if (value.size() <= kMaxCellBytes) value.push_back(text_[at_]);
    }
    return Error{"table_quote_open", {}, {}, Position{row_, column}, {}};
  }

  Result<std::string> closed(std::string value, std::size_t column) {
    at_ = behind_spaces(at_ + 1);
    if (value.size() > kMaxCellBytes) return cell_too_long(row_, column);
    if (at_ == text_.size() || text_[at_] == separator_ || ends_line(text_[at_])) return value;
    return Error{"table_quote_stray", {}, shortened(value), Position{row_, column}, {}};
  }

  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    } else if (at_ < text_.size() && text_[at_] == '\n') {
      ++at_;
    }
  }

  std::string_view text_;
  char separator_;
  std::optional<LegacyFont> font_;
  std::size_t at_ = 0;
  std::size_t row_ = 0;
  TableBuilder builder_;
};

}  // namespace

Result<Table> read_csv(std::string_view text, const KnownHeader& known,
                       const TableReading& reading) {
  const std::string_view line = first_line(text);
  const auto named = named_separator(line);
  if (named) text = without_line_end(text.substr(line.size()));
  const char separator = reading.separator != 0 ? reading.separator
                         : named                ? *named
                                 : sniffed_separator(text, known, font_named(reading.encoding));
  auto table = CsvParser(text, separator, known, reading).parse();
  if (!table) return table;
  table->format = "csv";
  table->separator = separator;
  return table;
}

}  // namespace temgoc
