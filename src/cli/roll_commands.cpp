// temgoc roll print|list|show|claim|void
#include "cli/command.h"
#include "cli/lot_words.h"
#include "cli/print_json.h"
#include "cli/print_order.h"
#include "cli/progress_bar.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/roll_json.h"
#include "temgoc/printing/rolls.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostListed = 100'000;
constexpr std::size_t kMostReason = 300;

Result<std::string> reason_of(const Given& given, const std::string& option) {
  auto reason = clean_text(given.text(option), option, kMostReason);
  if (reason && given.has(option) && reason->empty()) return Error{"reason_missing", option};
  return reason;
}

// Of argument or option `roll`.
Result<std::int64_t> roll_number(const Given& given) {
  const std::string text = given.text("roll");
  if (!is_digits(text) || text.size() > 9) return Error{"roll_unknown", "roll", shortened(text)};
  return static_cast<std::int64_t>(std::stoll(text));
}

int roll_print(const Session& session, const Given& given) {
  auto order = print_order(given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto product = product_named(workplace->registry(), given.text("product"));
  if (!product) return session.terminal.fail(product.error());
  Json meaning = given.meaning({"product", "by", "read-back"});
  meaning["product"] = product->id;
  if (auto begun = session.begin(*workplace, given, "roll print", meaning); !begun)
    return session.terminal.fail(begun.error());
  const auto printed = [&] {
    ProgressBar bar(session);
    return print_roll(*workplace, *product, *order, bar.sink());
  }();
  const Terminal& terminal = session.terminal;
  if (!printed) return terminal.fail(printed.error());
  terminal.warn_all(printed->warnings);
  const std::string file = printed->file.string();
  terminal.tell({"file", {{"file", file}}});
  terminal.say("roll.print.done", {{"roll", std::to_string(printed->roll.id)},
                                   {"labels", std::to_string(printed->roll.labels)},
                                   {"read", std::to_string(printed->read_back)}});
  Json json = roll_json({printed->roll});
  json["pages"] = printed->printed.pages;
  json["read_back"] = printed->read_back;
  json["module_mm"] = printed->printed.module_mm;
  json["files"] = {file};
  return terminal.done(json, file + "\n");
}

std::string roll_line(const Terminal& terminal, const Registry& registry,
                      const RollOnRecord& record) {
  const auto product = registry.product(std::string_view(record.roll.product_id));
  return terminal.word("roll.line", {{"roll", std::to_string(record.roll.id)},
                                     {"day", to_dmy(vietnam_day(record.roll.at))},
                                     {"product", product ? product->name : record.roll.product_id},
                                     {"labels", std::to_string(record.roll.labels)},
                                     {"claimed", std::to_string(record.claimed)},
                                     {"voided", std::to_string(record.voided)},
                                     {"unclaimed", std::to_string(record.unclaimed())}}) +
         "\n";
}

int roll_list(const Session& session, const Given& given) {
  auto limit = given.number("limit", 100);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Registry& registry = workplace->registry();
  RollFilter filter{.only_unclaimed = given.has("unclaimed"),
                    .limit = static_cast<unsigned>(std::min(*limit, kMostListed))};
  if (given.has("cooperative")) {
    if (!registry.cooperative(given.text("cooperative")))
      return session.terminal.fail(
          {"cooperative_unknown", "cooperative", shortened(given.text("cooperative"))});
    filter.cooperative_id = given.text("cooperative");
  }
  Json list = Json::array();
  std::string text;
  for (const RollOnRecord& record : RollBook::of(registry).rolls(filter)) {
    list.push_back(roll_json(record));
    text += roll_line(session.terminal, registry, record);
  }
  return session.terminal.done({{"rolls", list}}, text);
}

std::string range_line(const Terminal& terminal, const Registry& registry, const RollRange& range) {
  const auto lot = range.lot_id ? registry.lot(*range.lot_id) : std::nullopt;
  return "  " +
         terminal.word(lot ? "roll.range.claimed" : "roll.range.voided",
                       {{"first", std::to_string(range.first)},
                        {"last", std::to_string(range.last)},
                        {"lot", lot ? lot->code.text() : std::string()},
                        {"day", to_dmy(vietnam_day(range.at))},
                        {"reason", range.reason}}) +
         "\n";
}

int roll_show(const Session& session, const Given& given) {
  const auto number = roll_number(given);
  if (!number) return session.terminal.fail(number.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Registry& registry = workplace->registry();
  const RollBook book = RollBook::of(registry);
  const auto record = book.roll_on_record(*number);
  if (!record) return session.terminal.fail({"roll_unknown", "roll", std::to_string(*number)});
  Json json = roll_json(*record);
  json["ranges"] = roll_ranges_json(registry, *number);
  json["codes"] = Json::array();
  for (const Serial& code : book.codes(*number)) json["codes"].push_back(code.text());
  std::string text = roll_line(session.terminal, registry, *record);
  for (const RollRange& range : book.ranges(*number))
    text += range_line(session.terminal, registry, range);
  return session.terminal.done(json, text);
}

// The labels from `first` to `last`; without a last, that one label.
Result<RollRun> run_of(const Registry& registry, const Given& given,
                       std::optional<std::int64_t> roll) {
  const std::string first = given.text("first");
  return find_run(registry, first, given.has("last") ? given.text("last") : first, roll);
}

WordArgs given_words(const RollGiven& given) {
  return {{"roll", std::to_string(given.run.roll.id)},
          {"first", std::to_string(given.run.first)},
          {"last", std::to_string(given.run.last)},
          {"labels", std::to_string(given.labels)},
          {"voided", std::to_string(given.voided)}};
}

int tell_claim(const Terminal& terminal, const Lot& lot, const RollGiven& given, const char* key) {
  WordArgs args = given_words(given);
  args["lot"] = lot_words(lot);
  std::string text = terminal.word(key, args) + "\n";
  if (given.voided > 0) text += terminal.word("roll.claim.passed_over", args) + "\n";
  if (given.packs)
    text += terminal.word("label.print.quantity", {{"labels", std::to_string(given.labels_of_lot)},
                                                   {"packs", std::to_string(*given.packs)}}) +
            "\n";
  Json json = roll_given_json(given);
  json["lot"] = lot.code.text();
  json["gtin"] = lot.gtin.digits();
  return terminal.done(json, text);
}

int roll_claim(const Session& session, const Given& given) {
  auto by = who(given);
  if (!by) return session.terminal.fail(by.error());
  auto reason = reason_of(given, "over-quantity");
  if (!reason) return session.terminal.fail(reason.error());
  std::optional<std::int64_t> roll;
  if (given.has("roll")) {
    const auto number = roll_number(given);
    if (!number) return session.terminal.fail(number.error());
    roll = *number;
  }
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  const auto run = run_of(workplace->registry(), given, roll);
  if (!run) return session.terminal.fail(run.error());
  if (given.has("dry-run")) {
    const auto preview = preview_claim(*workplace, *run, *lot);
    if (!preview) return session.terminal.fail(preview.error());
    return tell_claim(session.terminal, *lot, *preview,
                      preview->stands ? "roll.claim.stands" : "roll.claim.preview");
  }
  const auto claimed = claim_labels(*workplace, *run, *lot, *by, *reason);
  if (!claimed) return session.terminal.fail(claimed.error());
  return tell_claim(session.terminal, *lot, *claimed,
                    claimed->stands ? "roll.claim.stands" : "roll.claim.done");
}

int roll_void(const Session& session, const Given& given) {
  auto by = who(given);
  if (!by) return session.terminal.fail(by.error());
  auto reason = reason_of(given, "reason");
  if (!reason) return session.terminal.fail(reason.error());
  const auto roll = roll_number(given);
  if (!roll) return session.terminal.fail(roll.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Registry& registry = workplace->registry();
  const bool rest = !given.has("first");
  const auto run = rest ? whole_roll(registry, *roll) : run_of(registry, given, *roll);
  if (!run) return session.terminal.fail(run.error());
  const auto voided = void_roll_labels(*workplace, *run, rest, *by, *reason);
  if (!voided) return session.terminal.fail(voided.error());
  Json json = roll_given_json(*voided);
  json["reason"] = *reason;
  json["by"] = *by;
  return session.terminal.done(
      json, session.terminal.word("roll.void.done", given_words(*voided)) + "\n");
}

}  // namespace

void add_roll_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"roll",
                 "print",
                 {{"product", Kind::argument, true},
                  {"template", Kind::text, true},
                  {"count", Kind::number, true},
                  {"label-language"},
                  {"dpi", Kind::number},
                  {"start"},
                  {"order"},
                  {"cut-marks", Kind::flag},
                  {"printer"},
                  {"format"},
                  {"out"},
                  {"read-back"},
                  {"by"},
                  {"again", Kind::flag}},
                 roll_print});
  all.push_back({"roll",
                 "list",
                 {{"cooperative"}, {"unclaimed", Kind::flag}, {"limit", Kind::number}},
                 roll_list});
  all.push_back({"roll", "show", {{"roll", Kind::argument, true}}, roll_show});
  all.push_back({"roll",
                 "claim",
                 {{"lot", Kind::argument, true},
                  {"product"},
                  {"first", Kind::text, true},
                  {"last"},
                  {"roll"},
                  {"over-quantity"},
                  {"dry-run", Kind::flag},
                  {"by"}},
                 roll_claim});
  all.push_back(
      {"roll",
       "void",
       {{"roll", Kind::argument, true}, {"first"}, {"last"}, {"reason", Kind::text, true}, {"by"}},
       roll_void});
}

}  // namespace temgoc
