// Everything against everything: rows, entries, files, checkpoints.
#include <deque>
#include <future>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "operations/evidence/checked_before.h"
#include "operations/evidence/log_check_facts.h"
#include "operations/evidence/log_check_rows.h"
#include "operations/evidence/log_check_taken_back.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log_audit.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/public_trust.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kCheckpointLimit = 64 << 10;

// Numbers of each key follow one another in the order of the log.
class IssueNumbers {
 public:
  // From here on a restore may have declared numbers spent.
  void restored() { gaps_allowed_.clear(), after_restore_ = true; }
  void see(const SealHeader& header, std::uint64_t index, Findings& findings) {
    std::uint32_t& last = last_[header.key_id];
    const std::uint32_t number = header.issue_number;
    if (number <= last) {
      findings.add({.code = "issue_number_repeated",
                    .args = {{"key", to_hex(header.key_id)},
                             {"number", std::to_string(number)},
                             {"index", std::to_string(index)}}});
    } else if (number != last + 1 &&
               !(after_restore_ && gaps_allowed_.insert(header.key_id).second)) {
      findings.add({.code = "issue_number_gap",
                    .args = {{"key", to_hex(header.key_id)},
                             {"from", std::to_string(last)},
                             {"to", std::to_string(number)},
                             {"index", std::to_string(index)}}});
    }
    last = std::max(last, number);
  }

 private:
  std::map<KeyId, std::uint32_t> last_;
  bool after_restore_ = false;
  std::set<KeyId> gaps_allowed_;  // keys whose one gap after the restore was met
};

// What one part of the lots came to.
struct PartChecked {
  Digest digest{};
  bool sound_before = false;
  std::size_t lots = 0;
  std::vector<Error> errors = {};
};

// Most of the time goes into seals and records, which any thread may look at.
PartChecked check_part(const std::vector<RegistryAudit::LotRow>& rows,
                       const LotWitnesses& witnesses, const std::optional<Digest>& before) {
  std::vector<Digest> digests;
  digests.reserve(rows.size());
  for (const RegistryAudit::LotRow& row : rows) digests.push_back(digest_of(row));
  PartChecked part{.digest = digest_of(digests), .lots = rows.size()};
  part.sound_before = before == part.digest;
  if (part.sound_before) return part;
  for (const RegistryAudit::LotRow& row : rows)
    for (Error& error : check_lot_row(row, witnesses)) part.errors.push_back(std::move(error));
  return part;
}

// One realm's log: its entries and files first, then the rows.
class RealmCheck {
 public:
  RealmCheck(const Trust& trust, const RegistryAudit& registry, std::string realm, fs::path folder,
             const std::set<Digest>& records, std::vector<Digest> before, FactBook& facts,
             Findings& findings)
      : trust_(trust),
        registry_(registry),
        realm_(std::move(realm)),
        folder_(std::move(folder)),
        records_(records),
        before_(std::move(before)),
        facts_(facts),
        findings_(findings) {}

  // `checkpoint`: the log's, read before the registry.
  LogCheck::Log run(const Result<std::string>& checkpoint, const std::vector<TreeHead>& kept) {
    LogCheck::Log log{.realm = realm_, .entries = registry_.log_size(realm_)};
    log.published = published_head(checkpoint, log.entries);
    if (log.published) log.pending = log.entries - std::min(log.entries, log.published->size);
    read_entries(log, kept);
    read_lots(log);
    read_jobs(log);
    report_deleted();
    return log;
  }

  // Digests of the lots, part by part, once run() has read them.
  std::vector<Digest> take_parts() { return std::move(parts_); }

 private:
  enum class Expected : std::uint8_t { nothing, lot, print_job };

  // What the log says of itself, and whether its key said so.
  std::optional<TreeHead> published_head(const Result<std::string>& note, std::uint64_t entries) {
    if (!note) {
      if (entries > 0) findings_.add({.code = "checkpoint_missing", .value = realm_});
      return std::nullopt;
    }
    const auto checkpoint = parse_checkpoint_text(*note);
    const auto parsed = SignedNote::parse(*note);
    const auto key = VerifyKey::admit(trust_.list().log_key);
    const bool signed_here = checkpoint && parsed && key && checkpoint->origin == realm_ &&
                             note_signed_by(*parsed, realm_, *key);
    if (!signed_here) findings_.add({.code = "log_checkpoint_unsigned", .value = realm_});
    return checkpoint ? std::optional(checkpoint->head) : std::nullopt;
  }

