// Which column of a diary is which.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/tables/tables.h"

namespace temgoc {

struct DiaryColumn {
  std::string_view name;                  // as docs/events.md calls it
  std::vector<std::string_view> aliases;  // without marks, as `folded` writes them
};
const std::vector<DiaryColumn>& diary_columns();
// The name of the column that a header is taken for; empty: of none.
std::string_view diary_column_of(std::string_view header);

class DiaryColumns {
 public:
  // `column_missing` (args columns, read), `header_duplicate`. Columns that nobody reads are added
  // to `warnings`.
  static Result<DiaryColumns> match(const Table& table, std::vector<Error>& warnings);
  // From 0; none where the table has no such column.
  std::optional<std::size_t> index(std::string_view name) const;

 private:
  std::map<std::string, std::size_t, std::less<>> columns_;
};

}  // namespace temgoc
