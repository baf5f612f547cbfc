// What /health answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/http/http.h"
#include "web/scan_recorder.h"

namespace temgoc {

// `fault`: the code of what is wrong, with which it is 503; empty: nothing. `trust_list`: the
// version in force; none: not known. `more`: members of what the service reads from.
HttpResponse health_answer(const std::string& fault, std::optional<std::uint64_t> trust_list,
                           const ScanRecorder::Counts& scans, const Json& more);

}  // namespace temgoc
