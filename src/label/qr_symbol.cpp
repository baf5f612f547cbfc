#include "qr_symbol.h"

#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

#include "temgoc/seal.h"
#include "temgoc/text.h"

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

bool append(QRinput* input, QRencodeMode mode, std::string_view text) {
  if (text.empty()) return true;
  return QRinput_append(input, mode, static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data())) == 0;
}

bool append_segments(QRinput* input, std::string_view uri) {
  const std::string_view stem = uri.substr(0, stem_length(uri));
  std::string_view rest = uri.substr(stem.size());
  const std::string_view digits = rest.substr(0, kSealDigits);
  if (!append(input, QR_MODE_8, stem)) return false;
  if (digits.size() == kSealDigits && is_digits(digits)) {
    if (!append(input, QR_MODE_NUM, digits)) return false;
    rest.remove_prefix(kSealDigits);
  }
  return append(input, QR_MODE_AN, rest) || append(input, QR_MODE_8, rest);
}

// The light ones as ones, what lies beyond the last too. Without a branch: modules are as good as
// random.
char packed(std::span<const unsigned char> modules) {
  constexpr std::size_t kBits = 8;
  unsigned dark = 0;
  for (const unsigned char module : modules) dark = dark << 1 | (module & 1u);
  return static_cast<char>(~(dark << (kBits - modules.size())));
}

std::string packed_rows(const QRcode& code) {
  constexpr std::size_t kBits = 8;
  const std::size_t side = static_cast<std::size_t>(code.width);
  std::string rows;
  rows.reserve(side * ((side + kBits - 1) / kBits));
  for (std::size_t y = 0; y < side; ++y) {
    const std::span row(code.data + y * side, side);
    for (std::size_t x = 0; x < side; x += kBits)
      rows += packed(row.subspan(x, std::min(kBits, side - x)));
  }
  return rows;
}

}  // namespace

Result<QrSymbol> encode_qr(std::string_view uri) {
  const Input input(QRinput_new2(0, QR_ECLEVEL_M));
  if (!input || !append_segments(input.get(), uri))
    return Error{.code = "code_too_large", .value = shortened(uri)};
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
  if (!code) return Error{.code = "code_too_large", .value = shortened(uri)};
  return QrSymbol{.version = static_cast<unsigned>(code->version),
                  .modules = static_cast<unsigned>(code->width),
                  .rows = packed_rows(*code)};
}

unsigned module_dots(unsigned dpi, double least_mm) {
  // The small term keeps a product that is whole, but for rounding, from being taken for the next
  // dot.
  return static_cast<unsigned>(std::ceil(least_mm * dpi / kMmPerInch - 1e-9));
}

}  // namespace temgoc
