// Rolls as JSON, for commands and programs alike.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/printing/rolls.h"

namespace temgoc {

// The roll with its counts.
Json roll_json(const RollOnRecord& record);
// What became of its labels, in their order: {"first","last","lot","reason","by","at"}.
Json roll_ranges_json(const Registry& registry, std::int64_t roll_id);
// What a claim, its preview or a void answers.
Json roll_given_json(const RollGiven& given);

}  // namespace temgoc
