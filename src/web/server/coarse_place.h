// Where a visitor is, coarsely enough to be kept.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// A province as a proxy's GeoIP module names it ("Cần Thơ", "VN-48"), trimmed and NFC. Empty where
// the text is no such name: not UTF-8, over 60 characters, without a letter, or with what an
// address or a position on the globe is written with.
std::string coarse_place(std::string_view said);

}  // namespace temgoc
