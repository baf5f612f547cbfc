// The log in plain words: receipts for others, a check of everything against everything, and
// witnesses. docs/log_format.md sections 7 to 9.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/log/cosignature.h"
#include "temgoc/log/receipt.h"
#include "temgoc/workplace/site.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// --- Receipts ------------------------------------------------------------------------------------

Result<Receipt> prove_lot(Workplace& workplace, const Lot& lot);
// `print_job_unknown`: the lot has none of that id.
Result<Receipt> prove_print_job(Workplace& workplace, const Lot& lot, std::int64_t job_id);

// --- Checking ------------------------------------------------------------------------------------

struct LogCheck {
  struct Log {
    std::string realm;
    std::uint64_t entries = 0;
    std::uint64_t lots = 0;
    std::uint64_t print_jobs = 0;
    // Lots that an earlier check found sound, and of which every byte is as it was then.
    std::uint64_t sound_before = 0;
    std::uint64_t pending = 0;  // entries committed and not yet published; none is a difference
    // Entries that a restore took back and of which nothing more is known: what they say is
    // compared, the rest of their rows cannot be.
    std::uint64_t known_by_entry = 0;
    std::optional<TreeHead> published = {};
  };
  std::vector<Log> logs;           // the realm's, then that of its test realm
  std::vector<Error> differences;  // at most kMaxDifferences, of all
  std::uint64_t total_differences = 0;

  bool sound() const { return total_differences == 0; }
};
inline constexpr std::size_t kMaxDifferences = 1000;

// Reads registry, log files, and the checkpoints that were kept elsewhere, all of them each time.
// Lots that were found sound before, under the same bytes, are not judged again, unless `whole`:
// what was found is remembered beside the log, signed by its key where that may be read. Changes
// nothing else, and needs no key. Other processes may write meanwhile: what they do is pending or
// not yet seen. What it compares: log_format.md section 9. `kept_checkpoint_unsigned` (value: the
// file), and those of the files.
Result<LogCheck> check_log(const Site& site, const std::vector<std::filesystem::path>& kept,
                           bool whole = false);

// --- Witnesses -----------------------------------------------------------------------------------

VerifierKey log_verifier_key(const Workplace& workplace, bool test);
// What a witness that has seen `old_size` entries is asked. `log_size_beyond` (args size).
Result<CosignRequest> request_cosignature(Workplace& workplace, bool test, std::uint64_t old_size);
// Adds a witness's answer to the checkpoint in force. `cosignature_unreadable`, `cosignature_wrong`
// (args size), `cosignature_time_wrong` (args time) if is_plausible_cosigning is false.
Result<void> add_cosignature(Workplace& workplace, bool test, std::string_view answer,
                             const VerifierKey& witness);

// A witness's own key, plain since it must work unattended, and its empty memory.
// `witness_name_invalid`, `key_file_exists`, `witness_state_exists`.
Result<VerifierKey> new_witness(const std::filesystem::path& key,
                                const std::filesystem::path& state, std::string_view name,
                                const RandomSource& random);

struct WitnessRecovery {
  std::filesystem::path checkpoint;  // the newest that this witness cosigned and that can be found
  std::filesystem::path key;
  std::string name;
  std::filesystem::path state;
  VerifierKey log;
};
// Begins the memory of a log anew, after it was lost, from a checkpoint that the log's key and this
// witness's own key signed. What the witness cosigned after that checkpoint stays forgotten.
// `checkpoint_unreadable`, `witness_other_log`, `witness_unsigned`, `witness_not_own` (value: the
// file), `witness_state_exists` (it remembers that log), those of read_file and load_key.
Result<Checkpoint> recover_witness(const WitnessRecovery& recovery);

struct WitnessRequest {
  std::filesystem::path source;  // a request file, or a log folder to prove it from
  std::filesystem::path key;
  std::string name;
  std::filesystem::path state;  // must be there: new_witness makes it
  VerifierKey log;
};
struct Cosigned {
  Checkpoint checkpoint;
  std::uint64_t seen_before = 0;  // entries
  std::string line;               // the answer: a signature line
};
// Remembers, then signs; one at a time for a state file. `cosignature_time_wrong` (args time) if
// is_plausible_cosigning(now) is false, `witness_state_missing`, `witness_state_unreadable`,
// `cosign_request_unreadable`, those of check_cosign_request, TileLog and load_key.
Result<Cosigned> cosign(const WitnessRequest& request, Instant now);

}  // namespace temgoc
