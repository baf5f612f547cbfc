// A print job that is done: its files, what came out of the printer, its labels once more.
#include <algorithm>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printing.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFile = 1u << 30;
constexpr std::size_t kMostReason = 300;

struct JobInSight {
  PrintRecord record;
  Lot lot;
};

std::optional<JobInSight> job_in_sight(const Visit& visit, const std::string& number) {
  if (!is_digits(number) || number.size() > 18) return std::nullopt;
  auto record = visit.registry().print_record(std::stoll(number));
  if (!record) return std::nullopt;
  auto lot = visit.registry().lot(record->job.lot_id);
  if (!lot || !visit.sees(lot->cooperative_id)) return std::nullopt;
  return JobInSight{*std::move(record), *std::move(lot)};
}

// Labels are named as they are printed: by their serial where they have one, else by their place.
std::uint32_t first_number(const PrintJob& job) { return std::max(job.first_serial, 1u); }
std::uint32_t last_number(const PrintJob& job) { return first_number(job) + job.labels - 1; }
std::string number_of(const PrintJob& job, std::uint32_t label) {
  return std::to_string(first_number(job) + label - 1);
}

struct LabelRange {
  std::uint32_t first = 0, last = 0;  // of the job, from 1
};

// From the form; nothing typed is the job's own end.
Result<LabelRange> range_typed(const Visit& visit, const PrintJob& job) {
  auto first = number_typed(visit, "first");
  if (!first) return first.error();
  auto last = number_typed(visit, "last");
  if (!last) return last.error();
  const std::uint64_t from = *first == 0 ? first_number(job) : *first;
  const std::uint64_t to = *last == 0 ? last_number(job) : *last;
  if (from < first_number(job) || to > last_number(job) || to < from)
    return Error{"label_range_invalid",
                 "first",
                 std::to_string(from) + "-" + std::to_string(to),
                 {},
                 {{"most", std::to_string(last_number(job))}}};
  const std::uint32_t offset = first_number(job) - 1;
  return LabelRange{static_cast<std::uint32_t>(from) - offset,
                    static_cast<std::uint32_t>(to) - offset};
}

std::optional<unsigned> cell_or_none(std::uint64_t typed) {
  constexpr std::uint64_t kBeyond = 100'000;  // of any sheet
  return typed == 0 ? std::nullopt : std::optional(static_cast<unsigned>(std::min(typed, kBeyond)));
}

// Labels that staff said did not come out: what a reprint is most likely for.
std::optional<LabelRange> missing_labels(const PrintRecord& record) {
  if (record.outcomes.empty()) return std::nullopt;
  const PrintOutcome& last = record.outcomes.back();
  if (last.kind == PrintOutcome::Kind::spoiled)
    return LabelRange{last.first_label, last.last_label};
  if (last.kind != PrintOutcome::Kind::came_out) return std::nullopt;
  if (last.last_label >= record.job.labels) return std::nullopt;
  return LabelRange{last.last_label + 1, record.job.labels};
}

CommandLine print_command(const JobInSight& seen) {
  const PrintJob& job = seen.record.job;
  if (job.reprint_of) {
    CommandLine again("label reprint");
    again.add(std::to_string(job.reprint_of))
        .add("labels", std::to_string(job.first_label) + "-" +
                           std::to_string(job.first_label + job.labels - 1))
        .add("reason", job.reprint_reason);
    if (job.setup.start_cell > 1) again.add("start", std::to_string(job.setup.start_cell));
    return again;
  }
  CommandLine command("label print");
  command.add(seen.lot.short_code.printed())
      .add("template", job.template_id)
      .add("count", std::to_string(job.labels))
      .add("printer", job.setup.placement.printer);
  if (job.setup.start_cell > 1) command.add("start", std::to_string(job.setup.start_cell));
  command.add("over-quantity", job.over_quantity_reason);
  return command;
}

std::string outcome_command(const PrintJob& job, const PrintOutcome& outcome) {
  CommandLine command("label done");
  command.add(std::to_string(job.id));
  const std::string range =
      std::to_string(outcome.first_label) + "-" + std::to_string(outcome.last_label);
  if (outcome.kind == PrintOutcome::Kind::spoiled) return command.add("spoiled", range).text();
  if (outcome.first_label == 0) return command.add("spoiled", "all").text();
  if (outcome.last_label == job.labels) return command.text() + " --all";
  return command.add("printed", range).text();
}

void put_commands(View& view, const JobInSight& seen) {
  View list = list_view();
  const auto add = [&list](std::string text) {
    View item;
    item.set("text", std::move(text));
    list.push_back(std::move(item));
  };
  add(print_command(seen).text());
  for (const PrintOutcome& each : seen.record.outcomes)
    if (each.kind != PrintOutcome::Kind::voided) add(outcome_command(seen.record.job, each));
  view.set("commands", std::move(list));
}

