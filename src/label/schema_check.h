// A template's JSON against the published schema.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/base/result.h"

namespace temgoc {

// `template_schema`: field = JSON pointer of the deepest value that breaks the schema, args reason
// and detail (of a SchemaFault).
Result<void> check_schema(const Json& value);

}  // namespace temgoc
