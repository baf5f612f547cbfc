// Lists, page by page.
#pragma once

#include "console/api/call.h"

namespace temgoc {

// A page of the shape …Page. `next`: the cursor of the page that follows; empty: this is the last.
HttpResponse page_answer(const ApiCall& call, Json items, const std::string& next);
// The number that a cursor holds, or `otherwise` where none was sent. `api_parameter_invalid`.
Result<std::int64_t> number_cursor(const ApiCall& call, std::int64_t otherwise);

}  // namespace temgoc
