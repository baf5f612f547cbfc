// How many packs a lot makes, so that no more labels are printed than there are goods.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "temgoc/model/lot.h"

namespace temgoc {

// Returns true if `unit` counts packs ("hộp", "bó", "bottles"), so that an amount in it is whole.
bool counts_packs(std::string_view unit);

// The quantity itself where its unit counts packs ("120 hộp", "80 quả"; Vietnamese with or without
// marks, and English); else quantity over `net_content` where both are weights or both volumes
// ("120 kg" of "500 g"), a pack begun counted as one. None where neither is so: it cannot be known.
std::optional<std::uint64_t> pack_count(const Quantity& quantity, std::string_view net_content);

}  // namespace temgoc
