// A print job as recorded before its first label is drawn, and serials that were cancelled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/model/printer.h"

namespace temgoc {

enum class CodeKind {
  lot_seal,     // one sealed code for all labels of the lot
  item_seal,    // a sealed code with a serial for each label
  item_link,    // an unsealed link with a random serial for each label
  product_link  // an unsealed link to a product that has no lot: a tourism service
};
std::string to_text(CodeKind kind);
std::optional<CodeKind> code_kind(std::string_view text);

// Where a job's labels lie on the printer's paper.
struct PrintPlacement {
  std::string printer = {};  // its id; empty: none was named
  PrinterLanguage language = PrinterLanguage::pdf;
  CellOrder order = CellOrder::across;
  bool cut_marks = false;
  Correction correction = {};    // of the printer for the stock, when the job was recorded
  ThermalSettings thermal = {};  // of the printer, then
  bool operator==(const PrintPlacement&) const = default;
};
// As the ledger keeps it: JSON, empty for the plain placement; and back. The second throws
// SystemFailure `record_damaged` on anything else.
std::string stored(const PrintPlacement& placement);
PrintPlacement placement_from(const std::string& text);

// What it takes, beside the template's text and the serials, to draw a job again to the same bytes.
struct PrintSetup {
  unsigned dpi = 300;
  std::string language = "vi";  // of the labels' texts, as label.h names them
  unsigned start_cell = 1;      // of the first page, from 1
  unsigned cells = 1;           // labels on a page
  unsigned copies = 1;          // of each label, one after another
  unsigned pages_in_part = 5000;
  std::string content = {};  // JSON: what the labels say; empty: recorded before it was kept
  PrintPlacement placement = {};
  std::string file = {};  // where the PDF goes, relative to the workplace where it lies inside
  bool operator==(const PrintSetup&) const = default;
};

struct PrintJob {
  std::int64_t id = 0;
  std::int64_t lot_id = 0;
  std::string template_id = {};
  std::string template_sha256 = {};  // hex, of the template as used
  CodeKind kind = CodeKind::lot_seal;
  std::uint32_t first_serial = 0;  // item_seal: the range, both included; else 0
  std::uint32_t last_serial = 0;
  std::uint32_t labels = 0;  // different places in the ledger; each is drawn setup.copies times
  Instant at = {};
  std::uint64_t leaf_index = 0;  // a reprint's: that of the job that it repeats
  PrintSetup setup = {};
  std::string who = {};
  std::string over_quantity_reason =
      {};                         // why there are more labels than packs; empty: there are not
  std::int64_t reprint_of = 0;    // the job whose labels are printed again; 0: these are new
  std::uint32_t first_label = 1;  // a reprint's first label as numbered in that job, from 1
  std::string reprint_reason = {};
  bool operator==(const PrintJob&) const = default;

  std::uint64_t drawn() const { return std::uint64_t{labels} * setup.copies; }
  // The job whose labels these are first printed by.
  std::int64_t first_job() const { return reprint_of ? reprint_of : id; }
};

// Drawn labels first..last of a job, copies counted, from 1.
struct DrawnRange {
  std::uint32_t first = 0, last = 0;
  std::uint32_t count() const { return last - first + 1; }
  bool operator==(const DrawnRange&) const = default;
};
// The files that a job is cut into, each of at most setup.pages_in_part pages.
std::vector<DrawnRange> parts_of(const PrintJob& job);

// The serials that a lot's print jobs gave out, each job with its log entry. Reprints give out
// none.
struct SealedSerials {
  std::uint32_t last = 0;        // the job's last; its first follows the last of the job before
  std::uint64_t leaf_index = 0;  // of the job's entry
  bool operator==(const SealedSerials&) const = default;
};
struct ListedSerials {
  Instant first_at = {};  // of the first job
  std::uint64_t first_leaf_index = 0;
  std::uint64_t last_leaf_index = 0;  // of the last job
};
struct LabelsPrinted {
  std::vector<SealedSerials> sealed = {};  // in the order of serials, from 1 without a gap
  std::optional<ListedSerials> listed = {};
};

// Serials that must no longer be on goods. `first` and `last` are sealed numbers; a listed serial
// is voided by its text.
struct Void {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string listed_serial = {};
  std::string reason = {};
  Instant at = {};
  std::string who = {};
};

}  // namespace temgoc
