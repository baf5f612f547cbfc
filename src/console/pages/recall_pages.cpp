// A recall: what buyers will read, before it counts; then typed once more. And a lot that was
// issued by mistake, taken back.
#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/text.h"
#include "temgoc/check/check.h"
#include "temgoc/lots/recall.h"
#include "temgoc/lots/recall_chain.h"
#include "temgoc/lots/recall_papers.h"
#include "temgoc/seal/lot_seal.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostReason = 300;
constexpr unsigned kMostCounted = 10'000;

Recall::Scope scope_typed(const Visit& visit) {
  const std::string scope = visit.typed("scope");
  if (scope == "product") return Recall::Scope::product;
  return scope == "cooperative" ? Recall::Scope::cooperative : Recall::Scope::lot;
}

// The lot with everything that was made of it.
bool chain_typed(const Visit& visit) { return visit.typed("scope") == "chain"; }

LotName name_of(const Lot& lot) { return {LotName::Kind::sealed, {}, lot.short_code.text()}; }

Result<RecallChain> chain_of(const Visit& visit, const Lot& lot) {
  return own_recall_chain(visit.registry(), name_of(lot), visit.scope());
}

Result<Recall> recall_typed(const Visit& visit) {
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  if (reason->empty()) return Error{"reason_missing", "reason"};
  auto instruction = clean_text(visit.typed("instruction"), "instruction", kMostReason);
  if (!instruction) return instruction.error();
  return Recall{scope_typed(visit), *reason, *instruction, visit.site().today()};
}

// Typed again to confirm.
std::string subject_of(const Lot& lot, Recall::Scope scope) {
  if (scope == Recall::Scope::product) return lot.product_id;
  return scope == Recall::Scope::cooperative ? lot.cooperative_id : lot.code.text();
}

// What whoever scans a label of this lot reads once the recall counts: by the check that answers
// them.
View public_page(const Visit& visit, const Lot& lot, const Recall& recall) {
  CheckContext context = visit.site().check_context();
  context.facts.look_up = [known = context.facts.look_up, recall](const Scanned& scanned) {
    LotFacts facts = known(scanned);
    facts.recalls.push_back(recall);
    return facts;
  };
  const std::string url = lot_url(lot);
  const Verdict verdict = check_label(url.empty() ? lot.short_code.printed() : url, context);
  View page;
  page.set("headline", headline_words(verdict, visit.language()));
  page.set("sentence", sentence_words(verdict, visit.language()));
  page.set("is_recalled", View(verdict.main.headline == Headline::recalled));
  page.set("reason", recall.reason);
  page.set("instruction",
           recall.instruction.empty() ? visit.word("page.recall.standard") : recall.instruction);
  return page;
}

std::vector<Lot> recalled_lots(const Visit& visit, const Lot& lot, Recall::Scope scope) {
  if (scope == Recall::Scope::lot) return {lot};
  LotFilter filter;
  filter.cooperative_id = lot.cooperative_id;
  if (scope == Recall::Scope::product) filter.product_id = lot.product_id;
  filter.limit = kMostCounted;
  return visit.registry().lots(filter);
}

void put_reach(const Visit& visit, View& view, const Lot& lot, const Recall& recall) {
  const auto lots = recalled_lots(visit, lot, recall.scope);
  std::uint64_t labels = 0;
  for (const Lot& each : lots) labels += labels_of(visit.registry(), each);
  view.set("lots", number_words(visit, lots.size()));
  view.set("labels", number_words(visit, labels));
}

// How far the chain reaches, and whom to call.
void put_chain(const Visit& visit, View& view, const RecallChain& chain) {
  view.set("lots", number_words(visit, chain.sealed.size()));
  view.set("labels", number_words(visit, chain.labels));
  View more;
  more.set("held", number_words(visit, chain.unsealed.size()));
  more.set("has_held", View(!chain.unsealed.empty()));
  View receivers = View::list();
  for (const ChainReceiver& each : chain.receivers) {
    View receiver;
    receiver.set("text", receiver_text(each, visit.language()));
    receivers.push_back(std::move(receiver));
  }
  more.set("has_receivers", View(!chain.receivers.empty()));
  more.set("receivers", std::move(receivers));
  view.set("chain", std::move(more));
}

std::string recall_command(const Visit& visit, const Lot& lot, const Recall& recall) {
  CommandLine command("lot recall");
  command.add(lot.short_code.printed());
  if (chain_typed(visit)) command.add("--with-descendants");
  if (recall.scope != Recall::Scope::lot) command.add("scope", to_text(recall.scope));
  command.add("reason", recall.reason)
      .add("instruction", recall.instruction)
      .add("confirm", chain_typed(visit) ? name_of(lot).text() : subject_of(lot, recall.scope));
  return command.text();
}

