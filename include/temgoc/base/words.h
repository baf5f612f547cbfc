// Every sentence a person reads, by key, in Vietnamese and English. words/<language>.json,
// embedded.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

enum class Language { vi, en };

using WordArgs = std::map<std::string, std::string>;

// The text under `key` with {name} replaced from args; {kind:name}: the text under "kind." and
// args["name"], or that argument itself; {name|one|many}: the form for that number. The kinds
// number, day, moment, fields and records turn a machine's form into a person's: 1234.5, an ISO
// day, an ISO instant, field codes or names of records with commas between them. A value that is
// not given is said as "(?)", a missing key as its last part; tests find both.
std::string words(Language language, std::string_view key, const WordArgs& args = {});
bool has_words(Language language, std::string_view key);

// What a field or option is called: the words under `field.<field>`, else the name itself.
std::string field_words(Language language, std::string_view field);

// The sentence for an error, led by where it stands ("row 14, column D (packed_on): …"), and what
// to do about it (may be empty).
std::string message(Language language, const Error& error);
std::string hint(Language language, const Error& error);

}  // namespace temgoc
