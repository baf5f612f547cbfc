// Lists the columns of each kind with the names that people give them, and matches a header.
#include "temgoc/import/import_columns.h"

#include <algorithm>
#include <array>

#include "operations/import/nearest_column.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

using Columns = std::vector<ImportColumn>;
constexpr std::string_view kStatusAsOf = "status_as_of";

const Columns kSampleColumn{{"sample", false, {"Mẫu", "Dữ liệu mẫu"}}};
const Columns kSourceColumns{
    {"source", false, {"Nguồn", "Nguồn tin"}},
    {"confidence", false, {"Độ tin cậy"}},
};
const Columns kNoteColumn{{"note", false, {"Ghi chú"}}};

const Columns kAddressColumns{
    {"street_address",
     false,
     {"Địa chỉ", "Số nhà, đường", "Số nhà, tên đường", "Địa chỉ trụ sở", "Trụ sở"}},
    {"commune_before_2025_07_01", false, {"Xã cũ", "Xã/phường cũ", "Xã/phường trước 01/07/2025"}},
    {"district_before_2025_07_01",
     false,
     {"Huyện cũ", "Quận/huyện", "Quận/huyện cũ", "Quận/huyện trước 01/07/2025"}},
    {"province_before_2025_07_01",
     false,
     {"Tỉnh cũ", "Tỉnh/thành phố cũ", "Tỉnh/thành phố trước 01/07/2025"}},
    {"commune_current",
     false,
     {"Xã", "Xã/phường", "Xã/phường hiện nay", "Xã/phường/đặc khu", "Phường/xã"}},
    {"commune_current_status", false, {"Độ tin cậy của xã/phường"}},
    {"province_current", false, {"Tỉnh", "Tỉnh/thành phố", "Tỉnh/thành phố hiện nay", "Tỉnh/TP"}},
};

const ImportColumn kCooperativeReference{
    "coop_id",
    false,
    {"Mã HTX", "Mã hợp tác xã", "HTX", "Tên HTX", "Hợp tác xã", "Tên hợp tác xã", "Nhà sản xuất",
     "Tên nhà sản xuất", "Đơn vị sản xuất", "Tên đơn vị sản xuất", "Chủ thể", "Tên chủ thể",
     "Chủ thể OCOP", "Tên chủ thể OCOP", "Chủ thể sản xuất"}};

const Columns kCooperativeColumns{
    {"coop_id", false, {"Mã HTX", "Mã hợp tác xã"}},
    {"name_vi",
     true,
     {"Tên HTX", "Tên hợp tác xã", "Tên đầy đủ", "Hợp tác xã", "HTX", "Tên đơn vị", "Chủ thể",
      "Tên chủ thể", "Chủ thể OCOP", "Tên chủ thể OCOP", "Nhà sản xuất", "Tên nhà sản xuất"}},
    {"short_name_vi", false, {"Tên ngắn", "Tên viết tắt", "Tên gọi tắt"}},
    {"phone_landline",
     false,
     {"Điện thoại", "Số điện thoại", "phone", "SĐT", "Số ĐT", "ĐT", "Điện thoại liên hệ"}},
    {"registration_no", false, {"Mã số thuế", "Mã số doanh nghiệp", "MST"}},
    {"founded", false, {"Năm thành lập", "Ngày thành lập"}},
    {"members", false, {"Số thành viên", "Thành viên"}},
    {"area_ha", false, {"Diện tích", "Diện tích (ha)"}},
    {"gtin_prefixes", false, {"Mã doanh nghiệp GS1", "Tiền tố GS1", "Tiền tố GTIN"}},
    {"gln", false, {"Mã GLN", "Mã địa điểm toàn cầu"}},
};

