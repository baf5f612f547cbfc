// Goes back in the history of records to each print of a lot.
#include "web/pages/label_versions.h"

#include <algorithm>

#include "temgoc/model/as_issued.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

// The last version stored by then, else the first one there is.
const RecordVersion* version_at(const std::vector<RecordVersion>& history, Instant at) {
  const RecordVersion* found = history.empty() ? nullptr : &history.front();
  for (const RecordVersion& each : history)
    if (each.at <= at) found = &each;
  return found;
}

class Printed {
 public:
  Printed(const Registry& registry, const LotFacts& facts)
      : facts_(facts),
        issued_(as_issued(facts)),
        products_(registry.history("product", facts.lot->product_id)),
        cooperatives_(registry.history("cooperative", facts.lot->cooperative_id)) {}

  std::vector<LabelFact> at(Instant moment) const {
    const Product product = product_at(moment);
    const Cooperative cooperative = cooperative_at(moment);
    const Lot& lot = *facts_.lot;
    const auto end = lot.expires_on();
    const Address* address = address_on(cooperative.addresses, vietnam_day(moment));
    return {{"name", product.name, product.name_en},
            {"responsible", cooperative.name},
            {"address", address ? address->one_line() : std::string()},
            {"phone", cooperative.phone},
            {"origin", product.origin},
            {"net_content", product.net_content},
            {"packed_on", to_dmy(lot.packed_on)},
            {"expires_on", end ? to_dmy(*end) : std::string()},
            {"lot", lot.code.text()},
            {"ingredients", product.ingredients, product.ingredients_en},
            {"allergens", product.allergens, product.allergens_en},
            {"warnings", product.warnings, product.warnings_en},
            {"usage", product.usage, product.usage_en},
            {"storage", product.storage, product.storage_en},
            {"standards", product.standards}};
  }

 private:
  Product product_at(Instant moment) const {
    const RecordVersion* version = version_at(products_, moment);
    Product product = version ? product_from(parse_json(version->json).value())
                              : facts_.product.value_or(Product{.gtin = facts_.lot->gtin});
    return issued_.product ? as_labelled(std::move(product), *issued_.product) : product;
  }

  Cooperative cooperative_at(Instant moment) const {
    const RecordVersion* version = version_at(cooperatives_, moment);
    Cooperative cooperative = version ? cooperative_from(parse_json(version->json).value())
                                      : facts_.cooperative.value_or(Cooperative{});
    return issued_.cooperative ? as_labelled(std::move(cooperative), *issued_.cooperative)
                               : cooperative;
  }

  const LotFacts& facts_;
  AsIssued issued_;
  std::vector<RecordVersion> products_, cooperatives_;
};

}  // namespace

const std::vector<std::string_view>& e_label_items() {
  static const std::vector<std::string_view> kItems = {
      "name",        "responsible", "address",    "phone",   "origin",
      "net_content", "packed_on",   "expires_on", "lot",     "ingredients",
      "allergens",   "warnings",    "usage",      "storage", "standards"};
  return kItems;
}

std::vector<LabelVersion> label_versions(const Registry& registry, const LotFacts& facts) {
  const Printed printed(registry, facts);
  std::vector<LabelVersion> versions;
  for (const PrintJob& job : registry.print_jobs(facts.lot->id)) {
    if (job.reprint_of != 0) continue;
    auto said = printed.at(job.at);
    const auto same = std::ranges::find(versions, said, &LabelVersion::facts);
    if (same != versions.end()) {
      same->last_at = job.at;
      same->print_jobs.push_back(job.leaf_index);
    } else {
      versions.push_back({job.at, job.at, true, {job.leaf_index}, std::move(said)});
    }
  }
  if (versions.empty()) {
    const Instant issued = facts.lot->issued_at;
    versions.push_back({issued, issued, false, {}, printed.at(issued)});
  }
  return versions;
}

std::size_t version_of(const std::vector<LabelVersion>& versions,
                       const std::optional<std::uint64_t>& print_leaf_index) {
  for (std::size_t i = 0; print_leaf_index && i < versions.size(); ++i)
    if (std::ranges::count(versions[i].print_jobs, *print_leaf_index) > 0) return i;
  return versions.size() - 1;
}

}  // namespace temgoc
