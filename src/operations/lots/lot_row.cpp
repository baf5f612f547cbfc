// A row of a table as a lot that somebody asks for.
#include "operations/lots/lot_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/import/shelf_life.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostText = 200;
constexpr std::size_t kContentDigits = 24;  // 96 bits tell any two rows of a realm apart
constexpr std::array<std::string_view, 3> kProductColumns{"gtin", "product_id", "name_vi"};

std::string ids_of(const std::vector<const Product*>& products) {
  std::string ids;
  for (const Product* each : products) ids += (ids.empty() ? "" : ", ") + each->id;
  return shortened(ids);
}

std::vector<const Product*> of_cooperative(std::vector<const Product*> products,
                                           const std::string& cooperative_id) {
  std::erase_if(products,
                [&](const Product* each) { return each->cooperative_id != cooperative_id; });
  return products;
}

// A workbook's number is exact, so its point is never a thousands mark. Zeros past the thousandths
// say so to Quantity::parse.
std::string exact_amount(const std::string& text) {
  constexpr double kThousand = 1000, kNoise = 1e-6;
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  const double thousandths = value * kThousand;
  const bool whole = end.ec == std::errc{} && std::abs(thousandths) < 1e15 &&
                     std::abs(thousandths - std::round(thousandths)) < kNoise;
  return whole ? fmt::format("{:.6f}", std::round(thousandths) / kThousand) : text;
}

struct WrittenQuantity {
  std::string amount;
  std::string unit;
};

// "120 kg" in one cell is an amount with its unit.
WrittenQuantity taken_apart(const std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("-0123456789., "), text.size());
  return {trimmed(text.substr(0, end)), trimmed(text.substr(end))};
}

std::optional<Quantity> read_quantity(ImportRow& row) {
  const std::string written = row.required_text("quantity", kMostText);
  std::string unit = row.text("unit", kMostText);
  if (written.empty()) return std::nullopt;
  WrittenQuantity apart = taken_apart(written);
  if (unit.empty()) unit = apart.unit;
  const std::string rest = apart.unit.empty() || apart.unit == unit ? apart.amount : written;
  const auto quantity =
      Quantity::parse(row.cell("quantity").number ? exact_amount(rest) : rest, unit);
  if (quantity) return *quantity;
  const bool of_unit = quantity.error().field == "unit" && row.has("unit");
  Error error = quantity.error();
  error.value.clear();
  row.fail(of_unit ? "unit" : "quantity", error);
  return std::nullopt;
}

std::optional<Day> read_pack_day(ImportRow& row) {
  const std::string written = row.required_text("packed_on");
  if (written.empty()) return std::nullopt;
  const auto day = parse_day(written, "packed_on");
  if (day) return *day;
  row.fail("packed_on", day.error());
  return std::nullopt;
}

std::optional<LotCode> read_code(ImportRow& row) {
  const std::string written = row.identifier("lot");
  if (written.empty()) return std::nullopt;
  const auto code = LotCode::parse(written);
  if (code) return *code;
  row.fail("lot", code.error());
  return std::nullopt;
}

}  // namespace

std::string_view lot_column(const ImportRow& row, std::string_view field) {
  if (field == "product") {
    for (const std::string_view column : kProductColumns)
      if (!trimmed(row.cell(column).text).empty()) return column;
    return "name_vi";
  }
  if (field == "packed") return "packed_on";
  if (field == "shelf_life") return "shelf_life_days";
  if (field == "place") return "place_id";
  return field;
}

LotRows::LotRows(Registry& registry, const std::string& only_cooperative)
    : references_(registry, ImportKind::lots), products_(registry.products(only_cooperative)) {}

std::vector<const Product*> LotRows::matches(const std::string& written) const {
  std::vector<const Product*> found;
  const auto gtin = Gtin::parse(written);
  for (const Product& each : products_) {
    if (each.id == written || (gtin && each.gtin == *gtin)) return {&each};
    if (each.name == written || each.label_name == written) found.push_back(&each);
  }
  return found;
}

