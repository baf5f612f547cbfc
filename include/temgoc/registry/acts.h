// The journal: who did what, when and through what. Each row is written in the transaction of the
// act itself, by Workplace::record, and never changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/model/actor.h"
#include "temgoc/model/recorded_act.h"

namespace temgoc {

struct JournalAct {
  std::int64_t id = 0;  // in the order of their commits
  Instant at;
  RecordedAct act;
  Actor actor;
};

struct ActFilter {
  std::string cooperative_id = {};  // empty: any
  std::string kind = {};
  std::string actor_id = {};
  std::optional<Channel> channel = {};
  std::optional<Day> from = {};  // both included
  std::optional<Day> until = {};
  std::int64_t before_id = INT64_MAX;  // for the next page
  unsigned limit = 100;                // newest first
};

}  // namespace temgoc
