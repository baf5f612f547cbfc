// The rows of one table, read, checked and stored one after the other.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "operations/import/import_records.h"
#include "temgoc/import/import.h"
#include "temgoc/import/import_references.h"

namespace temgoc {

// Where an id or a GTIN stood first in the file.
class FirstRows {
 public:
  // None where `key` is new; the row of its first use otherwise.
  std::optional<std::size_t> seen(const std::string& key, std::size_t row) {
    if (key.empty()) return std::nullopt;
    const auto [found, is_new] = rows_.emplace(key, row);
    return is_new ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, std::size_t> rows_;
};

class TableImport {
 public:
  TableImport(Registry& registry, const ColumnMap& columns, ImportReport& report, Instant now,
              ImportOptions options)
      : registry_(registry),
        columns_(columns),
        report_(report),
        now_(now),
        options_(std::move(options)),
        references_(registry, report.kind) {}

  // Every row. REQUIRES a transaction around it.
  void run();

 private:
  void import_cooperative(ImportRow& row);
  void import_place(ImportRow& row);
  void import_product(ImportRow& row);
  void tell_of_claims(ImportRow& row, const Product& product);
  void tell_of_shelf_lives();
  void import_certification(ImportRow& row);
  void supersede(ImportRow& row, const Certification& record);
  void collect_certification_ids();
  void require_new_id(ImportRow& row, std::string_view column, const std::string& id);
  void require_free_gtin(ImportRow& row, const Gtin& gtin, const std::string& product_id);
  void find_cooperative(ImportRow& row);

  template <class Record>
  void require_cooperative(ImportRow& row, const std::string& id,
                           const std::optional<Record>& standing);
  void require_own(ImportRow& row, const std::string& cooperative_id);
  void require_product(ImportRow& row, const Certification& record);
  void require_certification(ImportRow& row, const std::string& id);
  Gtin gtin_of(ImportRow& row, const ProductRow& keys, const std::optional<Product>& standing);

  template <class Record>
  void store(ImportRow& row, std::string_view id_column, const Record& record,
             const std::optional<Record>& standing);

  Registry& registry_;
  const ColumnMap& columns_;
  ImportReport& report_;
  Instant now_;
  ImportOptions options_;
  std::set<std::string> cooperatives_;  // whose records were stored
  FirstRows ids_;
  FirstRows gtins_;
  std::set<std::string> certification_ids_;
  std::vector<std::string> without_shelf_life_;  // by name
  ImportReferences references_;
};

}  // namespace temgoc
