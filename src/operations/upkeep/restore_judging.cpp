// Reads what survived elsewhere, and judges whether the log in hand is all there was.
#include <algorithm>

#include "operations/upkeep/restore_steps.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {

namespace fs = std::filesystem;

Result<void> WorkplaceRestore::read_evidence() {
  auto registry = RegistryRestore::open(registry_path(made_));
  if (!registry) return registry.error();
  registry_ = std::make_unique<RegistryRestore>(*std::move(registry));
  for (const bool test : {false, true}) {
    const std::string realm = settings_.realm + std::string(test ? kTestRealmSuffix : "");
    logs_.push_back({.realm = realm, .first = registry_->log_size(realm)});
  }
  if (auto own = read_own_logs(); !own) return own;
  const PublicKeyBytes key = trust_->trust.list().log_key;
  for (const fs::path& folder : log_folders()) {
    if (auto taken = take_log(folder, logs_, entries(), key); !taken) return taken;
  }
  return take_papers(order_.evidence, trust_->roots.set, trust_->trust, entries(), logs_, seen_);
}

// Of a backup: for its checkpoint, with the cosignatures. It says nothing of what came after.
Result<void> WorkplaceRestore::read_own_logs() {
  const bool backup = store_ != nullptr;
  for (const bool test : {false, true}) {
    const fs::path folder = log_folder(made_, test);
    if (!fs::exists(folder / "checkpoint")) continue;
    auto taken = take_log(folder, logs_, entries(), trust_->trust.list().log_key);
    if (!taken && backup) return taken;
    // A workplace's own log that is damaged is as one that is not there.
    if (!taken && taken.error().code != "restore_log_damaged") return taken;
    if (backup) logs_[test].log_given = false;
  }
  return {};
}

std::vector<fs::path> WorkplaceRestore::log_folders() const {
  std::vector<fs::path> folders = order_.evidence.logs;
  const fs::path& old = order_.evidence.old_workplace;
  for (const char* each : {"log", "log-test"}) {
    if (!old.empty() && fs::exists(old / each / "checkpoint")) folders.push_back(old / each);
  }
  return folders;
}

EntryReader WorkplaceRestore::entries() const {
  return [this](std::string_view realm, std::uint64_t from, std::size_t limit) {
    return registry_->log_entries(realm, from, limit);
  };
}

std::optional<LotLeaf> WorkplaceRestore::lot_entry(const KnownLog& log, std::uint64_t index) const {
  if (index >= log.end()) return std::nullopt;
  if (index >= log.first) return parse_lot_leaf(log.since[index - log.first]);
  const auto found = registry_->log_entries(log.realm, index, 1);
  return found.empty() ? std::nullopt : parse_lot_leaf(found.front());
}

// The last serials that the log's further entries tell of.
std::map<WorkplaceRestore::LotNumber, std::uint32_t> WorkplaceRestore::serials_since() const {
  std::map<LotNumber, std::uint32_t> last;
  for (const KnownLog& log : logs_) {
    for (const std::string& entry : log.since) {
      const auto print = parse_print_leaf(entry);
      const auto lot = print ? lot_entry(log, print->lot_leaf_index) : std::nullopt;
      if (!lot) continue;
      std::uint32_t& serial = last[{lot->header.key_id, lot->header.issue_number}];
      serial = std::max(serial, print->last_serial);
    }
  }
  return last;
}

bool WorkplaceRestore::serials_beyond() const {
  auto known = serials_since();
  return std::ranges::any_of(seen_.serials, [&](const auto& seen) {
    const auto& [key, number] = seen.first;
    return seen.second > std::max(registry_->last_serial(key, number), known[seen.first]);
  });
}

// What the log in hand does not hold, though something shows that it was used.
bool WorkplaceRestore::numbers_beyond() const {
  std::map<KeyId, std::uint32_t> known;
  for (const KnownLog& log : logs_) {
    for (const std::string& entry : log.since) {
      const auto leaf = parse_lot_leaf(entry);
      if (leaf) known[leaf->header.key_id] = leaf->header.issue_number;
    }
  }
  return std::ranges::any_of(seen_.issue_numbers, [&](const auto& seen) {
    return seen.second > std::max(registry_->last_issue_number(seen.first), known[seen.first]);
  });
}

Result<void> WorkplaceRestore::judge() {
  const KnownLog& main = logs_[0];
  lost_ = is_lost(main) || numbers_beyond() || serials_beyond();
  if (!lost_ || order_.skip.value_or(0) > 0) return {};
  return Error{
      "restore_log_needed",
      {},
      main.realm,
      {},
      {{"entries", std::to_string(main.end())}, {"published", std::to_string(main.published)}}};
}

}  // namespace temgoc
