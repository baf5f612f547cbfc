// Zebra, ZPL II Programming Guide: ~SD, ^LT, ^LS, ^PO, ^PM, ^LR, ^PR, ^PW, ^LL, ^GF with its
// compressed hexadecimal, ^PQ. TSC, TSPL/TSPL2 Programming: SIZE, GAP, DIRECTION, REFERENCE, SHIFT,
// SPEED, DENSITY, CLS, BITMAP, PRINT.
#include "temgoc/label/thermal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr unsigned kMostDots = 32'000;  // of ^PW and ^LL

std::string_view row_of(const Bitmap& picture, unsigned y) {
  return std::string_view(picture.rows).substr(y * picture.row_bytes(), picture.row_bytes());
}

// --- ZPL ---

// A count before a digit: 'G' to 'Y' are 1 to 19, 'g' to 'z' 20 to 400.
void add_repeated(std::string& out, char digit, std::size_t count) {
  for (; count > 400; count -= 400) out += {'z', digit};
  if (count >= 20) out += static_cast<char>('g' + count / 20 - 1);
  if (count % 20 != 0 && count > 1) out += static_cast<char>('G' + count % 20 - 1);
  out += digit;
}

// ',' fills a row with white, '!' with black, ':' repeats the row above.
void add_zpl_row(std::string& out, std::string_view row) {
  const std::string digits = ascii_upper(to_hex(as_bytes(row)));
  std::size_t end = digits.size();
  const char last = digits.back();
  if (last == '0' || last == 'F') end = digits.find_last_not_of(last) + 1;
  for (std::size_t at = 0; at < end;) {
    std::size_t next = at;
    while (next < end && digits[next] == digits[at]) ++next;
    add_repeated(out, digits[at], next - at);
    at = next;
  }
  if (end < digits.size()) out += last == '0' ? ',' : '!';
}

std::string zpl_picture(const Bitmap& picture) {
  std::string out;
  for (unsigned y = 0; y < picture.height; ++y) {
    if (y > 0 && row_of(picture, y) == row_of(picture, y - 1))
      out += ':';
    else
      add_zpl_row(out, row_of(picture, y));
  }
  return out;
}

std::string zpl_label(const Bitmap& picture, const ThermalSettings& settings,
                      std::uint32_t copies) {
  const std::size_t bytes = picture.rows.size();
  const std::string darkness = settings.darkness ? fmt::format("~SD{:02}", *settings.darkness) : "",
                    speed = settings.speed ? fmt::format("^PR{}", *settings.speed) : "";
  return fmt::format(
      "{}^XA^LT0^LS0^PON^PMN^LRN{}^PW{}^LL{}^LH0,0^FO0,0^GFA,{},{},{},{}^FS^PQ{}^XZ\n", darkness,
      speed, picture.width, picture.height, bytes, bytes, picture.row_bytes(), zpl_picture(picture),
      copies);
}

// --- TSPL ---

std::string inverted(std::string_view rows) {
  std::string bits(rows);
  for (char& byte : bits) byte = static_cast<char>(~byte);
  return bits;
}

// A set bit is white paper.
std::string tspl_label(const Bitmap& picture, const Roll& roll, std::uint32_t copies) {
  const ThermalSettings& settings = roll.settings;
  std::string label = fmt::format(
      "SIZE {:.4g} mm,{:.4g} mm\r\nGAP {} mm,0 mm\r\nDIRECTION 1,0\r\n"
      "REFERENCE 0,0\r\nSHIFT 0\r\n",
      roll.width_mm, roll.height_mm, roll.gap_mm);
  if (settings.speed) label += fmt::format("SPEED {}\r\n", *settings.speed);
  if (settings.darkness) label += fmt::format("DENSITY {}\r\n", *settings.darkness);
  label += fmt::format("CLS\r\nBITMAP 0,0,{},{},0,", picture.row_bytes(), picture.height);
  return label + inverted(picture.rows) + fmt::format("\r\nPRINT 1,{}\r\n", copies);
}

// --- Reading back ---