const Columns kPlaceColumns{
    {"place_id", false, {"Mã địa điểm", "Mã nơi sản xuất"}},
    kCooperativeReference,
    {"kind", true, {"Loại", "Loại địa điểm", "Loại hình", "Loại cơ sở"}},
    {"name_vi",
     true,
     {"Tên", "Tên địa điểm", "Tên vùng trồng", "Tên vùng nguyên liệu", "Tên cơ sở"}},
    {"code",
     false,
     {"Mã số", "Mã số vùng trồng", "Mã vùng trồng", "Mã số cơ sở đóng gói", "Mã cơ sở đóng gói",
      "PUC", "PHC"}},
    {"market", false, {"Thị trường"}},
    {"gln", false, {"Mã GLN", "Mã địa điểm toàn cầu"}},
    {"area_ha", false, {"Diện tích", "Diện tích (ha)"}},
};

const Columns kProductColumns{
    {"product_id", false, {"Mã sản phẩm", "Mã SP", "Mã sản phẩm của HTX", "Mã hàng"}},
    kCooperativeReference,
    {"name_vi",
     true,
     {"Tên sản phẩm", "Tên SP", "Sản phẩm", "Tên hàng", "Tên hàng hóa", "Mặt hàng", "Tên mặt hàng",
      "Tên sản phẩm OCOP"}},
    {"name_en", false, {"Tên tiếng Anh"}},
    {"label_name", false, {"Tên trên nhãn", "Tên ngắn"}},
    {"brand", false, {"Nhãn hiệu", "Thương hiệu"}},
    {"ocop_group_code", false, {"Nhóm OCOP", "Mã nhóm OCOP", "Nhóm sản phẩm"}},
    {"ocop_set",
     false,
     {"Bộ sản phẩm OCOP", "Bộ sản phẩm", "Bộ OCOP", "Bộ tiêu chí sản phẩm", "Số bộ"}},
    {"ocop_stars_last_known",
     false,
     {"Số sao", "Số sao OCOP", "Hạng sao", "Hạng OCOP", "Sao OCOP", "Xếp hạng", "Phân hạng"}},
    {"ocop_round_last_known", false, {"Đợt", "Đợt đánh giá", "Năm đánh giá"}},
    {"gtin",
     false,
     {"Mã vạch (GTIN)", "Mã GTIN", "Mã vạch", "Mã vạch sản phẩm", "Mã số mã vạch",
      "Mã số mã vạch (GTIN)", "Mã số GTIN", "Barcode", "GTIN-13", "EAN", "EAN-13"}},
    {"net_content",
     false,
     {"Khối lượng tịnh", "Khối lượng", "Thể tích thực", "Định lượng", "Quy cách",
      "Quy cách đóng gói", "Trọng lượng", "Khối lượng tịnh/thể tích thực"}},
    {"shelf_life_days",
     false,
     {"Hạn sử dụng (ngày)", "Số ngày sử dụng", "Hạn dùng (ngày)", "HSD (ngày)", "Hạn sử dụng",
      "Hạn dùng", "HSD", "Thời hạn sử dụng"}},
    {"storage_vi",
     false,
     {"Bảo quản", "Hướng dẫn bảo quản", "Điều kiện bảo quản", "Cách bảo quản", "HDBQ"}},
    {"ingredients", false, {"Thành phần", "Nguyên liệu", "Thành phần cấu tạo"}},
    {"storage_en", false, {"Bảo quản (tiếng Anh)"}},
    {"ingredients_en", false, {"Thành phần (tiếng Anh)"}},
    {"allergens", false, {"Chất gây dị ứng", "Dị ứng"}},
    {"allergens_en", false, {"Chất gây dị ứng (tiếng Anh)"}},
    {"warnings", false, {"Cảnh báo", "Thông tin cảnh báo", "Khuyến cáo"}},
    {"warnings_en", false, {"Cảnh báo (tiếng Anh)"}},
    {"usage", false, {"Hướng dẫn sử dụng", "Cách dùng", "Cách sử dụng", "HDSD"}},
    {"usage_en", false, {"Hướng dẫn sử dụng (tiếng Anh)"}},
    {"origin", false, {"Xuất xứ", "Nước xuất xứ", "Xuất xứ hàng hóa"}},
    {"standards", false, {"Tiêu chuẩn", "Tiêu chuẩn áp dụng", "TCCS"}},
    {"closed", false, {"Ngừng", "Đã ngừng"}},
    {"sample_fields", false, {"Trường dữ liệu mẫu"}},
};

