// A lot's labels on paper: new ones, the same ones again, the rest of a job that was killed, and
// what came out of the printer. The ledger is written before a label is drawn, and nothing gets its
// name before it was read back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/model/print_ledger.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// How many labels of a job are read back. Without a word on it all of a job of up to kAllReadUpTo
// labels, else as many as the workplace's settings say; the first and last of each file always.
inline constexpr std::uint32_t kAllReadUpTo = 2000;

struct PrintOrder {
  std::string template_id;  // of the workplace's label_templates/ folder, else a shipped one
  std::uint32_t count = 0;  // labels
  std::optional<CodeKind> kind = {};           // none: the template's own
  std::optional<LabelLanguage> language = {};  // none: the template's first
  std::optional<unsigned> dpi = {};            // none: the stock's own
  // From 1; none: after the last label that was printed on this stock with this printer.
  std::optional<unsigned> start_cell = 1;
  std::string printer = {};             // by id: its dots and its correction; empty: none
  std::optional<CellOrder> order = {};  // none: as the sheet was begun, else across
  // None: the printer's. zpl and tspl are for stocks of one row: `format_for_sheets`.
  std::optional<PrinterLanguage> format = {};
  bool cut_marks = false;          // on the corners of the cells that are printed
  std::filesystem::path out = {};  // empty: labels/ in the workplace
  // How often each label is printed, one after another; at most kMostCopies. Every copy counts
  // against the lot's packs.
  unsigned copies = 1;
  std::string who = {};                         // for the ledger
  std::string over_quantity_reason = {};        // allows more labels than the lot has packs
  std::optional<std::uint32_t> read_back = {};  // kFewestRead or more, or kReadAll
};
inline constexpr unsigned kMostCopies = 100;

// Labels of a job once more.
struct ReprintOrder {
  std::int64_t job = 0;
  std::uint32_t first_label = 0;  // as numbered in that job, from 1; 0: all
  std::uint32_t last_label = 0;
  std::string reason = {};
  std::optional<unsigned> start_cell = {};  // none: of a whole job as before, of a part the first
  std::filesystem::path out = {};
  std::string who = {};
  std::optional<std::uint32_t> read_back = {};
};

// Called now and then from the calling thread.
struct PrintProgress {
  enum class Step { draw, read_back };
  Step step = Step::draw;
  std::uint32_t done = 0, total = 0;  // labels of the job drawn, or of a file read back
  unsigned part = 1, parts = 1;
};
using ProgressSink = std::function<void(const PrintProgress&)>;

struct PrintReport {
  PrintJob job;
  PrintState state = PrintState::printed;
  PrintedLabels printed;  // of the whole job; version and module of what was drawn now
  std::vector<std::filesystem::path> files = {};  // one a part, in order
  unsigned kept_parts = 0;                        // released by an earlier run and found unchanged
  std::uint32_t read_back = 0;  // labels decoded from their raster, each as intended
  double read_back_seconds = 0;
  // How many packs the lot makes; none: cannot be known, so the count of labels was not checked.
  std::optional<std::uint64_t> packs = {};
  bool on_packs = true;             // this job's labels count among them (LabelTemplate::on_packs)
  std::uint64_t labels_of_lot = 0;  // printed so far and not void: copies are, reprints not
  // `label_lacks_…` for what the law asks of this label and the record does not say,
  // `label_lacks_translation` for what it says in another language,
  // `shelf_life_past_certificate`, `part_missing`, `part_changed`.
  std::vector<Error> warnings = {};
};

// New labels. Records the job, logs it, draws it, reads it back, releases the files, in that order.
// `template_unknown`, `template_without_lot`, `code_kind_not_offered`, `count_invalid`,
// `copies_invalid`, `start_cell_invalid`, `start_order_differs` (args order), `printer_unknown`,
// `read_back_invalid`, `folder_not_found`, `out_exists`, `lot_is_recalled`,
// `allergens_untranslated`, `fact_untranslated` (args item, column), `labels_over_quantity` (args
// packs, printed), `key_not_in_use` (args status), `ink_outside_page` (value: by how many mm; args
// edge, over_mm): the printer's correction would have some of the ink printed beyond the page;
// `text_needs_larger_label` (args box, fits): text_does_not_fit where a shipped template holds it;
// those of in_language, check_template, check_inks, print_labels and load_key; once recorded:
//   `label_unreadable`, `label_misread` (value: what was read; args label, page, expected)
//   `test_mark_missing` (args label, page)   a test label does not show that it is one
//   `print_unfinished` (args cause)   no file was released: every label of the job is void
//   `print_unfinished_not_voided`     none was, and no label is void: of a reprint, whose labels
//                                     are good since the earlier job; of a resumed job; or because
//                                     the registry could not be told. resume_print finishes it
//   `print_interrupted` (args cause)  some files were: resume_print draws the others
Result<PrintReport> print_lot_labels(Workplace& workplace, const Lot& lot, const PrintOrder& order,
                                     std::string_view passphrase,
                                     const ProgressSink& progress = {});
// Prints labels of an earlier job again; a whole job gives the same bytes. `print_job_unknown`,
// `reason_missing`, `label_range_invalid` (args most), `print_job_unfinished`, `label_voided`,
// `lot_is_recalled`, `job_not_reprintable`, and those of print_lot_labels.
Result<PrintReport> reprint_labels(Workplace& workplace, const ReprintOrder& order,
                                   std::string_view passphrase, const ProgressSink& progress = {});
// Draws the files that a killed job lacks, with the same serials. `print_job_unknown`,
// `print_job_finished`, `print_job_running`, and those of print_lot_labels.
Result<PrintReport> resume_print(Workplace& workplace, std::int64_t job,
                                 std::optional<std::uint32_t> read_back,
                                 std::string_view passphrase, const ProgressSink& progress = {});
// Whether a process is printing it now; one that is `printing` and not this was killed.
bool is_being_printed(const Workplace& workplace, std::int64_t job);

// What came out of the printer, as staff say. `void_rest_reason`: labels that did not come out must
// not be on goods. `print_job_unknown`, `label_range_invalid` (args most), `print_job_unfinished`.
Result<PrintRecord> record_outcome(Workplace& workplace, std::int64_t job, PrintOutcome outcome,
                                   const std::string& void_rest_reason);

}  // namespace temgoc
