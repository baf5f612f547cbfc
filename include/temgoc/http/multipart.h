// Forms with files: multipart/form-data (RFC 7578).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc {

struct FormPart {
  std::string name;
  std::string file_name = {};  // as the browser says, without its folders; empty: a plain field
  std::string_view content;    // within the body
};

inline constexpr std::size_t kMaxFormParts = 2'000;

// The parts in order; `content_type` names the boundary. `form_broken`: not such a form, a part
// that is cut off, more than kMaxFormParts.
Result<std::vector<FormPart>> multipart_parts(std::string_view content_type, std::string_view body);

}  // namespace temgoc
