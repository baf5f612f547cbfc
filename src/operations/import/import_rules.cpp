// What a row of an import may say of other records: ids that are free, references that lead
// somewhere.
#include "operations/import/table_import.h"
#include "temgoc/base/text.h"

namespace temgoc {

void TableImport::collect_certification_ids() {
  if (report_.kind != ImportKind::certifications) return;
  const auto column = columns_.index("cert_id");
  if (!column) return;
  for (const Row& row : report_.table.rows)
    certification_ids_.insert(trimmed(row.cells[*column].text));
}

void TableImport::require_new_id(ImportRow& row, std::string_view column, const std::string& id) {
  const auto first = ids_.seen(id, row.number());
  if (!first) return;
  const bool told = !row.is_assumed(column);
  row.fail(told ? column : "name_vi", {told ? "id_repeated" : "name_repeated",
                                       {},
                                       told ? id : std::string(),
                                       {},
                                       {{"row", std::to_string(*first)}}});
}

void TableImport::require_free_gtin(ImportRow& row, const Gtin& gtin,
                                    const std::string& product_id) {
  if (const auto first = gtins_.seen(gtin.digits(), row.number())) {
    row.fail("gtin", {"gtin_repeated", {}, {}, {}, {{"row", std::to_string(*first)}}});
  } else if (const auto owner = registry_.product(gtin); owner && owner->id != product_id) {
    row.fail("gtin", {"gtin_taken", {}, {}, {}, {{"product", owner->id}}});
  }
}

void TableImport::find_cooperative(ImportRow& row) {
  const std::string& own = options_.only_cooperative;
  if (!own.empty() && row.key("coop_id").empty()) row.assume("coop_id", own);
  references_.find_cooperative(row);
}

void TableImport::require_own(ImportRow& row, const std::string& cooperative_id) {
  const std::string& own = options_.only_cooperative;
  if (own.empty() || own == cooperative_id) return;
  row.fail("coop_id", {"cooperative_not_yours", {}, {}, {}, {{"own", own}}});
}

void TableImport::require_product(ImportRow& row, const Certification& record) {
  if (record.product_id.empty()) return;
  const auto product = registry_.product(record.product_id);
  if (!product) {
    row.fail("product_id", {"unknown_reference", {}, {}, {}, {{"kind", "product"}}});
  } else if (!record.cooperative_id.empty() && product->cooperative_id != record.cooperative_id) {
    // For people of one cooperative the other's product is as good as not there.
    if (!options_.only_cooperative.empty())
      return row.fail("product_id", {"unknown_reference", {}, {}, {}, {{"kind", "product"}}});
    row.fail(
        "product_id",
        {"product_of_other_cooperative", {}, {}, {}, {{"cooperative", product->cooperative_id}}});
  }
}

void TableImport::require_certification(ImportRow& row, const std::string& id) {
  if (id.empty() || certification_ids_.contains(id) || registry_.certification(id)) return;
  row.fail("superseded_by", {"unknown_reference", {}, id, {}, {{"kind", "certification"}}});
}

}  // namespace temgoc
