// Sealed texts of the length and shape that a per-item label carries. Their signatures are noise:
// a QR code costs the same.
#pragma once

#include <cstdint>
#include <string>

namespace temgoc {

std::string item_uri(std::uint32_t number);  // number from 1 to 9,999,999

}  // namespace temgoc