const Columns kCertificationColumns{
    {"cert_id", false, {"Mã chứng nhận"}},
    {"product_id",
     false,
     {"Mã sản phẩm", "Mã SP", "Sản phẩm", "Tên sản phẩm", "Tên SP", "Mặt hàng", "Tên mặt hàng",
      "Tên sản phẩm OCOP", "Mã sản phẩm của HTX"}},
    kCooperativeReference,
    {"scheme", true, {"Loại chứng nhận", "Chứng nhận", "Chương trình", "Loại giấy chứng nhận"}},
    {"level",
     false,
     {"Hạng", "Số sao", "Hạng sao", "Thị trường", "Hạng OCOP", "Xếp hạng", "Phân hạng"}},
    {"number", false, {"Số giấy chứng nhận", "Số chứng nhận", "Số hiệu", "Số GCN"}},
    {"decision_no",
     false,
     {"Số quyết định", "Quyết định số", "Số QĐ", "QĐ số", "Quyết định", "Quyết định công nhận",
      "Số quyết định công nhận"}},
    {"gdti", false, {"Mã GDTI"}},
    {"issuer",
     false,
     {"Cơ quan cấp", "Nơi cấp", "Tổ chức chứng nhận", "Cơ quan ban hành", "Đơn vị cấp",
      "Đơn vị chứng nhận", "Cơ quan công nhận"}},
    {"issuer_level", false, {"Cấp ban hành", "Cấp công nhận"}},
    {"criteria_version", false, {"Bộ tiêu chí", "Bộ tiêu chí OCOP", "Căn cứ đánh giá"}},
    {"issue_date",
     false,
     {"Ngày cấp", "Ngày ban hành", "Ngày quyết định", "Ngày QĐ", "Ngày ký", "Ngày công nhận",
      "Năm công nhận", "Năm cấp"}},
    {"date_precision", false, {"Độ chính xác của ngày"}},
    {"valid_through",
     false,
     {"Ngày hết hạn", "Có giá trị đến", "Hiệu lực đến", "Hạn chứng nhận", "Hết hạn",
      "Ngày hết hiệu lực"}},
    {"status_as_of", false, {"status", "Trạng thái", "Tình trạng"}},
    {"withdrawn_on", false, {"Ngày thu hồi"}},
    {"withdrawn_reason", false, {"Lý do thu hồi"}},
    {"superseded_on", false, {"Ngày thay thế"}},
    {"superseded_by", false, {"Thay bằng", "Mã chứng nhận thay thế"}},
    {"supersedes", false, {"Thay cho", "Thay thế cho", "Thay cho giấy"}},
};

// The columns of an export of lots are among them, so that last season's table becomes this one's.
const Columns kLotColumns{
    {"lot", false, {"Số lô", "Mã lô", "Lô", "Lô số", "Ký hiệu lô"}},
    {"name_vi",
     false,
     {"Sản phẩm", "Tên sản phẩm", "Tên SP", "Tên hàng", "Tên hàng hóa", "Mặt hàng", "Tên mặt hàng",
      "product"}},
    {"product_id", false, {"Mã sản phẩm", "Mã SP", "Mã sản phẩm của HTX", "Mã hàng"}},
    {"gtin",
     false,
     {"Mã vạch (GTIN)", "Mã GTIN", "Mã vạch", "Mã số mã vạch", "Barcode", "GTIN-13", "EAN",
      "EAN-13"}},
    kCooperativeReference,
    {"packed_on",
     true,
     {"Ngày đóng gói", "NSX", "Ngày sản xuất", "Ngày SX", "Ngày đóng", "packed"}},
    {"quantity", true, {"Số lượng", "SL", "Sản lượng", "Khối lượng"}},
    {"unit", false, {"Đơn vị", "Đơn vị tính", "ĐVT", "Đơn vị (kg, hộp …)"}},
    {"shelf_life_days",
     false,
     {"Hạn sử dụng", "HSD", "Hạn dùng", "Hạn sử dụng (ngày)", "HSD (ngày)", "Ngày hết hạn",
      "shelf_life"}},
    {"place_id",
     false,
     {"Nơi sản xuất", "Địa điểm", "Mã địa điểm", "Vùng trồng", "Cơ sở đóng gói", "Nơi đóng gói",
      "place"}},
    {"backdate_reason", false, {"Lý do lùi ngày", "Lý do ghi muộn", "backdate"}},
    {"request_id", false, {"Mã yêu cầu"}},
};

