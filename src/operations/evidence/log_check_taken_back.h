// The part of `log check` for facts of which a restore had nothing but their log entries.
#pragma once

#include "operations/evidence/log_check_facts.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

// The entry's recall, void or key status, against the row that was made of it: `recall_hidden`,
// `void_hidden`, `key_status_hidden` where the row says something else or is gone. An entry without
// a row waits for what it is about; where that is on record, `taken_back_not_in_force`. The reason
// is bound by the entry's hash and lost, so it is not compared.
void check_fact_taken_back(const RegistryAudit& registry, std::uint64_t index,
                           std::string_view entry, const RegistryAudit::TakenBack& taken,
                           Findings& findings);

}  // namespace temgoc
