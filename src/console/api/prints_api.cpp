// Print jobs: handed in, watched, listed; their files; what came out; once more.
#include <fmt/format.h>

#include <algorithm>

#include "console/api/handlers.h"
#include "console/api/label_file_answer.h"
#include "console/api/listing.h"
#include "console/api/lots_in_sight.h"
#include "console/api/paths.h"
#include "console/api/print_errands.h"
#include "console/api/problem.h"
#include "console/print_work.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/job_json.h"
#include "temgoc/printing/printing.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostReason = 300;

// --- Prints: what the desk does ------------------------------------------------------------------

const char* state_text(PrintErrand::State state) {
  switch (state) {
    case PrintErrand::State::waits:
      return "waits";
    case PrintErrand::State::runs:
      return "runs";
    case PrintErrand::State::done:
      return "done";
    case PrintErrand::State::failed:
      return "failed";
  }
  return "";
}

Json print_json(const ApiCall& call, const std::string& name, const PrintErrand& errand) {
  const PrintProgress& progress = errand.progress;
  Json warnings = Json::array();
  for (const Error& each : errand.warnings) warnings.push_back(fault_json(each, call.language()));
  const bool reads = progress.step == PrintProgress::Step::read_back;
  Json json{{"print", name},
            {"state", state_text(errand.state)},
            {"lot", text_or_null(errand.lot)},
            {"step", reads ? "read_back" : "draw"},
            {"done", progress.done},
            {"total", progress.total},
            {"part", progress.part},
            {"parts", progress.parts},
            {"job", errand.job && !errand.of_roll ? Json(errand.job) : Json(nullptr)},
            {"roll", errand.job && errand.of_roll ? Json(errand.job) : Json(nullptr)},
            {"warnings", std::move(warnings)}};
  json["problem"] = errand.error ? problem_json(*errand.error, status_of(*errand.error),
                                                call.language(), call.request().path)
                                 : Json(nullptr);
  return json;
}

// A name that the same request with the same key has again.
std::string print_name(const ApiCall& call) {
  const std::string& key = call.request().idempotency_key;
  if (!key.empty())
    return "api-" + to_hex(sha256(as_bytes(call.token().id + " "), as_bytes(key))).substr(0, 24);
  std::array<std::uint8_t, 12> bytes{};
  call.house().world.random(bytes);
  return "api-" + to_hex(bytes);
}

HttpResponse sent_to_print(ApiCall& call, const Lot& lot, std::uint32_t labels,
                           LabelsToPrint task) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  auto passphrase = call.passphrase(lot.cooperative_id);
  if (!passphrase) return problem_answer(call.request(), passphrase.error());
  return handed_to_desk(call,
                        {.user_id = call.actor().id,
                         .cooperative_id = lot.cooperative_id,
                         .lot = lot.short_code.printed(),
                         .progress = {.total = labels}},
                        std::move(task), *std::move(passphrase));
}

std::optional<PrintErrand> print_in_sight(const ApiCall& call) {
  auto errand = call.house().prints.look(call.place(0));
  if (!errand || !call.sees(errand->cooperative_id)) return std::nullopt;
  return errand;
}

HttpResponse print_unknown(const ApiCall& call) {
  return problem_answer(call.request(),
                        Error{"api_print_unknown", "print", shortened(call.place(0))});
}

Result<void> check_template_id(const ApiCall& call, const std::string& id) {
  const auto ids = template_ids(call.house().folder);
  if (std::ranges::find(ids, id) != ids.end()) return {};
  return Error{"template_unknown",
               "template",
               shortened(id),
               {},
               {{"known", fmt::format("{}", fmt::join(ids, ", "))}}};
}

unsigned count_of(const ApiCall& call, std::string_view name, unsigned otherwise) {
  return static_cast<unsigned>(call.whole(name).value_or(otherwise));
}

Result<void> take_choices(const ApiCall& call, PrintOrder& order) {
  if (const std::string codes = call.text("codes"); !codes.empty()) order.kind = code_kind(codes);
  if (const std::string format = call.text("format"); !format.empty())
    order.format = printer_language(format);
  if (const std::string cells = call.text("order"); !cells.empty())
    order.order = cells == "down" ? CellOrder::down : CellOrder::across;
  if (const std::string language = call.text("language"); !language.empty()) {
    order.language = label_language(language);
    if (!order.language) return Error{"label_language_unknown", "language", shortened(language)};
  }
  return {};
}

