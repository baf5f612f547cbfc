// Inspectors as an administrator enrols them: a code for each, shown once, and who still has one.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/label/qr_picture.h"
#include "temgoc/people/inspectors.h"

namespace temgoc {
namespace {

const char* tone_of(const std::string& state) {
  if (state == "active") return "good";
  return state == "expired" ? "wait" : "quiet";
}

std::string day_words(Instant at) { return to_dmy(vietnam_day(at)); }

View inspector_view(const Visit& visit, const Inspector& inspector) {
  const std::string state = inspector_state(inspector, visit.now()),
                    id = std::to_string(inspector.id);
  View row;
  row.set("id", id);
  row.set("name", inspector.name);
  row.set("added", day_words(inspector.added_at));
  row.set("until", day_words(inspector.expires_at));
  if (inspector.revoked_at) row.set("revoked", day_words(*inspector.revoked_at));
  row.set("state", visit.word("inspector.state." + state));
  row.set("tone", tone_of(state));
  row.set("visits_href", "/visits?inspector=" + id);
  if (state == "active") row.set("revoke_href", "/inspectors/" + id + "/revoke");
  row.set("form_token", visit.form_token());
  return row;
}

// Those who may download and send first, the newest of them on top.
void put_inspectors(const Visit& visit, View& view) {
  auto all = Inspections::of(visit.registry()).inspectors();
  std::ranges::reverse(all);
  std::ranges::stable_partition(
      all, [&](const Inspector& each) { return inspector_state(each, visit.now()) == "active"; });
  View list = list_view();
  for (const Inspector& each : all) list.push_back(inspector_view(visit, each));
  put_list(view, "inspectors", std::move(list));
}

std::string enrol_command(const Inspector& inspector) {
  const auto days = std::chrono::ceil<std::chrono::days>(inspector.expires_at - inspector.added_at);
  CommandLine command("inspector add");
  command.add(inspector.name).add("days", std::to_string(days.count()));
  return command.text();
}

// The code is kept nowhere: this page is the only one that shows it.
Result<void> put_card(const Visit& visit, View& view, const EnrolmentCard& card) {
  const auto picture = qr_as_svg(card.link);
  if (!picture) return picture.error();
  View shown;
  shown.set("name", card.inspector.name);
  shown.set("code", card.code);
  shown.set("link", card.link);
  shown.set("until", day_words(card.inspector.expires_at));
  shown.set("qr", "data:image/svg+xml;base64," + to_base64(as_bytes(*picture)));
  shown.set("place", visit.site().host() + std::string(kInspectorPath));
  shown.set("command", enrol_command(card.inspector));
  view.set("card", std::move(shown));
  return {};
}

HttpResponse list_page(Visit& visit, std::optional<Error> error,
                       const std::optional<EnrolmentCard>& card = {}) {
  View view;
  if (card)
    if (auto put = put_card(visit, view, *card); !put) error = put.error();
  put_inspectors(visit, view);
  view.set("once", once(visit));
  const std::string days = visit.typed("days");
  view.set("days", days.empty() || card ? std::to_string(kUsualInspectorDays) : days);
  if (error) {
    put_error(visit, view, *error);
    put(view, "name", visit.typed("name"));
  }
  if (visit.site().settings().hosts.empty()) view.set("needs_host", View(true));
  return console_page(visit,
                      {.template_name = "inspectors",
                       .title = visit.word("console.inspectors"),
                       .section = "visits",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<EnrolmentCard> enrolled(Visit& visit) {
  const auto days = days_typed(visit, "days");
  if (!days) return days.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  // A second click would give the same person two codes.
  workplace->ask_once(to_hex(sha256(as_bytes("inspector " + visit.typed("once")))), false);
  return enrol_inspector(*workplace, visit.typed("name"), *days);
}

}  // namespace

HttpResponse inspectors_page(Visit& visit) { return list_page(visit, {}); }

HttpResponse inspector_enrolled(Visit& visit) {
  const auto card = enrolled(visit);
  if (!card) return list_page(visit, card.error());
  return list_page(visit, {}, *card);
}

HttpResponse inspector_revoked(Visit& visit) {
  const std::string& id = visit.place(0);
  if (!is_digits(id) || id.size() > 9) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return list_page(visit, workplace.error());
  const auto revoked = revoke_inspector(*workplace, std::stoll(id));
  if (!revoked && revoked.error().code == "inspector_unknown") return not_found_page(visit);
  if (!revoked) return list_page(visit, revoked.error());
  return redirect("/inspectors");
}

}  // namespace temgoc
