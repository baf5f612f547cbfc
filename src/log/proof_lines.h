// Lines that receipts and witness requests share.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/bytes.h"

namespace temgoc {

// No tree has a longer proof that anyone could make.
inline constexpr std::size_t kMaxProofHashes = 63;

// Takes the next line off `text`, without its newline; none where no newline is left.
std::optional<std::string_view> take_line(std::string_view& text);
// "<name> <number>", the number without leading zeros.
std::optional<std::uint64_t> number_after(std::string_view line, std::string_view name);
// Hash lines up to and with the empty line that ends them; none where one is no hash, where there
// are too many, or where the empty line is missing.
std::optional<std::vector<Digest>> take_proof(std::string_view& text);
std::string proof_lines(std::span<const Digest> proof);  // each hash on its line

}  // namespace temgoc
