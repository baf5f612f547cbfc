// Faults at the system calls that change files. faults.cpp stands before the C library's own
// functions in this binary; it leaves fsync out altogether, so that thousands of logs can be
// written.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace temgoc {

inline constexpr int kKilled = 77;

// From now on the process ends with kKilled at call number `call`, counted from 0; a write is then
// half done.
void kill_at(int call);
// From now on call number `call` and all after it fail as on a full disk, until the next
// `no_faults`.
void fail_from(int call);
void no_faults();

// From now on the machine has the boot id that `file` holds; empty: its own.
void start_machine_as(std::string file);

// What was done to the disk since it was last asked, in order: "sync PATH", "sync all PATH" (the
// whole file system), "rename PATH" (the new name), "mkdir PATH".
std::vector<std::string> disk_events();

// Before the next file or folder whose path ends with `end` is opened, `act` runs, once: what
// another process would do at that moment.
void before_open(std::string end, std::function<void()> act);

}  // namespace temgoc
