// Whether a credential still holds, as a bit in a list (W3C Bitstring Status List 1.0).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"

namespace temgoc {

// A list is never shorter, so that nobody learns from its length whose bit was asked for.
inline constexpr std::size_t kLeastStatusBits = 131'072;

enum class StatusPurpose { revocation, suspension };
std::string to_text(StatusPurpose purpose);

// Bits of which those at `set` are 1, the first bit of a byte being its highest.
Bytes status_bits(std::span<const std::uint32_t> set);
// No bit there: none.
std::optional<bool> status_bit(ByteView bits, std::uint64_t index);

// "uH4sI…": gzip, then base64url behind the sign of its base.
std::string encoded_status_list(ByteView bits);
// At least kLeastStatusBits and at most 16 MiB; none for any other text.
std::optional<Bytes> decoded_status_list(std::string_view text);

// What a credential says of where its bit is.
Json status_entry(const std::string& list, StatusPurpose purpose, std::uint32_t index);

}  // namespace temgoc