// --- Jobs: what is on record ---------------------------------------------------------------------

struct JobSeen {
  PrintRecord record;
  Lot lot;
};

std::optional<JobSeen> job_in_sight(const ApiCall& call, const std::string& number) {
  if (!is_digits(number) || number.size() > 18) return std::nullopt;
  auto record = call.registry().print_record(std::stoll(number));
  if (!record) return std::nullopt;
  auto lot = call.registry().lot(record->job.lot_id);
  if (!lot || !call.sees(lot->cooperative_id)) return std::nullopt;
  return JobSeen{*std::move(record), *std::move(lot)};
}

HttpResponse job_unknown(const ApiCall& call) {
  return problem_answer(call.request(),
                        Error{"print_job_unknown", "job", shortened(call.place(0))});
}

// Whether it runs is asked of the lock that who prints it holds.
bool is_running(const ApiCall& call, const PrintRecord& record) {
  if (state_of(record) != PrintState::printing) return false;
  const auto workplace = call.open();
  return workplace && is_being_printed(*workplace, record.job.id);
}

Json job_answer_json(const ApiCall& call, const JobSeen& seen) {
  Json json = record_json(seen.lot, seen.record, is_running(call, seen.record));
  json["short_code"] = seen.lot.short_code.printed();
  return json;
}

Result<PrintOutcome> outcome_of(const ApiCall& call, const PrintJob& job) {
  using Kind = PrintOutcome::Kind;
  PrintOutcome outcome{.kind = *outcome_kind(call.text("kind"))};
  const bool all = outcome.kind == Kind::came_out;
  if (!all && !call.whole("first_label")) return Error{"api_member_missing", "first_label"};
  outcome.first_label = count_of(call, "first_label", 1);
  outcome.last_label = count_of(call, "last_label", all ? job.labels : outcome.first_label);
  outcome.who = call.token().name;
  return outcome;
}

}  // namespace

Result<PrintOrder> print_order_of(const ApiCall& call) {
  PrintOrder order{.template_id = call.text("template")};
  if (auto known = check_template_id(call, order.template_id); !known) return known.error();
  if (auto taken = take_choices(call, order); !taken) return taken.error();
  auto reason = clean_text(call.text("over_quantity_reason"), "over_quantity_reason", kMostReason);
  if (!reason) return reason.error();
  order.count = count_of(call, "count", 0);
  if (const auto dpi = call.whole("dpi")) order.dpi = static_cast<unsigned>(*dpi);
  order.start_cell.reset();
  if (const auto cell = call.whole("start_cell")) order.start_cell = static_cast<unsigned>(*cell);
  order.printer = call.text("printer");
  order.cut_marks = call.is_yes("cut_marks");
  order.copies = count_of(call, "copies", 1);
  order.who = call.token().name;
  order.over_quantity_reason = *reason;
  return order;
}

HttpResponse handed_to_desk(ApiCall& call, PrintErrand about, LabelsToPrint task,
                            SecretText passphrase) {
  const std::string name = print_name(call);
  PrintDesk& desk = call.house().prints;
  desk.hand_in(
      name, std::move(about),
      print_work(call.house(), call.actor(), name, std::move(task), std::move(passphrase)));
  HttpResponse response = json_answer(202, print_json(call, name, desk.look(name).value()));
  response.headers.emplace_back("Location", std::string(kApiRoot) + "/prints/" + name);
  return response;
}

HttpResponse print_asked(ApiCall& call) {
  const auto lot = lot_in_sight(call, call.place(0));
  if (!lot) return lot_unknown(call, call.place(0));
  auto order = print_order_of(call);
  if (!order) return problem_answer(call.request(), order.error());
  return sent_to_print(
      call, *lot, order->count,
      [lot = *lot, order = *order](Workplace& workplace, const SecretText& passphrase,
                                   const ProgressSink& progress) {
        return print_lot_labels(workplace, lot, order, passphrase, progress);
      });
}

