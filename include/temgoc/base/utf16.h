// UTF-16 (RFC 2781), as Notepad and Excel write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

enum class Utf16 { little, big };
// As UTF-8; none where `bytes` are cut in a unit or hold half a pair. It may be a secret: no copy
// is left in memory beside what is returned.
std::optional<std::string> from_utf16(std::string_view bytes, Utf16 order);

}  // namespace temgoc
