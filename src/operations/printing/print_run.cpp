// Goes through the files of a job, skips those already released, and cleans up after a failure.
#include "operations/printing/print_run.h"
#include "operations/printing/labels_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "operations/printing/feeds.h"
#include "operations/printing/label_quantity.h"
#include "operations/printing/part_path.h"
#include "operations/printing/thermal_file.h"
#include "operations/printing/unread_file.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/ordered_work.h"
#include "temgoc/printing/read_back.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kProgressEvery = 64;

// The labels of a part by their number in the job. A seal takes as long as everything else that is
// done for a label before its code is drawn.
using MadeAhead = OrderedWork<std::uint32_t, LabelItem>;
// As much as keeps the threads busy: an item is some kilobytes.
constexpr std::size_t kMadeBatchesAhead = 16;

unsigned making_threads(std::uint32_t labels) {
  return std::min(std::max(1u, std::thread::hardware_concurrency()),
                  labels / static_cast<unsigned>(MadeAhead::kBatch) + 1);
}

LabelJob label_job(const PrintTask& task) {
  return {.label = task.label,
          .dpi = task.job.setup.dpi,
          .test = task.lot.test,
          .sample = task.content.sample,
          .title = task.content.title,
          .made_at = task.drawn_at,
          .order = task.job.setup.placement.order,
          .correction = task.job.setup.placement.correction,
          .cut_marks = task.job.setup.placement.cut_marks};
}

// None where it cannot be read.
std::optional<std::string> hash_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  std::string piece(1 << 16, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.update(
        as_bytes(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount()))));
  }
  if (!file.eof()) return std::nullopt;
  return to_hex(hash.finish());
}

class PrintRun {
 public:
  // `file_named`: set once a file has its name, where anybody may print it.
  PrintRun(Workplace& workplace, const PrintTask& task, const ProgressSink& progress,
           bool& file_named)
      : workplace_(workplace),
        task_(task),
        progress_(progress),
        file_named_(file_named),
        parts_(parts_of(task.job)),
        tells_job_(task.resumed),
        record_(workplace.registry().print_record(task.job.id).value()) {}

  Result<PrintReport> run() {
    for (unsigned part = 1; part <= parts_.size(); ++part) {
      const Before before = found_of(part);
      report_.kept_parts += before == Before::whole ? 1 : 0;
      if (before == Before::whole) continue;
      warn_of(part, before);
      if (auto done = print_part(part); !done) return done.error();
    }
    report_.job = task_.job;
    report_.printed.labels = drawn();
    record_ = workplace_.registry().print_record(task_.job.id).value();
    for (const PrintedPart& part : record_.parts) {
      report_.files.push_back(path_of(part.part));
      report_.printed.pages += part.pages;
    }
    return std::move(report_);
  }

 private:
  // As the ledger names it: beneath the workplace's labels/ unless the order said where.
  fs::path file_of(unsigned part) const {
    const PrintJob& job = task_.job;
    const fs::path whole =
        !job.setup.file.empty()
            ? fs::path(job.setup.file)
            : fs::path("labels") / fmt::format("{}-{}-{}-job{}.{}", task_.lot.gtin.printed(),
                                               task_.lot.code.text(), job.template_id, job.id,
                                               to_text(job.setup.placement.language));
    return part_path(whole, part, static_cast<unsigned>(parts_.size()));
  }
  fs::path path_of(unsigned part) const { return workplace_.folder() / file_of(part); }

  // What an earlier run left of a part: nothing that it released, the file as it was, another one,
  // none any more.
  enum class Before { unreleased, whole, changed, missing };
  Before found_of(unsigned part) const {
    const auto known = std::ranges::find(record_.parts, part, &PrintedPart::part);
    if (known == record_.parts.end()) return Before::unreleased;
    const fs::path path = path_of(part);
    if (hash_of(path) == known->sha256) return Before::whole;
    return fs::exists(path) ? Before::changed : Before::missing;
  }

  void warn_of(unsigned part, Before before) {
    if (before == Before::unreleased) return;
    report_.warnings.push_back({before == Before::changed ? "part_changed" : "part_missing", "file",
                                file_of(part).string()});
  }

