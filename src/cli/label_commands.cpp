// temgoc label print|reprint|resume
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/print_json.h"
#include "cli/print_order.h"
#include "cli/progress_bar.h"
#include "temgoc/base/text.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printing.h"
#include "temgoc/printing/template_choice.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kMostReason = 300;

// Only item seals of real lots are signed anew.
Result<SecretText> passphrase_for(const Session& session, const Given& given, const Lot& lot,
                                  CodeKind kind) {
  if (lot.test || kind != CodeKind::item_seal) return SecretText();
  return session.passphrase(given, "");
}

// A killed job is found where people are: at the next print.
void say_killed(const Session& session, Workplace& workplace) {
  constexpr unsigned kLookedAt = 20;
  for (const PrintRecord& record : workplace.registry().print_records({.limit = kLookedAt})) {
    if (state_of(record) == PrintState::printing && !is_being_printed(workplace, record.job.id))
      session.terminal.say("label.killed", {{"job", std::to_string(record.job.id)}});
  }
}

void say_how_to_print(const Terminal& terminal, const PrintReport& report) {
  const PrintPlacement& placement = report.job.setup.placement;
  if (placement.language == PrinterLanguage::pdf) return terminal.say("label.print.scale");
  terminal.say("label.print.raw",
               {{"printer", placement.printer.empty() ? "PRINTER" : placement.printer},
                {"file", report.files.front().string()}});
}

// Of a carton's label there is nothing to say: it is on no pack.
void say_quantity(const Terminal& terminal, const PrintReport& report) {
  if (!report.on_packs) return;
  if (!report.packs) return terminal.say("label.print.quantity_unknown");
  terminal.say("label.print.quantity", {{"labels", std::to_string(report.labels_of_lot)},
                                        {"packs", std::to_string(*report.packs)}});
}

int report(const Session& session, Workplace& workplace, const Lot& lot,
           const Result<PrintReport>& report) {
  const Terminal& terminal = session.terminal;
  if (!report) return terminal.fail(report.error());
  terminal.warn_all(report->warnings);
  std::string text;
  for (const fs::path& file : report->files) text += file.string() + "\n";
  terminal.say("label.print.done",
               {{"job", std::to_string(report->job.id)},
                {"labels", std::to_string(report->job.drawn())},
                {"pages", std::to_string(report->printed.pages)},
                {"read", std::to_string(report->read_back)},
                {"module", terminal.number(fmt::format("{:.3f}", report->printed.module_mm))}});
  say_quantity(terminal, *report);
  say_how_to_print(terminal, *report);
  say_killed(session, workplace);
  return terminal.done(report_json(terminal, lot, *report), text);
}

// As typed, with the lot by whichever name.
Json meaning_of(const Given& given, const Lot& lot) {
  Json meaning = given.meaning({"lot", "product", "by", "read-back"});
  meaning["lot"] = lot.short_code.text();
  return meaning;
}

// What to print with, where nothing is said: a label is not chosen for anybody.
Error template_not_chosen(Workplace& workplace, const Lot& lot) {
  const TemplateChoice choice = template_choice(workplace, lot);
  if (!choice.roll && !choice.sheet) return {"template_not_chosen_none", "template", choice.name};
  return {"template_not_chosen",
          "template",
          choice.name,
          {},
          {{"roll", choice.roll.value_or("–")}, {"sheet", choice.sheet.value_or("–")}}};
}