// A file read from left to right; whatever is not as written here ends the reading.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }
  // Past the next occurrence of `word`; false where there is none.
  bool find(std::string_view word) {
    const std::size_t found = text_.find(word, at_);
    if (found == std::string_view::npos) return false;
    at_ = found + word.size();
    return true;
  }
  std::optional<unsigned> number() {
    unsigned value = 0;
    const char* const first = text_.data() + at_;
    const auto [end, status] = std::from_chars(first, text_.data() + text_.size(), value);
    if (status != std::errc()) return {};
    at_ += static_cast<std::size_t>(end - first);
    return value;
  }
  bool take(char wanted) { return peek() == wanted && ++at_; }
  char peek() const { return done() ? '\0' : text_[at_]; }
  char next() { return done() ? '\0' : text_[at_++]; }
  std::optional<std::string_view> bytes(std::size_t count) {
    if (text_.size() - at_ < count) return {};
    at_ += count;
    return text_.substr(at_ - count, count);
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// The hexadecimal digits of one row; none where they are not those of add_zpl_row.
std::optional<std::string> zpl_row(Reader& in, std::size_t digits, const std::string& above) {
  if (in.take(':')) return above;
  std::string row;
  while (row.size() < digits) {
    std::size_t count = 0;
    for (char c = in.peek(); (c >= 'G' && c <= 'Y') || (c >= 'g' && c <= 'z'); c = in.peek())
      count += c <= 'Y' ? std::size_t(in.next() - 'F') : std::size_t(in.next() - 'f') * 20;
    const char digit = in.next();
    if (digit == ',' || digit == '!') {
      row.append(digits - row.size(), digit == ',' ? '0' : 'F');
    } else if ((digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'F')) {
      row.append(std::max<std::size_t>(count, 1), digit);
    } else {
      return {};
    }
  }
  if (row.size() != digits) return {};
  return row;
}

std::optional<Bitmap> zpl_graphic(Reader& in, unsigned width) {
  const auto total = in.number();
  if (!total || !in.take(',') || in.number() != total || !in.take(',')) return {};
  const auto row_bytes = in.number();
  if (!row_bytes || !in.take(',') || *row_bytes != (width + 7) / 8 || *total % *row_bytes != 0)
    return {};
  Bitmap picture{width, *total / *row_bytes, {}};
  std::string row(*row_bytes * 2, '0');
  for (unsigned y = 0; y < picture.height; ++y) {
    auto digits = zpl_row(in, row.size(), row);
    if (!digits) return {};
    row = std::move(*digits);
    const auto bytes = from_hex(ascii_lower(row));
    if (!bytes) return {};
    picture.rows.append(bytes->begin(), bytes->end());
  }
  return picture;
}

std::optional<Bitmap> next_zpl(Reader& in) {
  if (!in.find("^PW")) return {};
  const auto width = in.number();
  if (!width || *width == 0 || *width > kMostDots || !in.find("^GFA,")) return {};
  auto picture = zpl_graphic(in, *width);
  return picture && in.find("^XZ\n") ? picture : std::nullopt;
}

std::optional<Bitmap> next_tspl(Reader& in) {
  if (!in.find("BITMAP 0,0,")) return {};
  const auto row_bytes = in.number();
  if (!row_bytes || !in.take(',')) return {};
  const auto height = in.number();
  if (!height || *row_bytes == 0 || *row_bytes > kMostDots / 8 || *height > kMostDots ||
      !in.take(',') || in.number() != 0 || !in.take(','))
    return {};
  const auto rows = in.bytes(std::size_t{*row_bytes} * *height);
  if (!rows || !in.find("PRINT 1,") || !in.number() || !in.take('\r') || !in.take('\n')) return {};
  return Bitmap{*row_bytes * 8, *height, inverted(*rows)};
}

}  // namespace

std::string thermal_label(PrinterLanguage language, const Bitmap& picture, const Roll& roll,
                          std::uint32_t copies) {
  if (picture.width == 0 || picture.height == 0 || picture.width > kMostDots ||
      picture.height > kMostDots || picture.rows.size() != picture.row_bytes() * picture.height)
    throw std::logic_error("a picture for a thermal printer");
  switch (language) {
    case PrinterLanguage::zpl:
      return zpl_label(picture, roll.settings, copies);
    case PrinterLanguage::tspl:
      return tspl_label(picture, roll, copies);
    case PrinterLanguage::pdf:
      break;
  }
  throw std::logic_error("a thermal label in PDF");
}

Result<std::vector<Bitmap>> thermal_pictures(PrinterLanguage language, std::string_view file) {
  std::vector<Bitmap> pictures;
  for (Reader in(file); !in.done();) {
    auto picture = language == PrinterLanguage::zpl ? next_zpl(in) : next_tspl(in);
    if (!picture)
      return Error{.code = "thermal_unreadable", .args = {{"at", std::to_string(in.at())}}};
    pictures.push_back(std::move(*picture));
  }
  return pictures;
}

}  // namespace temgoc