  void read_entries(LogCheck::Log& log, const std::vector<TreeHead>& kept) {
    for (const std::int64_t number : registry_.log_entries_out_of_place(realm_))
      findings_.add(
          {.code = "log_entry_out_of_place", .args = {{"index", std::to_string(number)}}});
    expected_.assign(log.entries, Expected::nothing);
    by_entry_ = registry_.known_by_entry(realm_);
    audit_.emplace(folder_, log.published.value_or(tree_head({})), kept,
                   [this](Error error) { findings_.add(std::move(error)); });
    IssueNumbers numbers;
    registry_.each_log_entry(realm_, [&](std::uint64_t index, std::string_view entry) {
      audit_->entry(index, entry);
      take(index, entry, numbers);
    });
    audit_->finish(log.entries);
    check_restores(log);
  }

  // Only entries that a restore's own entry names may be known by themselves alone.
  void check_restores(LogCheck::Log& log) {
    log.known_by_entry = by_entry_.size();
    for (const auto& [index, taken] : by_entry_) {
      const bool declared =
          std::ranges::any_of(restores_, [at = index](const RestoreLeaf& restore) {
            return restore.first <= at && at < restore.end;
          });
      if (!declared) findings_.add(at_index("known_by_entry_undeclared", index));
    }
  }

  // Only what a restore took back may wait for its row.
  bool has_row(std::uint64_t index, std::string_view kind) const {
    const auto taken = by_entry_.find(index);
    return taken == by_entry_.end() || taken->second.kind != kind || taken->second.has_row;
  }

  void take(std::uint64_t index, std::string_view entry, IssueNumbers& numbers) {
    const std::string_view kind = leaf_kind(entry);
    if (kind == kLotLeafKind) {
      if (has_row(index, "lot")) expected_[index] = Expected::lot;
      if (const auto leaf = parse_lot_leaf(entry)) numbers.see(leaf->header, index, findings_);
    } else if (kind == kPrintLeafKind) {
      if (has_row(index, "print_job")) expected_[index] = Expected::print_job;
    } else if (hidden_code(kind)) {
      const auto taken = by_entry_.find(index);
      if (taken == by_entry_.end()) {
        facts_.logged(entry, index);
      } else {
        check_fact_taken_back(registry_, index, entry, taken->second, findings_);
      }
    } else if (const auto restore = parse_restore_leaf(entry)) {
      restores_.push_back(*restore);
      numbers.restored();
    } else {
      findings_.add(at_index("entry_unread", index, shortened(kind)));
    }
  }

  // Whether the row has its entry to itself. An entry that is itself another one than was published
  // is named already, so its row is passed over.
  bool claims(const RegistryAudit::Row& row, Expected kind, const char* unlogged,
              const std::string& name) {
    if (row.leaf_index < expected_.size() && audit_->differs(row.leaf_index)) {
      expected_[row.leaf_index] = Expected::nothing;
      return false;
    }
    if (row.leaf_index >= expected_.size() || !row.entry || expected_[row.leaf_index] != kind) {
      findings_.add({.code = unlogged, .value = name});
      return false;
    }
    expected_[row.leaf_index] = Expected::nothing;
    return true;
  }

  void found(std::uint64_t index, Expected kind) {
    if (index < expected_.size() && expected_[index] == kind) expected_[index] = Expected::nothing;
  }

  void read_lots(LogCheck::Log& log) {
    std::vector<RegistryAudit::LotRow> rows;
    registry_.each_lot(realm_, [&](RegistryAudit::LotRow row) {
      ++log.lots;
      const std::string name = row.lot ? row.lot->code.text() : "#" + std::to_string(row.id);
      if (by_entry_.contains(row.leaf_index)) {
        found(row.leaf_index, Expected::lot);
        if (auto edited = check_lot_by_entry(row)) findings_.add(std::move(*edited));
        return;
      }
      if (!claims(row, Expected::lot, "lot_unlogged", name)) return;
      rows.push_back(std::move(row));
      if (rows.size() == kLotsOfAPart) hand_out(log, std::exchange(rows, {}));
    });
    if (!rows.empty()) hand_out(log, std::move(rows));
    while (!at_work_.empty()) take_in(log);
  }

