// A print job on its way: handed in, watched, cancelled.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/percent.h"
#include "temgoc/printing/printing.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::chrono::milliseconds kWaitForSmallJobs{2500};

std::optional<PrintErrand> errand_in_sight(const Visit& visit) {
  auto errand = visit.house().prints.look(visit.place(0));
  if (!errand || !visit.sees(errand->cooperative_id)) return std::nullopt;
  return errand;
}

void put_progress(const Visit& visit, View& view, const PrintErrand& errand) {
  const PrintProgress& progress = errand.progress;
  const bool reads = progress.step == PrintProgress::Step::read_back;
  view.set("step", visit.word(reads ? "console.printing.reads" : "console.printing.draws"));
  view.set("done", std::to_string(progress.done));
  view.set("total", std::to_string(std::max(1u, progress.total)));
  view.set("done_words", number_words(visit, progress.done));
  view.set("total_words", number_words(visit, progress.total));
}

}  // namespace

HttpResponse to_errand(const std::string& name, const PrintErrand& errand) {
  if (errand.state == PrintErrand::State::done)
    return redirect((errand.of_roll ? "/rolls/" : "/jobs/") + std::to_string(errand.job));
  return redirect("/printing/" + name);
}

HttpResponse send_to_print(Visit& visit, const Lot& lot, std::uint32_t labels, LabelsToPrint task,
                           const std::function<HttpResponse(const Error&)>& with_error) {
  const std::string name = visit.typed("once");
  if (name.empty() || name.size() > 64 || percent_encoded(name) != name)
    return with_error(Error{"field_missing", "once"});
  PrintDesk& desk = visit.house().prints;
  if (const auto errand = desk.look(name)) return to_errand(name, *errand);
  auto workplace = visit.open();
  if (!workplace) return with_error(workplace.error());
  auto passphrase = key_in_hand(visit, *workplace, lot.cooperative_id);
  if (!passphrase) return with_error(passphrase.error());
  desk.hand_in(
      name,
      {.user_id = visit.user().id,
       .cooperative_id = lot.cooperative_id,
       .lot = lot.short_code.printed(),
       .progress = {.total = labels}},
      print_work(visit.house(), visit.actor(), name, std::move(task), *std::move(passphrase)));
  const auto errand = desk.wait(name, kWaitForSmallJobs);
  if (!errand) return redirect(lot_href(lot));
  if (errand->state == PrintErrand::State::failed) return with_error(*errand->error);
  return to_errand(name, *errand);
}

HttpResponse print_sent(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  auto order = order_typed(visit);
  if (!order) return lot_page_with(visit, *lot, order.error());
  return send_to_print(
      visit, *lot, order->count,
      [lot = *lot, order = *order](Workplace& workplace, const SecretText& passphrase,
                                   const ProgressSink& progress) {
        return print_lot_labels(workplace, lot, order, passphrase, progress);
      },
      [&](const Error& error) { return lot_page_with(visit, *lot, error); });
}

HttpResponse printing_page(Visit& visit) {
  const auto errand = errand_in_sight(visit);
  if (!errand) return not_found_page(visit);
  if (errand->state == PrintErrand::State::done) return to_errand(visit.place(0), *errand);
  View view;
  view.set("back_href", errand->of_roll ? "/rolls" : "/lots/" + errand->lot);
  view.set("back", visit.word(errand->of_roll ? "console.rolls" : "console.back_to_lot"));
  view.set("name", visit.place(0));
  put_progress(visit, view, *errand);
  const bool failed = errand->state == PrintErrand::State::failed;
  if (failed) put_error(visit, view, *errand->error);
  view.set("running", View(!failed));
  return console_page(visit,
                      {.template_name = "printing",
                       .title = visit.word("console.printing"),
                       .section = "lots",
                       .refreshes = !failed},
                      std::move(view));
}

HttpResponse cancel_print_sent(Visit& visit) {
  if (!errand_in_sight(visit)) return not_found_page(visit);
  visit.house().prints.cancel(visit.place(0));
  visit.house().prints.wait(visit.place(0), kWaitForSmallJobs);
  return redirect("/printing/" + visit.place(0));
}

}  // namespace temgoc
