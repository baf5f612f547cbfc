// Hashes new entries a few at a time, then counts the rows against the entries of each kind.
#include "temgoc/evidence/log_agreement.h"

#include <algorithm>

#include "temgoc/log/log.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace {

Result<TreeHead> published_head(const Site& site, const std::string& origin, bool test) {
  const auto note = read_checkpoint_note(log_folder(site.folder(), test));
  if (!note) return Error{"log_missing", {}, origin};
  const auto checkpoint = parse_checkpoint_text(*note);
  const auto parsed = SignedNote::parse(*note);
  const auto key = VerifyKey::admit(site.trust().list().log_key);
  if (checkpoint && parsed && key && checkpoint->origin == origin &&
      note_signed_by(*parsed, origin, *key))
    return checkpoint->head;
  return Error{"log_checkpoint_unsigned", {}, origin};
}

}  // namespace

std::optional<Error> LogAgreement::compare(const Registry& registry, bool test,
                                           const std::string& origin, const TreeHead& published) {
  if (registry.log_size(origin) < published.size) return Error{"log_ahead", {}, origin};
  Log& log = logs_[test];
  if (log.tree.size() > published.size) log = {};  // a log folder put back: compared anew
  std::uint64_t index = std::min(log.tree.size(), log.counted);
  const auto entries = registry.log_entries(origin, index, kEntriesAtOnce);
  if (entries.empty() && index < registry.log_size(origin))
    return Error{.code = "log_numbers_gap", .args = {{"index", std::to_string(index)}}};
  for (const std::string& entry : entries) {
    if (index == log.tree.size() && index < published.size)
      log.tree.add(leaf_hash(as_bytes(entry)));
    if (index == log.counted) {
      ++log.kinds[std::string(leaf_kind(entry))];
      ++log.counted;
    }
    ++index;
  }
  if (log.tree.size() == published.size && log.tree.head() != published)
    return Error{.code = "log_forks", .args = {{"index", std::to_string(published.size)}}};
  return std::nullopt;
}

std::optional<Error> LogAgreement::compare_rows(const Registry& registry) const {
  const auto entries = [this](std::string_view kind) {
    std::uint64_t count = 0;
    for (const Log& log : logs_) {
      const auto found = log.kinds.find(std::string(kind));
      if (found != log.kinds.end()) count += found->second;
    }
    return count;
  };
  const LoggedRows rows = registry.logged_rows();
  const std::pair<std::string_view, std::uint64_t> all[] = {
      {kLotLeafKind, rows.lots},
      {kPrintLeafKind, rows.print_jobs},
      {kRecallLeafKind, rows.recalls},
      {kVoidLeafKind, rows.voids},
      {kLotCancelLeafKind, rows.lot_cancellations},
      {kRollLeafKind, rows.rolls},
      {kRollRangeLeafKind, rows.roll_ranges},
      {kNewKeyLeafKind, rows.keys},
      {kKeyLeafKind, rows.key_changes},
      {kRecordLeafKind, rows.records},
      {kLinkLeafKind, rows.links},
      {kReprintLeafKind, rows.reprints},
      {kEventLeafKind, rows.events},
      {kEventErrorLeafKind, rows.event_errors},
      {kTrustLeafKind, rows.trust_notes},
  };
  for (const auto& [kind, count] : all) {
    const auto lost = rows.lost.find(std::string(kind));
    const std::uint64_t without_row = lost == rows.lost.end() ? 0 : lost->second;
    if (entries(kind) != count + without_row)
      return Error{"log_rows_differ", {}, std::string(kind)};
  }
  return std::nullopt;
}

std::optional<Error> LogAgreement::find_fault(const Site& site) {
  if (site.now() - began_ > kLookAnew || site.now() < began_) {
    logs_ = {};
    began_ = site.now();
  }
  const std::string& realm = site.settings().realm;
  const std::array<std::string, 2> origins = {realm, realm + std::string(kTestRealmSuffix)};
  // The checkpoints are read before the registry: what was published had been committed before.
  std::array<TreeHead, 2> published;
  for (const bool test : {false, true}) {
    const auto head = published_head(site, origins[test], test);
    if (!head) return head.error();
    published[test] = *head;
  }
  std::optional<Error> fault;
  const Registry& registry = site.registry();
  registry.at_one_moment([&] {
    bool whole = true;
    for (const bool test : {false, true}) {
      if (!fault) fault = compare(registry, test, origins[test], published[test]);
      whole = whole && logs_[test].counted == registry.log_size(origins[test]);
    }
    if (!fault && whole) fault = compare_rows(registry);
  });
  // What was compared is of a registry that is no longer believed: the next look begins anew.
  if (fault) logs_ = {};
  return fault;
}

}  // namespace temgoc
