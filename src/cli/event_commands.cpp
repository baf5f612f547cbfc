// temgoc event add|list|show|correct|import|hash
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/event_words.h"
#include "cli/exit_status.h"
#include "cli/print_json.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/event_hash.h"
#include "temgoc/events/written_event.h"
#include "temgoc/import/import.h"

namespace temgoc {
namespace {

constexpr std::size_t kFaultsListed = 50;
constexpr std::size_t kMostDocumentBytes = std::size_t{64} << 20;
constexpr unsigned kMostEvents = 1'000'000;

// The cooperative that was named, else the only one on record.
Result<std::string> cooperative_of(const Given& given, const Registry& registry) {
  if (given.has("cooperative")) return given.text("cooperative");
  const auto all = registry.cooperatives();
  if (all.size() == 1) return all.front().id;
  return Error{"usage_missing", "cooperative", "--cooperative"};
}

// "LOT=120 kg" or "LOT".
Result<EventLot> written_lot(const Registry& registry, std::string_view text,
                             std::optional<LotRole> given_role, const Event& event,
                             const std::string& goods) {
  const std::size_t equals = text.find('=');
  auto name = lot_named(registry, text.substr(0, equals), event.cooperative_id);
  if (!name) return name.error();
  EventLot lot{.role = given_role.value_or(usual_role(event.kind, name->kind)), .lot = *name};
  if (lot.role == LotRole::output) lot.goods = goods;
  if (equals == text.npos) return lot;
  auto quantity = written_quantity(text.substr(equals + 1), {});
  if (!quantity) return quantity.error();
  lot.quantity = *quantity;
  return lot;
}

Result<void> read_lots(const Given& given, const Registry& registry, Event& event) {
  auto goods = clean_text(given.text("goods"), "goods", kMostEventText);
  if (!goods) return goods.error();
  using Role = std::optional<LotRole>;
  for (const auto& [option, role] :
       {std::pair{"use", Role(LotRole::input)}, std::pair{"make", Role(LotRole::output)},
        std::pair{"lot", Role()}}) {
    for (const std::string& text : given.list(option)) {
      auto lot = written_lot(registry, text, role, event, *goods);
      if (!lot) return lot.error();
      event.lots.push_back(*std::move(lot));
    }
  }
  return {};
}

Result<void> read_measures(const Given& given, Event& event) {
  if (given.has("loss")) {
    auto loss = written_quantity(given.text("loss"), {});
    if (!loss) return loss.error();
    event.loss = *loss;
  }
  if (given.has("wait-days")) {
    auto days = given.number("wait-days", 0);
    if (!days) return days.error();
    event.wait_days = static_cast<unsigned>(std::min<std::uint64_t>(*days, kMostWaitDays + 1));
  }
  if (!given.has("result")) return {};
  const auto passed = written_result(given.text("result"));
  if (!passed) return passed.error();
  event.passed = *passed;
  return {};
}

Result<EventTime> moment_of(const Given& given, const Session& session) {
  if (given.has("when")) return EventTime::parse(given.text("when"));
  return EventTime{.at = std::chrono::floor<std::chrono::minutes>(session.clock()),
                   .precision = EventTime::Precision::minute};
}

Result<EventOrder> order_of(const Session& session, const Given& given, const Registry& registry) {
  auto kind = written_kind(given.text("event-kind"));
  if (!kind) return kind.error();
  auto when = moment_of(given, session);
  if (!when) return when.error();
  auto cooperative = cooperative_of(given, registry);
  if (!cooperative) return cooperative.error();
  auto by = who(given);
  if (!by) return by.error();
  auto corrects = given.number("corrects", 0);
  if (!corrects) return corrects.error();
  auto correction = clean_text(given.text("correction"), "correction", kMostEventText);
  if (!correction) return correction.error();
  EventOrder order{.event = {.kind = *kind, .when = *when, .cooperative_id = *cooperative},
                   .who = *by,
                   .correction = *correction,
                   .again = given.has("again")};
  order.event.corrects = static_cast<std::int64_t>(std::min<std::uint64_t>(*corrects, INT64_MAX));
  const auto texts = [&](const char* name) { return given.text(name); };
  if (auto read = read_event_texts(texts, order.event); !read) return read.error();
  if (auto read = read_measures(given, order.event); !read) return read.error();
  if (auto read = read_lots(given, registry, order.event); !read) return read.error();
  return order;
}

Json warnings_json(const Terminal& terminal, const std::vector<Error>& warnings) {
  Json list = Json::array();
  for (const Error& warning : warnings) list.push_back(terminal.warning_json(warning));
  return list;
}

int event_add(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto order = order_of(session, given, workplace->registry());
  if (!order) return session.terminal.fail(order.error());
  auto report = record_event(*workplace, *order);
  if (!report) return session.terminal.fail(report.error());
  const auto recorded = EventBook::of(workplace->registry()).event(report->id);
  session.terminal.warn_all(report->warnings);
  Json json = event_json(*recorded);
  json["warnings"] = warnings_json(session.terminal, report->warnings);
  return session.terminal.done(
      json, session.terminal.word("event.added", {{"event", std::to_string(report->id)}}) + "\n" +
                event_line(session.terminal, *recorded));
}

Result<EventFilter> filter_of(const Given& given, const Registry& registry) {
  EventFilter filter{.cooperative_id = given.text("cooperative"), .place_id = given.text("place")};
  if (given.has("event-kind")) {
    auto kind = written_kind(given.text("event-kind"));
    if (!kind) return kind.error();
    filter.kind = *kind;
  }
  if (given.has("lot")) {
    auto name = lot_on_record(registry, given.text("lot"));
    if (!name) return name.error();
    const auto traced = EventBook::of(registry).lot(*name);
    filter.traced_lot_id = traced ? traced->id : 0;
  }
  if (given.has("from")) {
    auto from = EventTime::parse(given.text("from"));
    if (!from) return from.error();
    filter.from = from->at;
  }
  if (given.has("until")) {
    auto until = EventTime::parse(given.text("until"));
    if (!until) return until.error();
    filter.until = until->latest();
  }
  auto limit = given.number("limit", filter.limit);
  if (!limit) return limit.error();
  filter.limit = static_cast<unsigned>(std::min<std::uint64_t>(*limit, kMostEvents));
  return filter;
}

int event_list(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto filter = filter_of(given, workplace->registry());
  if (!filter) return session.terminal.fail(filter.error());
  Json list = Json::array();
  std::string text;
  for (const RecordedEvent& each : EventBook::of(workplace->registry()).events(*filter)) {
    list.push_back(event_json(each));
    text += event_line(session.terminal, each);
  }
  return session.terminal.done({{"events", list}}, text);
}

// Beyond what SQLite counts there is no event.
Result<std::int64_t> number_of_event(const Given& given) {
  auto number = given.number("event", 0);
  if (!number) return number.error();
  return static_cast<std::int64_t>(std::min<std::uint64_t>(*number, INT64_MAX));
}

int event_show(const Session& session, const Given& given) {
  auto number = number_of_event(given);
  if (!number) return session.terminal.fail(number.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto recorded = EventBook::of(workplace->registry()).event(*number);
  if (!recorded) return session.terminal.fail({"event_unknown", "event", std::to_string(*number)});
  return session.terminal.done(event_json(*recorded), event_line(session.terminal, *recorded));
}

int event_correct(const Session& session, const Given& given) {
  auto number = number_of_event(given);
  if (!number) return session.terminal.fail(number.error());
  auto reason = clean_text(given.text("reason"), "reason", kMostEventText);
  if (!reason) return session.terminal.fail(reason.error());
  auto by = who(given);
  if (!by) return session.terminal.fail(by.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto done = declare_event_error(*workplace, *number, *reason, *by);
  if (!done) return session.terminal.fail(done.error());
  session.terminal.warn_all(done->warnings);
  const auto recorded = EventBook::of(workplace->registry()).event(*number);
  return session.terminal.done(
      event_json(*recorded),
      session.terminal.word("event.corrected", {{"event", std::to_string(*number)}}) + "\n");
}

int report_faults(const Session& session, const Given& given, const DiaryReport& report) {
  const Terminal& terminal = session.terminal;
  const Error summary{"import_has_errors",
                      {},
                      given.text("file"),
                      {},
                      {{"errors", std::to_string(report.errors.size())},
                       {"rows", std::to_string(report.errors.size())}}};
  if (given.has("errors")) {
    std::vector<RowMessage> messages;
    for (const Error& error : report.errors) {
      messages.push_back(
          {error.position ? error.position->row : 0, message(terminal.language(), error)});
    }
    write_file(given.text("errors"),
               error_workbook(report.table, messages, terminal.word("import.error_header")));
  }
  const std::size_t listed = std::min(kFaultsListed, report.errors.size());
  Json list = Json::array();
  for (std::size_t i = 0; i < listed; ++i) list.push_back(terminal.error_json(report.errors[i]));
  if (terminal.json()) {
    Json json = terminal.failure_json(summary);
    json.update(Json{{"errors", list}, {"total_errors", report.errors.size()}});
    write_out(dump(json) + "\n");
    return kInputErrors;
  }
  for (std::size_t i = 0; i < listed; ++i) {
    const std::string advice = hint(terminal.language(), report.errors[i]);
    write_err(fmt::format("  {}{}\n", message(terminal.language(), report.errors[i]),
                          advice.empty() ? "" : " → " + advice));
  }
  return terminal.fail(summary);
}

int event_import(const Session& session, const Given& given) {
  auto content = read_file(given.text("file"), kMaxTableBytes);
  if (!content) return session.terminal.fail(content.error());
  auto by = who(given);
  if (!by) return session.terminal.fail(by.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const DiaryOptions options{
      .dry_run = given.has("dry-run"), .cooperative_id = given.text("cooperative"), .who = *by};
  const auto report = import_diary(*workplace, as_bytes(*content), given.text("file"), options);
  if (!report) return session.terminal.fail(report.error());
  if (!report->errors.empty()) return report_faults(session, given, *report);
  session.terminal.warn_all(report->warnings);
  const WordArgs counts{{"events", std::to_string(report->events)},
                        {"unchanged", std::to_string(report->unchanged)}};
  return session.terminal.done(
      {{"dry_run", options.dry_run},
       {"events", report->events},
       {"unchanged", report->unchanged},
       {"warnings", warnings_json(session.terminal, report->warnings)}},
      session.terminal.word(options.dry_run ? "event.imported.dry" : "event.imported", counts) +
          "\n");
}

int event_hash(const Session& session, const Given& given) {
  auto content = read_file(given.text("file"), kMostDocumentBytes);
  if (!content) return session.terminal.fail(content.error());
  auto hashes = epcis_event_hashes(*content);
  if (!hashes) return session.terminal.fail(hashes.error());
  std::string text;
  for (const std::string& hash : *hashes) text += hash + "\n";
  return session.terminal.done({{"hashes", *hashes}}, text);
}

}  // namespace

void add_event_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"event",
                 "add",
                 {{"event-kind", Kind::argument, true},
                  {"when"},
                  {"lot", Kind::repeated},
                  {"use", Kind::repeated},
                  {"make", Kind::repeated},
                  {"goods"},
                  {"place"},
                  {"partner"},
                  {"carrier"},
                  {"container"},
                  {"document"},
                  {"substance"},
                  {"wait-days", Kind::number},
                  {"result"},
                  {"loss"},
                  {"reason"},
                  {"remark"},
                  {"cooperative"},
                  {"corrects", Kind::number},
                  {"correction"},
                  {"by"},
                  {"again", Kind::flag}},
                 event_add});
  all.push_back({"event",
                 "list",
                 {{"cooperative"},
                  {"event-kind"},
                  {"lot"},
                  {"place"},
                  {"from"},
                  {"until"},
                  {"limit", Kind::number}},
                 event_list});
  all.push_back({"event", "show", {{"event", Kind::argument, true}}, event_show});
  all.push_back({"event",
                 "correct",
                 {{"event", Kind::argument, true}, {"reason", Kind::text, true}, {"by"}},
                 event_correct});
  all.push_back({"event",
                 "import",
                 {{"file", Kind::argument, true},
                  {"cooperative"},
                  {"dry-run", Kind::flag},
                  {"errors"},
                  {"by"}},
                 event_import});
  all.push_back({"event", "hash", {{"file", Kind::argument, true}}, event_hash});
}

}  // namespace temgoc