Columns joined(std::initializer_list<const Columns*> lists) {
  Columns all;
  for (const Columns* each : lists) all.insert(all.end(), each->begin(), each->end());
  return all;
}

// What an export of lots adds of each lot: it was given, and is not asked for.
bool is_of_issued_lot(std::string_view header) {
  for (const char* column :
       {"short_code", "labels", "state", "reason", "issue_number", "issued_at", "url"}) {
    for (const Language language : {Language::vi, Language::en}) {
      if (folded(words(language, std::string("export.lot.") + column)) == header) return true;
    }
  }
  return false;
}

bool is_for_people(std::string_view header) {
  for (const std::string_view column : kExportedForPeople) {
    for (const Language language : {Language::vi, Language::en}) {
      if (folded(words(language, "export.certification." + std::string(column))) == header)
        return true;
    }
  }
  return false;
}

// What error_workbook and an export add, and a count of the rows: none says anything of a record.
bool says_nothing(ImportKind kind, std::string_view header) {
  if (kind == ImportKind::lots && is_of_issued_lot(header)) return true;
  return header == "loi" || header == "errors" || header == "error" || header == "stt" ||
         is_for_people(header);
}

// Words that differ from a column's name in their marks alone: "màu" (colour) from "mẫu" (sample),
// "hàng" (goods) and "hãng" (maker) from "hạng" (level). "Mau" may be either.
bool is_another_word(std::string_view header) {
  constexpr std::array<std::string_view, 12> kOthers{
      "Màu", "màu", "MÀU", "Mau", "mau", "MAU", "Hàng", "hàng", "HÀNG", "Hãng", "hãng", "HÃNG"};
  const std::string word = trimmed(header);
  return std::ranges::find(kOthers, word) != kOthers.end();
}

const ImportColumn* column_of(ImportKind kind, std::string_view header) {
  for (const ImportColumn& column : import_columns(kind)) {
    if (folded(column.name) == header) return &column;
    for (const std::string& alias : column.aliases) {
      if (folded(alias) == header) return &column;
    }
  }
  return nullptr;
}

// The day that a header status_as_of_2026_11_24 names.
std::optional<Day> day_in_header(std::string_view header) {
  if (!header.starts_with(kStatusAsOf) || header.size() <= kStatusAsOf.size()) return std::nullopt;
  std::string day(header.substr(kStatusAsOf.size() + 1));
  std::replace(day.begin(), day.end(), '_', '-');
  const auto parsed = parse_day(day, header);
  return parsed ? std::optional(*parsed) : std::nullopt;
}

bool has_cells(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [column](const Row& row) {
    return column < row.cells.size() && !trimmed(row.cells[column].text).empty();
  });
}

std::string shown_name(const ImportColumn& column) {
  if (column.aliases.empty()) return column.name;
  return "\"" + column.aliases.front() + "\" (" + column.name + ")";
}

Error unread_column(ImportKind kind, const Table& table, std::size_t index,
                    std::string_view folded_header) {
  const bool named = !folded_header.empty();
  Error error{named ? "column_unknown" : "column_unnamed",
              {},
              shortened(table.header[index]),
              Position{table.header_row, index + 1},
              {}};
  if (const ImportColumn* near = nearest_column(import_columns(kind), folded_header)) {
    error.code = "column_unknown_near";
    error.args["nearest"] = shown_name(*near);
  }
  return error;
}

// The header's names as they were read, for whoever looks for the missing one.
std::string names_read(const Table& table) {
  std::string names;
  for (const std::string& name : table.header) {
    if (!trimmed(name).empty()) names += (names.empty() ? "" : ", ") + trimmed(name);
  }
  return shortened(names, 200);
}

}  // namespace

