// The API described for machines: OpenAPI 3.1, made from the table of routes and the table of
// shapes.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"

namespace temgoc {

Json openapi_document(Language language);

}  // namespace temgoc
