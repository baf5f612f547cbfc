// Bytes as credentials write them: base64url without padding (RFC 4648, section 5), base58 of
// Bitcoin's alphabet, and Ed25519 keys as multikeys (W3C Controlled Identifiers, section 2.2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

std::string to_base64url(ByteView bytes);
// Refuses padding, white space, signs of plain base64 and non-zero tail bits.
std::optional<Bytes> from_base64url(std::string_view text);

std::string to_base58(ByteView bytes);
// At most 256 characters: the work grows with the square of the length.
std::optional<Bytes> from_base58(std::string_view text);

// "z6Mk…".
std::string multikey(const PublicKeyBytes& key);
std::optional<PublicKeyBytes> key_of_multikey(std::string_view text);

}  // namespace temgoc
