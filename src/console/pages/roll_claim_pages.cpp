// Labels of a roll are given to a lot: asked for, shown, and only then recorded.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/roll_views.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/rolls.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsOffered = 50;
constexpr std::size_t kMostReason = 300;

// What stood in the form when it was sent, or what a link to it names.
std::string kept(const Visit& visit, const char* name) {
  return visit.request().method == "POST" ? visit.typed(name) : visit.asked(name);
}

// The newest lots of the roll's product; of any where no roll is named.
void put_lots(const Visit& visit, View& view, const std::optional<RollOnRecord>& roll) {
  LotFilter filter{.cooperative_id = visit.scope(), .limit = kLotsOffered};
  if (roll) filter.product_id = roll->roll.product_id;
  const std::string chosen = kept(visit, "lot");
  View list = list_view();
  for (const Lot& lot : visit.registry().lots(filter)) {
    if (visit.registry().cancellation(lot.id)) continue;
    View item;
    item.set("code", lot.short_code.printed());
    item.set("name", product_name(lot) + " · " + lot.code.text() + " · " + to_dmy(lot.packed_on));
    item.set("chosen", View(lot.short_code.printed() == chosen));
    list.push_back(std::move(item));
  }
  put_list(view, "lots", std::move(list));
}

HttpResponse shown(Visit& visit, View view, bool wrong) {
  return console_page(visit,
                      {.template_name = "roll_claim",
                       .title = visit.word("console.roll_claim"),
                       .section = "lots",
                       .status = wrong ? 422u : 200u},
                      std::move(view));
}

void put_typed(const Visit& visit, View& view) {
  for (const char* name : {"lot", "roll", "first", "last", "over_quantity"})
    put(view, name, kept(visit, name));
}

HttpResponse asks_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  const auto roll = roll_in_sight(visit, kept(visit, "roll"));
  put_typed(visit, view);
  if (const auto lot = lot_in_sight(visit, kept(visit, "lot"))) {
    view.set("lot_href", lot_href(*lot));
    view.set("lot_name", product_name(*lot) + " · " + lot->code.text());
  }
  put_lots(visit, view, roll);
  if (roll) {
    view.set("roll_product", roll_product(visit, roll->roll));
    view.set("roll_labels", number_words(visit, roll->roll.labels));
  }
  view.set("asks", View(true));
  if (error) {
    put_error(visit, view, *error);
    view.set("fault_" + error->field, View(true));
  }
  return shown(visit, std::move(view), error.has_value());
}

struct ClaimTyped {
  Lot lot;
  RollRun run;
  std::string reason;  // why more labels than packs
};

Result<ClaimTyped> claim_typed(const Visit& visit) {
  const std::string code = visit.typed("lot");
  if (code.empty()) return Error{"field_missing", "lot"};
  const auto lot = lot_in_sight(visit, code);
  if (!lot) return Error{"lot_unknown", "lot", shortened(code)};
  auto reason = clean_text(visit.typed("over_quantity"), "over_quantity", kMostReason);
  if (!reason) return reason.error();
  const auto roll = roll_in_sight(visit, visit.typed("roll"));
  const std::string first = visit.typed("first");
  const std::string last = visit.typed("last").empty() ? first : visit.typed("last");
  auto run =
      find_run(visit.registry(), first, last, roll ? std::optional(roll->roll.id) : std::nullopt);
  if (!run) return run.error();
  // A roll of others is told like one that is not there.
  if (!visit.sees(run->roll.cooperative_id))
    return Error{"roll_code_unknown", "first", shortened(first)};
  return ClaimTyped{*lot, *std::move(run), *std::move(reason)};
}

std::string claim_command(const ClaimTyped& claim) {
  CommandLine command("roll claim");
  command.add(claim.lot.short_code.printed())
      .add("roll", std::to_string(claim.run.roll.id))
      .add("first", std::to_string(claim.run.first))
      .add("last", std::to_string(claim.run.last))
      .add("over-quantity", claim.reason);
  return command.text();
}

HttpResponse confirm_page(Visit& visit, const ClaimTyped& claim, const RollGiven& given) {
  View view, confirm;
  put_typed(visit, view);
  confirm.set("roll", std::to_string(claim.run.roll.id));
  confirm.set("from", std::to_string(claim.run.first));
  confirm.set("to", std::to_string(claim.run.last));
  confirm.set("labels", number_words(visit, given.labels));
  confirm.set("product", product_name(claim.lot));
  confirm.set("code", claim.lot.code.text());
  confirm.set("packed_on", to_dmy(claim.lot.packed_on));
  if (given.voided > 0) confirm.set("voided", number_words(visit, given.voided));
  if (given.packs) {
    confirm.set("packs", number_words(visit, *given.packs));
    confirm.set("of_lot", number_words(visit, given.labels_of_lot));
  }
  confirm.set("is_over", View(given.is_over()));
  confirm.set("stands", View(given.stands));
  confirm.set("lot_href", lot_href(claim.lot));
  confirm.set("command", claim_command(claim));
  view.set("confirm", std::move(confirm));
  return shown(visit, std::move(view), false);
}

}  // namespace

HttpResponse roll_claim_form(Visit& visit) { return asks_page(visit, {}); }

HttpResponse roll_claim_sent(Visit& visit) {
  const auto claim = claim_typed(visit);
  if (!claim || !visit.typed("back").empty())
    return asks_page(visit, claim ? std::nullopt : std::optional(claim.error()));
  auto workplace = visit.open();
  if (!workplace) return asks_page(visit, workplace.error());
  if (visit.typed("confirmed") != "1") {
    const auto preview = preview_claim(*workplace, claim->run, claim->lot);
    return preview ? confirm_page(visit, *claim, *preview) : asks_page(visit, preview.error());
  }
  const auto done =
      claim_labels(*workplace, claim->run, claim->lot, visit.user().name, claim->reason);
  if (!done) return asks_page(visit, done.error());
  return redirect("/rolls/" + std::to_string(claim->run.roll.id) + "?claimed=1");
}

}  // namespace temgoc
