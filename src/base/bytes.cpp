// The text forms of bytes: hex, base 64, and big-endian numbers inside them.
#include "temgoc/base/bytes.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The value of each character of a base-64 text, -1 for those that have none.
constexpr std::array<std::int8_t, 256> make_base64_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kBase64.size(); ++i) {
    values[static_cast<std::uint8_t>(kBase64[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr auto kBase64Values = make_base64_values();

int hex_value(char digit) {
  const auto at = kHexDigits.find(digit);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// The four characters at `group` as a 24-bit number; "=" counts as 0. None when one is no base-64
// character.
std::optional<std::uint32_t> base64_group(std::string_view group, std::size_t padding) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const int digit = i < 4 - padding ? kBase64Values[static_cast<std::uint8_t>(group[i])] : 0;
    if (digit < 0) return std::nullopt;
    value = value << 6 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

std::size_t padding_of(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

}  // namespace

ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return bytes;
}

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = static_cast<std::uint32_t>(bytes[i] << 16);
    if (left > 1) group |= static_cast<std::uint32_t>(bytes[i + 1] << 8);
    if (left > 2) group |= bytes[i + 2];
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= left ? kBase64[group >> (18 - 6 * k) & 63] : '=';
    }
  }
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const auto padding = i + 4 == text.size() ? padding_of(text) : 0;
    const auto group = base64_group(text.substr(i, 4), padding);
    // Tail bits must be zero, or several texts would stand for one value.
    if (!group || (*group & ((1U << 8 * padding) - 1)) != 0) return std::nullopt;
    for (std::size_t k = 0; k < 3 - padding; ++k) {
      bytes.push_back(static_cast<std::uint8_t>(*group >> (16 - 8 * k)));
    }
  }
  return bytes;
}

std::uint64_t read_be(ByteView bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (const auto byte : bytes.subspan(at, width)) value = value << 8 | byte;
  return value;
}

void write_be(std::span<std::uint8_t> bytes, std::size_t at, std::size_t width,
              std::uint64_t value) {
  for (std::size_t i = width; i-- > 0; value >>= 8) {
    bytes[at + i] = static_cast<std::uint8_t>(value);
  }
}

}  // namespace temgoc
