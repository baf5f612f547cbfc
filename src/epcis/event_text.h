// An event of a document as the one text that is hashed, and the names that its document declares.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"

namespace temgoc {

// A sample of GS1's own names this member twice in an event. It says nothing of what happened, and
// the hash leaves it out: the last counts, as in every reader of JSON that says nothing of it.
inline constexpr std::string_view kRepeatableMember = "eventID";

using Namespaces = std::map<std::string, std::string>;  // by prefix

// The prefixes that a document or an event declares in its @context, and those of EPCIS itself.
Namespaces epcis_namespaces(const Json& document);
// Members that a document says are a repository's own: they do not count in the hash.
std::set<std::string> ignored_members(const Json& document);
// The elements of a list; of what is no list itself.
std::vector<Json> as_list(const Json& value);
// The list of events of a document; null if EPCIS has no such place.
const Json* events_of(const Json& document);

// "example:field" as "{https://example.org/}field"; every other name unchanged.
std::string expanded_name(std::string_view name, const Namespaces& namespaces);
// A value in short form of a vocabulary of GS1 in full. Short forms of others stay as they are.
std::string expanded_value(const std::string& text, const Namespaces& namespaces);

// REQUIRES a member "type" that is a text.
std::string event_text(const Json& event, const Namespaces& namespaces,
                       const std::set<std::string>& ignored);
// "ni:///sha-256;…?ver=CBV2.0".
std::string event_hash(const Json& event, const Namespaces& namespaces,
                       const std::set<std::string>& ignored);

}  // namespace temgoc
