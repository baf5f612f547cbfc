// What a command has put on record, told before anything that may still fail: the log, the label
// files, the answer on stdout. So a failure can say that the act stands and must not be repeated.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace temgoc {

// `kind` is stable snake_case: words/<language>.json says what stands under `recorded.<kind>` and
// where to look at it under `recorded.<kind>.hint`, with `args`. docs/cli.md lists the kinds.
struct RecordedAct {
  std::string kind = {};  // empty: nothing was changed
  std::map<std::string, std::string> args = {};
  std::string cooperative_id = {};  // whose affair it is; empty: the whole workplace's
  bool operator==(const RecordedAct&) const = default;
};

// Of one command, in the order of their commits.
using RecordedActs = std::shared_ptr<std::vector<RecordedAct>>;

}  // namespace temgoc
