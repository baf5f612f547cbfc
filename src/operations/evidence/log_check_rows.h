// One row of the registry against what was logged of it.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "temgoc/registry/registry_audit.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// What a lot's row is held against besides its entry. Any thread may read it.
struct LotWitnesses {
  const Trust& trust;               // whose keys sealed it
  const std::set<Digest>& records;  // RegistryAudit::record_digests
};

// All that speaks against a row whose entry is a lot's: `lot_edited` (args index, fields),
// `lot_seal_wrong`, `lot_history_edited` (args record). Pure.
std::vector<Error> check_lot_row(const RegistryAudit::LotRow& row, const LotWitnesses& witnesses);

// `print_job_edited` where the entry is another one than this row's.
std::vector<Error> check_job_row(const RegistryAudit::JobRow& row);

// The same for rows that a restore made of an entry alone: what the entry says is compared.
std::optional<Error> check_lot_by_entry(const RegistryAudit::LotRow& row);
std::optional<Error> check_job_by_entry(const RegistryAudit::JobRow& row);

}  // namespace temgoc
