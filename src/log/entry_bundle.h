// An entry bundle: each entry behind its length as two big-endian bytes (C2SP tlog-tiles, "Log
// entries").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

// REQUIRES: at most kMaxEntryBytes.
void add_to_bundle(std::string& bundle, std::string_view entry);

// Views into `bundle`; none where a length runs past its end.
std::optional<std::vector<std::string_view>> bundle_entries(std::string_view bundle);

}  // namespace temgoc
