// Fills a lot's texts from the records of its issue and of today, and stores them as JSON.
#include "operations/printing/print_content.h"

#include <fmt/format.h>

#include "operations/printing/label_fields.h"
#include "temgoc/base/json.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/model/as_issued.h"

namespace temgoc {
namespace {

Error past_certificate(const Lot& lot, const VagueDate& end, const Certification& certificate) {
  return {"shelf_life_past_certificate",
          "shelf_life",
          to_dmy(*lot.expires_on()),
          {},
          {{"end", date_words(end)}, {"certification", certificate.id}}};
}

// What a lot's labels go on saying although the records say something else by now.
std::optional<Error> labelled_as_issued(const Lot& lot, const Product& product,
                                        const Product& labelled, const Cooperative& cooperative,
                                        const Cooperative& labelled_cooperative) {
  std::string fields;
  const auto compare = [&fields](const std::string& now, const std::string& then,
                                 const char* field) {
    if (now != then) fields += (fields.empty() ? "" : ", ") + std::string(field);
  };
  compare(product.name, labelled.name, "name");
  compare(product.name_en, labelled.name_en, "name_en");
  compare(product.label_name, labelled.label_name, "label_name");
  compare(product.net_content, labelled.net_content, "net_content");
  compare(cooperative.name, labelled_cooperative.name, "cooperative");
  compare(cooperative.short_name, labelled_cooperative.short_name, "short_name");
  if (fields.empty()) return std::nullopt;
  return Error{"label_as_issued", "lot", lot.code.text(), {}, {{"fields", fields}}};
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
  const auto today = registry.product(std::string_view(lot.product_id));
  if (!today) return Error{"product_unknown", "product", lot.product_id};
  const Cooperative cooperative_today = registry.cooperative(lot.cooperative_id).value();
  const AsIssued issued = as_issued(lot.record);
  const auto product = issued.product ? as_labelled(*today, *issued.product) : *today;
  const auto cooperative =
      issued.cooperative ? as_labelled(cooperative_today, *issued.cooperative) : cooperative_today;
  LotContent of_lot;
  if (auto other = labelled_as_issued(lot, *today, product, cooperative_today, cooperative))
    of_lot.warnings.push_back(*std::move(other));
  PrintContent& content = of_lot.content;
  content.sample = product.sample || cooperative.sample;
  content.item.fields = label_fields(lot, product, cooperative, workplace.today());
  content.title = fmt::format("{} – {}", product.name, lot.code.text());
  const auto certificate =
      certificate_in_force(registry.certifications_for(product), product, workplace.today());
  if (!certificate) return of_lot;
  // A lot that is packed tomorrow shows only what will hold then too.
  const bool packed_later = lot.packed_on > workplace.today();
  if (packed_later && in_force(*certificate, lot.packed_on) != std::optional(true)) return of_lot;
  show_certificate(*certificate, content.item);
  const auto end = valid_through(*certificate);
  if (end && lot.expires_on() && *lot.expires_on() > end->last)
    of_lot.warnings.push_back(past_certificate(lot, *end, *certificate));
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
