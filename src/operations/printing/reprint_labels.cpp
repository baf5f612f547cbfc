// Labels that were printed before: again, or the rest of a job that was killed.
#include "operations/printing/ink_check.h"
#include "operations/printing/print_run.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

Result<PrintRecord> find_record(Workplace& workplace, std::int64_t id) {
  auto record = workplace.registry().print_record(id);
  if (!record) return Error{"print_job_unknown", "job", std::to_string(id)};
  return *record;
}

Result<void> check_range(const PrintJob& job, std::uint32_t first, std::uint32_t last) {
  if (first >= 1 && first <= last && last <= job.labels) return {};
  return Error{"label_range_invalid",
               "labels",
               std::to_string(first) + ".." + std::to_string(last),
               {},
               {{"most", std::to_string(job.labels)}}};
}

Result<void> check_finished(const PrintRecord& record) {
  if (state_of(record) != PrintState::printing) return {};
  return Error{"print_job_unfinished", "job", std::to_string(record.job.id)};
}

// What is recorded of the reprint. `job` may be a reprint itself: its labels are the first job's.
PrintJob repeated(Workplace& workplace, const PrintJob& job, const ReprintOrder& order) {
  const bool whole = order.first_label == 0;
  PrintJob again = job;
  again.id = 0;
  again.reprint_of = job.first_job();
  again.reprint_reason = order.reason;
  again.who = order.who;
  again.at = workplace.now();
  again.over_quantity_reason.clear();
  again.setup.file = order.out.empty() ? "" : std::filesystem::absolute(order.out).string();
  again.setup.start_cell = order.start_cell.value_or(whole ? job.setup.start_cell : 1);
  if (whole) return again;
  again.labels = order.last_label - order.first_label + 1;
  again.first_label = job.first_label + order.first_label - 1;
  if (job.kind != CodeKind::item_seal) return again;
  again.first_serial = job.first_serial + order.first_label - 1;
  again.last_serial = again.first_serial + again.labels - 1;
  return again;
}

Result<void> check_reprint(const PrintRecord& record, const ReprintOrder& order) {
  if (order.reason.empty()) return Error{"reason_missing", "reason"};
  if (auto finished = check_finished(record); !finished) return finished.error();
  if (order.first_label != 0) {
    if (auto range = check_range(record.job, order.first_label, order.last_label); !range)
      return range.error();
  }
  const unsigned start = order.start_cell.value_or(1), cells = record.job.setup.cells;
  if (start < 1 || start > cells) {
    return Error{"start_cell_invalid",
                 "start",
                 std::to_string(start),
                 {},
                 {{"most", std::to_string(cells)}}};
  }
  return check_out(order.out);
}

}  // namespace

Result<PrintReport> reprint_labels(Workplace& workplace, const ReprintOrder& order,
                                   std::string_view passphrase, const ProgressSink& progress) {
  auto record = find_record(workplace, order.job);
  if (!record) return record.error();
  if (auto checked = check_reprint(*record, order); !checked) return checked.error();
  auto task = recorded_task(workplace, record->job, passphrase);
  if (!task) return task.error();
  if (auto checked = check_labels_allowed(workplace, task->lot); !checked) return checked.error();
  const PrintJob again = repeated(workplace, record->job, order);
  auto to_read = labels_to_read(workplace, again.drawn(), order.read_back);
  if (!to_read) return to_read.error();
  task->to_read = *to_read;
  // Of some labels, from another cell: they may reach where the first print did not.
  PrintTask placed = *task;
  placed.job = again;
  const InkTrial trial{placed.label,          placed.job.setup, placed.job.drawn(),
                       label_item(placed, 0), placed.lot.test,  placed.content.sample};
  if (auto checked = check_ink(workplace, trial); !checked) return checked.error();

  std::optional<NumberLock> held;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    // A recall may have come while the key was opened.
    if (auto allowed = check_labels_allowed(workplace, task->lot); !allowed) return allowed.error();
    auto job = workplace.registry().add_reprint(again);
    if (!job) return job.error();
    task->job = *job;
    task->listed = workplace.registry().listed_serials(job->id);
    held.emplace(hold(workplace, job->id).value());
    return act_of(*task);
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(task->lot.test); !settled) return settled.error();
  auto report = run_print(workplace, *task, progress);
  // Whoever says where on the sheet it begins prints on the one that was begun.
  if (report && order.start_cell) remember_sheet(workplace, *task);
  return report;
}

Result<PrintReport> resume_print(Workplace& workplace, std::int64_t id,
                                 std::optional<std::uint32_t> asked, std::string_view passphrase,
                                 const ProgressSink& progress) {
  if (auto known = find_record(workplace, id); !known) return known.error();
  const auto held = hold(workplace, id);
  if (!held) return Error{"print_job_running", "job", std::to_string(id)};
  const PrintRecord record = find_record(workplace, id).value();
  if (state_of(record) != PrintState::printing)
    return Error{"print_job_finished", "job", std::to_string(id)};
  auto task = recorded_task(workplace, record.job, passphrase);
  if (!task) return task.error();
  if (auto checked = check_labels_allowed(workplace, task->lot); !checked) return checked.error();
  auto to_read = labels_to_read(workplace, record.job.drawn(), asked);
  if (!to_read) return to_read.error();
  task->to_read = *to_read;
  task->resumed = true;
  return run_print(workplace, *task, progress);
}

Result<PrintRecord> record_outcome(Workplace& workplace, std::int64_t id, PrintOutcome outcome,
                                   const std::string& void_rest_reason) {
  auto record = find_record(workplace, id);
  if (!record) return record.error();
  if (auto finished = check_finished(*record); !finished) return finished.error();
  const bool none = outcome.kind == PrintOutcome::Kind::came_out && outcome.last_label == 0;
  if (!none) {
    if (auto range = check_range(record->job, outcome.first_label, outcome.last_label); !range)
      return range.error();
  }
  outcome.at = workplace.now();
  Registry& registry = workplace.registry();
  const auto void_labels = [&](std::uint32_t first, std::uint32_t last) {
    if (void_rest_reason.empty() || first > last) return;
    registry.add_print_outcome(
        id, {PrintOutcome::Kind::voided, first, last, void_rest_reason, outcome.who, outcome.at});
  };
  const bool spoiled = outcome.kind == PrintOutcome::Kind::spoiled;
  auto stored = workplace.record([&]() -> Result<RecordedAct> {
    const auto lot = registry.lot(record->job.lot_id);
    const RecordedAct act{
        "outcome", {{"job", std::to_string(id)}}, lot ? lot->cooperative_id : std::string()};
    registry.add_print_outcome(id, outcome);
    if (spoiled) return void_labels(outcome.first_label, outcome.last_label), act;
    void_labels(1, none ? record->job.labels : outcome.first_label - 1);
    if (!none) void_labels(outcome.last_label + 1, record->job.labels);
    return act;
  });
  if (!stored) return stored.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return registry.print_record(id).value();
}

}  // namespace temgoc
