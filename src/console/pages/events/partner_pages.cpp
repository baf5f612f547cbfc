// With whom a cooperative trades: the list with its form, and one partner.
#include <algorithm>
#include <array>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/events/event_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongText = 200, kMostEvents = 20;
constexpr unsigned kEventsLookedAt = 1000;
constexpr std::array kPartnerRoles = {PartnerRole::supplier, PartnerRole::buyer,
                                      PartnerRole::carrier};

std::string partner_href(std::string_view id) { return "/partners/" + percent_encoded(id); }

bool was_sent(const Visit& visit) { return visit.request().method == "POST"; }

std::string roles_words(const Visit& visit, const Partner& partner) {
  std::string text;
  for (const PartnerRole role : partner.roles)
    text += (text.empty() ? "" : ", ") + visit.word("partner_role." + to_text(role));
  return text;
}

bool has_role(const Partner& partner, PartnerRole role) {
  return std::ranges::find(partner.roles, role) != partner.roles.end();
}

bool changed_meanwhile(const std::optional<Error>& error) {
  return error && error->code == "record_changed_meanwhile";
}

// `afresh`: the person now sees what stands, so what is sent next goes from there.
View form_view(const Visit& visit, const std::optional<Partner>& standing, bool afresh = false) {
  const Partner shown = standing.value_or(Partner{});
  View form;
  for (const auto& [name, text] : {std::pair{"id", shown.id},
                                   {"name", shown.name},
                                   {"phone", shown.phone},
                                   {"gln", shown.gln},
                                   {"address", shown.address}})
    form.set(std::string(name) + "_value", was_sent(visit) ? visit.typed(name) : text);
  View roles = list_view();
  for (const PartnerRole role : kPartnerRoles)
    put_choice(
        roles, to_text(role), visit.word("partner_role." + to_text(role)),
        was_sent(visit) ? !visit.typed("role-" + to_text(role)).empty() : has_role(shown, role));
  form.set("roles", std::move(roles));
  if (standing)
    form.set("version", was_sent(visit) && !afresh
                            ? visit.typed("version")
                            : partner_version(visit.registry(), standing->id));
  else
    form.set("is_new", View(true));
  View cooperatives = list_view();
  std::size_t count = 0;
  for (const Cooperative& each : visit.registry().cooperatives()) {
    if (!visit.sees(each.id)) continue;
    ++count;
    put_choice(cooperatives, each.id, each.name, visit.typed("cooperative") == each.id);
  }
  if (count > 1) put_list(form, "cooperatives", std::move(cooperatives));
  return form;
}

void put_fault(Visit& visit, View& view, const std::optional<Error>& error) {
  if (!error) return;
  put_error(visit, view, *error);
  view.set("fault_" + error->field, View(true));
}

