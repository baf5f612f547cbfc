// What stands under a name in temgoc.toml, held against what may stand there. Each answers
// `setting_invalid` (field: the setting's whole name, value).
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/result.h"

namespace temgoc {

// From `least` to `most` (args most); `standard` where it is not given.
Result<unsigned> number(const Json& toml, const char* section, const char* name, unsigned standard,
                        unsigned most, unsigned least = 1);
Result<bool> yes_or_no(const Json& toml, const char* section, const char* name);  // false if absent

// Of the section [serve]; `into` stays as it is where the name is not given.
Result<void> read_text(const Json& serve, const char* name, std::string& into);
Result<void> read_list(const Json& serve, const char* name, std::vector<std::string>& into);

struct ServeSettings;
Result<ServeSettings> serve_of(const Json& toml);  // and those of check_registry_place

}  // namespace temgoc
