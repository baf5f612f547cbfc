// Receipts: an entry, its proof and the checkpoint in force.
#include <algorithm>

#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log_leaf.h"

namespace temgoc {
namespace {

// The registry's entry at that number must be the log's, or the two are of different lineages.
Result<void> check_entry(const Workplace& workplace, bool test, std::uint64_t index,
                         const std::string& published) {
  const auto stored = workplace.registry().log_entries(workplace.realm(test), index, 1);
  if (!stored.empty() && stored.front() == published) return {};
  return Error{.code = "log_forks", .args = {{"index", std::to_string(index)}}};
}

// As whoever is handed the receipt will check it.
Result<Receipt> checked(const Workplace& workplace, Receipt receipt) {
  auto key = VerifyKey::admit(workplace.trust().list().log_key);
  if (!key) return key.error();
  auto proven = check_receipt(receipt, workplace.realm(false), *key);
  if (!proven) return proven.error();
  return receipt;
}

// `logged`: the entry that the row at hand must have.
Result<Receipt> prove(Workplace& workplace, bool test, std::uint64_t index,
                      const std::string& logged) {
  // What a crash left unlogged is appended first.
  if (auto settled = workplace.settle_log(test); !settled) return settled.error();
  auto log = TileLog::open(workplace.log_folder(test), workplace.realm(test));
  if (!log) return log.error();
  const std::uint64_t size = log->checkpoint().value().head.size;
  auto entry = log->entry(index);
  if (!entry) return entry.error();
  if (auto same = check_entry(workplace, test, index, *entry); !same) return same.error();
  if (logged != *entry)
    return Error{.code = "log_forks", .args = {{"index", std::to_string(index)}}};
  auto proof = log->inclusion_proof(index, size);
  if (!proof) return proof.error();
  return checked(workplace, Receipt{.entry = *std::move(entry),
                                    .index = index,
                                    .proof = *std::move(proof),
                                    .checkpoint_note = *log->checkpoint_note()});
}

}  // namespace

Result<Receipt> prove_lot(Workplace& workplace, const Lot& lot) {
  return prove(workplace, lot.test, lot.leaf_index, lot_leaf(lot));
}

Result<Receipt> prove_print_job(Workplace& workplace, const Lot& lot, std::int64_t job_id) {
  const auto jobs = workplace.registry().print_jobs(lot.id);
  const auto job = std::ranges::find(jobs, job_id, &PrintJob::id);
  if (job == jobs.end()) return Error{"print_job_unknown", "job", std::to_string(job_id)};
  const auto first = std::ranges::find(jobs, job->first_job(), &PrintJob::id);
  if (first == jobs.end()) return Error{"print_job_unknown", "job", std::to_string(job_id)};
  return prove(workplace, lot.test, job->leaf_index,
               print_leaf(lot.leaf_index, *first, workplace.registry().listed_serials(first->id)));
}

}  // namespace temgoc
