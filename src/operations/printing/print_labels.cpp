// From an issued lot to released files: check, try one label, record and log the job, draw it.
#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "operations/printing/fitting_template.h"
#include "operations/printing/ink_check.h"
#include "operations/printing/label_fields.h"
#include "operations/printing/label_quantity.h"
#include "operations/printing/part_path.h"
#include "operations/printing/placed_order.h"
#include "operations/printing/print_run.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/printing/printing.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/out_path.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kMostLabels = 1'000'000;

Error out_of_range(const char* code, const char* field, std::uint64_t value, std::uint64_t most) {
  return {code, field, std::to_string(value), {}, {{"most", std::to_string(most)}}};
}

Result<void> check_order(const PrintOrder& order, const LabelTemplate& label, CodeKind kind) {
  if (order.copies < 1 || order.copies > kMostCopies)
    return out_of_range("copies_invalid", "copies", order.copies, kMostCopies);
  if (order.count < 1 || order.count > kMostLabels / order.copies)
    return out_of_range("count_invalid", "count", order.count, kMostLabels / order.copies);
  if (label.code == CodeKind::product_link)
    return Error{"template_without_lot", "template", label.id};
  if (std::ranges::find(label.codes, kind) == label.codes.end())
    return Error{"code_kind_not_offered", "codes", to_text(kind), {}, {{"template", label.id}}};
  if (*order.start_cell < 1 || *order.start_cell > label.stock.cells())
    return out_of_range("start_cell_invalid", "start", *order.start_cell, label.stock.cells());
  return {};
}

// No part of it may replace a file that is there.
Result<void> check_files(const PrintJob& job) {
  const auto parts = static_cast<unsigned>(parts_of(job).size());
  for (unsigned part = 1; part <= parts; ++part) {
    const fs::path path =
        job.setup.file.empty() ? fs::path() : part_path(job.setup.file, part, parts);
    if (auto checked = check_out(path); !checked) return checked.error();
  }
  return {};
}

Result<void> claims_proven(const Workplace& workplace, const Lot& lot, const LabelTemplate& label,
                           const LabelItem& item) {
  const auto product = workplace.registry().product(std::string_view(lot.product_id));
  if (!product) return {};
  return check_claims(label, item, *product, workplace.registry().certifications_for(*product),
                      workplace.today());
}

std::vector<Serial> new_serials(CodeKind kind, std::uint32_t count, const RandomSource& random) {
  std::vector<Serial> serials;
  if (kind == CodeKind::item_link) {
    while (serials.size() < count) serials.push_back(Serial::listed(random));
  }
  return serials;
}

// The job as it would be recorded, its first serial invented.
PrintTask planned(Workplace& workplace, const Lot& lot, const PrintOrder& order,
                  const LabelTemplate& label, const PrintContent& content) {
  PrintTask task{.lot = lot,
                 .seal = lot_seal(lot),
                 .job = {},
                 .drawn_at = workplace.now(),
                 .label = label,
                 .content = content};
  PrintJob& job = task.job;
  job.lot_id = lot.id;
  job.template_id = label.id;
  job.template_sha256 = label.sha256;
  job.kind = order.kind.value_or(label.code);
  job.first_serial = 1;
  job.labels = order.count;
  job.setup = placed_setup(workplace, order, label);
  job.setup.copies = order.copies;
  job.setup.pages_in_part = workplace.settings().printing.pages_in_part;
  job.setup.content = stored(content);
  task.listed = new_serials(job.kind, order.count, workplace.random());
  return task;
}

// With the check of the quantity in the same transaction: two that print at once are counted both.
Result<PrintJob> record(Workplace& workplace, const PrintTask& task, const PrintOrder& order,
                        std::optional<NumberLock>& held) {
  Registry& registry = workplace.registry();
  if (task.label.e_label && !workplace.settings().e_label)
    return Error{"e_label_off", "template", task.label.id};
  // A recall or a cut may have come while the trial was read and the key opened.
  if (auto allowed = check_labels_allowed(workplace, task.lot); !allowed) return allowed.error();
  if (auto key = sealing_key_file(workplace, task.lot, task.job.kind, Serials::fresh); !key)
    return key.error();
  const LabelQuantity quantity = label_quantity(registry, task.lot);
  const bool over = is_over(quantity, task.label, task.job.drawn());
  if (over && order.over_quantity_reason.empty())
    return labels_over_quantity(quantity, task.job.drawn());
  auto job = registry.add_print_job(
      {.lot_id = task.lot.id,
       .template_id = task.label.id,
       .template_sha256 = task.label.sha256,
       .template_text = task.label.frozen_text,
       .kind = task.job.kind,
       .labels = order.count,
       .setup = task.job.setup,
       .who = order.who,
       .over_quantity_reason = over ? order.over_quantity_reason : ""},
      task.drawn_at, task.listed,
      [&](const PrintJob& made) { return print_leaf(task.lot.leaf_index, made, task.listed); });
  if (job) held.emplace(hold(workplace, job->id).value());
  return job;
}

