// What happened to goods, as a list; one event with its correction; and the form of a new one.
#include <fmt/format.h>

#include <algorithm>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/events/event_form.h"
#include "console/pages/events/event_views.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr unsigned kEventsOnPage = 50, kMostPages = 200;
constexpr std::size_t kMostReason = 300, kMostFaults = 30;
constexpr unsigned kTreatmentsLookedAt = 500;

Result<EventFilter> filter_asked(const Visit& visit) {
  EventFilter filter{.cooperative_id = visit.scope()};
  if (const auto kind = event_kind_from(visit.asked("kind"))) filter.kind = *kind;
  if (const std::string lot = visit.asked("lot"); !lot.empty()) {
    // Of one cooperative: what it names itself, whatever others have of the same number.
    const auto name = visit.scope().empty() ? lot_on_record(visit.registry(), lot)
                                            : lot_named(visit.registry(), lot, visit.scope());
    if (!name) return name.error();
    const auto traced = EventBook::of(visit.registry()).lot(*name);
    filter.traced_lot_id = traced ? traced->id : 0;
  }
  for (const auto& [name, bound] : {std::pair{"from", &filter.from}, {"until", &filter.until}}) {
    if (visit.asked(name).empty()) continue;
    const auto day = parse_day(visit.asked(name), name);
    if (!day) return day.error();
    const auto moment = EventTime::parse(to_dmy(*day));
    *bound = std::string_view(name) == "from" ? moment->at : moment->latest();
  }
  return filter;
}

unsigned page_asked(const Visit& visit) {
  const std::string typed = visit.asked("page");
  if (!is_digits(typed) || typed.size() > 3) return 1;
  return std::clamp(static_cast<unsigned>(std::stoul(typed)), 1U, kMostPages);
}

std::string href_of_page(const Visit& visit, unsigned page) {
  std::string href = "/events?page=" + std::to_string(page);
  for (const char* name : {"kind", "lot", "from", "until"})
    if (!visit.asked(name).empty())
      href += "&" + std::string(name) + "=" + percent_encoded(visit.asked(name));
  return href;
}

void put_kinds(const Visit& visit, View& view, std::string_view chosen) {
  View list = list_view();
  for (const EventKind kind : all_event_kinds())
    put_choice(list, to_text(kind), kind_words(visit, kind), to_text(kind) == chosen);
  view.set("kinds", std::move(list));
}

// Fields that were treated and may not be harvested yet.
void put_waiting_places(const Visit& visit, View& view) {
  View list = list_view();
  const Day today = visit.site().today();
  const EventFilter filter{
      .cooperative_id = visit.scope(),
      .kind = EventKind::treatment,
      .from = EventTime::parse(to_dmy(today - std::chrono::days(kMostWaitDays)))->at,
      .with_errors = false,
      .limit = kTreatmentsLookedAt};
  for (const RecordedEvent& each : EventBook::of(visit.registry()).events(filter)) {
    const auto until = waits_until(each.event);
    if (!until || *until < today) continue;
    View row;
    row.set("field", place_words(visit, each.event.place_id));
    row.set("what", each.event.substance);
    row.set("last", to_dmy(*until));
    row.set("to", event_href(each.event.id));
    list.push_back(std::move(row));
  }
  put_list(view, "waiting", std::move(list));
}

// Rows of one page; how many there are beyond tells whether there is a next one.
void put_events(const Visit& visit, View& view, EventFilter filter) {
  const unsigned page = page_asked(visit), before = (page - 1) * kEventsOnPage;
  filter.limit = before + kEventsOnPage + 1;
  const auto events = EventBook::of(visit.registry()).events(filter);
  View list = list_view();
  for (std::size_t i = before; i < events.size() && i < before + kEventsOnPage; ++i)
    list.push_back(event_row(visit, events[i]));
  put_list(view, "events", std::move(list));
  if (events.size() > before + kEventsOnPage && page < kMostPages)
    view.set("more_href", href_of_page(visit, page + 1));
  if (page > 1) view.set("newer_href", href_of_page(visit, page - 1));
}

bool is_filtered(const Visit& visit) {
  return std::ranges::any_of(std::initializer_list<const char*>{"kind", "lot", "from", "until"},
                             [&](const char* name) { return !visit.asked(name).empty(); });
}

// The kinds in the groups in which a person looks for them.
struct KindGroup {
  const char* name;
  std::vector<EventKind> kinds;
};
const std::vector<KindGroup>& kind_groups() {
  using Kind = EventKind;
  static const std::vector<KindGroup> kGroups = {
      {"field", {Kind::planting, Kind::treatment, Kind::harvest}},
      {"in", {Kind::receive, Kind::return_goods}},
      {"work", {Kind::process, Kind::pack, Kind::cool, Kind::aggregate, Kind::disaggregate}},
      {"out", {Kind::ship, Kind::sell, Kind::dispose}},
      {"check", {Kind::inspect, Kind::hold, Kind::release}}};
  return kGroups;
}

