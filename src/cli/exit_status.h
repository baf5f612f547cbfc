// The exit codes of a command other than `verify`. Stable: an unknown non-zero code means failure.
#pragma once

#include <string_view>

namespace temgoc {

enum ExitStatus {
  kDone = 0,
  kUnexpected = 1,
  kUsage = 2,
  kInputErrors = 3,  // nothing was written
  kRecorded = 4,     // the act is on record, and something after it failed: not to be repeated
  kNotFound = 5,
  kConflict = 6,
  kBusy = 7,
  kDenied = 8,
  kDisk = 9
};

ExitStatus exit_status(std::string_view error_code);

}  // namespace temgoc
