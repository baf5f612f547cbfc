// temgoc lot issue|list|show|recall
#include <fmt/format.h>

#include <limits>

#include "cli/command.h"
#include "cli/lot_words.h"
#include "cli/recall_commands.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/lot_json.h"
#include "temgoc/lots/recall.h"
#include "temgoc/model/records.h"
#include "temgoc/registry/roll_book.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr unsigned kMostLots = 1'000'000;

std::string lot_text(const Terminal& terminal, const Lot& lot) {
  const auto line = [&](const char* key, const std::string& value) {
    return fmt::format("  {}: {}\n", terminal.word(key), value);
  };
  std::string text = line("lot", lot.code.text()) + line("gtin", lot.gtin.printed()) +
                     line("issue_number", std::to_string(lot.issue_number)) +
                     line("short_code", lot.short_code.printed()) +
                     line("packed_on", to_dmy(lot.packed_on));
  if (lot.expires_on()) text += line("expires_on", to_dmy(*lot.expires_on()));
  text += line("quantity", terminal.number(lot.quantity.amount_text()) + " " + lot.quantity.unit);
  const std::string url = lot_url(lot);
  return url.empty() ? text : text + line("url", url);
}

Result<LotDraft> draft_of(const Given& given) {
  auto gtin = Gtin::parse(given.text("product"));
  if (!gtin) return gtin.error();
  auto packed = parse_day(given.text("packed"), "packed");
  if (!packed) return packed.error();
  auto quantity = Quantity::parse(given.text("quantity"), given.text("unit"));
  if (!quantity) return quantity.error();
  LotDraft draft{.gtin = *gtin, .packed_on = *packed, .quantity = *quantity};
  if (given.has("lot")) {
    auto code = LotCode::parse(given.text("lot"));
    if (!code) return code.error();
    draft.code = *code;
  }
  if (given.has("shelf-life")) {
    auto days = given.number("shelf-life", 0);
    if (!days) return days.error();
    draft.shelf_life_days =
        static_cast<unsigned>(std::min<std::uint64_t>(*days, std::numeric_limits<unsigned>::max()));
  }
  for (auto [name, field] : {std::pair{"request-id", &draft.request_id},
                             {"backdate", &draft.backdate_reason},
                             {"place", &draft.place_id}}) {
    if (!given.has(name)) continue;
    auto text = clean_text(given.text(name), name, 200);
    if (!text) return text.error();
    *field = *text;
  }
  return draft;
}

// What is asked for, however it was typed. A lot code or a request id says by itself which lot is
// meant: the same again is the same lot.
Json meaning_of(const LotDraft& draft) {
  return {{"gtin", draft.gtin.digits()},
          {"packed", to_iso(draft.packed_on)},
          {"quantity", draft.quantity.amount_text()},
          {"unit", draft.quantity.unit},
          {"shelf_life", draft.shelf_life_days ? Json(*draft.shelf_life_days) : Json(nullptr)},
          {"place", draft.place_id},
          {"backdate", draft.backdate_reason}};
}

Result<void> begin_issue(const Session& session, const Given& given, Workplace& workplace,
                         const LotDraft& draft) {
  if (draft.code || !draft.request_id.empty()) return {};
  return session.begin(workplace, given, "lot issue", meaning_of(draft));
}

