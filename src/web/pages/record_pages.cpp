// Finds one record by the id in the address, and fills the page about it.
#include "web/pages/record_pages.h"

#include <fmt/format.h>

#include "temgoc/base/number_words.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/registry/evidence_book.h"
#include "web/pages/record_views.h"
#include "web/paths.h"

namespace temgoc {
namespace {

constexpr std::string_view kRoute = "record";

HttpResponse record_page(const Asked& asked, const std::string& heading, bool sample, View view) {
  view.set("heading", heading);
  return html_page(asked,
                   {.template_name = "record",
                    .route = kRoute,
                    .title = heading,
                    .sample = sample,
                    .repeatable = true},
                   std::move(view));
}

class Links {
 public:
  void add(const Asked& asked, const std::string& path, const std::string& text) {
    View entry;
    entry.set("href", asked.link(path));
    entry.set("text", text);
    entries_.push_back(std::move(entry));
  }
  void put_into(View& view, std::string title) && {
    if (!entries_.shows()) return;
    View links;
    links.set("links_title", std::move(title));
    links.set("entries", std::move(entries_));
    view.set("links", std::move(links));
  }

 private:
  View entries_ = list_view();
};

void put_recall(View& view, const Asked& asked, const std::vector<Recall>& recalls) {
  if (recalls.empty()) return;
  const Recall& recall = recalls.front();
  View recalled;
  recalled.set("icon", icon("recalled"));
  recalled.set("recall_headline",
               asked.word("headline.recalled." + to_text(recall.scope) + "_recalled"));
  recalled.set("recall_reason", recall.reason);
  recalled.set("recall_since", asked.word("page.recall.since") + ": " + to_dmy(recall.since));
  view.set("recalled", std::move(recalled));
}

std::string area_words(const Asked& asked, double area_ha) {
  return asked.word("page.hectares", {{"area", fmt::format("{:g}", area_ha)}});
}

// A day, a month or a year as people write it; anything else as it stands.
std::string founded_words(const std::string& founded) {
  const auto date = VagueDate::parse(founded, "founded");
  return date ? date_words(*date) : founded;
}

// "180 ngày", none, or not on record.
RowText shelf_life_row(const Asked& asked, const Product& product) {
  if (!product.shelf_life_days) return on_record(asked, {});
  if (*product.shelf_life_days == 0) return {asked.word("page.use_by.none")};
  return {asked.word("page.days", {{"days", std::to_string(*product.shelf_life_days)}})};
}

RowText cooperative_link(const Asked& asked, const std::string& id) {
  const auto cooperative = asked.site.registry().cooperative(id);
  if (!cooperative) return on_record(asked, {});
  return {cooperative->name, true, asked.link(cooperative_path(id))};
}

// A green or organic claim is said only while a certificate bears it out.
bool may_say(const Asked& asked, const Product& product, const std::string& text) {
  return !claims_green(text) ||
         has_green_evidence(asked.site.registry().certifications_for(product), product,
                            asked.site.today());
}

View product_rows(const Asked& asked, const Product& product) {
  View rows = list_view();
  const bool service = product.is_service();
  if (!service) add_row(rows, asked.word("gtin"), {product.gtin.printed()});
  add_row(rows, asked.word("page.producer"), cooperative_link(asked, product.cooperative_id));
  if (product.group)
    add_row(rows, asked.word("field.group"),
            {asked.word("page.group." + std::to_string(product.group->group())) + " (" +
             product.group->code() + ")"});
  if (product.ocop_set)
    add_row(rows, asked.word("field.ocop_set"),
            {asked.word("ocop_set." + std::to_string(product.ocop_set->number()))});
  const auto row = [&](const char* key, const std::string& value) {
    if (!value.empty()) add_row(rows, asked.word(key), {value, true});
  };
  row("page.product.brand", product.brand);
  row("page.product.net_content", product.net_content);
  if (!service) add_row(rows, asked.word("field.shelf_life"), shelf_life_row(asked, product));
  if (may_say(asked, product, product.standards)) row("page.product.standards", product.standards);
  add_label_rows(rows, asked, product);
  for (const auto& [key, value] : {std::pair{"page.product.storage", product.storage},
                                   std::pair{"page.product.warnings", product.warnings}})
    if (!value.empty()) add_row(rows, asked.word(key), under(asked, key, value, {}));
  return rows;
}

// The name of what a certificate is for: its product, else its cooperative.
std::string owner_name(const Asked& asked, const Certification& certification) {
  if (!certification.product_id.empty()) {
    const auto product = asked.site.registry().product(certification.product_id);
    if (product) return product_name(asked, *product);
  }
  const auto cooperative = asked.site.registry().cooperative(certification.cooperative_id);
  return cooperative ? cooperative->name : "";
}

std::string proof_of_nothing(const Asked& asked) { return asked.word("page.record.remark"); }

}  // namespace

HttpResponse product_page(const Asked& asked, const std::string& gtin) {
  const auto parsed = Gtin::parse(gtin);
  const auto product = parsed ? asked.site.registry().product(*parsed) : std::nullopt;
  if (!product) return missing_record_page(asked, "page.product.not_found");
  View view;
  put_recall(view, asked, asked.site.recalls(*product));
  const std::string name = product_name(asked, *product);
  view.set("heading_vi", View(name == product->name));
  if (name != product->name) view.set("under", product->name);
  put(view, "picture", picture_href(asked.site, product->gtin));
  view.set("picture_alt", asked.word("page.picture.of", {{"product", name}}));
  view.set("rows", product_rows(asked, *product));
  put_certifications(
      view, asked,
      findings_of(asked.site.registry().certifications_for(*product), asked.site.today()),
      std::nullopt);
  if (!may_say(asked, *product, product->name + " " + product->name_en + " " + product->brand))
    view.set("unproven", asked.word("page.claim.unproven"));
  view.set("remark", proof_of_nothing(asked));
  return record_page(asked, name, product->sample, std::move(view));
}

HttpResponse cooperative_page(const Asked& asked, const std::string& id) {
  const Registry& registry = asked.site.registry();
  const auto cooperative = registry.cooperative(id);
  if (!cooperative) return missing_record_page(asked);
  View view;
  View rows = list_view();
  add_row(rows, asked.word("page.address"),
          address_row(asked, cooperative->addresses, asked.site.today()));
  add_row(rows, asked.word("page.registration_no"), on_record(asked, cooperative->registration_no));
  if (!cooperative->founded.empty())
    add_row(rows, asked.word("field.founded"), {founded_words(cooperative->founded)});
  if (cooperative->members)
    add_row(rows, asked.word("field.members"),
            {number_words(asked.language, std::to_string(*cooperative->members))});
  if (cooperative->area_ha)
    add_row(rows, asked.word("page.area"), {area_words(asked, *cooperative->area_ha)});
  view.set("rows", std::move(rows));
  view.set("heading_vi", View(true));
  put_phone(view, *cooperative);
  Links links;
  for (const Product& product : registry.products(id))
    links.add(asked, product_path(product.gtin), product.name);
  for (const Place& place : registry.places(id)) links.add(asked, place_path(place.id), place.name);
  std::move(links).put_into(view, asked.word("page.cooperative.links"));
  return record_page(asked, cooperative->name, cooperative->sample, std::move(view));
}

HttpResponse place_page(const Asked& asked, const std::string& id) {
  const auto place = asked.site.registry().place(id);
  if (!place) return missing_record_page(asked);
  View rows = list_view();
  add_row(rows, asked.word("field.kind"), {kind_words(asked, place->kind)});
  add_row(rows, asked.word("page.producer"), cooperative_link(asked, place->cooperative_id));
  add_row(rows, asked.word("page.address"),
          address_row(asked, place->addresses, asked.site.today()));
  if (!place->code.empty()) add_row(rows, asked.word("field.code"), {place->code});
  if (!place->market.empty()) add_row(rows, asked.word("field.market"), {place->market});
  if (place->area_ha) add_row(rows, asked.word("page.area"), {area_words(asked, *place->area_ha)});
  View view;
  view.set("rows", std::move(rows));
  view.set("heading_vi", View(true));
  return record_page(asked, place->name, place->sample, std::move(view));
}

HttpResponse certification_page(const Asked& asked, const std::string& id) {
  const auto certification = asked.site.registry().certification(id);
  if (!certification) return missing_record_page(asked);
  if (!may_be_shown(*certification, asked.site.today())) return not_found_page(asked);
  View view;
  View rows = list_view();
  add_row(rows, asked.word("page.certification.of"), {owner_name(asked, *certification), true});
  add_row(rows, asked.word("page.producer"),
          cooperative_link(asked, certification->cooperative_id));
  view.set("rows", std::move(rows));
  put_certifications(view, asked, findings_of({*certification}, asked.site.today()), std::nullopt);
  auto evidence = EvidenceBook::of(asked.site.registry())
                      .of_subject({EvidenceSubject::Kind::certification, certification->id});
  std::erase_if(evidence, [](const Evidence& each) { return !each.shown; });
  put_list(view, "evidence", evidence_views(asked, evidence));
  return record_page(asked, certification_name(asked, *certification), certification->sample,
                     std::move(view));
}

}  // namespace temgoc
