// Labels that are printed before their lot is known: a roll of codes for a product, and the lots
// that claim them afterwards. docs/decisions/rolls.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/product.h"
#include "temgoc/model/roll.h"
#include "temgoc/printing/printing.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {

struct RollReport {
  Roll roll;
  PrintedLabels printed;
  std::filesystem::path file;
  std::uint32_t read_back = 0;       // labels decoded from their raster, each as intended
  std::vector<Error> warnings = {};  // `label_lacks_translation`
};
// Draws the labels, reads them back, records and logs the roll, and only then gives the file its
// name. Of the order kind, copies and over_quantity_reason say nothing. `product_closed`,
// `product_is_service`, `template_needs_lot` (args field: what the template shows of a lot),
// `key_missing`, `gtin_out_of_scope`, `host_not_trusted`: no lot of the product could claim it;
// `count_invalid` (args most: one file), those of print_lot_labels that concern template, printer
// and file; once recorded `roll_not_released` (args cause): all its labels are out of use.
Result<RollReport> print_roll(Workplace& workplace, const Product& product, const PrintOrder& order,
                              const ProgressSink& progress = {});
// The file with the roll's labels, beneath the workplace's folder unless the order said where.
std::filesystem::path roll_file(const std::filesystem::path& folder, const Roll& roll);
// Whether a roll can be printed with it: it offers codes of their own and shows nothing of a lot.
bool is_for_rolls(const LabelTemplate& label);

// Labels of one roll that follow one another.
struct RollRun {
  Roll roll;
  std::uint32_t first = 0;  // as numbered on the roll from 1, both included
  std::uint32_t last = 0;
};
// The run from one label to another, in either order, each as it is scanned (a link), typed (its
// code; case, spaces and dashes do not matter, O is 0 and I and L are 1) or, where `roll` says of
// which, its number on the roll. `field_missing`, `roll_unknown`, `roll_code_unknown` (value),
// `roll_label_outside` (value, args labels), `roll_codes_differ` (args first, last: the two rolls).
Result<RollRun> find_run(const Registry& registry, std::string_view first, std::string_view last,
                         std::optional<std::int64_t> roll = {});
// Every label of the roll. `roll_unknown`.
Result<RollRun> whole_roll(const Registry& registry, std::int64_t roll);

// What comes, or came, of giving labels to a lot or taking them out of use.
struct RollGiven {
  RollRun run;
  std::vector<RollRange> ranges = {};       // the labels that were free, in their order
  std::uint32_t labels = 0;                 // in them
  std::uint32_t voided = 0;                 // of the run: out of use since before, and so they stay
  bool stands = false;                      // the lot had claimed just this: nothing was to be done
  std::optional<std::uint64_t> packs = {};  // of the lot; none: cannot be known
  std::uint64_t labels_of_lot = 0;          // with these
  bool is_over() const { return packs && labels_of_lot > *packs; }
};
// What claim_labels would do, with nothing changed. `roll_of_other_product` (value the lot's code,
// args roll, product), `roll_of_other_realm`, `roll_labels_given`, `roll_labels_void`,
// `host_not_trusted` (the lot's key does not own the roll's host), `lot_is_recalled`,
// `lot_is_cancelled`, `key_not_in_use`.
Result<RollGiven> preview_claim(Workplace& workplace, const RollRun& run, const Lot& lot);
// Gives the labels to the lot: from then on their codes answer for it. Labels out of use are passed
// over. Those of preview_claim, and `labels_over_quantity` (args packs, printed) where `reason` is
// empty.
Result<RollGiven> claim_labels(Workplace& workplace, const RollRun& run, const Lot& lot,
                               const std::string& who, const std::string& over_quantity_reason);
// Takes labels out of use that no lot has claimed, and for ever. `rest`: those that a lot has are
// passed over, else they are `roll_labels_given`. `reason_missing`, `roll_labels_void`: none is
// left.
Result<RollGiven> void_roll_labels(Workplace& workplace, const RollRun& run, bool rest,
                                   const std::string& who, const std::string& reason);

}  // namespace temgoc