// Null: the cell is empty, or what it says is refused.
const Product* LotRows::named_in(ImportRow& row, std::string_view column) {
  if (column == "gtin" && excel_damaged(row.cell(column))) {
    row.fail(column, {"gtin_excel_damaged"});
    return nullptr;
  }
  const std::string written = row.text(column, kMostText);
  if (written.empty()) return nullptr;
  const auto found = matches(written);
  if (found.size() == 1) return found.front();
  const auto own = of_cooperative(found, row.key("coop_id"));
  if (own.size() == 1) return own.front();
  if (found.empty())
    row.fail(column, {"unknown_reference", {}, {}, {}, {{"kind", "product"}}});
  else
    row.fail(column,
             {"reference_ambiguous", {}, {}, {}, {{"kind", "product"}, {"ids", ids_of(found)}}});
  return nullptr;
}

// Whether the name in the row is that of a product which its number has told. An older name is one
// that no product has now.
bool LotRows::agrees_with_name(ImportRow& row, const Product& product) {
  const auto named = matches(row.peek("name_vi"));
  if (named.empty())
    row.warn("name_vi", {"product_named_otherwise", {}, {}, {}, {{"name", product.name}}});
  return named.empty() || std::ranges::count(named, &product) > 0;
}

// By barcode, id or name; where a row has several of them, they must agree.
const Product* LotRows::find_product(ImportRow& row) {
  const Product* product = nullptr;
  bool told = false;
  for (const std::string_view column : kProductColumns) {
    if (trimmed(row.cell(column).text).empty()) continue;
    told = true;
    const bool is_name_beside = product && column == "name_vi";
    if (is_name_beside && agrees_with_name(row, *product)) continue;
    const Product* here = is_name_beside ? nullptr : named_in(row, column);
    if (!here && !is_name_beside) return nullptr;
    if (product && here != product) {
      row.fail(column, {"product_contradicts", {}, {}, {}, {{"product", product->name}}});
      return nullptr;
    }
    product = here;
  }
  if (!told) row.fail("name_vi", {"lot_without_product"});
  return product;
}

std::optional<LotDraft> LotRows::read(ImportRow& row) {
  if (!row.key("coop_id").empty()) references_.find_cooperative(row);
  const Product* product = find_product(row);
  if (product) {
    const std::string cooperative = row.key("coop_id");
    if (!cooperative.empty() && cooperative != product->cooperative_id)
      row.fail(
          "coop_id",
          {"product_of_other_cooperative", {}, {}, {}, {{"cooperative", product->cooperative_id}}});
    row.assume("coop_id", product->cooperative_id);
    references_.find_place(row);
  }
  const auto packed_on = read_pack_day(row);
  const auto quantity = read_quantity(row);
  const auto code = read_code(row);
  const auto shelf_life = read_shelf_life(row, packed_on);
  const std::string place = row.optional_record_id("place_id");
  const std::string reason = row.text("backdate_reason", kMostText);
  const std::string request = row.text("request_id", kMostText);
  if (!row.ok() || !product) return std::nullopt;
  LotDraft draft{.gtin = product->gtin,
                 .code = code,
                 .packed_on = *packed_on,
                 .shelf_life_days = shelf_life,
                 .quantity = *quantity,
                 .place_id = place,
                 .request_id = request,
                 .backdate_reason = reason};
  if (!draft.code && draft.request_id.empty()) draft.request_id = name_by_content(row, draft);
  return draft;
}

// The reason for a late entry is not part of what the lot is.
std::string LotRows::name_by_content(ImportRow& row, const LotDraft& draft) {
  const Json said{
      {"gtin", draft.gtin.digits()},
      {"packed_on", to_iso(draft.packed_on)},
      {"quantity", draft.quantity.thousandths},
      {"unit", draft.quantity.unit},
      {"shelf_life_days", draft.shelf_life_days ? Json(*draft.shelf_life_days) : Json(nullptr)},
      {"place_id", draft.place_id}};
  const std::string content =
      to_hex(sha256(as_bytes(canonical_json(said)))).substr(0, kContentDigits);
  const std::size_t nth = ++seen_[content];
  const std::size_t first = first_row_.emplace(content, row.number()).first->second;
  if (nth > 1) row.warn("quantity", {"row_repeated", {}, {}, {}, {{"row", std::to_string(first)}}});
  return fmt::format("import-{}-{}", content, nth);
}

}  // namespace temgoc
