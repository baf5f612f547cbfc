// The trust list: what is in force, what waits for the roots' signatures, and the way of a draft to
// its holders and back. Root keys never pass through here.
#include "console/api/handlers.h"
#include "console/api/problem.h"
#include "console/api/root_signatures.h"
#include "temgoc/base/bytes.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/model/records.h"
#include "temgoc/seal/trust_changes.h"

namespace temgoc {
namespace {

Json waiting_json(const Ceremony& ceremony) {
  return {{"version", std::get<TrustList>(ceremony.content).version},
          {"outdated", ceremony.outdated},
          {"signatures", signatures_json(ceremony)},
          {"note", ceremony.note.serialised()}};
}

Json changes_json(const std::vector<TrustChange>& changes) {
  Json list = Json::array();
  for (const TrustChange& change : changes) {
    Json fields = Json::array();
    for (const TrustChange::Field& each : change.fields)
      fields.push_back({{"field", each.name}, {"gone", each.gone}, {"come", each.come}});
    list.push_back({{"key", to_hex(change.id)},
                    {"change", to_text(change.kind)},
                    {"cooperative", text_or_null(change.cooperative_id)},
                    {"fields", std::move(fields)}});
  }
  return list;
}

Result<Json> trust_json(Workplace& workplace, const Site& site) {
  auto waiting = pending_ceremony(workplace, RootPaper::trust_list);
  if (!waiting) return waiting.error();
  auto next = list_to_sign(workplace);
  if (!next) return next.error();
  const TrustList& list = workplace.trust().list();
  return Json{{"version", list.version},
              {"issued_at", to_iso(list.issued_at)},
              {"expires_at", to_iso(list.expires_at)},
              {"note", workplace.trust_note()},
              {"roots", site.roots_note()},
              {"waiting", *waiting ? waiting_json(**waiting) : Json(nullptr)},
              {"changes", changes_json(trust_changes(list, *next))}};
}

// What stands after `change`.
template <class Change>
HttpResponse after(ApiCall& call, const Change& change) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  if (auto done = change(*workplace); !done) return problem_answer(call.request(), done.error());
  auto standing = trust_json(*workplace, call.site());
  if (!standing) return problem_answer(call.request(), standing.error());
  return json_answer(200, *standing);
}

}  // namespace

HttpResponse show_trust(ApiCall& call) {
  return after(call, [](Workplace&) { return Result<void>(); });
}

HttpResponse draft_trust_asked(ApiCall& call) {
  return after(call, [](Workplace& workplace) { return draft_trust_list(workplace); });
}

HttpResponse adopt_trust_asked(ApiCall& call) {
  auto note = PendingNote::parse(call.text("note"));
  if (!note) return problem_answer(call.request(), note.error());
  return after(call, [&](Workplace& workplace) { return take_in(workplace, *note); });
}

}  // namespace temgoc
