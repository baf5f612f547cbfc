// Rolls of labels printed ahead: printed, listed, claimed for a lot, taken out of use.
#include "console/api/handlers.h"
#include "console/api/label_file_answer.h"
#include "console/api/listing.h"
#include "console/api/lots_in_sight.h"
#include "console/api/print_errands.h"
#include "console/api/problem.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/roll_json.h"
#include "temgoc/printing/rolls.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostReason = 300;

// A product by its id or its GTIN; none where it is another cooperative's.
std::optional<Product> product_in_sight(const ApiCall& call, const std::string& name) {
  const auto gtin = Gtin::parse(name);
  auto product =
      gtin ? call.registry().product(*gtin) : call.registry().product(std::string_view(name));
  if (!product || !call.sees(product->cooperative_id)) return std::nullopt;
  return product;
}

std::optional<RollOnRecord> roll_in_sight(const ApiCall& call, const std::string& number) {
  if (!is_digits(number) || number.size() > 9) return std::nullopt;
  auto record = RollBook::of(call.registry()).roll_on_record(std::stoll(number));
  if (!record || !call.sees(record->roll.cooperative_id)) return std::nullopt;
  return record;
}

HttpResponse roll_unknown(const ApiCall& call) {
  return problem_answer(call.request(), Error{"roll_unknown", "roll", shortened(call.place(0))});
}

Json full_roll_json(const ApiCall& call, const RollOnRecord& record) {
  Json json = roll_json(record);
  json["ranges"] = roll_ranges_json(call.registry(), record.roll.id);
  json["codes"] = Json::array();
  for (const Serial& code : RollBook::of(call.registry()).codes(record.roll.id))
    json["codes"].push_back(code.text());
  return json;
}

// From `first` to `last`; that one label where there is no last.
Result<RollRun> run_asked(const ApiCall& call, std::optional<std::int64_t> roll) {
  const std::string first = call.text("first"), last = call.text("last");
  auto run = find_run(call.registry(), first, last.empty() ? first : last, roll);
  // A roll of others is told like one that is not there.
  if (run && !call.sees(run->roll.cooperative_id))
    return Error{"roll_code_unknown", "first", shortened(first)};
  return run;
}

Result<RollGiven> claim_asked(ApiCall& call, const Lot& lot) {
  auto reason = clean_text(call.text("over_quantity_reason"), "over_quantity_reason", kMostReason);
  if (!reason) return reason.error();
  const auto number = call.whole("roll");
  if (number && !roll_in_sight(call, std::to_string(*number)))
    return Error{"roll_unknown", "roll", std::to_string(*number)};
  const auto run = run_asked(call, number);
  if (!run) return run.error();
  auto workplace = call.open();
  if (!workplace) return workplace.error();
  if (call.is_yes("preview")) return preview_claim(*workplace, *run, lot);
  return claim_labels(*workplace, *run, lot, call.token().name, *reason);
}

Result<RollGiven> void_asked(ApiCall& call, const Roll& roll) {
  auto reason = clean_text(call.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  const bool rest = call.text("first").empty();
  const auto run = rest ? whole_roll(call.registry(), roll.id) : run_asked(call, roll.id);
  if (!run) return run.error();
  auto workplace = call.open();
  if (!workplace) return workplace.error();
  return void_roll_labels(*workplace, *run, rest, call.token().name, *reason);
}

HttpResponse given_answer(const ApiCall& call, const Result<RollGiven>& given) {
  if (!given) return problem_answer(call.request(), given.error());
  return json_answer(200, roll_given_json(*given));
}

}  // namespace

HttpResponse list_rolls(ApiCall& call) {
  auto limit = call.limit();
  if (!limit) return problem_answer(call.request(), limit.error());
  auto before = number_cursor(call, INT64_MAX);
  if (!before) return problem_answer(call.request(), before.error());
  const auto records = RollBook::of(call.registry())
                           .rolls({.cooperative_id = call.cooperative_asked(),
                                   .only_unclaimed = call.asked("unclaimed") == "true",
                                   .before_id = *before,
                                   .limit = *limit + 1});
  Json items = Json::array();
  for (const RollOnRecord& record : records) {
    if (items.size() == *limit)
      return page_answer(call, std::move(items), std::to_string(items.back()["roll"].get<int>()));
    items.push_back(roll_json(record));
  }
  return page_answer(call, std::move(items), "");
}

HttpResponse show_roll(ApiCall& call) {
  const auto record = roll_in_sight(call, call.place(0));
  return record ? json_answer(200, full_roll_json(call, *record)) : roll_unknown(call);
}

HttpResponse show_roll_file(ApiCall& call) {
  const auto record = roll_in_sight(call, call.place(0));
  if (!record) return roll_unknown(call);
  return label_file_answer(call, roll_file(call.house().folder, record->roll));
}

// The roll's number stands in the report's job, for the desk knows of no other.
HttpResponse print_roll_asked(ApiCall& call) {
  const auto product = product_in_sight(call, call.text("product"));
  if (!product)
    return problem_answer(call.request(),
                          Error{"product_unknown", "product", shortened(call.text("product"))});
  auto order = print_order_of(call);
  if (!order) return problem_answer(call.request(), order.error());
  if (auto workplace = call.open(); !workplace)
    return problem_answer(call.request(), workplace.error());
  return handed_to_desk(
      call,
      {.user_id = call.actor().id,
       .cooperative_id = product->cooperative_id,
       .progress = {.total = order->count},
       .of_roll = true},
      [product = *product, order = *order](Workplace& workplace, const SecretText&,
                                           const ProgressSink& progress) -> Result<PrintReport> {
        auto printed = print_roll(workplace, product, order, progress);
        if (!printed) return printed.error();
        PrintReport report;
        report.job.id = printed->roll.id;
        report.warnings = printed->warnings;
        return report;
      },
      SecretText());
}

HttpResponse claim_roll_asked(ApiCall& call) {
  const auto lot = lot_in_sight(call, call.place(0));
  if (!lot) return lot_unknown(call, call.place(0));
  return given_answer(call, claim_asked(call, *lot));
}

HttpResponse void_roll_asked(ApiCall& call) {
  const auto record = roll_in_sight(call, call.place(0));
  if (!record) return roll_unknown(call);
  return given_answer(call, void_asked(call, record->roll));
}

}  // namespace temgoc
