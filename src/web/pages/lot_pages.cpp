// Finds the lot, and makes the page of its events, of its safety, or its proof as text.
#include "web/pages/lot_pages.h"

#include "temgoc/events/public_evidence.h"
#include "temgoc/log/log.h"
#include "temgoc/log/receipt.h"
#include "temgoc/model/as_issued.h"
#include "web/pages/journey.h"
#include "web/pages/journey_map.h"
#include "web/pages/record_views.h"
#include "web/pages/spoken.h"
#include "web/paths.h"

namespace temgoc {
std::optional<LotFacts> facts_of(const Site& site, const Gtin& gtin, const LotCode& lot) {
  for (const bool test : {false, true}) {
    LotFacts facts = site.facts(test, gtin, lot);
    if (facts.lot) return facts;
  }
  return std::nullopt;
}

HttpResponse missing_lot_page(const Asked& asked) {
  if (asked.site.may_lack_newest()) return not_known_page(asked, "page.not_known");
  return not_found_page(asked, "page.lot.not_found");
}

namespace {

constexpr std::size_t kMostEvidenceShown = 24;

bool is_sample(const LotFacts& facts) {
  return (facts.product && facts.product->sample) ||
         (facts.cooperative && facts.cooperative->sample);
}

HttpResponse lot_page(const Asked& asked, const LotFacts& facts, std::string_view template_name,
                      const std::string& title, View view) {
  view.set("lot_href", asked.link(lot_path(facts.lot->gtin, facts.lot->code)));
  if (const auto issued = as_issued(facts).product) view.set("product_name", issued->name);
  const std::string code = facts.lot->code.text();
  view.set("lot_words", spoken(asked, asked.word("lot") + " " + code, {{}, {code}}));
  return html_page(asked,
                   {.template_name = template_name,
                    .route = template_name,
                    .title = title,
                    .sample = is_sample(facts),
                    .repeatable = true},
                   std::move(view));
}

std::string recall_headline(const Asked& asked, const Recall& recall) {
  switch (recall.scope) {
    case Recall::Scope::product:
      return asked.word("headline.recalled.product_recalled");
    case Recall::Scope::cooperative:
      return asked.word("headline.recalled.cooperative_recalled");
    case Recall::Scope::lot:
      break;
  }
  return asked.word("headline.recalled");
}

// What a person who has the goods in hand must know: the gravest thing first.
struct SafetyWords {
  const char* tone;
  std::string headline;
  std::string sentence = {};
};
SafetyWords safety_words(const Asked& asked, const LotFacts& facts) {
  if (facts.lot->test) return {"void", asked.word("headline.void.test_key")};
  if (!facts.recalls.empty()) return {"recalled", recall_headline(asked, facts.recalls.front())};
  if (facts.cancelled)
    return {"void", asked.word("headline.void.lot_cancelled"),
            asked.word("page.safety.cancelled", {{"cancel_reason", facts.cancelled->reason}})};
  const auto last = facts.lot->expires_on();
  if (last && *last < asked.site.today())
    return {"expired", asked.word("headline.expired"),
            asked.word("page.safety.expired", {{"day", to_dmy(*last)}})};
  // Whoever has had no news for too long does not know of the newest recall.
  if (asked.site.is_behind())
    return {"cannot_check", asked.word("headline.cannot_check"), asked.word("page.safety.stale")};
  return {"unsealed", asked.word("page.safety.none"),
          asked.word("page.safety.none.what",
                     {{"day", to_dmy(vietnam_day(asked.site.known_until()))}})};
}

Result<Receipt> receipt_of(const Site& site, const Lot& lot) {
  auto log = TileLog::open(site.folder() / (lot.test ? "log-test" : "log"), lot.realm);
  if (!log) return log.error();
  const auto checkpoint = log->checkpoint();
  if (!checkpoint || checkpoint->head.size <= lot.leaf_index)
    return Error{"log_missing", {}, lot.realm};
  auto entry = log->entry(lot.leaf_index);
  if (!entry) return entry.error();
  auto proof = log->inclusion_proof(lot.leaf_index, checkpoint->head.size);
  if (!proof) return proof.error();
  return Receipt{.entry = *std::move(entry),
                 .index = lot.leaf_index,
                 .proof = *std::move(proof),
                 .checkpoint_note = *log->checkpoint_note()};
}

}  // namespace

HttpResponse events_page(const Asked& asked, const Gtin& gtin, const LotCode& lot) {
  const auto facts = facts_of(asked.site, gtin, lot);
  if (!facts) return missing_lot_page(asked);
  View view;
  view.set("steps", whole_journey(asked, *facts));
  if (auto map = journey_map(asked, *facts)) view.set("map", *std::move(map));
  if (facts->recalls.empty() && !facts->cancelled)
    put_list(view, "evidence",
             evidence_views(
                 asked, public_evidence(asked.site.registry(), *facts->lot, kMostEvidenceShown)));
  return lot_page(asked, *facts, "events", asked.word("page.events.title"), std::move(view));
}

HttpResponse safety_page(const Asked& asked, const Gtin& gtin, const LotCode& lot) {
  const auto facts = facts_of(asked.site, gtin, lot);
  if (!facts) return missing_lot_page(asked);
  const SafetyWords safety = safety_words(asked, *facts);
  View view;
  view.set("tone", safety.tone);
  view.set("icon", icon(safety.tone == std::string_view("unsealed") ? "valid" : safety.tone));
  view.set("role", facts->recalls.empty() ? "status" : "alert");
  view.set("headline", safety.headline);
  const std::string reason = facts->cancelled ? facts->cancelled->reason : std::string();
  put_list(view, "sentence", spoken(asked, safety.sentence, {.own = {reason}, .whole = {}}));
  view.set("recalls", recall_views(asked, facts->recalls));
  View rows = list_view();
  const Product* product = facts->product ? &*facts->product : nullptr;
  const auto issued = as_issued(*facts).product;
  add_row(rows, asked.word("page.product.name"),
          then_and_now(asked, on_record(asked, issued ? issued->name : ""),
                       product ? product->name : ""));
  add_row(rows, asked.word("lot"), {facts->lot->code.text()});
  const auto last = facts->lot->expires_on();
  add_row(rows, asked.word("page.use_by"), {last ? to_dmy(*last) : without_use_by(asked, *facts)});
  if (product) {
    add_row(rows, asked.word("page.product.storage"),
            under(asked, "page.product.storage", product->storage, product->storage_en));
    add_row(rows, asked.word("page.product.warnings"),
            under(asked, "page.product.warnings", product->warnings, product->warnings_en));
    add_label_rows(rows, asked, *product);
  }
  view.set("rows", std::move(rows));
  if (facts->cooperative) put_phone(view, *facts->cooperative);
  return lot_page(asked, *facts, "safety", safety.headline, std::move(view));
}

HttpResponse proof_page(const Asked& asked, const Gtin& gtin, const LotCode& lot) {
  const auto facts = facts_of(asked.site, gtin, lot);
  if (!facts) return missing_lot_page(asked);
  const auto receipt = receipt_of(asked.site, *facts->lot);
  if (!receipt) return could_not_check_page(asked);
  return {.content_type = "text/plain; charset=utf-8",
          .body = receipt->text(),
          .headers = {{"Cache-Control", "no-cache"}, {"Access-Control-Allow-Origin", "*"}},
          .route = "proof"};
}

}  // namespace temgoc
