// Roles and cooperatives as the items of a form.
#include "console/pages/right_choices.h"

#include "console/pages/choices.h"

namespace temgoc {

void put_roles(const Visit& visit, View& view, std::span<const Role> roles, Role usual) {
  const std::string chosen = visit.typed("role");
  View list = list_view();
  for (const Role role : roles) {
    View item;
    item.set("value", to_text(role));
    item.set("text", visit.word("role." + to_text(role)));
    item.set("what", visit.word("console.role." + to_text(role)));
    item.set("chosen", View(chosen.empty() ? role == usual : to_text(role) == chosen));
    list.push_back(std::move(item));
  }
  put_list(view, "roles", std::move(list));
}

void put_cooperatives(const Visit& visit, View& view) {
  if (!visit.scope().empty()) return;
  View list = list_view();
  for (const Cooperative& each : visit.registry().cooperatives())
    put_choice(list, each.id, each.name, each.id == visit.typed("cooperative"));
  put_list(view, "cooperatives", std::move(list));
}

}  // namespace temgoc