const std::vector<ImportColumn>& import_columns(ImportKind kind) {
  static const Columns cooperatives = joined(
      {&kCooperativeColumns, &kAddressColumns, &kNoteColumn, &kSourceColumns, &kSampleColumn});
  static const Columns places = joined({&kPlaceColumns, &kAddressColumns, &kSampleColumn});
  static const Columns products = joined({&kProductColumns, &kSourceColumns, &kSampleColumn});
  static const Columns certifications =
      joined({&kCertificationColumns, &kNoteColumn, &kSourceColumns, &kSampleColumn});
  switch (kind) {
    case ImportKind::cooperatives:
      return cooperatives;
    case ImportKind::places:
      return places;
    case ImportKind::products:
      return products;
    case ImportKind::certifications:
      return certifications;
    case ImportKind::lots:
      return kLotColumns;
  }
  return cooperatives;
}

std::string import_column_of(ImportKind kind, std::string_view header) {
  const std::string name = to_nfc(header);
  const ImportColumn* column = is_another_word(name) ? nullptr : column_of(kind, folded(name));
  return column ? column->name : std::string();
}

bool is_import_column(ImportKind kind, std::string_view header) {
  if (is_another_word(to_nfc(header))) return false;
  const std::string name = folded(to_nfc(header));
  return column_of(kind, name) != nullptr ||
         (kind == ImportKind::certifications && day_in_header(name).has_value());
}

std::string shown_column(ImportKind kind, std::string_view name) {
  const auto& columns = import_columns(kind);
  return shown_name(*std::ranges::find(columns, name, &ImportColumn::name));
}

Result<ColumnMap> ColumnMap::match(ImportKind kind, const Table& table, bool needs_cooperative,
                                   std::vector<Error>& warnings) {
  ColumnMap map;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string header = folded(to_nfc(table.header[i]));
    const auto status_day =
        kind == ImportKind::certifications ? day_in_header(header) : std::nullopt;
    if (status_day) map.status_day_ = status_day;
    const ImportColumn* column =
        is_another_word(to_nfc(table.header[i]))
            ? nullptr
            : column_of(kind, status_day ? kStatusAsOf : std::string_view(header));
    if (column != nullptr) {
      const bool second = map.is_second_naming(kind, column->name, i, table);
      if (auto ok = map.take(second ? beside(column->name) : column->name, i, table); !ok)
        return ok.error();
    } else if (!says_nothing(kind, header) && (!header.empty() || has_cells(table, i))) {
      warnings.push_back(unread_column(kind, table, i, header));
    }
  }
  std::string missing;
  for (const ImportColumn& column : import_columns(kind)) {
    const bool required = column.required || (needs_cooperative && column.name == "coop_id");
    if (required && !map.index(column.name))
      missing += (missing.empty() ? "" : ", ") + shown_name(column);
  }
  if (missing.empty()) return map;
  return Error{"column_missing",
               {},
               {},
               Position{table.header_row, 0},
               {{"columns", missing}, {"read", names_read(table)}}};
}

std::string beside(std::string_view reference) { return std::string(reference) + " beside"; }

bool ColumnMap::is_second_naming(ImportKind kind, const std::string& name, std::size_t index,
                                 const Table& table) const {
  const bool is_reference = (name == "coop_id" && kind != ImportKind::cooperatives) ||
                            (name == "product_id" && kind == ImportKind::certifications);
  const auto first = this->index(name);
  return is_reference && first && folded(table.header[*first]) != folded(table.header[index]);
}

Result<void> ColumnMap::take(const std::string& name, std::size_t index, const Table& table) {
  const auto [standing, is_new] = columns_.emplace(name, index);
  if (is_new) return {};
  return Error{"header_duplicate",
               {},
               shortened(table.header[index]),
               Position{table.header_row, index + 1},
               {{"first", std::to_string(standing->second + 1)}}};
}

std::optional<std::size_t> ColumnMap::index(std::string_view name) const {
  const auto found = columns_.find(name);
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace temgoc
