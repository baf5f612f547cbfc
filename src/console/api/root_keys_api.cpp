// The root keys: the set in force, the next one, and its way to the holders and back. Only public
// halves pass through here.
#include "console/api/handlers.h"
#include "console/api/problem.h"
#include "console/api/root_signatures.h"
#include "temgoc/base/bytes.h"

namespace temgoc {
namespace {

Json set_json(const RootSet& set) {
  Json roots = Json::array();
  for (const RootSet::Root& each : set.roots)
    roots.push_back({{"name", each.name}, {"key", to_base64(each.key)}});
  return {{"version", set.version}, {"threshold", set.threshold}, {"roots", std::move(roots)}};
}

Json waiting_json(const Ceremony& ceremony) {
  Json json = set_json(std::get<RootSet>(ceremony.content));
  json["signatures"] = signatures_json(ceremony);
  json["note"] = ceremony.note.serialised();
  return json;
}

Result<Json> roots_json(Workplace& workplace, const Site& site) {
  auto waiting = pending_ceremony(workplace, RootPaper::roots);
  if (!waiting) return waiting.error();
  Json json = set_json(workplace.roots());
  json["note"] = site.roots_note();
  json["next"] = workplace.next_roots() ? set_json(*workplace.next_roots()) : Json(nullptr);
  json["waiting"] = *waiting ? waiting_json(**waiting) : Json(nullptr);
  return json;
}

// What stands after `change`.
template <class Change>
HttpResponse after(ApiCall& call, const Change& change) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  if (auto done = change(*workplace); !done) return problem_answer(call.request(), done.error());
  auto standing = roots_json(*workplace, call.site());
  if (!standing) return problem_answer(call.request(), standing.error());
  return json_answer(200, *standing);
}

std::vector<std::string> texts(const ApiCall& call, const char* name) {
  const auto found = call.body().find(name);
  if (found == call.body().end() || found->is_null()) return {};
  return found->get<std::vector<std::string>>();
}

Result<RootChange> change_asked(const ApiCall& call) {
  RootChange change{.remove = texts(call, "remove")};
  for (const std::string& each : texts(call, "add"))
    if (auto added = add_written_root(change, each); !added) return added.error();
  if (const auto threshold = call.whole("threshold"))
    change.threshold = static_cast<unsigned>(*threshold);
  return change;
}

}  // namespace

HttpResponse show_root_keys(ApiCall& call) {
  return after(call, [](Workplace&) { return Result<void>(); });
}

HttpResponse draft_roots_asked(ApiCall& call) {
  auto change = change_asked(call);
  if (!change) return problem_answer(call.request(), change.error());
  return after(call, [&](Workplace& workplace) { return draft_roots(workplace, *change); });
}

HttpResponse adopt_roots_asked(ApiCall& call) {
  auto note = PendingNote::parse(call.text("note"));
  if (!note) return problem_answer(call.request(), note.error());
  return after(call, [&](Workplace& workplace) { return take_in(workplace, *note); });
}

}  // namespace temgoc
