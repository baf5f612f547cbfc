// A record's words as they stand under a caption, on a label or a page.
#pragma once

#include <string>
#include <string_view>

namespace temgoc {

// A value without the caption that it repeats: "Bảo quản: nơi khô ráo" and "Bảo quản nơi khô ráo"
// under "Bảo quản" are "nơi khô ráo". In any case of letters; as it is where nothing would remain.
// REQUIRES is_utf8.
std::string without_caption(std::string_view value, std::string_view caption);

// The first letter a capital. REQUIRES is_utf8.
std::string capitalised(std::string_view text);

}  // namespace temgoc
