// EPC binary strings in a link ("eh" and hexadecimal, "ex" and base 64): GS1 Digital Link
// Compression for EPC binary strings 1.0, EPC Tag Data Standard 2.3.
#pragma once

#include <string_view>

#include "temgoc/base/result.h"
#include "temgoc/gs1/digital_link.h"

namespace temgoc {

// Returns true if a path's last segment is meant as one: it has no character that would make it a
// file's name or a word of another alphabet. Whether it can be read is not said.
bool is_epc_segment(std::string_view segment);

// The link that it stands for. Schemes of the keys that are resolved here: SGTIN, SGLN and GDTI in
// their 96-bit, long, "+" and "++" forms, and DSGTIN+ and DSGTIN++. `epc_undecodable`: another
// scheme, or no EPC.
Result<DigitalLink> decompress_epc(std::string_view segment);

}  // namespace temgoc
