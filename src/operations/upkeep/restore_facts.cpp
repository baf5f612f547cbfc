// Takes the log's facts back, says in the log that it was restored, and makes its files anew.
#include <algorithm>

#include "operations/upkeep/restore_steps.h"
#include "operations/upkeep/take_back.h"
#include "temgoc/base/folders.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/log/log_salvage.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

namespace fs = std::filesystem;

Result<void> WorkplaceRestore::take_entries() {
  const LostWords words{order_.lost_reason,
                        settings_.hosts.empty() ? std::string(kTestHost) : settings_.hosts.front(),
                        std::string(kTestHost), clock_()};
  return registry_->transaction([&]() -> Result<void> {
    for (const KnownLog& log : logs_) {
      for (std::size_t i = 0; i < log.since.size(); ++i) {
        take_back(*registry_, log.realm, log.first + i, log.since[i], words, random_, report_);
      }
    }
    forget_trust_at_hand();
    spend();
    for (const KnownLog& log : logs_) append_restore(log, words.at);
    return {};
  });
}

void WorkplaceRestore::forget_trust_at_hand() {
  if (report_.trust_list_lost <= report_.trust_version) report_.trust_list_lost = 0;
  const RootSet& roots = trust_->next_roots ? trust_->next_roots->set : trust_->roots.set;
  if (report_.roots_lost <= roots.version) report_.roots_lost = 0;
}

// A list that was signed since the backup may say of a key what no entry in hand says any more:
// it is believed where it ends a key, never where it would let one seal again.
Result<void> WorkplaceRestore::take_ends_of_keys(Workplace& workplace) {
  if (!lost_ || !newer_trust_) return {};
  const auto rank = [](KeyStatus status) {
    return status == KeyStatus::cut ? 2 : status == KeyStatus::retired ? 1 : 0;
  };
  const auto known = workplace.registry().keys();
  for (const IssuerKey& key : trust_->trust.list().keys) {
    const auto found =
        std::ranges::find(known, key_id(key.realm(settings_.realm), key.key), &IssuerKeyRecord::id);
    if (found == known.end() || rank(key.status) <= rank(found->status)) continue;
    auto set = workplace.registry().set_key_status(
        found->id, {key.status, key.cut_at, key.packed_until, order_.lost_reason, clock_()});
    if (!set) return set;
    ++report_.key_changes;
  }
  return {};
}

// One that was made since the backup stands in the newer trust list, and its entry is lost.
Result<void> WorkplaceRestore::add_keys_of_trust_list(Workplace& workplace) {
  const auto known = workplace.registry().keys();
  for (const IssuerKey& key : trust_->trust.list().keys) {
    const std::string realm = key.realm(settings_.realm);
    const KeyId id = key_id(realm, key.key);
    const bool there =
        std::ranges::any_of(known, [&](const IssuerKeyRecord& each) { return each.id == id; });
    if (there || realm.ends_with(kTestRealmSuffix) ||
        !workplace.registry().cooperative(key.cooperative_id))
      continue;
    auto added = workplace.registry().add_key(
        {id, key.key, key.cooperative_id, realm, KeyStatus::active, {}, clock_()});
    if (!added) return added;
    ++report_.keys_added;
  }
  if (auto taken = take_ends_of_keys(workplace); !taken) return taken;
  return workplace.settle_logs();
}

// The log itself says that it was restored, and from where on it is another one, if it is.
void WorkplaceRestore::append_restore(const KnownLog& log, Instant at) {
  report_.logs.push_back({log.realm, log.first, log.end(), log.published});
  const bool test = log.realm.ends_with(kTestRealmSuffix);
  const bool lost_here = test ? is_lost(log) : lost_;
  if (log.end() == 0 && !lost_here) return;
  registry_->append(log.realm, restore_leaf({log.realm, log.first, log.end(), lost_here,
                                             log.published, report_.backup_at, at}));
}

Result<void> WorkplaceRestore::rebuild_logs() {
  for (const bool test : {false, true}) {
    const fs::path folder = log_folder(made_, test);
    remove_folder(folder);
    const KnownLog& log = logs_[test];
    if (log.end() == 0) continue;
    auto rebuilt = rebuild_log(
        folder, log.realm,
        [&](std::uint64_t from, std::size_t limit) {
          return registry_->log_entries(log.realm, from, limit);
        },
        log.checkpoint);
    if (!rebuilt) return rebuilt;
  }
  registry_.reset();
  return {};
}

Result<void> WorkplaceRestore::open_and_check() {
  {
    auto workplace = Workplace::open(made_, Actor{}, clock_, random_);
    if (!workplace) return workplace.error();
    if (auto added = add_keys_of_trust_list(*workplace); !added) return added;
  }
  auto site = Site::open(made_, clock_);
  if (!site) return site.error();
  auto check = check_log(*site, {});
  if (!check) return check.error();
  report_.differences = check->differences;
  return {};
}

}  // namespace temgoc