  Result<void> print_part(unsigned part) {
    UnreadFile file(path_of(part), job_tag(workplace_.folder(), task_.job.id));
    std::vector<ExpectedCode> expected;
    auto printed = is_thermal() ? make_thermal(part, file.path(), expected)
                                : make_pdf(part, file.path(), expected);
    if (!printed) return printed.error();
    const PrintedPart fact{.part = part,
                           .file = file_of(part).string(),
                           .sha256 = hash_of(file.path()).value_or(""),
                           .pages = printed->pages,
                           .read_back = labels_in(expected),
                           .at = workplace_.now()};
    if (auto released = release(part, file, fact.sha256); !released) return released;
    file_named_ = true;
    auto noted = workplace_.record([&]() -> Result<RecordedAct> {
      if (auto added = workplace_.registry().add_printed_part(task_.job.id, fact); !added)
        return added.error();
      // The first run has told of the job already; one that resumes it tells with its first file.
      return std::exchange(tells_job_, false) ? act_of(task_) : RecordedAct{};
    });
    if (!noted) return noted;
    add_up(*printed, labels_in(expected));
    return {};
  }

  // A name that the order gave may be somebody else's by now. It is ours where the ledger says so,
  // or where a run that was killed before it could say so left the same file.
  Result<void> release(unsigned part, UnreadFile& file, const std::string& sha256) const {
    const bool recorded =
        std::ranges::find(record_.parts, part, &PrintedPart::part) != record_.parts.end();
    if (task_.job.setup.file.empty() || recorded || hash_of(path_of(part)) == sha256)
      return file.release(), Result<void>();
    return file.release_new();
  }

  Result<PrintedLabels> make_pdf(unsigned part, const fs::path& path,
                                 std::vector<ExpectedCode>& expected) {
    auto printed = draw(part, path, feeds_of_part(part, false), expected);
    if (!printed) return printed.error();
    auto good = read(part, pages_of_pdf(path, task_.job.setup.dpi), expected);
    if (!good) return good.error();
    return printed;
  }

  Result<PrintedLabels> make_thermal(unsigned part, const fs::path& path,
                                     std::vector<ExpectedCode>& expected) {
    const UnreadFile drawing(fs::path(path).concat(".pdf"),
                             job_tag(workplace_.folder(), task_.job.id));
    const auto feeds = feeds_of_part(part, true);
    auto printed = draw(part, drawing.path(), feeds, expected);
    if (!printed) return printed.error();
    const auto file =
        write_thermal(drawing.path(), path, feeds, task_.label.stock, task_.job.setup);
    if (!file) return file.error();
    auto good = read(part, pages_of_thermal(*file, task_.job.setup.dpi), expected);
    if (!good) return good.error();
    return printed;
  }

  unsigned start_of(unsigned part) const { return part == 1 ? task_.job.setup.start_cell : 1; }

  // The label of the job, from 0, at a place of the part.
  std::uint32_t label_at(unsigned part, std::uint32_t place) const {
    return (parts_[part - 1].first - 1 + place) / task_.job.setup.copies;
  }

  std::vector<Feed> feeds_of_part(unsigned part, bool equal_ones_once) const {
    const bool all_alike = task_.job.kind == CodeKind::lot_seal;
    const auto which = [this, part, all_alike](std::uint32_t place) {
      return all_alike ? 0 : label_at(part, place);
    };
    const std::uint32_t labels = parts_[part - 1].count();
    return equal_ones_once ? feeds_of(labels, task_.job.setup.cells, start_of(part), which)
                           : feeds_of(labels, task_.job.setup.cells, start_of(part));
  }

