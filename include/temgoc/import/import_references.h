// Which records the rows of a file speak of, where they do not say so by id.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "temgoc/import/import.h"
#include "temgoc/import/import_row.h"

namespace temgoc {

// A row may name its cooperative or product by name, leave the cooperative out where the registry
// has only one, and leave its own id out: it then has the id of the record with the same name, or
// the next free one. Each finding is assumed in the row (ImportRow::assume).
class ImportReferences {
 public:
  // `registry` must outlive this.
  ImportReferences(const Registry& registry, ImportKind kind);

  // `unknown_reference`, `reference_ambiguous`; where a second column names the record too,
  // `reference_contradicts`, and the warning `reference_named_otherwise` where no record has that
  // name.
  void find_cooperative(ImportRow& row);
  void find_product(ImportRow& row);  // the same
  void find_place(ImportRow& row);    // the same
  void give_cooperative_id(ImportRow& row);
  void give_place_id(ImportRow& row);
  void give_product_id(ImportRow& row);
  void give_certification_id(ImportRow& row);

  // Adds what was assumed to the warnings: `cooperative_assumed` (args cooperative, name, rows) and
  // `ids_given` (args count, first, last).
  void tell(ImportReport& report) const;

 private:
  // The ids by what else tells one record from another (its name, a certificate's numbers).
  using Known = std::multimap<std::string, std::string>;
  // The one id known under `key`, else the next free one, which is known under it from then on.
  void give(ImportRow& row, std::string_view column, std::string_view prefix,
            const std::string& key);
  // The ids of cooperatives by each of their names; of products and places by each of theirs,
  // within their cooperative and (under "") in all. None of these changes while rows name it.
  const Known& cooperatives_by_name();
  std::vector<std::string> cooperatives_called(const std::string& written);
  std::vector<std::string> products_called(const ImportRow& row, const std::string& written);
  const Known& products_by_name();
  const Known& places_by_name();
  template <class Record, class Key>
  void learn(const std::vector<Record>& all, Key key);
  bool is_free(std::string_view column, const std::string& id) const;

  const Registry& registry_;
  std::optional<Cooperative> sole_;  // the only cooperative on record
  std::size_t rows_of_sole_ = 0;
  std::size_t next_number_ = 1;
  std::vector<std::string> given_;
  std::optional<Known> known_;  // read when a row first lacks its id
  std::optional<Known> cooperatives_, products_,
      places_;  // likewise, when a row first gives a name
};

}  // namespace temgoc
