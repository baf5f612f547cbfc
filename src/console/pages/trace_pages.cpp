// Where a lot came from and where it went: as a drawing, as a list, as a table, and as the files
// that authorities and buyers ask for.
#include <algorithm>
#include <map>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/credential_views.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/sheet_view.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/text.h"
#include "temgoc/events/trace_words.h"
#include "temgoc/exchange/trace_files.h"
#include "temgoc/lots/recall_papers.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostListed = 500, kMostNotice = 16 << 20;
constexpr std::uint32_t kDepths[] = {1, 2, 3};

LotName name_of(const Lot& lot) { return {LotName::Kind::sealed, {}, lot.short_code.text()}; }

TraceWay way_asked(const Visit& visit) {
  return visit.asked("way") == "forward" ? TraceWay::forward : TraceWay::back;
}

std::uint32_t steps_asked(const Visit& visit) {
  const std::string typed = visit.asked("steps");
  return is_digits(typed) && typed.size() < 4 ? static_cast<std::uint32_t>(std::stoul(typed)) : 0;
}

View lot_view(const Visit& visit, const TraceEntry& entry) {
  View row;
  row.set("lot", lot_title(entry));
  if (entry.sealed && visit.sees(entry.sealed->cooperative_id))
    row.set("to", "/lots/" + entry.sealed->short_code.printed() + "/trace");
  row.set("goods", entry.goods);
  row.set("share", share_text(entry.share, visit.language()));
  if (entry.supply) row.set("amount", measure_text(*entry.supply, visit.language()));
  if (entry.made_by) {
    const Event& event = entry.made_by->event;
    row.set("made", visit.word("event_kind." + to_text(event.kind)) + " " + event.when.shown());
    if (!entry.of_other && visit.sees(event.cooperative_id))
      row.set("evidence", "/evidence?of=event/" + std::to_string(event.id));
  }
  put(row, "where", entry.place_name.empty() ? entry.partner_name : entry.place_name);
  if (entry.recalled) row.set("alarm", visit.word("lot.recalled"));
  if (entry.held) row.set("alarm", visit.word("event.held"));
  return row;
}

// The lots of one distance, which a person opens and shuts together.
View steps_view(const Visit& visit, const TraceReport& report) {
  std::map<std::uint32_t, View> by_step;
  std::map<std::uint32_t, std::size_t> counts;
  for (std::size_t i = 0; i < report.entries.size() && i < kMostListed; ++i) {
    const TraceEntry& entry = report.entries[i];
    by_step.try_emplace(entry.steps, list_view()).first->second.push_back(lot_view(visit, entry));
    ++counts[entry.steps];
  }
  View steps = list_view();
  for (auto& [step, lots] : by_step) {
    View group;
    group.set("title", visit.word("console.trace.step", {{"step", std::to_string(step)},
                                                         {"lots", std::to_string(counts[step])}}));
    group.set("lots", std::move(lots));
    group.set("open", View(step == by_step.begin()->first));
    steps.push_back(std::move(group));
  }
  return steps;
}

View depths_view(const Visit& visit, const TraceReport& report, const std::string& href) {
  std::uint32_t deepest = 0;
  for (const TraceEntry& entry : report.entries) deepest = std::max(deepest, entry.steps);
  View depths = list_view();
  if (deepest < 2) return depths;
  const std::uint32_t chosen = steps_asked(visit);
  const auto add = [&](std::uint32_t steps, std::string text) {
    View depth;
    depth.set("text", std::move(text));
    depth.set("href", href + (steps == 0 ? "" : "?steps=" + std::to_string(steps)));
    depth.set("chosen", View(steps == chosen));
    depths.push_back(std::move(depth));
  };
  for (const std::uint32_t steps : kDepths)
    if (steps < deepest)
      add(steps, visit.word("console.trace.depth", {{"steps", std::to_string(steps)}}));
  add(0, visit.word("console.trace.whole"));
  return depths;
}

View origins_view(const Visit& visit, const TraceReport& report) {
  View origins = list_view();
  for (const TraceOrigin& each : report.origins) {
    View origin;
    const std::string id = each.place_id + each.partner_id + each.cooperative_id;
    origin.set("name", each.name.empty() ? (id.empty() ? visit.word("trace.origin.unknown") : id)
                                         : each.name);
    origin.set("share", share_text(each.share, visit.language()));
    origins.push_back(std::move(origin));
  }
  return origins;
}

View way_view(const Visit& visit, const Lot& lot, const TraceReport& report) {
  const std::string way = report.way == TraceWay::forward ? "forward" : "back";
  const std::string href = lot_href(lot) + "/trace";
  View view;
  view.set("title", visit.word("console.trace." + way));
  view.set("count", visit.word("console.trace.lots", {{"lots", std::to_string(report.lots)}}));
  if (report.lots > 0 && !report.lines.empty()) {
    std::string picture = href + "/drawing.svg?way=" + way;
    if (steps_asked(visit) != 0) picture += "&steps=" + std::to_string(steps_asked(visit));
    view.set("picture", picture);
    view.set("alt", visit.word("trace.heading." + way,
                               {{"lot", lot.code.text()}, {"goods", product_name(lot)}}));
  }
  put_list(view, "steps", steps_view(visit, report));
  put_list(view, "depths", depths_view(visit, report, href));
  put_list(view, "origins", origins_view(visit, report));
  if (report.lots > kMostListed)
    view.set("more", visit.word("console.trace.more", {{"listed", std::to_string(kMostListed)}}));
  view.set("sheet", href + "/table.xlsx?way=" + way);
  return view;
}

