// Raw bytes and their text forms. Every decoder is strict: one text for one value.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

ByteView as_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);

std::string to_hex(ByteView bytes);                    // lower case
std::optional<Bytes> from_hex(std::string_view text);  // lower case only, even length

std::string to_base64(ByteView bytes);  // RFC 4648 with padding
std::optional<Bytes> from_base64(
    std::string_view text);  // refuses white space, missing padding, non-zero tail bits

// Big-endian. `at + width` must lie inside `bytes`; width 1 to 8.
std::uint64_t read_be(ByteView bytes, std::size_t at, std::size_t width);
void write_be(std::span<std::uint8_t> bytes, std::size_t at, std::size_t width,
              std::uint64_t value);

Digest sha256(ByteView bytes);
Digest sha256(ByteView first, ByteView second);  // of the concatenation
// SHA-256 of a stream of pieces.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();
  void update(ByteView bytes);
  Digest finish();  // once

 private:
  void* context_;
};

}  // namespace temgoc
