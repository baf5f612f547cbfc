// The file with which a product is put up for an OCOP rating under Decision 26/2026/QĐ-TTg: forms
// 01 and 02 filled from the records, and the evidence by criterion. docs/exports.md.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// One line of the self-assessment.
struct RatingCriterion {
  std::string number = {};
  std::string title = {};
  std::optional<int> points = {};          // at most; none: the table does not say
  std::vector<std::string> evidence = {};  // kinds that the program can gather
};
struct RatingPart {
  std::string part = {};  // A, B, C
  std::string title = {};
  int points = 0;
  std::vector<RatingCriterion> criteria = {};
};
// The table of criteria of a set. The decision's own tables are not part of the program: a
// workplace may hold them in ocop_criteria.json, for all sets or for each.
struct RatingTable {
  std::string decision = {};
  bool complete = false;  // the table says that it has every criterion of the set
  std::vector<RatingPart> parts = {};
};
// The table of the workplace's own file, or of the one that ships where it has none.
// `ocop_criteria_unreadable` (value: what is wrong).
Result<RatingTable> rating_table(const std::filesystem::path& workplace,
                                 const std::optional<OcopSet>& set);
// The same table, read from the text of a file.
Result<RatingTable> rating_table_of(std::string_view json, const std::optional<OcopSet>& set);

struct RatingOrder {
  std::string product = {};                // by id or barcode
  std::string only_cooperative = {};       // whose products may be asked for; empty: any
  std::map<std::string, int> points = {};  // by number of the criterion: as the producer judges
  std::filesystem::path out = {};          // a folder that is not there, or is empty
};
struct RatingReport {
  std::vector<std::string> files = {};    // within the folder, in order
  std::vector<std::string> lacking = {};  // numbers of criteria without evidence
  std::vector<Error> warnings = {};
};

// Writes the folder: ho-so.pdf with both forms, mau-01.pdf, mau-02.pdf, muc-luc.json, and the
// evidence below minh-chung/. A certificate and its scans are in it while it is in force.
// `product_unknown`, `product_of_other_cooperative`, `ocop_points_unknown` (value the number),
// `ocop_points_too_many` (args criterion, most), `folder_not_found`, `out_folder_not_empty`, those
// of rating_table and print_form; warnings `ocop_rating_no_set`, `ocop_rating_table_short`,
// `kept_file_missing`, `kept_file_altered`. SystemFailure `disk_write_failed`.
Result<RatingReport> write_ocop_rating(Workplace& workplace, const RatingOrder& order);

// Writes both forms into one PDF, for the console. The errors are those of write_ocop_rating.
Result<void> print_ocop_rating(Workplace& workplace, const RatingOrder& order,
                               const std::filesystem::path& pdf);

// What form 02 will say, as muc-luc.json has it but without hashes: parts with criteria, each with
// its evidence, and `lacking`. Those of write_ocop_rating but for the folder.
Result<Json> ocop_rating_index(Workplace& workplace, const RatingOrder& order);

// The folder of write_ocop_rating as one ZIP archive; `out` of the order is not used.
Result<Bytes> pack_ocop_rating(Workplace& workplace, const RatingOrder& order);

// "A-1=12" of each text as points by number of the criterion. `number_unreadable` (field points).
Result<std::map<std::string, int>> written_points(const std::vector<std::string>& texts);

}  // namespace temgoc