  // Other threads judge a part while this one reads the next.
  void hand_out(LogCheck::Log& log, std::vector<RegistryAudit::LotRow> rows) {
    if (at_work_.size() >= std::max(1U, std::thread::hardware_concurrency())) take_in(log);
    const std::size_t number = parts_.size() + at_work_.size();
    const auto before = number < before_.size() ? std::optional(before_[number]) : std::nullopt;
    at_work_.push_back(std::async(std::launch::async, [this, before, rows = std::move(rows)] {
      return check_part(rows, LotWitnesses{trust_, records_}, before);
    }));
  }

  void take_in(LogCheck::Log& log) {
    PartChecked part = at_work_.front().get();
    at_work_.pop_front();
    if (part.sound_before) log.sound_before += part.lots;
    parts_.push_back(part.digest);
    findings_.add(std::move(part.errors));
  }

  void read_jobs(LogCheck::Log& log) {
    registry_.each_print_job(realm_, [&](const RegistryAudit::JobRow& row) {
      ++log.print_jobs;
      if (by_entry_.contains(row.leaf_index)) {
        found(row.leaf_index, Expected::print_job);
        if (auto edited = check_job_by_entry(row)) findings_.add(std::move(*edited));
        return;
      }
      if (claims(row, Expected::print_job, "print_job_unlogged", std::to_string(row.id)))
        findings_.add(check_job_row(row));
    });
  }

  void report_deleted() {
    for (std::uint64_t index = 0; index < expected_.size(); ++index) {
      if (expected_[index] == Expected::print_job)
        findings_.add(at_index("print_job_deleted", index));
      if (expected_[index] == Expected::lot)
        findings_.add(at_index("lot_deleted", index, lot_code_at(index)));
    }
  }

  std::string lot_code_at(std::uint64_t index) const {
    if (!findings_.wanted()) return {};
    const auto leaf = parse_lot_leaf(registry_.entry(realm_, index).value_or(""));
    return leaf ? leaf->code.text() : std::string();
  }

  const Trust& trust_;
  const RegistryAudit& registry_;
  std::string realm_;
  fs::path folder_;
  const std::set<Digest>& records_;
  std::vector<Digest> before_;  // parts that were sound
  FactBook& facts_;
  Findings& findings_;
  std::vector<Digest> parts_;
  std::deque<std::future<PartChecked>> at_work_;
  std::optional<LogAudit> audit_;
  // Of which a restore took back no more than they say.
  std::map<std::uint64_t, RegistryAudit::TakenBack> by_entry_;
  std::vector<RestoreLeaf> restores_;
  std::vector<Expected> expected_;  // what should still be found in a row, by entry
};

void check_records(const RegistryAudit& registry, const std::vector<std::string>& realms,
                   Findings& findings) {
  for (const std::string& name : registry.realms_edited(realms[0], realms[1]))
    findings.add({.code = "realm_edited", .value = name});
  for (const std::string& cooperative : registry.gtin_blocks_edited())
    findings.add({.code = "gtin_block_edited", .value = cooperative});
  for (const std::string& record : registry.records_unreadable())
    findings.add({.code = "record_not_json", .value = record});
  for (const std::string& subject : registry.recalls_not_found())
    findings.add({.code = "recall_not_found", .value = subject});
  for (const std::string& record : registry.records_with_gaps())
    findings.add({.code = "record_gap", .value = record});
  for (const std::string& part : registry.lot_record_parts_edited())
    findings.add({.code = "lot_record_part_edited", .value = part});
  for (const std::string& record : registry.records_out_of_date())
    findings.add({.code = "record_out_of_date", .value = record});
  for (const std::string& link : registry.links_out_of_date())
    findings.add({.code = "link_edited", .value = link});
  for (const std::string& event : registry.events_out_of_date())
    findings.add({.code = "event_edited", .value = event});
  for (const std::string& job : registry.reprints_edited())
    findings.add({.code = "reprint_edited", .value = job});
  for (const std::string& tables : registry.rows_missing())
    findings.add({.code = "rows_missing", .value = tables});
  for (const std::string& sha256 : registry.templates_edited())
    findings.add({.code = "template_edited", .value = sha256});
  for (const std::string& host : registry.label_hosts_out_of_date())
    findings.add({.code = "label_host_edited", .value = host});
  for (const auto& [job, other] : registry.overlapping_jobs()) {
    findings.add({.code = "serials_overlap",
                  .value = std::to_string(job),
                  .args = {{"other", std::to_string(other)}}});
  }
  if (const std::uint64_t rows = registry.rows_of_other_realms(realms[0], realms[1]); rows > 0)
    findings.add({.code = "rows_of_other_realm", .args = {{"count", std::to_string(rows)}}});
}