bool is_pdf(const PrintedPart& part) { return fs::path(part.file).extension() == ".pdf"; }

void put_files(const Visit& visit, View& view, const PrintRecord& record) {
  View files = list_view();
  for (const PrintedPart& part : record.parts) {
    View row;
    row.set("href",
            "/jobs/" + std::to_string(record.job.id) + "/files/" + std::to_string(part.part));
    row.set("name", fs::path(part.file).filename().string());
    row.set("pages", number_words(visit, part.pages));
    row.set("read_back", number_words(visit, part.read_back));
    row.set("is_pdf", View(is_pdf(part)));
    files.push_back(std::move(row));
  }
  put_list(view, "files", std::move(files));
}

std::string outcome_words(const Visit& visit, const PrintJob& job, const PrintOutcome& outcome) {
  if (outcome.first_label == 0) return visit.word("console.outcome.none");
  if (outcome.kind == PrintOutcome::Kind::came_out && outcome.first_label == 1 &&
      outcome.last_label == job.labels)
    return visit.word("console.outcome.all_came_out");
  return visit.word("print_outcome." + to_text(outcome.kind),
                    {{"first", number_of(job, outcome.first_label)},
                     {"last", number_of(job, outcome.last_label)}});
}

void put_outcomes(const Visit& visit, View& view, const PrintRecord& record) {
  View list = list_view();
  for (const PrintOutcome& each : record.outcomes) {
    View row;
    row.set("what", outcome_words(visit, record.job, each));
    put(row, "reason", each.reason);
    put(row, "who", each.who);
    row.set("at", clock_words(visit, each.at));
    list.push_back(std::move(row));
  }
  put_list(view, "outcomes", std::move(list));
}

// A job that was killed, or stopped when some of its files were there: the rest is still to come.
void put_resume(Visit& visit, View& view, const JobInSight& seen) {
  const PrintJob& job = seen.record.job;
  if (!visit.may(Right::print) || state_of(seen.record) != PrintState::printing) return;
  View resume;
  resume.set("once", once(visit));
  resume.set("parts", number_words(visit, seen.record.parts.size()));
  resume.set("all_parts", number_words(visit, parts_of(job).size()));
  resume.set("asks_key", View(is_key_asked(visit, seen.lot.cooperative_id)));
  resume.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  resume.set("command", "temgoc label resume " + std::to_string(job.id));
  view.set("unfinished", std::move(resume));
}

// Where the sheet that was begun goes on; a roll has no cells.
void put_start(const Visit& visit, View& forms, const PrintJob& job) {
  const auto label = find_template(visit.house().folder, job.template_id);
  if (job.setup.cells == 1 || !label) return;
  const NextCell next = visit.registry().next_cell(job.setup.placement.printer, label->stock.id);
  forms.set("cells", std::to_string(job.setup.cells));
  forms.set("start", std::to_string(next.cell <= job.setup.cells ? next.cell : 1));
}

// What may still be said and done of its labels.
void put_label_forms(Visit& visit, View& view, const JobInSight& seen) {
  const PrintRecord& record = seen.record;
  const PrintState state = state_of(record);
  if (!visit.may(Right::print) || state == PrintState::printing || state == PrintState::voided)
    return;
  View forms;
  forms.set("unconfirmed", View(!came_out(record).has_value()));
  const auto missing = missing_labels(record);
  if (missing) {
    forms.set("first", number_of(record.job, missing->first));
    forms.set("last", number_of(record.job, missing->last));
    forms.set("missing", View(true));
  }
  forms.set("lowest", std::to_string(first_number(record.job)));
  forms.set("highest", std::to_string(last_number(record.job)));
  forms.set("once", once(visit));
  forms.set("may_reprint", View(record.job.reprint_of == 0));
  put_start(visit, forms, record.job);
  forms.set("asks_key", View(is_key_asked(visit, seen.lot.cooperative_id)));
  forms.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  view.set("forms", std::move(forms));
}

void put_job(const Visit& visit, View& view, const JobInSight& seen) {
  const PrintJob& job = seen.record.job;
  view.set("job", std::to_string(job.id));
  view.set("lot", seen.lot.code.text());
  view.set("lot_href", lot_href(seen.lot));
  view.set("product", product_name(seen.lot));
  view.set("labels", number_words(visit, job.drawn()));
  view.set("template", job.template_id);
  view.set("at", clock_words(visit, job.at));
  put(view, "who", job.who);
  view.set("state", visit.word("print_state." + to_text(state_of(seen.record))));
  put(view, "reprint_reason", job.reprint_reason);
  if (job.reprint_of) view.set("reprint_of", std::to_string(job.reprint_of));
  put_files(visit, view, seen.record);
  put_outcomes(visit, view, seen.record);
  put_commands(view, seen);
}