HttpResponse list_page(Visit& visit, const std::optional<Error>& error) {
  View view, list = list_view();
  for (const Partner& each : EventBook::of(visit.registry()).partners(visit.scope())) {
    View row;
    row.set("href", partner_href(each.id));
    row.set("id", each.id);
    row.set("name", each.name);
    row.set("roles", roles_words(visit, each));
    row.set("address", each.address);
    row.set("gln", each.gln);
    row.set("phone", each.phone);
    list.push_back(std::move(row));
  }
  put_list(view, "partners", std::move(list));
  put_fault(visit, view, error);
  if (!visit.asked("saved").empty()) view.set("just_saved", View(true));
  if (visit.may(Right::enter)) view.set("may_enter", View(true));
  view.set("form", form_view(visit, {}));
  return console_page(visit,
                      {.template_name = "partners",
                       .title = visit.word("console.partners"),
                       .section = "events",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

View facts_view(const Visit& visit, const Partner& partner) {
  View facts = list_view();
  const auto add = [&](std::string field, const std::string& text) {
    if (text.empty()) return;
    View fact;
    fact.set("field", std::move(field));
    fact.set("text", text);
    facts.push_back(std::move(fact));
  };
  add(visit.word("console.partner.roles"), roles_words(visit, partner));
  add(visit.word("console.partner.phone"), partner.phone);
  add("GLN", partner.gln);
  add(visit.word("console.partner.address"), partner.address);
  return facts;
}

void put_events(const Visit& visit, View& view, const Partner& partner) {
  View list = list_view();
  std::size_t shown = 0;
  for (const RecordedEvent& each :
       EventBook::of(visit.registry())
           .events({.cooperative_id = partner.cooperative_id, .limit = kEventsLookedAt})) {
    if (each.event.partner_id != partner.id && each.event.carrier_id != partner.id) continue;
    if (++shown > kMostEvents) break;
    list.push_back(event_row(visit, each));
  }
  put_list(view, "events", std::move(list));
}

HttpResponse one_page(Visit& visit, const Partner& partner, const std::optional<Error>& error) {
  View view;
  view.set("heading", partner.name);
  view.set("id", partner.id);
  view.set("href", partner_href(partner.id));
  put_fault(visit, view, error);
  if (!visit.asked("saved").empty()) view.set("just_saved", View(true));
  if (visit.may(Right::enter)) view.set("may_enter", View(true));
  view.set("form", form_view(visit, partner, changed_meanwhile(error)));
  view.set("facts", facts_view(visit, partner));
  if (changed_meanwhile(error)) view.set("stands", View(true));
  put_events(visit, view, partner);
  return console_page(visit,
                      {.template_name = "partner",
                       .title = partner.name,
                       .section = "events",
                       .status = !error                     ? 200u
                                 : changed_meanwhile(error) ? 409u
                                                            : 422u},
                      std::move(view));
}

std::optional<Partner> partner_in_sight(const Visit& visit, const std::string& id) {
  auto partner = EventBook::of(visit.registry()).partner(id);
  if (!partner || !visit.sees(partner->cooperative_id)) return std::nullopt;
  return partner;
}

Result<void> read_fields(const Visit& visit, Partner& partner) {
  for (auto [name, field] : {std::pair{"name", &partner.name},
                             {"address", &partner.address},
                             {"phone", &partner.phone}}) {
    auto text = clean_text(visit.typed(name), name, kLongText);
    if (!text) return text.error();
    *field = *text;
  }
  partner.roles.clear();
  for (const PartnerRole role : kPartnerRoles)
    if (!visit.typed("role-" + to_text(role)).empty()) partner.roles.push_back(role);
  partner.gln.clear();
  if (visit.typed("gln").empty()) return {};
  auto gln = parse_gln(visit.typed("gln"), "gln");
  if (!gln) return gln.error();
  partner.gln = *gln;
  return {};
}

Result<Partner> new_partner(const Visit& visit) {
  auto id = parse_record_id(visit.typed("id"), "id");
  if (!id) return id.error();
  Partner partner{.id = *id, .cooperative_id = visit.scope()};
  if (partner.cooperative_id.empty()) partner.cooperative_id = visit.typed("cooperative");
  const auto cooperatives = visit.registry().cooperatives();
  if (partner.cooperative_id.empty() && cooperatives.size() == 1)
    partner.cooperative_id = cooperatives.front().id;
  if (partner.cooperative_id.empty()) return Error{"field_missing", "cooperative"};
  if (auto read = read_fields(visit, partner); !read) return read.error();
  return partner;
}

}  // namespace

HttpResponse partners_page(Visit& visit) { return list_page(visit, {}); }

HttpResponse partner_added(Visit& visit) {
  const auto partner = new_partner(visit);
  if (!partner) return list_page(visit, partner.error());
  auto workplace = visit.open();
  if (!workplace) return list_page(visit, workplace.error());
  // The same once more, by a second click, changes nothing.
  const auto stored = record_partner(*workplace, *partner, false);
  if (!stored) return list_page(visit, stored.error());
  return redirect("/partners?saved=1");
}

HttpResponse partner_page(Visit& visit) {
  const auto partner = partner_in_sight(visit, visit.place(0));
  return partner ? one_page(visit, *partner, {}) : not_found_page(visit);
}

HttpResponse partner_sent(Visit& visit) {
  const auto standing = partner_in_sight(visit, visit.place(0));
  if (!standing) return not_found_page(visit);
  Partner partner = *standing;
  if (auto read = read_fields(visit, partner); !read)
    return one_page(visit, *standing, read.error());
  auto workplace = visit.open();
  if (!workplace) return one_page(visit, *standing, workplace.error());
  const auto stored = record_partner(*workplace, partner, true, visit.typed("version"));
  if (!stored) return one_page(visit, *standing, stored.error());
  return redirect(partner_href(partner.id) + "?saved=1");
}

}  // namespace temgoc
