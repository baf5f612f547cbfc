#include "workflow/print_content.h"

#include <fmt/format.h>

#include "temgoc/json.h"
#include "workflow/label_fields.h"

namespace temgoc {
namespace {

Error past_certificate(const Lot& lot, const VagueDate& end) {
  return {"shelf_life_past_certificate",
          "shelf_life",
          to_dmy(*lot.expires_on()),
          {},
          {{"end", to_dmy(end.last)}}};
}

PrintContent read(const Json& json) {
  PrintContent content;
  content.item.fields = json.at("fields").get<LabelFields>();
  if (!json.at("stars").is_null()) content.item.stars = json.at("stars").get<int>();
  content.sample = json.at("sample").get<bool>();
  content.title = json.at("title").get<std::string>();
  return content;
}

}  // namespace

Result<LotContent> content_of(Workplace& workplace, const Lot& lot) {
  const Registry& registry = workplace.registry();
  auto product = registry.product(std::string_view(lot.product_id));
  if (!product) return Error{"product_unknown", "product", lot.product_id};
  const Cooperative cooperative = registry.cooperative(lot.cooperative_id).value();
  LotContent of_lot;
  PrintContent& content = of_lot.content;
  content.sample = product->sample || cooperative.sample;
  content.item.fields = label_fields(lot, *product, cooperative, workplace.today());
  content.title = fmt::format("{} – {}", product->name, lot.code.text());
  const auto certificate =
      certificate_in_force(registry.certifications_for(*product), *product, workplace.today());
  if (!certificate) return of_lot;
  // A lot that is packed tomorrow shows only what will hold then too.
  const bool packed_later = lot.packed_on > workplace.today();
  if (packed_later && in_force(*certificate, lot.packed_on) != std::optional(true)) return of_lot;
  show_certificate(*certificate, content.item);
  const auto end = valid_through(*certificate);
  if (end && lot.expires_on() && *lot.expires_on() > end->last)
    of_lot.warnings.push_back(past_certificate(lot, *end));
  return of_lot;
}

std::string stored(const PrintContent& content) {
  return canonical_json({{"fields", content.item.fields},
                         {"sample", content.sample},
                         {"stars", content.item.stars ? Json(*content.item.stars) : Json(nullptr)},
                         {"title", content.title}});
}

PrintContent content_from(std::string_view json) {
  const auto parsed = parse_json(json);
  try {
    if (parsed) return read(*parsed);
  } catch (const nlohmann::json::exception&) {
    // Said below, as any other damage.
  }
  throw SystemFailure({"registry_damaged", {}, {}, {}, {{"reason", "print_job.content"}}});
}

}  // namespace temgoc
