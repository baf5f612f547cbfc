// Watching somebody's log: each new checkpoint is kept in a folder of one's own, and must continue
// the last one kept. Needs no workplace and no key but the log's public one. docs/log_format.md
// section 9.
#pragma once

#include <filesystem>
#include <optional>

#include "temgoc/log/cosignature.h"
#include "temgoc/log/log.h"

namespace temgoc {

struct WatchRequest {
  std::filesystem::path source;  // the log's folder, or a copy of it; others may write it meanwhile
  std::filesystem::path keep;    // made where there is none; a folder for each log
  VerifierKey log;
};
struct Watched {
  TreeHead head;                                   // as it is published now
  std::optional<TreeHead> kept_before;             // none: the first look
  std::optional<std::filesystem::path> kept = {};  // the file of a new checkpoint
};

// Compares and keeps. Alarms, which are looked at twice and whose checkpoint is kept as evidence:
//   `log_watch_rolled_back`  (value: the file kept, args kept, size) fewer entries than were kept
//   `log_watch_forked`       (likewise) the tree does not begin with the one that was kept
// No judgement could be made: `log_missing` (value: the folder), `log_watch_unsigned` (value: the
// log's name), `log_watch_keep_unreadable` (value: the file kept), those of TileLog::open.
Result<Watched> watch_log(const WatchRequest& request);

// True for an alarm, false where no judgement could be made.
bool is_alarm(const Error& error);

}  // namespace temgoc
