// Labels: the form, the job while it runs, its files.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/bytes.h"
#include "temgoc/files.h"
#include "temgoc/pack_count.h"
#include "temgoc/text.h"
#include "temgoc/workflow.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kWaitForSmallJobs{2500};
constexpr std::size_t kMostFile = 1u << 30;
constexpr std::size_t kMostReason = 300;

View stock_item(const Visit& visit, const LabelTemplate& label, const std::string& chosen) {
  View item;
  item.set("id", label.id);
  item.set("name", label.name.at(visit.language()));
  item.set("cells", std::to_string(label.stock.cells()));
  item.set("chosen", View(label.id == chosen));
  item.set("is_sheet", View(label.stock.cells() > 1));
  return item;
}

// The shipped and own templates for goods: a product's poster has no lot.
View stocks(const Visit& visit, const std::string& chosen) {
  View list = list_view();
  for (const std::string& id : template_ids(visit.house().folder)) {
    const auto label = find_template(visit.house().folder, id);
    if (label && label->code != CodeKind::product_link)
      list.push_back(stock_item(visit, *label, chosen));
  }
  return list;
}

// The stock that this lot or the one before was printed on.
std::string usual_stock(const Visit& visit, const Lot& lot) {
  for (const auto& filter : {PrintFilter{lot.id, 1}, PrintFilter{std::nullopt, 1}}) {
    const auto records = visit.registry().print_records(filter);
    if (!records.empty()) return records.front().job.template_id;
  }
  return "roll-60x40-seal";
}

std::optional<std::uint64_t> packs_left(const Visit& visit, const Lot& lot) {
  const auto product = visit.registry().product(std::string_view(lot.product_id));
  const auto packs = pack_count(lot.quantity, product ? product->net_content : "");
  if (!packs) return std::nullopt;
  const std::uint64_t printed = labels_of(visit.registry(), lot);
  return *packs > printed ? *packs - printed : 0;
}

Result<std::uint64_t> number_of(const Visit& visit, const char* name, std::uint64_t otherwise) {
  const std::string digits = visit.typed(name);
  if (digits.empty()) return otherwise;
  if (!is_digits(digits) || digits.size() > 9)
    return Error{"number_unreadable", name, shortened(digits)};
  return std::stoull(digits);
}

Result<PrintOrder> order_of(const Visit& visit) {
  auto count = number_of(visit, "count", 0);
  if (!count) return count.error();
  auto start = number_of(visit, "start", 0);
  if (!start) return start.error();
  auto reason = clean_text(visit.typed("over_quantity"), "over_quantity", kMostReason);
  if (!reason) return reason.error();
  PrintOrder order{.template_id = visit.typed("template"),
                   .count = static_cast<std::uint32_t>(*count)};
  // A path names a file, and this form is for the workplace's own stocks.
  if (order.template_id.ends_with(".toml") || order.template_id.find('/') != std::string::npos)
    return Error{"template_unknown",
                 "template",
                 shortened(order.template_id),
                 {},
                 {{"known", "roll-60x40-seal"}}};
  order.start_cell = *start == 0 ? std::nullopt : std::optional(static_cast<unsigned>(*start));
  order.who = visit.user().name;
  order.over_quantity_reason = *reason;
  return order;
}

PrintDesk::Work work_of(const Visit& visit, const Lot& lot, PrintOrder order, SecretText passphrase,
                        const std::string& name) {
  return [folder = visit.house().folder, clock = visit.house().world.clock,
          random = visit.house().world.random, actor = visit.actor(), lot, order = std::move(order),
          passphrase = std::move(passphrase),
          name](const ProgressSink& progress) -> Result<PrintReport> {
    auto workplace = Workplace::open(folder, clock, random);
    if (!workplace) return workplace.error();
    workplace->act_as(actor);
    // A form that was sent twice, by two clicks or by the back button, prints once.
    workplace->ask_once(to_hex(sha256(as_bytes("print " + name))), false);
    return print_lot_labels(*workplace, lot, order, passphrase, progress);
  };
}

// Where the errand stands: at its page, or at the job that it has become.
HttpResponse to_errand(const std::string& name, const PrintErrand& errand) {
  if (errand.state == PrintErrand::State::done)
    return redirect("/jobs/" + std::to_string(errand.job));
  return redirect("/printing/" + name);
}

std::string print_command(const Visit& visit, const PrintJob& job) {
  const auto lot = visit.registry().lot(job.lot_id);
  CommandLine command("label print");
  if (lot) command.add(lot->short_code.printed());
  command.add("template", job.template_id).add("count", std::to_string(job.labels));
  if (job.setup.start_cell > 1) command.add("start", std::to_string(job.setup.start_cell));
  command.add("over-quantity", job.over_quantity_reason);
  return command.text();
}

std::optional<PrintRecord> record_in_sight(const Visit& visit, const std::string& number) {
  if (!is_digits(number) || number.size() > 18) return std::nullopt;
  auto record = visit.registry().print_record(std::stoll(number));
  if (!record) return std::nullopt;
  const auto lot = visit.registry().lot(record->job.lot_id);
  if (!lot || !visit.sees(lot->cooperative_id)) return std::nullopt;
  return record;
}

