// temgoc trace
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/trace_words.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/events/trace_words.h"

namespace temgoc {
namespace {

std::string origins_text(const Terminal& terminal, const TraceReport& report) {
  if (report.origins.empty()) return {};
  std::string text = terminal.word("trace.origins") + "\n";
  for (const TraceOrigin& origin : report.origins) {
    const std::string id = origin.place_id + origin.partner_id + origin.cooperative_id;
    text += fmt::format("  {:>6}  {}{}\n", share_text(origin.share, terminal.language()),
                        id.empty() ? terminal.word("trace.origin.unknown") : id,
                        origin.name.empty() ? "" : " – " + origin.name);
  }
  return text;
}

std::string text_of(const Terminal& terminal, const TraceReport& report) {
  const bool forward = report.way == TraceWay::forward;
  std::string text = entry_line(terminal, report.first, false) +
                     terminal.word(forward ? "trace.forward" : "trace.back",
                                   {{"lots", std::to_string(report.lots)}}) +
                     "\n";
  for (const TraceEntry& entry : report.entries) text += entry_line(terminal, entry, true);
  return text + origins_text(terminal, report);
}

int trace(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  std::optional<Day> until;
  if (given.has("until")) {
    auto day = parse_day(given.text("until"), "until");
    if (!day) return terminal.fail(day.error());
    until = *day;
  }
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const std::string reader = given.text("cooperative");
  if (!reader.empty() && !workplace->registry().cooperative(reader))
    return terminal.fail({"cooperative_unknown", "cooperative", shortened(reader)});
  auto lot = lot_on_record(workplace->registry(), given.text("lot"), reader);
  if (!lot) return terminal.fail(lot.error());
  const TraceWay way = given.has("forward") ? TraceWay::forward : TraceWay::back;
  auto report = trace_report(workplace->registry(), *lot, way, until, reader);
  if (!report) return terminal.fail(report.error());
  if (given.has("svg")) {
    const auto drawing = trace_drawing(*report, 0, terminal.language());
    if (!drawing) return terminal.fail(drawing.error());
    write_file(given.text("svg"), as_bytes(*drawing));
  }
  if (given.has("xlsx"))
    write_file(given.text("xlsx"), sheet_workbook(trace_table(*report, terminal.language())));
  return terminal.done(trace_json(*report), text_of(terminal, *report));
}

}  // namespace

void add_trace_command(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"trace",
                 "",
                 {{"lot", Kind::argument, true},
                  {"forward", Kind::flag},
                  {"until"},
                  {"cooperative"},
                  {"svg"},
                  {"xlsx"}},
                 trace});
}

}  // namespace temgoc
