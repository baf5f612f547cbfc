// One row of a table as an import reads it: each cell cleaned and parsed, each fault noted where it
// stands.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/import/import_columns.h"
#include "temgoc/model/certification.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

// Reading never stops at a fault: it is added to `errors`, and the value reads as empty.
class ImportRow {
 public:
  ImportRow(const ColumnMap& columns, const Table& table, const Row& row,
            std::vector<Error>& errors, std::vector<Error>& warnings);

  bool has(std::string_view column) const { return columns_.index(column).has_value(); }
  std::size_t number() const { return row_.number; }
  bool ok() const { return !failed_; }
  std::optional<Day> status_day() const { return columns_.status_day(); }

  // What the cell of `column` says, as it may be stored; empty for an empty cell and for one that
  // text() would refuse. Notes no fault.
  std::string peek(std::string_view column) const;
  // Reads `value` for `column` from now on, whatever its cell says: an id that the cell names in
  // another way, or that the file leaves out.
  void assume(std::string_view column, std::string value);
  bool is_assumed(std::string_view column) const { return assumed_.contains(column); }
  // What is assumed for `column`, else its cell, trimmed.
  std::string key(std::string_view column) const;

  // Empty for an empty cell, a column that is not there, or a fault.
  std::string text(std::string_view column, std::size_t limit = 500);
  std::string required_text(std::string_view column, std::size_t limit = 500);  // `field_missing`
  // A code, kept as text: what Excel took for a number is refused.
  std::string identifier(std::string_view column);
  std::string record_id(std::string_view column);  // required; what is assumed counts
  std::string gln(std::string_view column);
  std::string gdti(std::string_view column);
  std::string optional_record_id(std::string_view column);
  std::optional<double> number(std::string_view column, double low, double high);
  // `words`: may stand around the number, as `folded` writes them ("sao" in "4 sao").
  std::optional<int> whole_number(std::string_view column, int low, int high,
                                  std::initializer_list<std::string_view> words = {});
  std::optional<bool> yes_no(std::string_view column);
  std::optional<VagueDate> date(std::string_view column);
  const Cell& cell(std::string_view column) const;  // an empty one where there is none

  // The value of `column` into `target`, which keeps what it has where the table has no such
  // column.
  void set(std::string& target, std::string_view column, std::size_t limit = 500);

  // Notes a fault of the cell in `column`. `error` keeps its value where it has one.
  void fail(std::string_view column, Error error);
  void warn(std::string_view column, Error error);

 private:
  Error placed(std::string_view column, Error error) const;
  std::string gs1_key(std::string_view column,
                      Result<std::string> (*parse)(std::string_view, std::string_view));
  void refuse_surplus_cells();
  std::optional<double> any_number(std::string_view column, bool whole,
                                   std::initializer_list<std::string_view> words = {});
  bool require_range(std::string_view column, double number, double low, double high);

  const ColumnMap& columns_;
  const Table& table_;
  const Row& row_;
  std::vector<Error>& errors_;
  std::vector<Error>& warnings_;
  std::map<std::string, std::string, std::less<>> assumed_;
  bool failed_ = false;
};

// A number as Vietnamese and English write it: "1.234,5", "1,234.5", "1234,5". `whole`: a lone mark
// before three digits parts thousands. `number_unreadable`, `number_ambiguous` ("1.234").
Result<double> parse_written_number(std::string_view text, bool whole);

// "180 ngày", "OCOP 4 sao", "12 tháng": the one number of a text, and the words around it as
// `folded` writes them. None where there is no number, or more than one.
struct NumberInWords {
  std::string number;
  std::vector<std::string> words;
};
std::optional<NumberInWords> number_in_words(std::string_view text);

}  // namespace temgoc
