// Encodes a link in short segments, picks the best mask, and places the symbol on whole dots.
#include "qr_symbol.h"

#include <qrencode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "qr_mask.h"
#include "temgoc/base/text.h"
#include "temgoc/seal/seal.h"

// Encodes with a mask that the caller has chosen. In libqrencode's library but in no header of it:
// its own choice looks at every module of all eight masks on its own, which is nine tenths of its
// work.
extern "C" [[gnu::weak]] QRcode* QRcode_encodeMask(QRinput* input, int mask);

namespace temgoc {
namespace {

struct FreeInput {
  void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Input = std::unique_ptr<QRinput, FreeInput>;

// The length of `scheme://host/`, 0 when `uri` has no such stem.
std::size_t stem_length(std::string_view uri) {
  const std::size_t host = uri.find("://");
  if (host == std::string_view::npos) return 0;
  const std::size_t end = uri.find('/', host + 3);
  return end == std::string_view::npos ? 0 : end + 1;
}

// Whether `rest` begins with `length` digits and nothing or a slash behind them.
bool begins_with_number(std::string_view rest, std::size_t length) {
  return rest.size() >= length && is_digits(rest.substr(0, length)) &&
         (rest.size() == length || rest[length] == '/');
}

// ISO/IEC 18004, table 5.
bool is_alphanumeric(std::string_view text) {
  return text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") ==
         std::string_view::npos;
}

struct Segment {
  QRencodeMode mode;
  std::string_view text;
};

// Of a link without a seal the stem reaches to the GTIN: that is 14 bits shorter.
std::vector<Segment> segments_of(std::string_view uri) {
  constexpr std::string_view kGtinPath = "01/";
  constexpr std::size_t kGtinDigits = 14;
  std::size_t stem = stem_length(uri);
  if (uri.substr(stem).starts_with(kGtinPath) &&
      begins_with_number(uri.substr(stem + kGtinPath.size()), kGtinDigits))
    stem += kGtinPath.size();
  std::vector<Segment> segments{{QR_MODE_8, uri.substr(0, stem)}};
  std::string_view rest = uri.substr(stem);
  for (const std::size_t digits : {kSealDigits, kGtinDigits}) {
    if (!begins_with_number(rest, digits)) continue;
    segments.push_back({QR_MODE_NUM, rest.substr(0, digits)});
    rest.remove_prefix(digits);
    break;
  }
  segments.push_back({is_alphanumeric(rest) ? QR_MODE_AN : QR_MODE_8, rest});
  std::erase_if(segments, [](const Segment& each) { return each.text.empty(); });
  return segments;
}

bool append_segments(QRinput* input, std::string_view uri) {
  return std::ranges::all_of(segments_of(uri), [input](const Segment& each) {
    return QRinput_append(input, each.mode, static_cast<int>(each.text.size()),
                          reinterpret_cast<const unsigned char*>(each.text.data())) == 0;
  });
}

constexpr unsigned kVersions = 40;

// Codewords for data, ISO/IEC 18004, table 7, levels L and M.
constexpr std::array<unsigned, kVersions> kLowWords{
    19,   34,   55,   80,   108,  136,  156,  194,  232,  274,  324,  370,  428,  461,
    523,  589,  647,  721,  795,  861,  932,  1006, 1094, 1174, 1276, 1370, 1468, 1531,
    1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956};
constexpr std::array<unsigned, kVersions> kMediumWords{
    16,   28,   44,   64,   86,   108,  124,  154,  182,  216,  254,  290,  334,  365,
    415,  453,  507,  563,  627,  669,  714,  782,  860,  914,  1000, 1062, 1128, 1193,
    1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334};

// Of the mode and of how many characters follow, ISO/IEC 18004, tables 2 and 3.
unsigned head_bits(QRencodeMode mode, unsigned version) {
  const unsigned wider = version < 10 ? 0 : version < 27 ? 2 : 4;
  if (mode == QR_MODE_NUM) return 4 + 10 + wider;
  if (mode == QR_MODE_AN) return 4 + 9 + wider;
  return 4 + (version < 10 ? 8 : 16);
}

std::size_t data_bits(const Segment& segment) {
  const std::size_t length = segment.text.size();
  if (segment.mode == QR_MODE_NUM)
    return length / 3 * 10 + (length % 3 == 2 ? 7 : length % 3 == 1 ? 4 : 0);
  if (segment.mode == QR_MODE_AN) return length / 2 * 11 + length % 2 * 6;
  return length * 8;
}

using Code = std::unique_ptr<QRcode, FreeCode>;

// One bit for each of `count` modules, at most 64, the first the highest; `step` leads to the next.
std::uint64_t line_of(const unsigned char* modules, unsigned count, std::size_t step) {
  std::uint64_t line = 0;
  for (unsigned i = 0; i < count; ++i) line = line << 1 | (modules[i * step] & 1u);
  return line;
}

QrLines lines_of(const QRcode& code) {
  const auto side = static_cast<unsigned>(code.width);
  QrLines lines{.side = side};
  for (std::size_t i = 0; i < side; ++i) {
    lines.rows[i] = line_of(code.data + i * side, side, 1);
    lines.columns[i] = line_of(code.data + i, side, side);
  }
  return lines;
}

void change(QrLines& symbol, const QrLines& by) {
  for (unsigned i = 0; i < symbol.side; ++i) {
    symbol.rows[i] ^= by.rows[i];
    symbol.columns[i] ^= by.columns[i];
  }
}

constexpr int kMasks = 8;
// What turns a symbol of the first mask into the same with another one: mask and format bits depend
// on the symbol's size alone.
using MaskChanges = std::array<QrLines, kMasks>;

std::optional<MaskChanges> mask_changes(QRinput* input, const QrLines& first) {
  MaskChanges changes;
  for (int mask = 0; mask < kMasks; ++mask) {
    const Code code(QRcode_encodeMask(input, mask));
    if (!code) return std::nullopt;
    changes[mask] = lines_of(*code);
    change(changes[mask], first);
  }
  return changes;
}

// The mask with the lowest penalty, the first of several.
QrLines best_masked(const QrLines& first, const MaskChanges& changes) {
  QrLines best;
  unsigned least = std::numeric_limits<unsigned>::max();
  for (const QrLines& by : changes) {
    QrLines masked = first;
    change(masked, by);
    if (const unsigned cost = penalty(masked); cost < least) {
      least = cost;
      best = masked;
    }
  }
  return best;
}

// Whole bytes of a line's `count` modules, the light ones as ones, what lies beyond the last too.
void append_packed(std::string& rows, std::uint64_t line, unsigned count) {
  const std::uint64_t light = ~(line << (64 - count));
  for (unsigned x = 0; x < count; x += 8) rows += static_cast<char>(light >> (56 - x));
}

std::string packed_rows(const QrLines& symbol) {
  std::string rows;
  for (unsigned y = 0; y < symbol.side; ++y) append_packed(rows, symbol.rows[y], symbol.side);
  return rows;
}

std::string packed_rows(const QRcode& code) {
  constexpr unsigned kAtOnce = 64;
  const auto side = static_cast<unsigned>(code.width);
  std::string rows;
  for (const unsigned char* row = code.data; row != code.data + side * side; row += side) {
    for (unsigned x = 0; x < side; x += kAtOnce) {
      const unsigned count = std::min(kAtOnce, side - x);
      append_packed(rows, line_of(row + x, count, 1), count);
    }
  }
  return rows;
}

QrSymbol symbol_of(const QRcode& code, std::string rows) {
  return {.version = static_cast<unsigned>(code.version),
          .modules = static_cast<unsigned>(code.width),
          .rows = std::move(rows)};
}

// None where the library does not let us choose, or the symbol is too wide for a word: it then
// chooses itself.
std::optional<QrSymbol> with_best_mask(QRinput* input) {
  if (QRcode_encodeMask == nullptr) return std::nullopt;
  const Code code(QRcode_encodeMask(input, 0));
  if (!code || code->width > static_cast<int>(QrLines::kMostSide)) return std::nullopt;
  const QrLines first = lines_of(*code);
  // By version: the level changes the same bits under every mask, for the code that guards the
  // format is linear.
  thread_local std::map<int, MaskChanges> known;
  auto changes = known.find(code->version);
  if (changes == known.end()) {
    auto learnt = mask_changes(input, first);
    if (!learnt) return std::nullopt;
    changes = known.emplace(code->version, *learnt).first;
  }
  return symbol_of(*code, packed_rows(best_masked(first, changes->second)));
}

}  // namespace

Result<QrSymbol> encode_qr(std::string_view uri, QrLevel level) {
  const Input input(QRinput_new2(0, level == QrLevel::low ? QR_ECLEVEL_L : QR_ECLEVEL_M));
  if (!input || !append_segments(input.get(), uri))
    return Error{.code = "code_text_too_long", .value = shortened(uri)};
  if (auto symbol = with_best_mask(input.get())) return *std::move(symbol);
  const Code code(QRcode_encodeInput(input.get()));
  if (!code) return Error{.code = "code_text_too_long", .value = shortened(uri)};
  return symbol_of(*code, packed_rows(*code));
}

std::optional<unsigned> qr_modules(std::string_view uri, QrLevel level) {
  const auto segments = segments_of(uri);
  const auto& words = level == QrLevel::low ? kLowWords : kMediumWords;
  for (unsigned version = 1; version <= kVersions; ++version) {
    std::size_t bits = 0;
    for (const Segment& each : segments) bits += head_bits(each.mode, version) + data_bits(each);
    if (bits <= std::size_t{8} * words[version - 1]) return 17 + 4 * version;
  }
  return std::nullopt;
}

unsigned module_dots(unsigned dpi, double least_mm) {
  // The small term keeps a product that is whole, but for rounding, from being taken for the next
  // dot.
  return static_cast<unsigned>(std::ceil(least_mm * dpi / kMmPerInch - 1e-9));
}

namespace {

// Whole dots from one edge to another.
struct Stretch {
  long from = 0, dots = 0;
};

Stretch whole_dots(double from_mm, double length_mm, unsigned dpi) {
  constexpr double kTiny = 1e-6;  // dots; less than this is rounding
  const double dots_per_mm = dpi / kMmPerInch;
  const long from = static_cast<long>(std::ceil(from_mm * dots_per_mm - kTiny));
  const long to = static_cast<long>(std::floor((from_mm + length_mm) * dots_per_mm + kTiny));
  return {from, to - from};
}

}  // namespace

std::optional<CodePlace> code_place(const BoxSides& box, unsigned modules, unsigned dpi,
                                    double least_mm) {
  const Stretch across = whole_dots(box.x_mm, box.width_mm, dpi),
                down = whole_dots(box.y_mm, box.height_mm, dpi);
  const long all = modules + 2 * kQuietModules;
  const long module = std::min(across.dots, down.dots) / all;
  if (module < static_cast<long>(module_dots(dpi, least_mm))) return std::nullopt;
  const long quiet = kQuietModules * module;
  return CodePlace{across.from + (across.dots - all * module) / 2 + quiet,
                   down.from + (down.dots - all * module) / 2 + quiet,
                   static_cast<unsigned>(module)};
}

}  // namespace temgoc