int lot_issue(const Session& session, const Given& given) {
  auto draft = draft_of(given);
  if (!draft) return session.terminal.fail(draft.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  if (auto begun = begin_issue(session, given, *workplace, *draft); !begun)
    return session.terminal.fail(begun.error());
  SecretText passphrase;
  if (!workplace->test_only()) {
    auto given_passphrase = session.passphrase(given, "");
    if (!given_passphrase) return session.terminal.fail(given_passphrase.error());
    passphrase = *std::move(given_passphrase);
  }
  auto report = issue_lot(*workplace, *draft, passphrase);
  if (!report) return session.terminal.fail(report.error());
  Json json = lot_json(report->lot);
  json["created"] = report->created;
  json["warnings"] = Json::array();
  for (const Error& warning : report->warnings) {
    json["warnings"].push_back(session.terminal.warning_json(warning));
    session.terminal.warn(warning);
  }
  const int status =
      session.terminal.done(json, session.terminal.word(!report->created   ? "lot.issue.same"
                                                        : report->lot.test ? "lot.issue.test"
                                                                           : "lot.issue.done") +
                                      "\n" + lot_text(session.terminal, report->lot));
  session.terminal.say("lot.issue.next", {{"code", report->lot.short_code.printed()}});
  return status;
}

Result<LotFilter> filter_of(const Given& given) {
  LotFilter filter;
  filter.cooperative_id = given.text("cooperative");
  filter.product_id = given.text("product-id");
  if (auto read = given.days(filter.packed_from, filter.packed_until); !read) return read.error();
  auto limit = given.number("limit", 100);
  if (!limit) return limit.error();
  filter.limit = static_cast<unsigned>(std::min<std::uint64_t>(*limit, kMostLots));
  return filter;
}

// Different labels: a reprint makes none. Those that the lot claimed from rolls are among them.
std::uint64_t labels_of(const Registry& registry, const Lot& lot) {
  std::uint64_t labels = RollBook::of(registry).labels_of_lot(lot.id);
  for (const PrintJob& job : registry.print_jobs(lot.id)) {
    if (job.reprint_of == 0) labels += job.labels;
  }
  return labels;
}

std::vector<Recall> recalls_of(const Registry& registry, const Lot& lot, Instant now) {
  return registry.facts(lot.realm, lot.gtin, lot.code, {}, now).recalls;
}

int lot_list(const Session& session, const Given& given) {
  auto filter = filter_of(given);
  if (!filter) return session.terminal.fail(filter.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const Registry& registry = workplace->registry();
  Json list = Json::array();
  std::string text;
  for (const Lot& lot : registry.lots(*filter)) {
    list.push_back(lot_json(lot));
    const std::uint64_t labels = labels_of(registry, lot);
    const bool recalled = !recalls_of(registry, lot, workplace->now()).empty();
    const bool cancelled = registry.cancellation(lot.id).has_value();
    list.back()["labels"] = labels;
    list.back()["recalled"] = recalled;
    list.back()["cancelled"] = cancelled;
    text += fmt::format(
        "{}  {:<20} {}  {:>10} {:<6} {:<5} {}{}{}{}  {}\n", to_dmy(lot.packed_on), lot.code.text(),
        lot.short_code.printed(), session.terminal.number(lot.quantity.amount_text()),
        lot.quantity.unit, lot.cooperative_id,
        session.terminal.word("lot.labels", {{"labels", std::to_string(labels)}}),
        recalled ? "  " + session.terminal.word("lot.recalled") : "",
        cancelled ? "  " + session.terminal.word("lot.cancelled") : "",
        lot.test ? "  " + session.terminal.word("test_lot") : "", product_words(lot));
  }
  return session.terminal.done({{"lots", list}}, text);
}

Json job_json(const PrintJob& job) {
  return {{"job", job.id},
          {"template", job.template_id},
          {"template_sha256", job.template_sha256},
          {"codes", to_text(job.kind)},
          {"first_serial", job.first_serial ? Json(job.first_serial) : Json(nullptr)},
          {"last_serial", job.last_serial ? Json(job.last_serial) : Json(nullptr)},
          {"labels", job.labels},
          {"at", to_iso(job.at)},
          {"leaf_index", job.leaf_index}};
}

Json cancellation_json(const std::optional<LotCancellation>& cancelled) {
  if (!cancelled) return nullptr;
  return {{"reason", cancelled->reason},
          {"by", text_or_null(cancelled->who)},
          {"at", to_iso(cancelled->at)}};
}

std::string cancellation_text(const Terminal& terminal, const LotCancellation& cancelled) {
  return fmt::format("  {}: {} ({}{})\n", terminal.word("lot.cancelled.line"), cancelled.reason,
                     wall_time(cancelled.at), cancelled.who.empty() ? "" : ", " + cancelled.who);
}

int lot_show(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  Json json = lot_json(*lot);
  // A restore took back its entry alone.
  json["record"] = lot->record.empty() ? Json(nullptr) : parse_json(lot->record).value();
  json["print_jobs"] = Json::array();
  std::string text =
      lot_text(session.terminal, *lot) +
      fmt::format("  {}: {}\n  {}: {}\n", session.terminal.word("product"), product_words(*lot),
                  session.terminal.word("lot.issued_at"), wall_time(lot->issued_at));
  for (const PrintJob& job : workplace->registry().print_jobs(lot->id)) {
    json["print_jobs"].push_back(job_json(job));
    const std::string serials =
        job.first_serial == 0 ? ""
                              : fmt::format(", {}–{}", Serial::sealed(job.first_serial).text(),
                                            Serial::sealed(job.last_serial).text());
    text += fmt::format("  {} {}: {} × {}{}, {}\n", session.terminal.word("print_job"), job.id,
                        session.terminal.number(std::to_string(job.labels)), job.template_id,
                        serials, wall_time(job.at));
  }
  json["recalls"] = Json::array();
  for (const Recall& recall : workplace->registry()
                                  .facts(lot->realm, lot->gtin, lot->code, {}, workplace->now())
                                  .recalls) {
    json["recalls"].push_back({{"scope", to_text(recall.scope)},
                               {"reason", recall.reason},
                               {"since", to_iso(recall.since)}});
    text += fmt::format("  {}: {} ({})\n",
                        session.terminal.word("recall.line." + to_text(recall.scope)),
                        recall.reason, to_dmy(recall.since));
  }
  const auto cancelled = workplace->registry().cancellation(lot->id);
  json["cancellation"] = cancellation_json(cancelled);
  if (cancelled) text += cancellation_text(session.terminal, *cancelled);
  return session.terminal.done(json, text);
}

Result<Recall> recall_of(const Session& session, const Given& given) {
  Recall recall;
  recall.since = vietnam_day(session.clock());
  const std::string scope = given.has("scope") ? given.text("scope") : "lot";
  if (scope == "product") {
    recall.scope = Recall::Scope::product;
  } else if (scope == "cooperative") {
    recall.scope = Recall::Scope::cooperative;
  } else if (scope != "lot") {
    return Error{"recall_scope_unknown", "scope", shortened(scope)};
  }
  auto reason = clean_text(given.text("reason"), "reason", 300);
  if (!reason) return reason.error();
  auto instruction = clean_text(given.text("instruction"), "instruction", 300);
  if (!instruction) return instruction.error();
  recall.reason = *reason;
  recall.instruction = *instruction;
  return recall;
}

// What is recalled, as it is typed again to confirm: the lot's code, the product's id or the
// cooperative's id.
std::string recall_subject(const Lot& lot, Recall::Scope scope) {
  if (scope == Recall::Scope::product) return lot.product_id;
  return scope == Recall::Scope::cooperative ? lot.cooperative_id : lot.code.text();
}

// Every lot that a recall of this scope takes in.
std::vector<Lot> recalled_lots(const Registry& registry, const Lot& lot, Recall::Scope scope) {
  if (scope == Recall::Scope::lot) return {lot};
  LotFilter filter;
  filter.limit = kMostLots;
  filter.cooperative_id = lot.cooperative_id;
  if (scope == Recall::Scope::product) filter.product_id = lot.product_id;
  return registry.lots(filter);
}

// What a recall will do and what the public page will say, before anything is written.
std::string recall_preview(const Session& session, const Registry& registry, const Lot& lot,
                           const Recall& recall) {
  const auto lots = recalled_lots(registry, lot, recall.scope);
  std::uint64_t labels = 0;
  for (const Lot& each : lots) labels += labels_of(registry, each);
  const Terminal& terminal = session.terminal;
  return terminal.word(
             "recall.preview",
             {{"scope", terminal.word("recall.line." + to_text(recall.scope))},
              {"subject", recall_subject(lot, recall.scope)},
              {"product", product_words(lot)},
              {"lots", std::to_string(lots.size())},
              {"labels", std::to_string(labels)},
              {"reason", recall.reason},
              {"instruction", recall.instruction.empty() ? terminal.word("page.recall.standard")
                                                         : recall.instruction}}) +
         "\n";
}

// A recall stands for ever, and so does every reason that is added to it: a second one is written
// only where it is asked for.
Result<void> require_new_recall(const Registry& registry, const Lot& lot, const Recall& recall,
                                bool again, Instant now) {
  for (const Recall& standing : recalls_of(registry, lot, now)) {
    if (standing.scope != recall.scope || again) continue;
    return Error{"already_recalled",
                 "lot",
                 recall_subject(lot, recall.scope),
                 {},
                 {{"reason", standing.reason}, {"since", to_dmy(standing.since)}}};
  }
  return {};
}

int lot_recall(const Session& session, const Given& given) {
  auto recall = recall_of(session, given);
  if (!recall) return session.terminal.fail(recall.error());
  if (given.has("with-descendants")) return recall_lot_chain(session, given, *recall);
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  // A recall is grave and cannot be taken back: its subject is typed twice, so that a slip of the
  // keyboard recalls nothing.
  const std::string subject = recall_subject(*lot, recall->scope);
  const Registry& registry = workplace->registry();
  if (auto is_new =
          require_new_recall(registry, *lot, *recall, given.has("again"), workplace->now());
      !is_new)
    return session.terminal.fail(is_new.error());
  if (given.text("confirm") != subject) {
    if (!session.terminal.json() && !given.has("confirm"))
      write_err(recall_preview(session, registry, *lot, *recall));
    return session.terminal.fail({"recall_not_confirmed",
                                  "confirm",
                                  given.text("confirm"),
                                  {},
                                  {{"subject", subject}, {"product", product_words(*lot)}}});
  }
  const Json meaning{{"scope", to_text(recall->scope)},
                     {"subject", subject},
                     {"lot", lot->short_code.text()},
                     {"reason", recall->reason},
                     {"instruction", recall->instruction}};
  if (auto begun = session.begin(*workplace, given, "lot recall", meaning); !begun)
    return session.terminal.fail(begun.error());
  if (auto recalled = recall_lot(*workplace, *lot, *recall); !recalled)
    return session.terminal.fail(recalled.error());
  return session.terminal.done(
      {{"lot", lot->code.text()},
       {"gtin", lot->gtin.digits()},
       {"scope", to_text(recall->scope)},
       {"reason", recall->reason},
       {"since", to_iso(recall->since)}},
      session.terminal.word("recall.done." + to_text(recall->scope),
                            {{"subject", subject}, {"product", product_words(*lot)}}) +
          "\n");
}

}  // namespace

void add_lot_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  std::vector<Option> issue = {{"product", Kind::text, true},
                               {"packed", Kind::text, true},
                               {"quantity", Kind::text, true},
                               {"unit", Kind::text, true},
                               {"shelf-life", Kind::number},
                               {"lot"},
                               {"request-id"},
                               {"again", Kind::flag},
                               {"backdate"},
                               {"place"}};
  for (const Option& option : passphrase_options()) issue.push_back(option);
  all.push_back({"lot", "issue", issue, lot_issue});
  all.push_back({"lot",
                 "list",
                 {{"cooperative"}, {"product-id"}, {"from"}, {"until"}, {"limit", Kind::number}},
                 lot_list});
  all.push_back({"lot", "show", {{"lot", Kind::argument, true}, {"product"}}, lot_show});
  all.push_back({"lot",
                 "recall",
                 {{"lot", Kind::argument, true},
                  {"product"},
                  {"scope"},
                  {"reason", Kind::text, true},
                  {"instruction"},
                  {"with-descendants", Kind::flag},
                  {"again", Kind::flag},
                  {"confirm"}},
                 lot_recall});
}

}  // namespace temgoc