std::string trace_command(const Lot& lot) {
  return CommandLine("trace").add(lot.short_code.printed()).text();
}

Result<TraceReport> report_of(const Visit& visit, const Lot& lot, TraceWay way) {
  return trace_report(visit.registry(), name_of(lot), way, {}, visit.scope());
}

// What a person may fetch, and in which forms.
constexpr std::pair<TraceFormat, const char*> kFormats[] = {
    {TraceFormat::xlsx, "xlsx"}, {TraceFormat::csv, "csv"}, {TraceFormat::json, "json"}};

View files_view(const Visit& visit, const std::string& query, bool one_lot) {
  View files = list_view();
  for (const TraceFileKind kind : all_trace_file_kinds()) {
    // Credentials are signed, so they stand in a form of their own on the lot's page.
    if (is_credential(kind) || (is_of_one_lot(kind) && !one_lot)) continue;
    View file;
    file.set("name", visit.word("console.file." + to_text(kind)));
    file.set("what", visit.word("console.file." + to_text(kind) + ".what"));
    View forms = list_view();
    for (const auto& [format, ending] : kFormats) {
      if (!is_offered(kind, format)) continue;
      View form;
      form.set("text", ascii_upper(ending));
      form.set("href", "/trace-files/" + to_text(kind) + "/" + ending + query);
      forms.push_back(std::move(form));
    }
    file.set("forms", std::move(forms));
    files.push_back(std::move(file));
  }
  return files;
}

std::string query_of(const Visit& visit) {
  std::string query;
  for (const char* name : {"lot", "from", "until"}) {
    const std::string value = visit.asked(name);
    if (!value.empty())
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
  }
  return query;
}

HttpResponse files_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  for (const char* name : {"lot", "from", "until"}) put(view, name, visit.asked(name));
  put_list(view, "files", files_view(visit, query_of(visit), !visit.asked("lot").empty()));
  return console_page(visit,
                      {.template_name = "trace_files",
                       .title = visit.word("console.trace_files"),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<TraceFileOrder> order_of(const Visit& visit, TraceFileKind kind, TraceFormat format) {
  TraceFileOrder order{
      .kind = kind, .format = format, .lot = visit.asked("lot"), .cooperative_id = visit.scope()};
  for (auto [name, bound] : {std::pair{"from", &order.from}, {"until", &order.until}}) {
    const std::string typed = visit.asked(name);
    if (typed.empty()) continue;
    const auto day = parse_day(typed, name);
    if (!day) return day.error();
    *bound = *day;
  }
  return order;
}

}  // namespace

HttpResponse trace_page_with(Visit& visit, const Lot& lot, const std::optional<Error>& error) {
  View view = lot_row(visit, lot);
  if (error) put_error(visit, view, *error);
  View ways = list_view();
  for (const TraceWay way : {TraceWay::back, TraceWay::forward}) {
    const auto report = report_of(visit, lot, way);
    if (report) ways.push_back(way_view(visit, lot, *report));
  }
  view.set("ways", std::move(ways));
  view.set("command", trace_command(lot));
  put_list(view, "files", files_view(visit, "?lot=" + lot.short_code.printed(), true));
  put_credentials(visit, view, lot);
  if (!visit.registry().facts(lot.realm, lot.gtin, lot.code, {}, visit.now()).recalls.empty())
    view.set("notice", lot_href(lot) + "/notice.pdf");
  return console_page(visit,
                      {.template_name = "trace",
                       .title = visit.word("console.trace") + " – " + lot.code.text(),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

HttpResponse trace_page(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  return lot ? trace_page_with(visit, *lot, std::nullopt) : not_found_page(visit);
}

HttpResponse trace_drawing_file(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  const auto report = report_of(visit, *lot, way_asked(visit));
  if (!report) return not_found_page(visit);
  auto drawing = trace_drawing(*report, steps_asked(visit), visit.language());
  if (!drawing) return not_found_page(visit);
  return {.status = 200, .content_type = "image/svg+xml", .body = *std::move(drawing)};
}

HttpResponse trace_table_file(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  const auto report = report_of(visit, *lot, way_asked(visit));
  if (!report) return not_found_page(visit);
  return table_answer(trace_table(*report, visit.language()),
                      "truy-xuat-" + lot->code.text() + ".xlsx");
}

HttpResponse recall_notice_file(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto chain = recall_chain(workplace->registry(), name_of(*lot), lot->cooperative_id);
  if (!chain) return not_found_page(visit);
  const PrivateFolder folder;
  const auto out = folder.path() / "notice.pdf";
  if (!print_recall_notice(*workplace, *chain, "", "", visit.language(), out))
    return not_found_page(visit);
  return document_answer(read_file(out, kMostNotice).value(),
                         "thu-hoi-" + lot->code.text() + ".pdf");
}

HttpResponse trace_files_page(Visit& visit) { return files_page(visit, std::nullopt); }

HttpResponse trace_file_sent(Visit& visit) {
  const auto kind = trace_file_kind(visit.place(0));
  const auto format = trace_format(visit.place(1));
  if (!kind || !format || is_credential(*kind) || !is_offered(*kind, *format))
    return not_found_page(visit);
  const auto order = order_of(visit, *kind, *format);
  if (!order) return files_page(visit, order.error());
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  auto file = make_trace_file(*workplace, *order, visit.language());
  if (!file) return files_page(visit, file.error());
  return document_answer(trace_file_text(*file, *format), to_text(*kind) + "." + visit.place(1));
}

}  // namespace temgoc
