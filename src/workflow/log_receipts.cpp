// Receipts: an entry, its proof and the checkpoint in force.
#include <algorithm>

#include "temgoc/transparency.h"

namespace temgoc {
namespace {

Result<Receipt> prove(Workplace& workplace, bool test, std::uint64_t index) {
  // What a crash left unlogged is appended first.
  if (auto settled = workplace.settle_log(test); !settled) return settled.error();
  auto log = TileLog::open(workplace.log_folder(test), workplace.realm(test));
  if (!log) return log.error();
  const std::uint64_t size = log->checkpoint().value().head.size;
  auto entry = log->entry(index);
  if (!entry) return entry.error();
  auto proof = log->inclusion_proof(index, size);
  if (!proof) return proof.error();
  return Receipt{.entry = *std::move(entry),
                 .index = index,
                 .proof = *std::move(proof),
                 .checkpoint_note = *log->checkpoint_note()};
}

}  // namespace

Result<Receipt> prove_lot(Workplace& workplace, const Lot& lot) {
  return prove(workplace, lot.test, lot.leaf_index);
}

Result<Receipt> prove_print_job(Workplace& workplace, const Lot& lot, std::int64_t job_id) {
  const auto jobs = workplace.registry().print_jobs(lot.id);
  const auto job = std::ranges::find(jobs, job_id, &PrintJob::id);
  if (job == jobs.end()) return Error{"print_job_unknown", "job", std::to_string(job_id)};
  return prove(workplace, lot.test, job->leaf_index);
}

}  // namespace temgoc
