// What the reader of the schema says of a faulty template, for people who read no English: codes
// that have words.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/json.h"

namespace temgoc {

// A code under "schema." and what belongs to it: a key's name, a limit, the value found.
struct SchemaFault {
  std::string reason, detail;
};
// From what valijson says of `value`, which breaks the schema.
SchemaFault schema_fault(const std::string& description, const Json& value);

}  // namespace temgoc