HttpResponse show_print(ApiCall& call) {
  const auto errand = print_in_sight(call);
  return errand ? json_answer(200, print_json(call, call.place(0), *errand)) : print_unknown(call);
}

HttpResponse cancel_print(ApiCall& call) {
  if (!print_in_sight(call)) return print_unknown(call);
  call.house().prints.cancel(call.place(0));
  return show_print(call);
}

HttpResponse list_jobs(ApiCall& call) {
  auto limit = call.limit();
  if (!limit) return problem_answer(call.request(), limit.error());
  auto before = number_cursor(call, INT64_MAX);
  if (!before) return problem_answer(call.request(), before.error());
  // One more than the page has tells whether another follows.
  PrintFilter filter{.cooperative_id = call.scope(), .limit = *limit + 1, .before_id = *before};
  if (const std::string code = call.asked("lot"); !code.empty()) {
    const auto lot = lot_in_sight(call, code);
    if (!lot) return lot_unknown(call, code);
    filter.lot_id = lot->id;
  }
  Json items = Json::array();
  std::int64_t last = 0;
  for (PrintRecord& record : call.registry().print_records(filter)) {
    if (items.size() == *limit) return page_answer(call, std::move(items), std::to_string(last));
    last = record.job.id;
    const Lot lot = call.registry().lot(record.job.lot_id).value();
    items.push_back(job_answer_json(call, {std::move(record), lot}));
  }
  return page_answer(call, std::move(items), "");
}

HttpResponse show_job(ApiCall& call) {
  const auto seen = job_in_sight(call, call.place(0));
  return seen ? json_answer(200, job_answer_json(call, *seen)) : job_unknown(call);
}

HttpResponse show_job_file(ApiCall& call) {
  const auto seen = job_in_sight(call, call.place(0));
  if (!seen) return job_unknown(call);
  const auto& parts = seen->record.parts;
  const auto part = std::ranges::find_if(
      parts, [&](const PrintedPart& each) { return std::to_string(each.part) == call.place(1); });
  if (part == parts.end())
    return problem_answer(call.request(),
                          Error{"api_file_unknown", "part", shortened(call.place(1))});
  return label_file_answer(call, call.house().folder / part->file);
}

HttpResponse record_outcome_asked(ApiCall& call) {
  const auto seen = job_in_sight(call, call.place(0));
  if (!seen) return job_unknown(call);
  auto outcome = outcome_of(call, seen->record.job);
  if (!outcome) return problem_answer(call.request(), outcome.error());
  auto reason = clean_text(call.text("void_reason"), "void_reason", kMostReason);
  if (!reason) return problem_answer(call.request(), reason.error());
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  auto record = record_outcome(*workplace, seen->record.job.id, *outcome, *reason);
  if (!record) return problem_answer(call.request(), record.error());
  return json_answer(200, job_answer_json(call, {*std::move(record), seen->lot}));
}

HttpResponse reprint_asked(ApiCall& call) {
  const auto seen = job_in_sight(call, call.place(0));
  if (!seen) return job_unknown(call);
  auto reason = clean_text(call.text("reason"), "reason", kMostReason);
  if (!reason) return problem_answer(call.request(), reason.error());
  ReprintOrder order{.job = seen->record.job.id, .reason = *reason, .who = call.token().name};
  order.first_label = count_of(call, "first_label", 1);
  order.last_label = count_of(call, "last_label", seen->record.job.labels);
  if (const auto cell = call.whole("start_cell")) order.start_cell = static_cast<unsigned>(*cell);
  if (order.last_label < order.first_label || order.last_label > seen->record.job.labels)
    return problem_answer(
        call.request(),
        Error{"label_range_invalid",
              "first_label",
              std::to_string(order.first_label) + "-" + std::to_string(order.last_label),
              {},
              {{"most", std::to_string(seen->record.job.labels)}}});
  return sent_to_print(
      call, seen->lot, order.last_label - order.first_label + 1,
      [order](Workplace& workplace, const SecretText& passphrase, const ProgressSink& progress) {
        return reprint_labels(workplace, order, passphrase, progress);
      });
}

}  // namespace temgoc
