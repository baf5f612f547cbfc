// Fills the fields from lot, product, cooperative and certificate, and names what they lack.
#include "operations/printing/label_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "temgoc/base/captions.h"
#include "temgoc/base/text.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/import/import_columns.h"
#include "temgoc/label/sample_notice.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/certificate_order.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/printing/trial_items.h"

namespace temgoc {
namespace {

constexpr std::string_view kStorage = "Bảo quản";

// A number and its unit stay on one line: the space between them does not break.
std::string unbroken(const std::string& amount) {
  std::string text;
  for (std::size_t i = 0; i < amount.size(); ++i) {
    const bool after_digit = i > 0 && amount[i - 1] >= '0' && amount[i - 1] <= '9';
    text += amount[i] == ' ' && after_digit ? "\u00A0" : std::string(1, amount[i]);
  }
  return text;
}

// The words with no-break spaces, so that all of them stay on one line.
std::string spaces_kept(const std::string& words) {
  std::string text;
  for (const char c : words) text += c == ' ' ? "\u00A0" : std::string(1, c);
  return text;
}

// No-break spaces come unseen from spreadsheets; on a label they would force a name onto one line
// that has no room for it.
std::string breaking(const std::string& text) {
  std::string plain = text;
  for (const std::string_view space : {"\u00A0", "\u202F", "\u2007"})
    for (auto at = plain.find(space); at != std::string::npos; at = plain.find(space, at + 1))
      plain.replace(at, space.size(), " ");
  return plain;
}

Product breaking(Product product) {
  for (std::string* text :
       {&product.name, &product.label_name, &product.name_en, &product.net_content, &product.origin,
        &product.ingredients, &product.ingredients_en, &product.allergens, &product.allergens_en,
        &product.storage, &product.storage_en, &product.usage, &product.usage_en, &product.warnings,
        &product.warnings_en})
    *text = breaking(*text);
  return product;
}

// Keeps the caption's two words on one line, wherever on a label the sentence begins.
std::string storage_sentence(const Product& product) {
  if (product.storage.empty()) return {};
  const std::string conditions = without_caption(product.storage, kStorage);
  const bool is_sentence = product.storage == fmt::format("{} {}", kStorage, conditions);
  return fmt::format("{}{} {}", spaces_kept(std::string(kStorage)), is_sentence ? "" : ":",
                     conditions);
}

// A label's field, what people call it, and the column of a product that fills it.
struct ProductColumn {
  std::string_view field, item, column;
};
constexpr std::array kProductColumns{
    ProductColumn{"net_content", "net_content", "net_content"},
    ProductColumn{"origin", "origin", "origin"},
    ProductColumn{"product_name", "name", "name_vi"},
    ProductColumn{"product_name_en", "name_en", "name_en"},
    ProductColumn{"ingredients", "ingredients", "ingredients"},
    ProductColumn{"ingredients_en", "ingredients_en", "ingredients_en"},
    ProductColumn{"allergens", "allergens", "allergens"},
    ProductColumn{"allergens_en", "allergens_en", "allergens_en"},
    ProductColumn{"storage", "storage", "storage_vi"},
    ProductColumn{"storage_conditions", "storage", "storage_vi"},
    ProductColumn{"storage_en", "storage_en", "storage_en"},
    ProductColumn{"usage", "usage", "usage"},
    ProductColumn{"usage_en", "usage_en", "usage_en"},
    ProductColumn{"warnings", "warnings", "warnings"},
    ProductColumn{"warnings_en", "warnings_en", "warnings_en"}};

// Whether a text of the template names the field, alone or as one of several for a place; a longer
// name that has it as a part is another.
bool prints(const LabelTemplate& label, const std::string& field) {
  const std::string& text = label.frozen_text;
  for (auto at = text.find(field); at != std::string::npos; at = text.find(field, at + 1)) {
    const std::size_t after = at + field.size();
    const char before = at > 0 ? text[at - 1] : ' ', next = after < text.size() ? text[after] : ' ';
    if ((before == '{' || before == '|') && (next == '}' || next == '|')) return true;
  }
  return false;
}

Error lacking_item(const std::string& field, const std::string& product,
                   const std::string& cooperative) {
  const auto column = std::ranges::find(kProductColumns, field, &ProductColumn::field);
  const auto called = [](std::string_view name) {
    return shown_column(ImportKind::products, name);
  };
  if (column != kProductColumns.end())
    return {"label_lacks_product",
            field,
            product,
            {},
            {{"item", std::string(column->item)}, {"column", called(column->column)}}};
  if (field == "expires_on")
    return {"label_lacks_use_by", field, product, {}, {{"column", called("shelf_life_days")}}};
  if (field == "address" || field == "phone")
    return {"label_lacks_cooperative",
            field,
            cooperative,
            {},
            {{"item", field == "phone" ? "phone" : "address"}}};
  return {"label_lacks_field", field};
}

}  // namespace

std::vector<Error> lacking_items(const LabelTemplate& label, const LabelItem& item,
                                 const Lot& lot) {
  std::vector<Error> lacking;
  // Goods of which the record says that they do not expire have no use-by day to print.
  const bool expires =
      as_issued(lot.record).product.value_or(Product{.gtin = lot.gtin}).shelf_life_days !=
      std::optional(0u);
  bool named = false;
  for (const std::string& field : lacking_fields(label, item)) {
    if (field == "expires_on" && !expires) continue;
    named = named || field == "expires_on";
    lacking.push_back(lacking_item(field, lot.product_id, lot.cooperative_id));
  }
  const bool shows = label.frozen_text.find("{expires_on") != std::string::npos;
  if (shows && expires && !named && !lot.expires_on())
    lacking.push_back({"label_without_use_by", "expires_on", lot.product_id});
  return lacking;
}

std::vector<Error> lacking_items(const LabelTemplate& label, const LabelItem& item,
                                 const Product& product) {
  std::vector<Error> lacking;
  for (const std::string& field : lacking_fields(label, item))
    lacking.push_back(lacking_item(field, product.id, product.cooperative_id));
  return lacking;
}

TranslationFaults translation_faults(const LabelTemplate& label, const LabelItem& item,
                                     const std::string& product) {
  TranslationFaults faults;
  for (const auto& [field, is_printed] : untranslated_facts(label, item)) {
    const auto& named = *std::ranges::find(kProductColumns, field, &ProductColumn::field);
    const std::map<std::string, std::string> args{{"item", std::string(named.item)},
                                                  {"column", std::string(named.column)}};
    if (field.starts_with("allergens"))
      faults.refusals.push_back({"allergens_untranslated", field, product, {}, args});
    else if (!is_printed)
      faults.refusals.push_back({"fact_untranslated", field, product, {}, args});
    else
      faults.warnings.push_back({"label_lacks_translation", field, product, {}, args});
  }
  return faults;
}

Result<void> check_claims(const LabelTemplate& label, const LabelItem& item, const Product& product,
                          const std::vector<Certification>& certifications, Day today) {
  if (has_green_evidence(certifications, product, today)) return {};
  for (const auto& [field, text] : item.fields) {
    if (!claims_green(text) || !prints(label, field)) continue;
    const auto column = std::ranges::find(kProductColumns, field, &ProductColumn::field);
    const bool known = column != kProductColumns.end();
    return Error{
        "label_claim_unproven",
        field,
        shortened(text),
        {},
        {{"item", std::string(known ? column->item : "name")},
         {"column", shown_column(ImportKind::products, known ? column->column : "name_vi")}}};
  }
  return {};
}

std::vector<Error> check_translations(const LabelTemplate& label,
                                      const std::vector<LabelItem>& items) {
  std::vector<Error> found;
  for (const LabelItem& item : items) {
    const auto name = item.fields.find("product_name");
    const auto faults =
        translation_faults(label, item, name == item.fields.end() ? "" : name->second);
    found.insert(found.end(), faults.refusals.begin(), faults.refusals.end());
  }
  return found;
}

std::optional<Certification> certificate_in_force(const std::vector<Certification>& certifications,
                                                  const Product& product, Day today) {
  std::optional<Certification> newest;
  for (const Certification& certification : certifications) {
    const bool counts = certification.is_ocop() && certification.stars() &&
                        certification.product_id == product.id &&
                        in_force(certification, today) == std::optional(true);
    if (counts && (!newest || is_newer(certification, *newest))) newest = certification;
  }
  return newest;
}

void show_certificate(const Certification& certification, LabelItem& item) {
  const int stars = certification.stars().value();
  const auto end = valid_through(certification);
  const std::string& number = certification.number;
  const std::string day = end ? date_words(*end) : "";
  item.stars = stars;
  item.fields["certificate_line"] =
      fmt::format("OCOP {} sao{}{}", stars, number.empty() ? "" : " số " + number,
                  end ? ", hiệu lực đến " + day : "");
  item.fields["certificate_line_en"] =
      fmt::format("OCOP, {} stars{}{}", stars, number.empty() ? "" : ", no. " + number,
                  end ? ", valid to " + day : "");
}

LabelFields product_fields(const Product& record, const Cooperative& cooperative, Day today) {
  const Product product = breaking(record);
  const Address* address = address_on(cooperative.addresses, today);
  return {{"product_name", product.label_name.empty() ? product.name : product.label_name},
          {"product_full_name", product.name},
          {"product_name_en", product.name_en},
          {"gtin", product.gtin.printed()},
          {"cooperative_name", breaking(cooperative.name)},
          {"cooperative_short_name", breaking(cooperative.label_name())},
          {"address", address ? breaking(address->one_line()) : ""},
          {"sample_notice", product.sample || cooperative.sample ? std::string(kSampleNotice) : ""},
          {"phone", spaces_kept(cooperative.phone)},
          {"net_content", unbroken(product.net_content)},
          {"origin", without_caption(product.origin, "Xuất xứ")},
          {"ingredients", without_caption(product.ingredients, "Thành phần")},
          {"ingredients_en", product.ingredients_en},
          {"allergens", product.allergens},
          {"allergens_en", product.allergens_en},
          {"storage", storage_sentence(product)},
          {"storage_conditions", without_caption(product.storage, kStorage)},
          {"storage_en", product.storage_en},
          {"usage", without_caption(product.usage, "Hướng dẫn sử dụng")},
          {"usage_en", product.usage_en},
          {"warnings", without_caption(product.warnings, "Cảnh báo")},
          {"warnings_en", product.warnings_en}};
}

LabelFields label_fields(const Lot& lot, const Product& product, const Cooperative& cooperative,
                         Day today) {
  LabelFields fields = product_fields(product, cooperative, today);
  fields["packed_on"] = to_dmy(lot.packed_on);
  fields["expires_on"] = lot.expires_on() ? to_dmy(*lot.expires_on()) : "";
  fields["lot"] = lot.code.text();
  fields["short_code"] = lot.short_code.printed();
  std::string amount = lot.quantity.amount_text();
  std::ranges::replace(amount, '.', ',');  // as Vietnam writes decimals
  fields["quantity"] = amount + " " + lot.quantity.unit;
  fields["host"] = lot.host;
  return fields;
}

}  // namespace temgoc