int label_print(const Session& session, const Given& given) {
  auto order = print_order(given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
  if (!lot) return session.terminal.fail(lot.error());
  if (!given.has("template")) return session.terminal.fail(template_not_chosen(*workplace, *lot));
  auto label = find_template(workplace->folder(), order->template_id);
  if (!label) return session.terminal.fail(label.error());
  if (auto begun = session.begin(*workplace, given, "label print", meaning_of(given, *lot)); !begun)
    return session.terminal.fail(begun.error());
  auto passphrase = passphrase_for(session, given, *lot, order->kind.value_or(label->code));
  if (!passphrase) return session.terminal.fail(passphrase.error());
  const auto printed = [&] {
    ProgressBar bar(session);
    return print_lot_labels(*workplace, *lot, *order, *passphrase, bar.sink());
  }();
  return report(session, *workplace, *lot, printed);
}

// The label that carries a serial; its number in the job.
Result<std::uint32_t> label_with(Workplace& workplace, const PrintJob& job,
                                 const std::string& typed) {
  const Error missing{
      "serial_not_in_job", "serial", shortened(typed), {}, {{"job", std::to_string(job.id)}}};
  if (job.kind == CodeKind::item_seal) {
    if (!is_digits(typed) || typed.size() > Serial::kSealedDigits) return missing;
    const auto number = static_cast<std::uint32_t>(std::stoul(typed));
    if (number < job.first_serial || number > job.last_serial) return missing;
    return number - job.first_serial + 1;
  }
  const auto listed = workplace.registry().listed_serials(job.id);
  const auto found = std::ranges::find(listed, ascii_upper(typed), &Serial::text);
  if (found == listed.end()) return missing;
  return static_cast<std::uint32_t>(found - listed.begin()) + 1;
}

Result<void> read_labels(const Given& given, Workplace& workplace, const PrintJob& job,
                         ReprintOrder& order) {
  if (given.has("labels")) {
    auto range = label_range(given.text("labels"));
    if (!range) return range.error();
    if (range->first == 0) return Error{"label_range_unreadable", "labels", given.text("labels")};
    std::tie(order.first_label, order.last_label) = *range;
  } else if (given.has("serial")) {
    auto label = label_with(workplace, job, given.text("serial"));
    if (!label) return label.error();
    order.first_label = order.last_label = *label;
  }
  return {};
}

Result<ReprintOrder> reprint_of(const Given& given) {
  ReprintOrder order;
  auto job = job_number(given);
  if (!job) return job.error();
  auto reason = clean_text(given.text("reason"), "reason", kMostReason);
  if (!reason) return reason.error();
  if (reason->empty()) return Error{"reason_missing", "reason"};
  auto by = who(given);
  if (!by) return by.error();
  auto read_back = read_back_of(given);
  if (!read_back) return read_back.error();
  if (given.has("start")) {
    auto start = small_number(given, "start", 1);
    if (!start) return start.error();
    order.start_cell = *start;
  }
  order.job = *job;
  order.reason = *reason;
  order.who = *by;
  order.read_back = *read_back;
  auto out = out_of(given);
  if (!out) return out.error();
  order.out = *out;
  return order;
}

// A job on record with its lot.
Result<std::pair<PrintJob, Lot>> find_job(Workplace& workplace, std::int64_t id) {
  const auto job = workplace.registry().print_job(id);
  if (!job) return Error{"print_job_unknown", "job", std::to_string(id)};
  return std::pair{*job, workplace.registry().lot(job->lot_id).value()};
}

int label_reprint(const Session& session, const Given& given) {
  auto order = reprint_of(given);
  if (!order) return session.terminal.fail(order.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto found = find_job(*workplace, order->job);
  if (!found) return session.terminal.fail(found.error());
  const auto& [job, lot] = *found;
  if (auto read = read_labels(given, *workplace, job, *order); !read)
    return session.terminal.fail(read.error());
  if (auto begun = session.begin(*workplace, given, "label reprint", meaning_of(given, lot));
      !begun)
    return session.terminal.fail(begun.error());
  auto passphrase = passphrase_for(session, given, lot, job.kind);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  const auto printed = [&] {
    ProgressBar bar(session);
    return reprint_labels(*workplace, *order, *passphrase, bar.sink());
  }();
  return report(session, *workplace, lot, printed);
}

int label_resume(const Session& session, const Given& given) {
  auto id = job_number(given);
  if (!id) return session.terminal.fail(id.error());
  auto read_back = read_back_of(given);
  if (!read_back) return session.terminal.fail(read_back.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto found = find_job(*workplace, *id);
  if (!found) return session.terminal.fail(found.error());
  const auto& [job, lot] = *found;
  auto passphrase = passphrase_for(session, given, lot, job.kind);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  const auto printed = [&] {
    ProgressBar bar(session);
    return resume_print(*workplace, *id, *read_back, *passphrase, bar.sink());
  }();
  return report(session, *workplace, lot, printed);
}

}  // namespace

void add_label_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const auto with_passphrase = [](std::vector<Option> options) {
    for (const Option& option : passphrase_options()) options.push_back(option);
    return options;
  };
  all.push_back({"label", "print",
                 with_passphrase({{"lot", Kind::argument, true},
                                  {"product"},
                                  {"template"},
                                  {"count", Kind::number, true},
                                  {"copies", Kind::number},
                                  {"codes"},
                                  {"label-language"},
                                  {"dpi", Kind::number},
                                  {"start"},
                                  {"order"},
                                  {"cut-marks", Kind::flag},
                                  {"printer"},
                                  {"format"},
                                  {"out"},
                                  {"over-quantity"},
                                  {"read-back"},
                                  {"by"},
                                  {"again", Kind::flag}}),
                 label_print});
  all.push_back({"label", "reprint",
                 with_passphrase({{"job", Kind::argument, true},
                                  {"labels"},
                                  {"serial"},
                                  {"reason", Kind::text, true},
                                  {"start", Kind::number},
                                  {"out"},
                                  {"read-back"},
                                  {"by"},
                                  {"again", Kind::flag}}),
                 label_reprint});
  all.push_back({"label", "resume", with_passphrase({{"job", Kind::argument, true}, {"read-back"}}),
                 label_resume});
}

}  // namespace temgoc
