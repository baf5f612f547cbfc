// Goes through products, lots and certificates, and sorts out those that need somebody's attention.
#include "temgoc/lots/workplace_status.h"
#include "temgoc/registry/roll_book.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr unsigned kMostLots = 1'000'000;

bool has_successor(const std::vector<Certification>& all, const Certification& ended, Day today) {
  return std::any_of(all.begin(), all.end(), [&](const Certification& other) {
    return other.id != ended.id && other.cooperative_id == ended.cooperative_id &&
           other.product_id == ended.product_id && other.scheme == ended.scheme &&
           in_force(other, today) == true;
  });
}

void add_lots(WorkplaceStatus& status, const Registry& registry, Instant now) {
  LotFilter filter;
  filter.limit = kMostLots;
  for (Lot& lot : registry.lots(filter)) {
    if (lot.test) continue;
    ++status.lots;
    std::uint64_t labels = RollBook::of(registry).labels_of_lot(lot.id);
    // A reprint makes no further label.
    for (const PrintJob& job : registry.print_jobs(lot.id))
      if (job.reprint_of == 0) labels += job.labels;
    status.labels += labels;
    if (registry.cancellation(lot.id)) {
      status.cancelled.push_back(std::move(lot));
    } else if (!registry.facts(lot.realm, lot.gtin, lot.code, {}, now).recalls.empty()) {
      status.recalled.push_back(std::move(lot));
    } else if (labels == 0) {
      status.without_labels.push_back(std::move(lot));
    }
  }
}

void add_certifications(WorkplaceStatus& status, const Registry& registry, Day today) {
  const auto all = registry.certifications("");
  for (const Certification& each : all) {
    const auto end = valid_through(each);
    if (!end) continue;
    const bool soon = end->first <= today + std::chrono::days{kEndsSoonDays};
    if (in_force(each, today) == true && soon &&
        !has_successor(all, each, end->last + std::chrono::days{1}))
      status.ending.push_back(each);
    if (end->last < today && !has_successor(all, each, today)) status.ended.push_back(each);
  }
  const auto earlier = [](const Certification& a, const Certification& b) {
    return valid_through(a)->last < valid_through(b)->last;
  };
  std::sort(status.ending.begin(), status.ending.end(), earlier);
  std::sort(status.ended.rbegin(), status.ended.rend(), earlier);
}

}  // namespace

WorkplaceStatus workplace_status(const Registry& registry, Instant now) {
  WorkplaceStatus status;
  status.cooperatives = registry.cooperatives().size();
  for (Product& product : registry.products("")) {
    if (product.closed) continue;
    ++status.products;
    const bool service = product.is_service();
    if (!service && !product.shelf_life_days)
      status.without_shelf_life.push_back(std::move(product));
  }
  add_lots(status, registry, now);
  add_certifications(status, registry, vietnam_day(now));
  return status;
}

}  // namespace temgoc
