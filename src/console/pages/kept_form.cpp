// Keeps what was typed in a form that could not be answered.
#include "console/pages/kept_form.h"

#include <algorithm>

#include "console/routes.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostKept = 200 << 10;

// A secret is typed again rather than kept in a page.
bool is_kept(std::string_view name) {
  return name != "form_token" && name.find("passphrase") == std::string_view::npos &&
         name.find("password") == std::string_view::npos;
}

// As the sign-in page sends them on, without the files that came beside them: what is longer than a
// form may be would keep people out.
std::size_t sent_bytes(const KeptFields& fields) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : fields)
    bytes += kKeptPrefix.size() + percent_encoded(name).size() + percent_encoded(value).size() + 2;
  return bytes;
}

}  // namespace

bool takes_forms(std::string_view path) {
  return std::ranges::any_of(routes(), [&](const Route& route) {
    return route.method == "POST" && route.right && places_in(route.path, path).has_value();
  });
}

KeptForm form_in_hand(const Visit& visit) {
  if (visit.request().method != "POST" || !takes_forms(visit.request().path)) return {};
  KeptForm form{std::string(visit.request().path), {}};
  for (auto& [name, value] : visit.typed_fields())
    if (is_kept(name)) form.fields.emplace_back(name, value);
  return sent_bytes(form.fields) > kMostKept ? KeptForm() : form;
}

void put_kept(View& view, const KeptForm& form) {
  View list = list_view();
  for (const auto& [name, value] : form.fields) {
    View field;
    field.set("name", name);
    put(field, "value", value);
    list.push_back(std::move(field));
  }
  put(view, "kept_path", form.path);
  put_list(view, "kept", std::move(list));
}

}  // namespace temgoc
