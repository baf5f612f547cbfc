// A row of a table as a lot that somebody asks for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/import/import_references.h"
#include "temgoc/import/import_row.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/product.h"

namespace temgoc {

class LotRows {
 public:
  // `registry` must outlive this. `only_cooperative`: nothing of another's is found; empty: all.
  LotRows(Registry& registry, const std::string& only_cooperative);

  // Nothing where the row has a fault, which is noted in it. A draft without code and request id
  // is given the request id of what it says.
  std::optional<LotDraft> read(ImportRow& row);

  // What was assumed, for the report.
  void tell(ImportReport& report) const { references_.tell(report); }

 private:
  const Product* find_product(ImportRow& row);
  const Product* named_in(ImportRow& row, std::string_view column);
  bool agrees_with_name(ImportRow& row, const Product& product);
  std::vector<const Product*> matches(const std::string& written) const;
  std::string name_by_content(ImportRow& row, const LotDraft& draft);

  ImportReferences references_;
  std::vector<Product> products_;
  std::map<std::string, std::size_t> seen_;  // how often a content stood so far
  std::map<std::string, std::size_t> first_row_;
};

// The column that an error of issue_lot is about.
std::string_view lot_column(const ImportRow& row, std::string_view field);

}  // namespace temgoc
