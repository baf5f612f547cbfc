// What a paper that somebody sends is kept as.
#pragma once

#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

struct FileToKeep {
  Bytes content;
  std::string_view ending;
};
// A PDF as it is, a photo as shown_picture makes it. `pdf_damaged` (cut off), `picture_too_large`,
// those of shown_picture.
Result<FileToKeep> paper_to_keep(ByteView file);

}  // namespace temgoc