View file_row(const Visit& visit, const PrintRecord& record, const PrintedPart& part) {
  View row;
  row.set("href", "/jobs/" + std::to_string(record.job.id) + "/files/" + std::to_string(part.part));
  row.set("name", fs::path(part.file).filename().string());
  row.set("pages", number_words(visit, std::to_string(part.pages)));
  row.set("read_back", number_words(visit, std::to_string(part.read_back)));
  return row;
}

const char* type_of(const fs::path& file) {
  return file.extension() == ".pdf" ? "application/pdf" : "application/octet-stream";
}

}  // namespace

void put_print_form(Visit& visit, View& view, const Lot& lot) {
  View form;
  const bool sent = visit.request().method == "POST";
  put_list(form, "stocks", stocks(visit, sent ? visit.typed("template") : usual_stock(visit, lot)));
  const auto left = packs_left(visit, lot);
  if (left) form.set("left", number_words(visit, std::to_string(*left)));
  const std::string proposed = left && *left > 0 ? std::to_string(*left) : std::string();
  put(form, "count", sent ? visit.typed("count") : proposed);
  if (sent) put(form, "start", visit.typed("start"));
  if (sent) put(form, "over_quantity", visit.typed("over_quantity"));
  form.set("once", once(visit));
  form.set("asks_key", View(is_key_asked(visit, lot.cooperative_id)));
  form.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  view.set("print", std::move(form));
}

HttpResponse print_sent(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  const std::string name = visit.typed("once");
  if (name.empty() || name.size() > 64 || percent_encoded(name) != name)
    return lot_page_with(visit, *lot, Error{"field_missing", "once"});
  if (const auto errand = visit.house().prints.look(name)) return to_errand(name, *errand);
  auto order = order_of(visit);
  if (!order) return lot_page_with(visit, *lot, order.error());
  auto workplace = visit.open();
  if (!workplace) return lot_page_with(visit, *lot, workplace.error());
  auto passphrase = key_in_hand(visit, *workplace, lot->cooperative_id);
  if (!passphrase) return lot_page_with(visit, *lot, passphrase.error());
  visit.house().prints.hand_in(
      name,
      {.user_id = visit.user().id,
       .cooperative_id = lot->cooperative_id,
       .lot = lot->short_code.printed(),
       .progress = {.total = order->count}},
      work_of(visit, *lot, *std::move(order), *std::move(passphrase), name));
  const auto errand = visit.house().prints.wait(name, kWaitForSmallJobs);
  if (errand && errand->state == PrintErrand::State::failed)
    return lot_page_with(visit, *lot, errand->error);
  return to_errand(name, errand.value());
}

HttpResponse printing_page(Visit& visit) {
  const std::string& name = visit.place(0);
  const auto errand = visit.house().prints.look(name);
  if (!errand || !visit.sees(errand->cooperative_id)) return not_found_page(visit);
  if (errand->state == PrintErrand::State::done) return to_errand(name, *errand);
  View view;
  view.set("lot_href", "/lots/" + errand->lot);
  const PrintProgress& progress = errand->progress;
  const bool reads = progress.step == PrintProgress::Step::read_back;
  view.set("step", visit.word(reads ? "console.printing.reads" : "console.printing.draws"));
  view.set("done", std::to_string(progress.done));
  view.set("total", std::to_string(std::max(1u, progress.total)));
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

HttpResponse job_page(Visit& visit) {
  const auto record = record_in_sight(visit, visit.place(0));
  if (!record) return not_found_page(visit);
  const PrintJob& job = record->job;
  const auto lot = visit.registry().lot(job.lot_id).value();
  View view;
  view.set("job", std::to_string(job.id));
  view.set("lot", lot.code.text());
  view.set("lot_href", lot_href(lot));
  view.set("product", product_name(lot));
  view.set("labels", number_words(visit, std::to_string(job.drawn())));
  view.set("template", job.template_id);
  view.set("at", clock_words(visit, job.at));
  put(view, "who", job.who);
  view.set("state", visit.word("print_state." + to_text(state_of(*record))));
  view.set("command", print_command(visit, job));
  View files = list_view();
  for (const PrintedPart& part : record->parts) files.push_back(file_row(visit, *record, part));
  put_list(view, "files", std::move(files));
  view.set("may_open", View(visit.may(Right::print)));
  return console_page(visit,
                      {.template_name = "job",
                       .title = visit.word("console.job", {{"job", std::to_string(job.id)}}),
                       .section = "lots"},
                      std::move(view));
}

HttpResponse job_file(Visit& visit) {
  const auto record = record_in_sight(visit, visit.place(0));
  if (!record) return not_found_page(visit);
  const auto part = std::ranges::find_if(record->parts, [&](const PrintedPart& each) {
    return std::to_string(each.part) == visit.place(1);
  });
  if (part == record->parts.end()) return not_found_page(visit);
  const fs::path file = visit.house().folder / part->file;
  auto content = read_file(file, kMostFile);
  if (!content) return broken_page(visit, content.error());
  return {.status = 200,
          .content_type = type_of(file),
          .body = *std::move(content),
          .headers = {{"Content-Disposition",
                       "inline; filename=\"" + percent_encoded(file.filename().string()) + "\""}}};
}

}  // namespace temgoc
