// Encodes a claim's header, and composes the message that a key signs.
#include <algorithm>
#include <cassert>

#include "seal_format.h"
#include "temgoc/seal/seal.h"

namespace temgoc {

namespace f = seal_format;

std::array<std::uint8_t, kSealHeaderBytes> encode(const SealHeader& header) {
  assert(header.version < 16 && header.suite < 16);
  assert(header.issue_number > 0 && header.shelf_life_days != f::kShelfLifeRefused);
  assert(header.packed_on >= kFirstPackDay && header.packed_on <= kLastPackDay);
  std::array<std::uint8_t, kSealHeaderBytes> bytes{};
  bytes[f::kFormatAt] = static_cast<std::uint8_t>(header.version << 4 | header.suite);
  std::ranges::copy(header.key_id, bytes.begin() + f::kKeyIdAt);
  write_be(bytes, f::kIssueNumberAt, f::kIssueNumberWidth, header.issue_number);
  const auto days = (header.packed_on - kFirstPackDay).count();
  write_be(bytes, f::kPackDayAt, f::kPackDayWidth, static_cast<std::uint64_t>(days));
  write_be(bytes, f::kShelfLifeAt, f::kShelfLifeWidth, header.shelf_life_days);
  return bytes;
}

Result<SealHeader> decode_header(std::span<const std::uint8_t, kSealHeaderBytes> bytes) {
  SealHeader header;
  header.version = bytes[f::kFormatAt] >> 4;
  header.suite = bytes[f::kFormatAt] & 0x0f;
  std::copy_n(bytes.begin() + f::kKeyIdAt, header.key_id.size(), header.key_id.begin());
  header.issue_number =
      static_cast<std::uint32_t>(read_be(bytes, f::kIssueNumberAt, f::kIssueNumberWidth));
  const auto days = static_cast<int>(read_be(bytes, f::kPackDayAt, f::kPackDayWidth));
  header.packed_on = kFirstPackDay + std::chrono::days(days);
  header.shelf_life_days =
      static_cast<std::uint16_t>(read_be(bytes, f::kShelfLifeAt, f::kShelfLifeWidth));
  if (header.issue_number == 0) return Error{"malformed", "issue_number", "0"};
  if (header.shelf_life_days == f::kShelfLifeRefused) {
    return Error{"malformed", "shelf_life_days", std::to_string(header.shelf_life_days)};
  }
  return header;
}

std::string signed_message(const Claim& claim, std::string_view realm) {
  std::string message;
  message.reserve(160);
  const auto add_line = [&message](std::string_view line) { message.append(line).push_back('\n'); };
  add_line(f::kDomainTag);
  add_line(realm);
  add_line(to_hex(encode(claim.header)));
  add_line(claim.gtin.digits());
  add_line(claim.lot.text());
  add_line(claim.serial ? claim.serial->text() : std::string_view());
  return message;
}

SealBytes seal_bytes(const SealedClaim& sealed) {
  SealBytes bytes{};
  std::ranges::copy(encode(sealed.claim.header), bytes.begin());
  std::ranges::copy(sealed.signature, bytes.begin() + kSealHeaderBytes);
  return bytes;
}

KeyId key_id(std::string_view realm, const PublicKeyBytes& key) {
  std::string named(realm);
  named.push_back('\n');
  named.push_back(static_cast<char>(f::kEd25519KeyType));
  const Digest digest = sha256(as_bytes(named), key);
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

}  // namespace temgoc