void put_typed(const Visit& visit, View& view, const Lot& lot) {
  view.set("href", lot_href(lot));
  view.set("code", lot.code.text());
  view.set("product", product_name(lot));
  for (const char* name : {"reason", "instruction"}) put(view, name, visit.typed(name));
  const Recall::Scope scope = scope_typed(visit);
  const std::string chosen = chain_typed(visit) ? "chain" : to_text(scope);
  view.set("scope", chosen);
  for (const char* each : {"lot", "chain", "product", "cooperative"})
    view.set(std::string("scope_") + each, View(chosen == each));
}

HttpResponse shown(Visit& visit, View view, unsigned status) {
  return console_page(visit,
                      {.template_name = "recall",
                       .title = visit.word("console.recall"),
                       .section = "lots",
                       .status = status},
                      std::move(view));
}

HttpResponse asks_page(Visit& visit, const Lot& lot, const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  put_typed(visit, view, lot);
  view.set("asks", View(true));
  return shown(visit, std::move(view), error ? 422 : 200);
}

// `wrong`: what was typed to confirm is another word.
HttpResponse confirm_page(Visit& visit, const Lot& lot, const Recall& recall, bool wrong) {
  std::optional<RecallChain> chain;
  if (chain_typed(visit)) {
    auto found = chain_of(visit, lot);
    if (!found) return asks_page(visit, lot, found.error());
    chain = *std::move(found);
  }
  View view;
  put_typed(visit, view, lot);
  View confirm;
  confirm.set("page", public_page(visit, lot, recall));
  confirm.set("subject", subject_of(lot, recall.scope));
  confirm.set("what", visit.word("recall.line." + (chain ? "chain" : to_text(recall.scope))));
  if (chain)
    put_chain(visit, confirm, *chain);
  else
    put_reach(visit, confirm, lot, recall);
  confirm.set("wrong", View(wrong));
  confirm.set("command", recall_command(visit, lot, recall));
  view.set("confirm", std::move(confirm));
  return shown(visit, std::move(view), wrong ? 422 : 200);
}

bool stands_already(const Visit& visit, const Lot& lot, const Recall& recall) {
  if (chain_typed(visit)) {
    const auto chain = chain_of(visit, lot);
    return chain && chain->sealed.empty() && chain->unsealed.empty();
  }
  const auto facts = visit.registry().facts(lot.realm, lot.gtin, lot.code, {}, visit.now());
  for (const Recall& each : facts.recalls)
    if (each.scope == recall.scope && each.reason == recall.reason) return true;
  return false;
}

Result<void> recalled(const Visit& visit, Workplace& workplace, const Lot& lot,
                      const Recall& recall) {
  if (chain_typed(visit)) {
    auto chain = recall_with_descendants(workplace, name_of(lot), recall, visit.scope());
    return chain ? Result<void>() : chain.error();
  }
  return recall_lot(workplace, lot, recall);
}

Result<void> cancelled(Visit& visit, const Lot& lot) {
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return cancel_lot(*workplace, lot,
                    {.reason = *reason, .at = workplace->now(), .who = visit.user().name});
}

}  // namespace

HttpResponse recall_form(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  return lot ? asks_page(visit, *lot, {}) : not_found_page(visit);
}

HttpResponse recall_sent(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  const auto recall = recall_typed(visit);
  if (!recall || !visit.typed("back").empty())
    return asks_page(visit, *lot, recall ? std::nullopt : std::optional(recall.error()));
  const std::string confirmed = visit.typed("confirm");
  if (confirmed != subject_of(*lot, recall->scope))
    return confirm_page(visit, *lot, *recall, !confirmed.empty());
  // Sent twice, by two clicks or by the back button: the first one stands.
  if (stands_already(visit, *lot, *recall)) return redirect(lot_href(*lot) + "?recalled=1");
  auto workplace = visit.open();
  if (!workplace) return asks_page(visit, *lot, workplace.error());
  if (auto done = recalled(visit, *workplace, *lot, *recall); !done)
    return asks_page(visit, *lot, done.error());
  return redirect(lot_href(*lot) + "?recalled=1");
}

HttpResponse cancel_lot_sent(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  if (auto done = cancelled(visit, *lot); !done) return lot_page_with(visit, *lot, done.error());
  return redirect(lot_href(*lot));
}

}  // namespace temgoc