// Of a text that does not fit, with the template that would hold it.
Error proposing(Error error, const PrintTask& task) {
  if (error.code != "text_does_not_fit") return error;
  const auto fits = fitting_template(task.label, task.job.kind, label_item(task, 0));
  if (!fits) return error;
  return {"text_needs_larger_label",
          error.field,
          error.value,
          {},
          {{"box", error.args["box"]}, {"fits", *fits}}};
}

// Template and a first label, before anything is recorded.
Result<void> check_drawing(Workplace& workplace, const PrintTask& task) {
  auto faults = check_template(task.label, task.job.setup.dpi, label_item(task, 0).uri);
  if (task.job.setup.placement.language != PrinterLanguage::pdf) {
    const auto light = check_inks(task.label);
    faults.insert(faults.end(), light.begin(), light.end());
  }
  if (!faults.empty()) return faults.front();
  if (auto tried = try_one(workplace, task); !tried) return proposing(tried.error(), task);
  return check_ink(workplace, {task.label, task.job.setup, task.job.drawn(), label_item(task, 0),
                               task.lot.test, task.content.sample});
}

}  // namespace

Result<PrintReport> print_lot_labels(Workplace& workplace, const Lot& lot, const PrintOrder& asked,
                                     std::string_view passphrase, const ProgressSink& progress) {
  // A restore took back its entry alone: neither its seal nor what its label says is on record.
  if (lot.record.empty()) return Error{"lot_known_by_entry", "lot", lot.code.text()};
  auto label = ordered_template(workplace, asked);
  if (!label) return label.error();
  const auto placed = on_printer(workplace, asked, *label);
  if (!placed) return placed.error();
  const PrintOrder& order = *placed;
  const CodeKind kind = order.kind.value_or(label->code);
  if (auto checked = check_order(order, *label, kind); !checked) return checked.error();
  if (auto checked = check_labels_allowed(workplace, lot); !checked) return checked.error();
  auto content = content_of(workplace, lot);
  if (!content) return content.error();
  const auto translated = translation_faults(*label, content->content.item, lot.product_id);
  if (!translated.refusals.empty()) return translated.refusals.front();
  if (auto proven = claims_proven(workplace, lot, *label, content->content.item); !proven)
    return proven.error();
  PrintTask task = planned(workplace, lot, order, *label, content->content);
  if (auto checked = check_files(task.job); !checked) return checked.error();
  auto to_read = labels_to_read(workplace, task.job.drawn(), order.read_back);
  if (!to_read) return to_read.error();
  task.to_read = *to_read;
  const auto key_file = sealing_key_file(workplace, lot, kind, Serials::fresh);
  if (!key_file) return key_file.error();
  // A passphrase takes a good part of a second by design, and the trial seals nothing.
  auto opening =
      std::async(std::launch::async, [&] { return open_sealing_key(*key_file, passphrase); });
  const auto good = check_drawing(workplace, task);
  auto key = opening.get();
  if (!key) return key.error();
  if (!good) return good.error();

  std::optional<NumberLock> held;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto job = record(workplace, task, order, held);
    if (!job) return job.error();
    task.job = *job;
    return act_of(task);
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(lot.test); !settled) return settled.error();
  task.key = *key;
  auto report = run_print(workplace, task, progress);
  if (!report) return report;
  remember_sheet(workplace, task);
  for (const auto& more :
       {lacking_items(*label, task.content.item, lot), translated.warnings, content->warnings})
    report->warnings.insert(report->warnings.end(), more.begin(), more.end());
  return report;
}

}  // namespace temgoc
