// The bytes of a text file as UTF-8, or the name of the encoding that they are in.
#pragma once

#include <string>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

struct DecodedText {
  std::string utf8;      // without a byte order mark
  std::string encoding;  // utf-8, utf-16le, utf-16be, windows-1258, tcvn3, vni
};

// UTF-8 and UTF-16, each with or without a byte order mark, unless `told` names another encoding
// (TableReading::encoding). Bytes of tcvn3 and vni come as Latin-1, for the cells to be converted.
// `table_encoding_named` (args encoding: TCVN3, VNI or Windows-1258), `table_encoding` (not
// recognised, or not what was told); both with the row.
Result<DecodedText> decode_text(ByteView content, std::string_view told = {});

}  // namespace temgoc
