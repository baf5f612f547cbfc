// Parses the record frozen with a lot, and lays its names and net content over today's records.
#include "temgoc/model/as_issued.h"

#include "temgoc/model/records.h"

namespace temgoc {
namespace {

void keep(std::string& today, const std::string& issued) {
  if (!issued.empty()) today = issued;
}

}  // namespace

AsIssued as_issued(std::string_view record) {
  AsIssued issued;
  if (record.empty()) return issued;
  const auto json = parse_json(record);
  if (!json || !json->is_object())
    throw SystemFailure(Error{.code = "record_damaged", .value = "lot"});
  if (const auto product = json->find("product"); product != json->end() && !product->is_null())
    issued.product = product_from(*product);
  if (const auto owner = json->find("cooperative"); owner != json->end() && !owner->is_null())
    issued.cooperative = cooperative_from(*owner);
  return issued;
}

AsIssued as_issued(const LotFacts& facts) {
  AsIssued issued = as_issued(facts.lot ? std::string_view(facts.lot->record) : std::string_view());
  if (!issued.product) issued.product = facts.product;
  if (!issued.cooperative) issued.cooperative = facts.cooperative;
  return issued;
}

bool never_expires(const LotFacts& facts) {
  if (!facts.lot || facts.lot->shelf_life_days != 0) return false;
  const AsIssued issued = as_issued(facts);
  return issued.product && issued.product->shelf_life_days.has_value();
}

Product as_labelled(Product today, const Product& issued) {
  keep(today.name, issued.name);
  keep(today.name_en, issued.name_en);
  keep(today.label_name, issued.label_name);
  keep(today.brand, issued.brand);
  keep(today.net_content, issued.net_content);
  // A lot's use-by day was sealed with the shelf life that was known then, or with none.
  today.shelf_life_days = issued.shelf_life_days;
  return today;
}

Cooperative as_labelled(Cooperative today, const Cooperative& issued) {
  keep(today.name, issued.name);
  keep(today.short_name, issued.short_name);
  return today;
}

}  // namespace temgoc
