// Reads the row of a product, and refuses a shelf life that is a date, 0 or in months.
#include <algorithm>
#include <array>

#include "operations/import/import_records.h"
#include "temgoc/base/text.h"
#include "temgoc/import/shelf_life.h"

namespace temgoc {
namespace {

std::optional<Gtin> read_gtin(ImportRow& row) {
  if (excel_damaged(row.cell("gtin"))) {
    row.fail("gtin", {"gtin_excel_damaged"});
    return std::nullopt;
  }
  const std::string written = row.text("gtin");
  if (written.empty()) return std::nullopt;
  const auto gtin = Gtin::parse(written);
  if (gtin) return *gtin;
  row.fail("gtin", gtin.error());
  return std::nullopt;
}

std::optional<OcopGroup> read_group(ImportRow& row) {
  const std::string written = row.text("ocop_group_code");
  if (written.empty()) return std::nullopt;
  const auto group = OcopGroup::parse(written);
  if (group) return *group;
  row.fail("ocop_group_code", group.error());
  return std::nullopt;
}

std::optional<OcopSet> read_set(ImportRow& row) {
  const std::string written = row.text("ocop_set");
  if (written.empty()) return std::nullopt;
  const auto set = OcopSet::parse(written);
  if (set) return *set;
  row.fail("ocop_set", set.error());
  return std::nullopt;
}

// A number without its unit says nothing on a label.
void read_net_content(ImportRow& row, Product& product) {
  row.set(product.net_content, "net_content", 100);
  if (row.has("net_content") &&
      product.net_content.find_first_not_of("0123456789., ") == std::string::npos &&
      !product.net_content.empty())
    row.fail("net_content", {"net_content_without_unit"});
}

std::vector<std::string> read_names(ImportRow& row, std::string_view column) {
  std::string written = row.text(column);
  for (char& c : written) {
    if (c == ';' || c == ',') c = '|';
  }
  std::vector<std::string> names;
  for (std::string_view name : split(written, '|')) {
    if (!trimmed(name).empty()) names.push_back(trimmed(name));
  }
  return names;
}

}  // namespace

ProductRow read_product_keys(ImportRow& row) {
  return {row.record_id("product_id"), row.record_id("coop_id"), row.required_text("name_vi", 200),
          read_gtin(row)};
}

Product read_product(ImportRow& row, Product product) {
  row.set(product.name_en, "name_en", 200);
  row.set(product.label_name, "label_name", 60);
  row.set(product.brand, "brand", 200);
  if (row.has("ocop_group_code")) product.group = read_group(row);
  if (row.has("ocop_set")) product.ocop_set = read_set(row);
  read_net_content(row, product);
  if (row.has("shelf_life_days")) product.shelf_life_days = read_shelf_life(row);
  row.set(product.storage, "storage_vi");
  row.set(product.ingredients, "ingredients", 2000);
  row.set(product.storage_en, "storage_en");
  row.set(product.ingredients_en, "ingredients_en", 2000);
  row.set(product.allergens, "allergens");
  row.set(product.allergens_en, "allergens_en");
  row.set(product.warnings, "warnings");
  row.set(product.warnings_en, "warnings_en");
  row.set(product.usage, "usage");
  row.set(product.usage_en, "usage_en");
  row.set(product.origin, "origin");
  row.set(product.standards, "standards");
  if (row.has("ocop_stars_last_known")) {
    product.ocop_stars_last_known = row.whole_number(
        "ocop_stars_last_known", 1, 5, {"sao", "ocop", "hang", "dat", "star", "stars"});
  }
  row.set(product.ocop_round_last_known, "ocop_round_last_known", 100);
  if (row.has("closed")) product.closed = row.yes_no("closed").value_or(false);
  if (row.has("sample")) product.sample = row.yes_no("sample").value_or(false);
  if (row.has("sample_fields")) product.sample_fields = read_names(row, "sample_fields");
  row.set(product.source, "source", 1000);
  row.set(product.confidence, "confidence", 50);
  if (!row.ok()) return product;
  for (const Error& doubt : doubts(product)) row.warn("ocop_set", doubt);
  return product;
}

}  // namespace temgoc
