// What the pages of the administrator's office have in common.
#pragma once

#include <string>
#include <string_view>

#include "console/frame.h"
#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// The tabs that this person may open; `here` is one of their names: "people", "tokens", "keys",
// "trust", "bundles", "log", "backup", "privacy", "settings", "programme".
void put_office_tabs(const Visit& visit, View& view, std::string_view here);
// A page of the office, with its tabs.
HttpResponse office_page(Visit& visit, std::string_view template_name, std::string_view here,
                         View view, const std::optional<Error>& error = {});
// A number of days of the form. `number_unreadable`, where nothing was typed too.
Result<unsigned> days_typed(const Visit& visit, const char* name);
// A new passphrase, typed twice as `name` and `name`_again. `passwords_differ`.
Result<SecretText> new_passphrase(const Visit& visit, std::string_view name);

}  // namespace temgoc
