// Small text files as people keep them: made in Notepad, sent by mail, saved on another system.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

// The byte order mark that some editors put before a UTF-8 text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// `bytes` as UTF-8 with LF line ends: byte order marks are left out, CR LF becomes LF, and UTF-16
// that begins with its mark is converted. Bytes that are no UTF-8 stay as they are, for the caller
// to refuse.
std::string plain_text(std::string_view bytes);

// read_file, then plain_text. Refuses with the codes of read_file.
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit_bytes);

// An error in what such a file says, with the file as its value unless it names something already.
// Of a note that cannot be read, the file says more than its line.
Error about_file(Error error, const std::filesystem::path& path);

}  // namespace temgoc
