// temgoc visit list|export|photos
#include <fmt/format.h>

#include <algorithm>

#include "cli/field_commands.h"
#include "temgoc/people/visits.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kUsualLimit = 100;
constexpr std::uint64_t kMostVisits = 100'000;

// What the phone sent, with the number of its photos.
Json sent_by_phone(const InspectionVisit& visit) {
  auto body = parse_json(visit.body);
  if (!body || !body->is_object()) return nullptr;
  return *std::move(body);
}

Json visit_json(const InspectionVisit& visit) {
  return {{"receipt", visit.receipt},
          {"inspector", visit.inspector_name},
          {"received_at", to_iso(visit.received_at)},
          {"visit", sent_by_phone(visit)}};
}

std::string visit_text(const Terminal& terminal, const InspectionVisit& visit) {
  const Json body = sent_by_phone(visit);
  const auto items = body.is_object() ? body.find("items") : body.end();
  const auto count = body.is_object() && items != body.end() ? items->size() : 0;
  const std::string place = body.is_object() ? body.value("place", std::string()) : std::string();
  return fmt::format(
      "{}  {}  {}\n  {}\n", visit.receipt, wall_time(visit.received_at), visit.inspector_name,
      terminal.word("visit.line",
                    {{"place", place.empty() ? terminal.word("unknown_value") : place},
                     {"count", std::to_string(count)}}));
}

int visit_list(const Session& session, const Given& given) {
  auto limit = given.number("limit", kUsualLimit);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  const auto most = static_cast<unsigned>(std::min(*limit, kMostVisits));
  const Inspections inspections = Inspections::of(workplace->registry());
  for (const InspectionVisit& visit : inspections.visits({.limit = most})) {
    list.push_back(visit_json(visit));
    text += visit_text(session.terminal, visit);
  }
  return session.terminal.done({{"visits", list}}, text);
}

int visit_export(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const std::string file = given.text("out");
  auto rows = write_visits(*workplace, {file, given.has("replace")}, session.terminal.language());
  if (!rows) return session.terminal.fail(rows.error());
  return session.terminal.done(
      {{"file", file}, {"rows", *rows}},
      session.terminal.word("export.done", {{"rows", std::to_string(*rows)}, {"file", file}}) +
          "\n");
}

int visit_photos(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto files = write_photos(*workplace, given.text("receipt_number"), given.text("folder"));
  if (!files) return session.terminal.fail(files.error());
  Json list = Json::array();
  std::string text;
  for (const auto& file : *files) {
    list.push_back(file.string());
    text += file.string() + "\n";
  }
  return session.terminal.done({{"files", list}}, text);
}

}  // namespace

void add_visit_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"visit", "list", {{"limit", Kind::number}}, visit_list});
  all.push_back(
      {"visit", "export", {{"out", Kind::text, true}, {"replace", Kind::flag}}, visit_export});
  all.push_back({"visit",
                 "photos",
                 {{"receipt_number", Kind::argument, true}, {"folder", Kind::text, true}},
                 visit_photos});
}

}  // namespace temgoc