void put_groups(const Visit& visit, View& view) {
  View groups = list_view();
  for (const auto& [name, kinds] : kind_groups()) {
    View group, list = list_view();
    group.set("title", visit.word(std::string("console.events.group.") + name));
    for (const EventKind kind : kinds) {
      View item;
      item.set("text", kind_words(visit, kind));
      item.set("what", visit.word("console.events.kind." + to_text(kind)));
      item.set("to",
               "/events/new?kind=" + to_text(kind) +
                   (visit.asked("lot").empty() ? std::string()
                                               : "&lot=" + percent_encoded(visit.asked("lot"))));
      list.push_back(std::move(item));
    }
    group.set("items", std::move(list));
    groups.push_back(std::move(group));
  }
  view.set("groups", std::move(groups));
}

HttpResponse form_page(Visit& visit, EventKind kind, const std::optional<RecordedEvent>& before,
                       const std::optional<Error>& error) {
  View view;
  put_event_form(visit, view, kind, before);
  view.set("heading", visit.word(before ? "console.event.instead" : "console.event.new",
                                 {{"kind", visit.word("event_kind." + to_text(kind))}}));
  if (before) view.set("back_href", event_href(before->event.id));
  if (error) {
    put_error(visit, view, *error);
    view.set("fault_" + error->field, View(true));
    if (error->code == "event_in_waiting_time") view.set("reason_open", View(true));
    if (error->code == "event_repeated") {
      view.set("repeated_href", "/events/" + error->value);
      view.set("may_repeat", View(true));
    }
  }
  return console_page(visit,
                      {.template_name = "event_form",
                       .title = kind_words(visit, kind),
                       .section = "events",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

HttpResponse choose_kind_page(Visit& visit) {
  View view;
  put_groups(visit, view);
  return console_page(visit,
                      {.template_name = "event_kinds",
                       .title = visit.word("console.events.add"),
                       .section = "events"},
                      std::move(view));
}

HttpResponse shown_event(Visit& visit, const RecordedEvent& recorded,
                         const std::optional<Error>& error, const std::vector<Error>& warnings) {
  View view = event_view(visit, recorded);
  if (error) put_error(visit, view, *error);
  put_errors(visit, view, "warnings", warnings);
  view.set("evidence_href", "/evidence?of=event/" + std::to_string(recorded.event.id));
  if (!visit.asked("done").empty() || !warnings.empty()) view.set("just_done", View(true));
  if (!visit.asked("declared").empty()) view.set("just_declared", View(true));
  if (visit.may(Right::enter)) view.set("may_enter", View(true));
  if (visit.may(Right::enter) && !recorded.error) view.set("may_correct", View(true));
  view.set("again_href", "/events/new?kind=" + to_text(recorded.event.kind));
  view.set("reason_value", visit.typed("reason"));
  return console_page(visit,
                      {.template_name = "event",
                       .title = kind_words(visit, recorded.event.kind),
                       .section = "events",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

// The event that a second click of the same form recorded first; empty: this is no second click.
std::string recorded_before(const Workplace& workplace) {
  const auto fresh = workplace.check_repeat();
  if (fresh || fresh.error().code != "repeated_command") return {};
  const auto found = fresh.error().args.find("event");
  return found == fresh.error().args.end() ? std::string() : found->second;
}

// The event that the form corrects, where the person may see it.
std::optional<RecordedEvent> corrected(const Visit& visit) {
  const bool sent = visit.request().method == "POST";
  return event_in_sight(visit, sent ? visit.typed("corrects") : visit.asked("corrects"));
}

HttpResponse recorded_answer(Visit& visit, EventKind kind,
                             const std::optional<RecordedEvent>& before) {
  auto order = event_typed(visit);
  if (!order) return form_page(visit, kind, before, order.error());
  order->event.corrects = before ? before->event.id : 0;
  auto workplace = visit.open();
  if (!workplace) return form_page(visit, kind, before, workplace.error());
  workplace->ask_once(to_hex(sha256(as_bytes("event " + visit.typed("once")))), false);
  if (const auto first = recorded_before(*workplace); !first.empty())
    return redirect("/events/" + first + "?done=1");
  const auto report = record_event(*workplace, *order);
  if (!report) {
    // Of two clicks at once the second finds only now what the first recorded.
    if (const auto first = recorded_before(*workplace); !first.empty())
      return redirect("/events/" + first + "?done=1");
    return form_page(visit, kind, before, report.error());
  }
  if (report->warnings.empty()) return redirect(event_href(report->id) + "?done=1");
  const auto recorded = EventBook::of(workplace->registry()).event(report->id);
  return shown_event(visit, *recorded, {}, report->warnings);
}

// What came of a diary: how many events, or what is wrong with it by row.
void put_diary(Visit& visit, View& view, const DiaryReport& diary, bool only_looked) {
  std::vector<Error> faults = diary.errors, warnings = diary.warnings;
  for (std::vector<Error>* each : {&faults, &warnings})
    if (each->size() > kMostFaults) each->resize(kMostFaults);
  put_errors(visit, view, "diary_faults", faults);
  put_errors(visit, view, "diary_warnings", warnings);
  if (!faults.empty()) return;
  view.set("diary_done", visit.word(only_looked ? "event.imported.dry" : "event.imported",
                                    {{"events", std::to_string(diary.events)},
                                     {"unchanged", std::to_string(diary.unchanged)}}));
}

// The page of events, after a diary was sent or not.
HttpResponse list_page(Visit& visit, const std::optional<Error>& error,
                       const std::optional<DiaryReport>& diary, bool only_looked) {
  View view;
  const auto filter = filter_asked(visit);
  if (!filter) put_error(visit, view, filter.error());
  if (error) put_error(visit, view, *error);
  if (diary) put_diary(visit, view, *diary, only_looked);
  put_events(visit, view, filter ? *filter : EventFilter{.cooperative_id = visit.scope()});
  put_kinds(visit, view, visit.asked("kind"));
  put_waiting_places(visit, view);
  for (const char* name : {"lot", "from", "until"})
    put(view, std::string("asked_") + name, visit.asked(name));
  if (is_filtered(visit)) view.set("filtered", View(true));
  if (visit.may(Right::enter)) {
    view.set("may_enter", View(true));
    put_harvest_line(visit, view);
  }
  const bool failed = !filter || error || (diary && !diary->errors.empty());
  return console_page(visit,
                      {.template_name = "events",
                       .title = visit.word("console.events"),
                       .section = "events",
                       .status = failed ? 422u : 200u},
                      std::move(view));
}

// Recorded as a whole, or nothing of it.
Result<DiaryReport> diary_read(Visit& visit, const FormPart& file, bool only_looked) {
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  const DiaryOptions options{
      .dry_run = only_looked, .who = visit.user().name, .only_cooperative = visit.scope()};
  return import_diary(*workplace, as_bytes(file.content), file.file_name, options);
}

}  // namespace

HttpResponse events_page(Visit& visit) { return list_page(visit, {}, {}, false); }

HttpResponse diary_sent(Visit& visit) {
  const auto file = visit.sent_file("file");
  if (!file || file->content.empty())
    return list_page(visit, Error{"import_nothing_sent", "file"}, {}, false);
  const bool only_looked = !visit.typed("look").empty();
  const auto report = diary_read(visit, *file, only_looked);
  if (!report) return list_page(visit, report.error(), {}, false);
  return list_page(visit, {}, *report, only_looked);
}

HttpResponse event_form(Visit& visit) {
  const auto before = corrected(visit);
  if (!visit.asked("corrects").empty() && !before) return not_found_page(visit);
  const auto kind = before ? std::optional(before->event.kind) : kind_asked(visit);
  return kind ? form_page(visit, *kind, before, {}) : choose_kind_page(visit);
}

HttpResponse event_sent(Visit& visit) {
  const auto before = corrected(visit);
  if (!visit.typed("corrects").empty() && !before) return not_found_page(visit);
  const auto kind = kind_asked(visit);
  if (!kind) return choose_kind_page(visit);
  if (!visit.typed("more").empty()) return form_page(visit, *kind, before, {});
  return recorded_answer(visit, *kind, before);
}

HttpResponse event_page(Visit& visit) {
  const auto recorded = event_in_sight(visit, visit.place(0));
  return recorded ? shown_event(visit, *recorded, {}, {}) : not_found_page(visit);
}

HttpResponse event_error_sent(Visit& visit) {
  const auto recorded = event_in_sight(visit, visit.place(0));
  if (!recorded) return not_found_page(visit);
  auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return shown_event(visit, *recorded, reason.error(), {});
  auto workplace = visit.open();
  if (!workplace) return shown_event(visit, *recorded, workplace.error(), {});
  const auto done = declare_event_error(*workplace, recorded->event.id, *reason, visit.user().name);
  // A second click says the same once more: what it asks for stands.
  if (!done && done.error().code == "event_in_error" && done.error().args.at("reason") == *reason)
    return redirect(event_href(recorded->event.id) + "?declared=1");
  if (!done) return shown_event(visit, *recorded, done.error(), {});
  if (done->warnings.empty()) return redirect(event_href(recorded->event.id) + "?declared=1");
  const auto now = EventBook::of(workplace->registry()).event(recorded->event.id);
  return shown_event(visit, *now, {}, done->warnings);
}

}  // namespace temgoc
