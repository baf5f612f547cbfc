// The constants of docs/seal_format.md, shared by what writes a seal and what reads one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace temgoc::seal_format {

inline constexpr std::string_view kDomainTag = "temgoc-lot-seal/v1";
inline constexpr std::uint8_t kEd25519KeyType = 0x01;  // C2SP signed-note

// Bytes of the seal: where each field begins, and how many it has.
inline constexpr std::size_t kFormatAt = 0;
inline constexpr std::size_t kKeyIdAt = 1;
inline constexpr std::size_t kIssueNumberAt = 5, kIssueNumberWidth = 4;
inline constexpr std::size_t kPackDayAt = 9, kPackDayWidth = 2;
inline constexpr std::size_t kShelfLifeAt = 11, kShelfLifeWidth = 2;

inline constexpr std::uint16_t kShelfLifeRefused = 65535;

inline constexpr std::size_t kGroups = 11;
inline constexpr std::size_t kGroupBytes = 7;
inline constexpr std::size_t kGroupDigits = 17;
inline constexpr std::uint64_t kGroupLimit = std::uint64_t{1} << 56;

}  // namespace temgoc::seal_format