Result<Checkpoint> kept_checkpoint(const Site& site, const std::vector<std::string>& realms,
                                   const fs::path& file) {
  auto note = read_text_file(file, kCheckpointLimit);
  if (!note) return note.error();
  const auto checkpoint = parse_checkpoint_text(*note);
  const auto parsed = SignedNote::parse(*note);
  const auto key = VerifyKey::admit(site.trust().list().log_key);
  if (checkpoint && parsed && key &&
      std::ranges::find(realms, checkpoint->origin) != realms.end() &&
      note_signed_by(*parsed, checkpoint->origin, *key)) {
    return *checkpoint;
  }
  return Error{"kept_checkpoint_unsigned", "checkpoint", file.string()};
}

}  // namespace

Result<LogCheck> check_log(const Site& site, const std::vector<fs::path>& kept, bool whole) {
  const std::string& realm = site.settings().realm;
  const std::vector<std::string> realms = {realm, realm + std::string(kTestRealmSuffix)};
  // The order of reading lets others write meanwhile. What was published when the checkpoint was
  // read had been committed before, so the registry that is read then has it; the entries that the
  // registry has beyond are pending. A lot is sealed only by a key that is in a list by then, so
  // the list comes last.
  std::map<std::string, std::vector<TreeHead>> kept_heads;
  for (const fs::path& file : kept) {
    auto checkpoint = kept_checkpoint(site, realms, file);
    if (!checkpoint) return checkpoint.error();
    kept_heads[checkpoint->origin].push_back(checkpoint->head);
  }
  std::vector<Result<std::string>> checkpoints;
  for (const bool test : {false, true}) {
    checkpoints.push_back(read_checkpoint_note(log_folder(site.folder(), test)));
  }
  const RegistryAudit registry = RegistryAudit::of(site.registry());
  auto shown = read_public_trust(site.folder(), site.settings(), site.registry());
  if (!shown) return shown.error();
  LogCheck check;
  Findings findings(check);
  CheckedBefore checked;
  const auto check_rows = [&] {
    FactBook facts;
    const std::set<Digest> records = registry.record_digests();
    checked.witnesses = key_digests(shown->trust);
    checked.witnesses.insert(records.begin(), records.end());
    auto before = whole ? std::nullopt : read_checked_before(site);
    // What vouched for a lot then must be there still.
    if (before && !std::ranges::includes(checked.witnesses, before->witnesses)) before.reset();
    for (const bool test : {false, true}) {
      RealmCheck of_realm(shown->trust, registry, realms[test], log_folder(site.folder(), test),
                          records, before ? before->parts[realms[test]] : std::vector<Digest>{},
                          facts, findings);
      check.logs.push_back(of_realm.run(checkpoints[test], kept_heads[realms[test]]));
      checked.parts[realms[test]] = of_realm.take_parts();
    }
    check_facts(registry, realms, facts, findings);
    check_keys(registry, shown->trust, findings);
    check_trust_notes(registry, shown->roots.set, findings);
    check_records(registry, realms, findings);
  };
  findings.add(registry.schema_differences());
  for (const std::string& damage : registry.file_damage())
    findings.add(Error{.code = "registry_file_damaged", .value = damage});
  // A table that is no longer the program's, or a value of a type that it never writes, may not
  // even be read.
  try {
    check_rows();
  } catch (const std::logic_error& failure) {
    findings.add(Error{.code = "rows_not_compared", .value = failure.what()});
  }
  if (check.sound()) remember_checked(site, checked);
  return check;
}

}  // namespace temgoc
