// Register, sign, store, log: the life of a lot up to the moment that labels may be printed.
#include "temgoc/lots/issue_lot.h"

#include "operations/lots/lot_issuing.h"
#include "temgoc/base/text.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

RecordedAct act_of(const Lot& lot) {
  return {
      "lot",
      {{"lot", lot.code.text()}, {"gtin", lot.gtin.digits()}, {"code", lot.short_code.printed()}},
      lot.cooperative_id};
}

std::vector<Error> warnings_of(Workplace& workplace, const LotPlan& plan, const Lot& lot) {
  std::vector<Error> warnings;
  for (auto& warning :
       {code_warning(workplace, lot), trust_warning(workplace), certificate_warning(plan, lot)})
    if (warning) warnings.push_back(*warning);
  return warnings;
}

}  // namespace

Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase) {
  auto plan = plan_lot(workplace, draft);
  if (!plan) return plan.error();
  auto signing_key = open_planned_key(workplace, *plan, passphrase);
  if (!signing_key) return signing_key.error();
  std::optional<IssuedLot> issued;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto done = issue_planned(workplace, *plan, &*signing_key);
    if (!done) return done.error();
    issued = *std::move(done);
    return issued->created ? act_of(issued->lot) : RecordedAct{};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(plan->is_test()); !settled) return settled.error();
  const Lot& lot = issued->lot;
  return IssueReport{lot, lot_url(lot), issued->created, warnings_of(workplace, *plan, lot)};
}

Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code) {
  const Error unknown{"lot_unknown", "lot", std::string(code)};
  if (gtin.empty()) {
    auto short_code = ShortCode::parse(code);
    if (!short_code) {
      const bool looks_typed = short_code.error().code == "short_code_check";
      return looks_typed ? short_code.error() : Error{"lot_code_alone", "lot", shortened(code)};
    }
    auto lot = workplace.registry().lot(*short_code);
    return lot ? Result<Lot>(*lot) : unknown;
  }
  auto product = Gtin::parse(gtin);
  if (!product) return product.error();
  auto lot_code = LotCode::parse(code);
  if (!lot_code) return lot_code.error();
  for (bool test : {false, true}) {
    if (auto lot = workplace.registry().lot(workplace.realm(test), *product, *lot_code))
      return *lot;
  }
  return unknown;
}

}  // namespace temgoc
