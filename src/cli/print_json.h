// The ledger's jobs as JSON and as lines.
#pragma once

#include <string>

#include "cli/command.h"
#include "temgoc/base/json.h"
#include "temgoc/printing/job_json.h"
#include "temgoc/printing/printing.h"

namespace temgoc {

// What print, reprint and resume answer.
Json report_json(const Terminal& terminal, const Lot& lot, const PrintReport& report);
std::string record_line(const Terminal& terminal, const Lot& lot, const PrintRecord& record);

// "0000012–0000014", or "" where labels have no sealed serials.
std::string serials_text(const PrintJob& job);
// "12..14", "12-14" or "12". `label_range_unreadable`.
Result<std::pair<std::uint32_t, std::uint32_t>> label_range(const std::string& typed);
// Of option `by`, else the login name.
Result<std::string> who(const Given& given);
// Of argument `job`. `print_job_unknown` for what is no number.
Result<std::int64_t> job_number(const Given& given);
// Of option `read-back`: "all" or a number; none where absent. `read_back_invalid`.
Result<std::optional<std::uint32_t>> read_back_of(const Given& given);

}  // namespace temgoc
