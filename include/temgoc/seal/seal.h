// The seal: what is signed, its 77 bytes, their 187 digits, and the URI that a label's QR code
// holds. Normative text: docs/seal_format.md. Nothing here can sign.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {

using KeyId = std::array<std::uint8_t, 4>;
using PublicKeyBytes = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
using SealBytes = std::array<std::uint8_t, 77>;

inline constexpr std::size_t kSealDigits = 187;
inline constexpr std::size_t kMaxScanBytes = 512;
inline constexpr Day kFirstPackDay{std::chrono::year{2020} / 1 / 1};
inline constexpr Day kLastPackDay = kFirstPackDay + std::chrono::days(65535);
inline constexpr std::string_view kTestHost = "temgoc.invalid";
inline constexpr std::string_view kTestRealmSuffix = "/test";

// Bytes 0 to 12.
struct SealHeader {
  std::uint8_t version = 1;  // 1
  std::uint8_t suite = 0;    // 0: pure Ed25519
  KeyId key_id{};
  std::uint32_t issue_number = 0;     // from 1
  Day packed_on;                      // kFirstPackDay to kLastPackDay
  std::uint16_t shelf_life_days = 0;  // 0: none; at most 65,534
  bool operator==(const SealHeader&) const = default;
};

// Bytes of an encoded header, with which a seal begins; its signature follows.
inline constexpr std::size_t kSealHeaderBytes = 13;
// REQUIRES the ranges above (asserted: they are checked where a lot is issued).
std::array<std::uint8_t, kSealHeaderBytes> encode(const SealHeader& header);
// `malformed` for an issue number of 0 or a shelf life of 65,535. Version and suite are read, not
// judged.
Result<SealHeader> decode_header(std::span<const std::uint8_t, kSealHeaderBytes> bytes);

// What a label says, all of it signed. The host is not.
struct Claim {
  SealHeader header;
  Gtin gtin;
  LotCode lot;
  std::optional<Serial> serial;
  bool operator==(const Claim&) const = default;
};

// The six newline-terminated lines that are signed; `realm` is the key's (a test key's ends in
// "/test").
std::string signed_message(const Claim& claim, std::string_view realm);

// A claim with its signature: everything on a sealed label but the host.
struct SealedClaim {
  Claim claim;
  Signature signature{};
  bool operator==(const SealedClaim&) const = default;
};
SealBytes seal_bytes(const SealedClaim& sealed);

std::string seal_digits(const SealBytes& seal);  // 187 digits
std::optional<SealBytes> parse_seal_digits(
    std::string_view digits);  // length, ASCII digits, each group < 2^56

// host: lower case, as in host_name below.
std::string sealed_uri(std::string_view host, const SealedClaim& sealed);
std::string listed_uri(std::string_view host, const Gtin& gtin, const LotCode& lot,
                       const Serial& serial);
// Of a code that is printed before its lot is known (GS1 Digital Link: a GTIN and its serial).
std::string roll_uri(std::string_view host, const Gtin& gtin, const Serial& serial);
std::string product_uri(std::string_view host, const Gtin& gtin);  // names no lot, proves nothing

// Any DNS name, as a scanned text may carry: labels of 1 to 63 of a-z 0-9 - (not at an end), at
// most 253 in all, no trailing dot. REQUIRES lower case.
bool is_host_name(std::string_view text);
// A host that labels may carry: lower-case letters, digits, '-', '.', at least one dot, 4 to 60
// characters, no port. Any case is taken and lowered. `host_invalid`.
Result<std::string> parse_host(std::string_view text);
// The origin of a workplace's log: a host-like name with optional path, 3 to 80 of a-z 0-9 . - /,
// not ending in "/test". `realm_invalid`.
Result<std::string> parse_realm(std::string_view text);

// The first 4 bytes of SHA-256(realm, LF, 0x01, key): the C2SP signed-note rule.
KeyId key_id(std::string_view realm, const PublicKeyBytes& key);

}  // namespace temgoc
