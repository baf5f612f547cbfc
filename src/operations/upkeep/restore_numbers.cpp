// Declares numbers spent that were used in what is lost, or may have been.
#include <algorithm>
#include <limits>

#include "operations/upkeep/restore_steps.h"

namespace temgoc {

namespace {

constexpr std::uint32_t kTestSkip = 1000;  // of the test realm, whose labels are void anyway

}  // namespace

void WorkplaceRestore::spend() {
  // A record's entry does not tell its GTIN or block, so as many as may have been taken are
  // spent.
  const auto lost = [&](const char* kind) {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        report_.records_lost, [&](const std::string& each) { return each.starts_with(kind); }));
  };
  registry_->spend_gtins(lost("product "));
  registry_->spend_gtin_blocks(lost("cooperative ") + lost("product "));
  registry_->spend_gtins_of_waiting_lots();
  registry_->spend_links(static_cast<std::uint32_t>(report_.links_lost));
  registry_->spend_events(static_cast<std::uint32_t>(report_.events_lost));
  for (const bool test : {false, true}) {
    const bool lost_here = test ? is_lost(logs_[1]) : lost_;
    if (lost_here)
      spend_issue_numbers(logs_[test].realm, test ? order_.skip.value_or(kTestSkip) : *order_.skip);
  }
  if (!lost_) return;
  report_.skipped = order_.skip;
  registry_->spend_serials(*order_.skip);
  spend_serials_seen(*order_.skip);
  registry_->spend_gtins(*order_.skip);
  registry_->spend_gtin_blocks(*order_.skip);
  registry_->spend_links(*order_.skip);
  registry_->spend_events(*order_.skip);
  registry_->spend_trust_lists(trust_->trust.list().version + *order_.skip);
  const Day from = vietnam_day(report_.backup_at) - std::chrono::days(settings_.max_backdate_days);
  registry_->spend_lots_of_days(from, vietnam_day(clock_()), *order_.skip);
}

void WorkplaceRestore::spend_serials_seen(std::uint32_t skip) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  for (const auto& [lot, serial] : seen_.serials) {
    registry_->spend_serials_of(
        lot.first, lot.second,
        static_cast<std::uint32_t>(std::min(kMost, std::uint64_t{serial} + skip)));
  }
}

void WorkplaceRestore::spend_issue_numbers(const std::string& realm, std::uint32_t skip) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  for (const IssuerKeyRecord& key : registry_->keys()) {
    if (key.realm != realm) continue;
    const auto seen = seen_.issue_numbers.find(key.id);
    const std::uint64_t last = std::max(registry_->last_issue_number(key.id),
                                        seen == seen_.issue_numbers.end() ? 0 : seen->second);
    registry_->spend_issue_numbers(key.id,
                                   static_cast<std::uint32_t>(std::min(kMost, last + skip)));
  }
}

}  // namespace temgoc
