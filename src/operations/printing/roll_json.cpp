// Writes rolls, and what became of their labels, as JSON.
#include "temgoc/printing/roll_json.h"

#include "temgoc/model/records.h"

namespace temgoc {

Json roll_json(const RollOnRecord& record) {
  const Roll& roll = record.roll;
  return {{"roll", roll.id},
          {"product", roll.product_id},
          {"gtin", roll.gtin.digits()},
          {"cooperative", roll.cooperative_id},
          {"template", roll.template_id},
          {"labels", roll.labels},
          {"claimed", record.claimed},
          {"voided", record.voided},
          {"unclaimed", record.unclaimed()},
          {"test", roll.realm.ends_with(kTestRealmSuffix)},
          {"by", text_or_null(roll.who)},
          {"at", to_iso(roll.at)}};
}

Json roll_ranges_json(const Registry& registry, std::int64_t roll_id) {
  Json list = Json::array();
  for (const RollRange& range : RollBook::of(registry).ranges(roll_id)) {
    const auto lot = range.lot_id ? registry.lot(*range.lot_id) : std::nullopt;
    list.push_back({{"first", range.first},
                    {"last", range.last},
                    {"lot", lot ? Json(lot->code.text()) : Json(nullptr)},
                    {"reason", text_or_null(range.reason)},
                    {"by", text_or_null(range.who)},
                    {"at", to_iso(range.at)}});
  }
  return list;
}

Json roll_given_json(const RollGiven& given) {
  Json ranges = Json::array();
  for (const RollRange& range : given.ranges)
    ranges.push_back({{"first", range.first}, {"last", range.last}});
  return {{"roll", given.run.roll.id},
          {"first", given.run.first},
          {"last", given.run.last},
          {"labels", given.labels},
          {"ranges", std::move(ranges)},
          {"already_void", given.voided},
          {"stood_before", given.stands},
          {"labels_of_lot", given.labels_of_lot},
          {"packs", given.packs ? Json(*given.packs) : Json(nullptr)}};
}

}  // namespace temgoc
