// temgoc partner add|list
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/events/event_json.h"
#include "temgoc/events/events.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongText = 200;

Result<std::vector<PartnerRole>> roles_of(const Given& given) {
  std::vector<PartnerRole> roles;
  for (const std::string& text : given.list("as")) {
    const auto role = partner_role(text);
    if (!role) return Error{"partner_role_unknown", "role", shortened(text)};
    if (std::ranges::find(roles, *role) == roles.end()) roles.push_back(*role);
  }
  std::ranges::sort(roles);
  return roles;
}

Result<Partner> partner_of(const Given& given, const Registry& registry) {
  auto id = parse_record_id(given.text("id"), "id");
  if (!id) return id.error();
  auto roles = roles_of(given);
  if (!roles) return roles.error();
  Partner partner{.id = *id, .cooperative_id = given.text("cooperative"), .roles = *roles};
  const auto cooperatives = registry.cooperatives();
  if (partner.cooperative_id.empty() && cooperatives.size() == 1)
    partner.cooperative_id = cooperatives.front().id;
  if (partner.cooperative_id.empty()) return Error{"usage_missing", "cooperative", "--cooperative"};
  for (auto [name, field] : {std::pair{"name", &partner.name},
                             {"address", &partner.address},
                             {"phone", &partner.phone}}) {
    auto text = clean_text(given.text(name), name, kLongText);
    if (!text) return text.error();
    *field = *text;
  }
  if (!given.has("gln")) return partner;
  auto gln = parse_gln(given.text("gln"), "gln");
  if (!gln) return gln.error();
  partner.gln = *gln;
  return partner;
}

std::string line_of(const Terminal& terminal, const Partner& partner) {
  std::string roles;
  for (const PartnerRole role : partner.roles)
    roles += (roles.empty() ? "" : ", ") + terminal.word("partner_role." + to_text(role));
  return fmt::format("{:<10} {:<6} {}{}{}\n", partner.id, partner.cooperative_id, partner.name,
                     roles.empty() ? "" : "  (" + roles + ")",
                     partner.phone.empty() ? "" : "  " + partner.phone);
}

int partner_add(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto partner = partner_of(given, workplace->registry());
  if (!partner) return session.terminal.fail(partner.error());
  auto stored = record_partner(*workplace, *partner, given.has("update"));
  if (!stored) return session.terminal.fail(stored.error());
  const char* key = *stored == Stored::unchanged ? "record.unchanged" : "partner.stored";
  return session.terminal.done(partner_json(*partner),
                               session.terminal.word(key, {{"id", partner->id}}) + "\n" +
                                   line_of(session.terminal, *partner));
}

int partner_list(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  for (const Partner& each :
       EventBook::of(workplace->registry()).partners(given.text("cooperative"))) {
    list.push_back(partner_json(each));
    text += line_of(session.terminal, each);
  }
  return session.terminal.done({{"partners", list}}, text);
}

}  // namespace

void add_partner_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"partner",
                 "add",
                 {{"id", Kind::text, true},
                  {"name", Kind::text, true},
                  {"as", Kind::repeated},
                  {"cooperative"},
                  {"gln"},
                  {"address"},
                  {"phone"},
                  {"update", Kind::flag}},
                 partner_add});
  all.push_back({"partner", "list", {{"cooperative"}}, partner_list});
}

}  // namespace temgoc