  // Draws each feed of a part once and notes which codes are to be found on it.
  Result<PrintedLabels> draw(unsigned part, const fs::path& path, const std::vector<Feed>& feeds,
                             std::vector<ExpectedCode>& expected) {
    const DrawnRange range = parts_[part - 1];
    LabelJob job = label_job(task_);
    job.start_cell = start_of(part);
    for (const Feed& feed : feeds) job.count += feed.labels;
    const auto wanted = spread(range.count(), share_of(range));
    MadeAhead made(
        [&, feed = feeds.begin(), at = std::uint32_t{0}]() mutable -> std::optional<std::uint32_t> {
          if (feed != feeds.end() && at == feed->labels) ++feed, at = 0;
          if (feed == feeds.end()) return std::nullopt;
          return label_at(part, feed->first + at++);
        },
        [this](const std::uint32_t& label) { return label_item(task_, label); },
        making_threads(job.count), kMadeBatchesAhead);
    job.next = [&, feed = feeds.begin(), at = std::uint32_t{0}]() mutable {
      if (at == feed->labels) ++feed, at = 0;
      const std::uint32_t place = feed->first + at;
      auto [label, item] = made.next().value();
      const auto page = static_cast<unsigned>(feed - feeds.begin()) + 1;
      // A picture that is printed many times is always read.
      if (feed->pages > 1 || std::ranges::binary_search(wanted, place + 1))
        expected.push_back({label + 1, page, feed->cell + at, item.uri, feed->pages});
      ++at;
      const std::uint32_t done = place + 1 + (feed->pages - 1) * feed->labels;
      say({PrintProgress::Step::draw, range.first - 1 + done, drawn(), part});
      return std::optional(std::move(item));
    };
    auto printed = print_labels(job, path);
    if (!printed) return printed;
    printed->labels = range.count();
    printed->pages = 0;
    for (const Feed& feed : feeds) printed->pages += feed.pages;
    return printed;
  }

  static std::uint32_t labels_in(const std::vector<ExpectedCode>& expected) {
    std::uint32_t labels = 0;
    for (const ExpectedCode& each : expected) labels += each.times;
    return labels;
  }

  Result<void> read(unsigned part, const OpenPages& pages,
                    const std::vector<ExpectedCode>& expected) {
    const auto mark =
        expected_mark(label_job(task_), label_item(task_, 0),
                      path_of(part).concat("." + job_tag(workplace_.folder(), task_.job.id)));
    if (!mark) return mark.error();
    const Instant from = workplace_.now();
    const auto total = static_cast<std::uint32_t>(expected.size());
    auto done = read_back(pages, task_.label, task_.job.setup.placement, expected, *mark,
                          [&](std::uint32_t read) {
                            say({PrintProgress::Step::read_back, read, total, part});
                          });
    report_.read_back_seconds += std::chrono::duration<double>(workplace_.now() - from).count();
    return done;
  }

  bool is_thermal() const { return task_.job.setup.placement.language != PrinterLanguage::pdf; }

  // How many labels of a part are read, of those of the whole job.
  std::uint32_t share_of(const DrawnRange& range) const {
    if (task_.to_read >= drawn()) return range.count();
    const std::uint64_t share = std::uint64_t{task_.to_read} * range.count();
    return static_cast<std::uint32_t>((share + drawn() - 1) / drawn());
  }

  void say(PrintProgress progress) const {
    const bool due = progress.done % kProgressEvery == 0 || progress.done == progress.total ||
                     progress.step == PrintProgress::Step::read_back;
    if (!progress_ || !due) return;
    progress.parts = static_cast<unsigned>(parts_.size());
    progress_(progress);
  }

  void add_up(const PrintedLabels& printed, std::uint32_t read) {
    report_.printed.qr_version = std::max(report_.printed.qr_version, printed.qr_version);
    report_.printed.module_mm = printed.module_mm;
    report_.read_back += read;
  }

  std::uint32_t drawn() const { return static_cast<std::uint32_t>(task_.job.drawn()); }

  Workplace& workplace_;
  const PrintTask& task_;
  const ProgressSink& progress_;
  bool& file_named_;
  std::vector<DrawnRange> parts_;
  bool tells_job_;
  PrintRecord record_;
  PrintReport report_;
};

