// Lots in words.
#include "console/pages/lot_views.h"

#include <algorithm>

#include "temgoc/base/json.h"
#include "temgoc/base/number_words.h"
#include "temgoc/base/percent.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {
namespace {

struct LotState {
  const char* name;  // of its words, console.lot.state.<name>
  const char* tone;
};

LotState state_of_lot(const Registry& registry, const Lot& lot, std::uint64_t labels, Instant now) {
  if (registry.cancellation(lot.id)) return {"cancelled", "quiet"};
  if (!registry.facts(lot.realm, lot.gtin, lot.code, {}, now).recalls.empty())
    return {"recalled", "bad"};
  if (labels == 0) return {"without_labels", "wait"};
  return {"labelled", "good"};
}

}  // namespace

std::string product_name(const Lot& lot) {
  const auto record = parse_json(lot.record);
  const Json* product = record && record->contains("product") ? &record->at("product") : nullptr;
  if (!product || !product->contains("name")) return lot.gtin.printed();
  return product->at("name").get<std::string>();
}

std::string lot_href(const Lot& lot) { return "/lots/" + lot.short_code.printed(); }

std::string clock_words(const Visit& visit, Instant at) {
  return visit.word("console.moment", {{"at", to_iso(at)}});
}

std::string number_words(const Visit& visit, const std::string& decimal) {
  return number_words(visit.language(), decimal);
}

std::string number_words(const Visit& visit, std::uint64_t count) {
  return number_words(visit, std::to_string(count));
}

std::string quantity_words(const Visit& visit, const Lot& lot) {
  return number_words(visit, lot.quantity.amount_text()) + " " + lot.quantity.unit;
}

std::uint64_t labels_of(const Registry& registry, const Lot& lot) {
  std::uint64_t labels = RollBook::of(registry).labels_of_lot(lot.id);
  for (const PrintJob& job : registry.print_jobs(lot.id))
    if (job.reprint_of == 0) labels += job.drawn();
  return labels;
}

std::string same_again_href(const Lot& lot) {
  std::string amount = lot.quantity.amount_text();
  // A comma: read back, "1.5" is never taken for thousands.
  std::ranges::replace(amount, '.', ',');
  std::string href = "/lots/new?product=" + lot.gtin.digits() +
                     "&quantity=" + percent_encoded(amount) +
                     "&unit=" + percent_encoded(lot.quantity.unit);
  if (!lot.place_id.empty()) href += "&place=" + percent_encoded(lot.place_id);
  return href;
}

View lot_row(const Visit& visit, const Lot& lot) {
  const std::uint64_t labels = labels_of(visit.registry(), lot);
  const LotState state = state_of_lot(visit.registry(), lot, labels, visit.now());
  View row;
  row.set("href", lot_href(lot));
  row.set("code", lot.code.text());
  row.set("short_code", lot.short_code.printed());
  row.set("product", product_name(lot));
  row.set("packed_on", to_dmy(lot.packed_on));
  if (lot.expires_on()) row.set("expires_on", to_dmy(*lot.expires_on()));
  row.set("quantity", quantity_words(visit, lot));
  row.set("labels", number_words(visit, labels));
  row.set("state", visit.word(std::string("console.lot.state.") + state.name));
  row.set("tone", state.tone);
  row.set("test", View(lot.test));
  if (visit.may(Right::print)) row.set("again_href", same_again_href(lot));
  if (visit.scope().empty()) row.set("cooperative", lot.cooperative_id);
  return row;
}

std::optional<Lot> lot_in_sight(const Visit& visit, const std::string& code) {
  const auto typed = ShortCode::parse(code);
  if (!typed) return std::nullopt;
  auto lot = visit.registry().lot(*typed);
  if (!lot || !visit.sees(lot->cooperative_id)) return std::nullopt;
  return lot;
}

}  // namespace temgoc
