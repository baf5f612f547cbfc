// Chooses the columns, examples and drop-down lists of an empty workbook to fill in.
#include <algorithm>

#include "temgoc/import/import.h"
#include "temgoc/import/import_columns.h"

namespace temgoc {
namespace {

// The columns that a new user needs; the others are in docs/import.md.
std::vector<std::string> columns_of(ImportKind kind) {
  switch (kind) {
    case ImportKind::cooperatives:
      return {"coop_id",         "name_vi",          "short_name_vi",  "street_address",
              "commune_current", "province_current", "phone_landline", "registration_no",
              "gtin_prefixes",   "founded",          "members"};
    case ImportKind::places:
      return {"place_id",
              "coop_id",
              "kind",
              "name_vi",
              "code",
              "market",
              "street_address",
              "commune_current",
              "province_current",
              "area_ha"};
    case ImportKind::products:
      return {"product_id",  "coop_id",  "name_vi",  "net_content", "shelf_life_days", "storage_vi",
              "ingredients", "usage",    "warnings", "allergens",   "origin",          "standards",
              "gtin",        "ocop_set", "brand",    "name_en"};
    case ImportKind::certifications:
      return {"cert_id",     "product_id", "coop_id",      "scheme",     "level",        "number",
              "decision_no", "issuer",     "issuer_level", "issue_date", "valid_through"};
    case ImportKind::lots:
      return {"lot",  "name_vi",         "packed_on", "quantity",
              "unit", "shelf_life_days", "place_id",  "backdate_reason"};
  }
  return {};
}

// A record is offered by the name that the import finds it by.
template <class Record>
std::vector<std::string> names_of(const std::vector<Record>& records) {
  std::vector<std::string> names;
  for (const Record& record : records) names.push_back(record.name);
  return names;
}

// Whose records the lists offer. Empty lists without a registry.
struct Offer {
  const Registry* registry = nullptr;
  std::string_view only_cooperative = {};

  std::vector<std::string> cooperatives() const {
    if (!registry) return {};
    auto all = registry->cooperatives();
    std::erase_if(all, [&](const Cooperative& each) {
      return !only_cooperative.empty() && each.id != only_cooperative;
    });
    return names_of(all);
  }
  std::vector<std::string> places() const {
    return registry ? names_of(registry->places(only_cooperative)) : std::vector<std::string>();
  }
  std::vector<Product> products() const {
    return registry ? registry->products(only_cooperative) : std::vector<Product>();
  }
};

// Two products of one name can be told apart by their ids alone.
std::vector<std::string> products_to_pack(const Offer& offer) {
  std::vector<Product> packed = offer.products();
  std::erase_if(packed, [](const Product& each) { return each.closed || each.is_service(); });
  std::vector<std::string> names;
  for (const Product& each : packed) {
    const bool alone = std::ranges::count(packed, each.name, &Product::name) == 1;
    names.push_back(alone ? each.name : each.id);
  }
  return names;
}

std::vector<std::string> choices_of_lots(const std::string& column, const Offer& offer) {
  if (column == "unit") return {"kg", "g", "l", "ml", "hộp", "chai", "gói", "túi", "hũ"};
  if (column == "place_id") return offer.places();
  return column == "name_vi" ? products_to_pack(offer) : std::vector<std::string>();
}

std::vector<std::string> choices_of(ImportKind kind, const std::string& column,
                                    const Offer& offer) {
  if (kind == ImportKind::lots) return choices_of_lots(column, offer);
  if (column == "coop_id" && kind != ImportKind::cooperatives) return offer.cooperatives();
  if (column == "kind") return {"vùng trồng", "vùng nuôi", "cơ sở đóng gói", "cơ sở chế biến"};
  if (kind != ImportKind::certifications) return {};
  if (column == "product_id") return names_of(offer.products());
  if (column == "scheme")
    return {"OCOP", "VietGAP", "GlobalGAP", "Hữu cơ", "HACCP", "ISO 22000", "Halal"};
  if (column == "level") return {"3", "4", "5"};
  if (column == "issuer_level")
    return {"huyện", "tỉnh", "trung ương", "tổ chức chứng nhận", "cơ quan quản lý"};
  return {};
}

std::string header_of(ImportKind kind, const std::string& name, Language language) {
  for (const ImportColumn& column : import_columns(kind)) {
    if (column.name == name)
      return language == Language::vi && !column.aliases.empty() ? column.aliases.front() : name;
  }
  return name;
}

}  // namespace

Bytes blank_import(ImportKind kind, const Registry* registry, Language language,
                   std::string_view only_cooperative) {
  const Offer offer{registry, only_cooperative};
  const auto word = [&](const std::string& key) {
    return has_words(language, key) ? words(language, key) : std::string();
  };
  std::vector<BlankColumn> columns;
  for (const std::string& name : columns_of(kind)) {
    const std::string key = "blank." + to_text(kind) + "." + name;
    columns.push_back({header_of(kind, name, language), word(key + ".example"), word(key),
                       choices_of(kind, name, offer)});
  }
  const BlankGuide guide{
      word("blank.guide"),
      {word(kind == ImportKind::lots ? "blank.line.lots" : "blank.line.rows"),
       word("blank.line.example"), word("blank.line.import")},
      {word("blank.heading.column"), word("blank.heading.remark"), word("blank.heading.example")}};
  return blank_workbook(columns, word("blank.sheet." + to_text(kind)), guide);
}

}  // namespace temgoc
