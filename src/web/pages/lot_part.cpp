// Fills the blocks on the goods and on their story, and asks the cache for them first.
#include "web/pages/lot_part.h"

#include "temgoc/base/text.h"
#include "temgoc/model/as_issued.h"
#include "web/pages/journey.h"
#include "web/pages/record_views.h"
#include "web/paths.h"

namespace temgoc {
namespace {

// The product as labels name it, and what the record says today where it differs.
void add_product_rows(View& rows, const Asked& asked, const Product& product,
                      const Product& today) {
  RowText name{product_name(asked, product),
               asked.language == Language::vi || product.name_en.empty(),
               asked.link(product_path(product.gtin))};
  if (name.value != product.name) name.notes.push_back({"", product.name});
  if (product.name != today.name) name.notes.push_back({asked.word("page.now") + " ", today.name});
  add_row(rows, asked.word("page.product.name"), name);
  const auto row = [&](const char* key, const std::string& value, const std::string& now) {
    add_row(rows, asked.word(key), then_and_now(asked, on_record(asked, value), now));
  };
  row("page.product.brand", product.brand, today.brand);
  row("page.product.net_content", product.net_content, today.net_content);
  add_row(rows, asked.word("page.product.standards"), on_record(asked, product.standards));
  add_label_rows(rows, asked, product);
  add_row(rows, asked.word("page.product.storage"),
          under(asked, "page.product.storage", product.storage, product.storage_en));
  add_row(rows, asked.word("page.product.warnings"),
          under(asked, "page.product.warnings", product.warnings, product.warnings_en));
}

void add_lot_rows(View& rows, const Asked& asked, const Verdict& verdict) {
  add_row(rows, asked.word("page.short_code"), {verdict.facts->lot->short_code.printed()});
  add_row(rows, asked.word("page.produced"), {"NSX: " + to_dmy(*verdict.packed_on)});
  add_row(rows, asked.word("page.use_by"),
          {verdict.expires_on ? "HSD: " + to_dmy(*verdict.expires_on)
                              : without_use_by(asked, *verdict.facts)});
}

std::string goods(const Asked& asked, const Verdict& verdict) {
  const LotFacts& facts = *verdict.facts;
  View rows = list_view();
  const AsIssued issued = as_issued(facts);
  if (facts.product)
    add_product_rows(rows, asked,
                     issued.product ? as_labelled(*facts.product, *issued.product) : *facts.product,
                     *facts.product);
  add_lot_rows(rows, asked, verdict);
  View view;
  const std::string picture = picture_href(asked.site, facts.lot->gtin);
  if (picture.empty())
    add_row(rows, asked.word("page.picture"), {asked.word("page.not_on_record")});
  put(view, "picture", picture);
  if (facts.product)
    view.set("picture_alt",
             asked.word("page.picture.of", {{"product", product_name(asked, *facts.product)}}));
  view.set("rows", std::move(rows));
  return filled("goods", view, asked.language).html;
}

// The page of a lot that is recalled or cancelled praises nothing.
bool shows_certifications(const Verdict& verdict) {
  return verdict.main.headline != Headline::recalled && !verdict.facts->cancelled &&
         verdict.certifications_known;
}

std::string story(const Asked& asked, const Verdict& verdict) {
  const LotFacts& facts = *verdict.facts;
  View view;
  view.set("steps", short_journey(asked, facts));
  // No bundle holds what happened to the lot, nor its entry of the log.
  if (asked.site.bundle() == nullptr) {
    View events;
    events.set("events_href", asked.link(lot_events_path(facts.lot->gtin, facts.lot->code)));
    events.set("proof_href", lot_proof_path(facts.lot->gtin, facts.lot->code));
    view.set("more", std::move(events));
  }
  if (shows_certifications(verdict))
    put_certifications(view, asked, verdict.certifications, verdict.packed_on);
  if (facts.cooperative)
    view.set("producer", cooperative_view(asked, *facts.cooperative,
                                          as_issued(facts).cooperative.value_or(*facts.cooperative),
                                          facts.lot->packed_on));
  return filled("story", view, asked.language).html;
}

}  // namespace

LotPart lot_part(const Asked& asked, const Verdict& verdict) {
  const Lot& lot = *verdict.facts->lot;
  const std::string of_lot = std::to_string(lot.id) + ' ' + lot.realm + ' ' + lot.gtin.digits() +
                             ' ' + lot.code.text() + asked.language_query() +
                             (asked.language == Language::vi ? " vi" : " en");
  return {asked.part("goods " + of_lot, [&] { return goods(asked, verdict); }),
          asked.part((shows_certifications(verdict) ? "story " : "plain story ") + of_lot,
                     [&] { return story(asked, verdict); })};
}

}  // namespace temgoc