HttpResponse job_page_with(Visit& visit, const JobInSight& seen,
                           const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  put_job(visit, view, seen);
  put_resume(visit, view, seen);
  put_label_forms(visit, view, seen);
  view.set("may_open", View(visit.may(Right::print)));
  return console_page(
      visit,
      {.template_name = "job",
       .title = visit.word("console.job", {{"job", std::to_string(seen.record.job.id)}}),
       .section = "lots",
       .status = error ? 422u : 200u},
      std::move(view));
}

// What was ticked. Labels that are missing at the end are said by those that came out.
Result<PrintOutcome> outcome_typed(const Visit& visit, const PrintJob& job) {
  using Kind = PrintOutcome::Kind;
  PrintOutcome outcome{Kind::came_out, 1, job.labels};
  outcome.who = visit.user().name;
  if (visit.typed("kind") == "all") return outcome;
  auto range = range_typed(visit, job);
  if (!range) return range.error();
  if (visit.typed("kind") == "missing" && range->last == job.labels) {
    outcome.first_label = range->first == 1 ? 0 : 1;
    outcome.last_label = range->first - 1;
    return outcome;
  }
  outcome.kind = Kind::spoiled;
  outcome.first_label = range->first;
  outcome.last_label = range->last;
  return outcome;
}

Result<void> outcome_recorded(Visit& visit, const PrintJob& job) {
  auto outcome = outcome_typed(visit, job);
  if (!outcome) return outcome.error();
  auto reason = clean_text(visit.typed("void_reason"), "void_reason", kMostReason);
  if (!reason) return reason.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  auto done = record_outcome(*workplace, job.id, *outcome, *reason);
  return done ? Result<void>() : done.error();
}

}  // namespace

HttpResponse job_page(Visit& visit) {
  const auto seen = job_in_sight(visit, visit.place(0));
  return seen ? job_page_with(visit, *seen, {}) : not_found_page(visit);
}

HttpResponse outcome_sent(Visit& visit) {
  const auto seen = job_in_sight(visit, visit.place(0));
  if (!seen) return not_found_page(visit);
  if (auto done = outcome_recorded(visit, seen->record.job); !done)
    return job_page_with(visit, *seen, done.error());
  return redirect("/jobs/" + visit.place(0) + "#labels");
}

HttpResponse reprint_sent(Visit& visit) {
  const auto seen = job_in_sight(visit, visit.place(0));
  if (!seen) return not_found_page(visit);
  const auto with_error = [&](const Error& error) { return job_page_with(visit, *seen, error); };
  const auto range = range_typed(visit, seen->record.job);
  if (!range) return with_error(range.error());
  const auto reason = clean_text(visit.typed("reason"), "reason", kMostReason);
  if (!reason) return with_error(reason.error());
  const auto start = number_typed(visit, "start");
  if (!start) return with_error(start.error());
  const ReprintOrder order{.job = seen->record.job.id,
                           .first_label = range->first,
                           .last_label = range->last,
                           .reason = *reason,
                           .start_cell = cell_or_none(*start),
                           .who = visit.user().name};
  return send_to_print(
      visit, seen->lot, range->last - range->first + 1,
      [order](Workplace& workplace, const SecretText& passphrase, const ProgressSink& progress) {
        return reprint_labels(workplace, order, passphrase, progress);
      },
      with_error);
}

HttpResponse resume_sent(Visit& visit) {
  const auto seen = job_in_sight(visit, visit.place(0));
  if (!seen) return not_found_page(visit);
  return send_to_print(
      visit, seen->lot, seen->record.job.labels,
      [job = seen->record.job.id](Workplace& workplace, const SecretText& passphrase,
                                  const ProgressSink& progress) {
        return resume_print(workplace, job, std::nullopt, passphrase, progress);
      },
      [&](const Error& error) { return job_page_with(visit, *seen, error); });
}

HttpResponse job_file(Visit& visit) {
  const auto seen = job_in_sight(visit, visit.place(0));
  if (!seen) return not_found_page(visit);
  const auto& parts = seen->record.parts;
  const auto part = std::ranges::find_if(
      parts, [&](const PrintedPart& each) { return std::to_string(each.part) == visit.place(1); });
  if (part == parts.end()) return not_found_page(visit);
  const fs::path file = visit.house().folder / part->file;
  auto content = read_file(file, kMostFile);
  if (!content) return broken_page(visit, content.error());
  return document_answer(*std::move(content), file.filename().string());
}

}  // namespace temgoc
