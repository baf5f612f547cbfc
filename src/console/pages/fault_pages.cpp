// What is said where there is no page to show.
#include "console/frame.h"
#include "console/pages/kept_form.h"
#include "console/pages/pages.h"

namespace temgoc {
namespace {

HttpResponse fault_page(Visit& visit, const std::string& key, unsigned status) {
  View view;
  view.set("headline", visit.word(key));
  view.set("what", visit.word(key + ".what"));
  return console_page(visit, {.template_name = "fault", .title = visit.word(key), .status = status},
                      std::move(view));
}

// On a full disk, say, nothing that was typed is lost. The form may lie on the disk that fails.
void put_form(const Visit& visit, View& view) {
  if (!visit.is_signed_in()) return;
  try {
    put_kept(view, form_in_hand(visit));
  } catch (const SystemFailure&) {
    return;
  }
}

}  // namespace

HttpResponse not_found_page(Visit& visit) {
  return fault_page(visit, "console.fault.not_found", 404);
}
HttpResponse wrong_method_page(Visit& visit) {
  return fault_page(visit, "console.fault.not_found", 405);
}
HttpResponse foreign_form_page(Visit& visit) {
  return fault_page(visit, "console.fault.foreign_form", 403);
}
HttpResponse no_right_page(Visit& visit) {
  return fault_page(visit, "console.fault.no_right", 403);
}
HttpResponse too_many_page(Visit& visit) {
  return fault_page(visit, "console.fault.too_many", 429);
}

HttpResponse broken_page(Visit& visit, const Error& error) {
  View view;
  view.set("headline", visit.word("console.fault.broken"));
  view.set("what", message(visit.language(), error));
  put(view, "advice", hint_of(visit, error));
  put_form(visit, view);
  return console_page(
      visit, {.template_name = "fault", .title = visit.word("console.fault.broken"), .status = 503},
      std::move(view));
}

}  // namespace temgoc