// Voids all labels of a job that released no file, so that no serial counts. Whether it could.
bool void_all(Workplace& workplace, const PrintTask& task) {
  const PrintJob& job = task.job;
  Registry& registry = workplace.registry();
  try {
    const auto voided = registry.transaction([&]() -> Result<void> {
      registry.add_print_outcome(
          job.id, {PrintOutcome::Kind::voided, 1, job.labels, "in không thành / print failed",
                   job.who, workplace.now()});
      registry.add_act(workplace.now(),
                       {"outcome", {{"job", std::to_string(job.id)}}, task.lot.cooperative_id},
                       workplace.actor());
      return {};
    });
    if (!voided) return false;
    workplace.take_back_act();
    return true;
  } catch (const SystemFailure&) {
    return false;  // the disk that refused the file may refuse this too
  }
}

// The labels of a reprint may be on goods since the earlier job, and a killed run may have given a
// file its name without a word in the ledger: then nothing may be void. So too where this run did.
bool may_void(const PrintTask& task) { return !task.job.reprint_of && !task.resumed; }

JobLeft left_by(Workplace& workplace, const PrintTask& task, bool file_named) {
  if (file_named || !workplace.registry().print_record(task.job.id)->parts.empty())
    return JobLeft::released;
  if (!may_void(task)) return JobLeft::kept;
  return void_all(workplace, task) ? JobLeft::voided : JobLeft::not_voided;
}

}  // namespace

Error failed_print(std::int64_t job, JobLeft left, const Error& cause) {
  const bool label_fault = cause.code == "label_unreadable" || cause.code == "label_misread";
  if (label_fault && left != JobLeft::not_voided) return cause;
  const char* code = left == JobLeft::released ? "print_interrupted"
                     : left == JobLeft::voided ? "print_unfinished"
                                               : "print_unfinished_not_voided";
  return {code, {}, std::to_string(job), {}, {{"cause", cause.code}}};
}

RecordedAct act_of(const PrintTask& task) {
  return {task.job.reprint_of ? "reprint" : "print",
          {{"job", std::to_string(task.job.id)}, {"lot", task.lot.code.text()}},
          task.lot.cooperative_id};
}

std::optional<NumberLock> hold(const Workplace& workplace, std::int64_t job) {
  return NumberLock::take(labels_folder(workplace) / ".printing", job);
}

bool is_being_printed(const Workplace& workplace, std::int64_t job) {
  return NumberLock::is_taken(workplace.folder() / "labels" / ".printing", job);
}

Result<void> try_one(Workplace& workplace, const PrintTask& task) {
  const UnreadFile trial(temporary_beside(labels_folder(workplace) / "trial.pdf"));
  LabelJob job = label_job(task);
  const LabelItem item = label_item(task, 0);
  job.count = 1;
  job.next = [&] { return std::optional(item); };
  const auto printed = print_labels(job, trial.path());
  if (!printed) return printed.error();
  const auto mark = expected_mark(job, item, trial.path());
  if (!mark) return mark.error();
  return read_back(pages_of_pdf(trial.path(), task.job.setup.dpi), task.label,
                   task.job.setup.placement, {{.uri = item.uri}}, *mark);
}

Result<PrintReport> run_print(Workplace& workplace, const PrintTask& task,
                              const ProgressSink& progress) {
  bool file_named = false;
  try {
    auto report = PrintRun(workplace, task, progress, file_named).run();
    if (!report)
      return failed_print(task.job.id, left_by(workplace, task, file_named), report.error());
    const LabelQuantity quantity = label_quantity(workplace.registry(), task.lot);
    report->packs = quantity.packs;
    report->on_packs = task.label.on_packs;
    report->labels_of_lot = quantity.labels;
    report->state = state_of(workplace.registry().print_record(task.job.id).value());
    return report;
  } catch (const SystemFailure& failure) {
    throw SystemFailure(
        failed_print(task.job.id, left_by(workplace, task, file_named), failure.error()));
  }
}

void remember_sheet(Workplace& workplace, const PrintTask& task) {
  const PrintSetup& setup = task.job.setup;
  const std::uint64_t used = setup.start_cell - 1 + task.job.drawn();
  workplace.registry().set_next_cell(
      setup.placement.printer, task.label.stock.id,
      {static_cast<unsigned>(used % setup.cells) + 1, setup.placement.order}, workplace.now());
}

}  // namespace temgoc
