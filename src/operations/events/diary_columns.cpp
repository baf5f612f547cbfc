// The columns of a diary, as people head them.
#include "operations/events/diary_columns.h"

#include "temgoc/base/text.h"

namespace temgoc {

const std::vector<DiaryColumn>& diary_columns() {
  static const std::vector<DiaryColumn> kColumns = {
      {"slip", {"so_phieu", "phieu", "phieu_so", "so_thu_tu_phieu"}},
      {"day", {"ngay", "ngay_thang", "thoi_gian", "ngay_gio"}},
      {"time", {"gio", "luc"}},
      {"kind", {"viec", "cong_viec", "hoat_dong", "loai_viec", "noi_dung"}},
      {"coop_id", {"ma_htx", "htx", "hop_tac_xa"}},
      {"lot", {"lo", "lo_hang", "so_lo"}},
      {"quantity", {"so_luong", "khoi_luong", "san_luong"}},
      {"unit", {"don_vi", "dvt", "don_vi_tinh"}},
      {"goods", {"hang", "ten_hang", "hang_hoa", "san_pham", "mat_hang"}},
      {"input", {"lo_nguyen_lieu", "nguyen_lieu", "lo_vao", "lo_dung"}},
      {"input_quantity", {"so_luong_vao", "so_luong_dung", "luong_dung", "so_luong_nguyen_lieu"}},
      {"output", {"lo_thanh_pham", "thanh_pham", "lo_ra"}},
      {"output_quantity", {"so_luong_ra", "so_luong_thanh_pham", "luong_ra"}},
      {"loss", {"hao_hut", "hao", "phe_pham"}},
      {"place", {"noi", "dia_diem", "ma_noi", "vung_trong", "thua", "ao", "chuong"}},
      {"partner", {"doi_tac", "nguoi_mua", "nguoi_ban", "khach_hang", "nha_cung_cap"}},
      {"carrier", {"van_chuyen", "nguoi_cho", "don_vi_van_chuyen"}},
      {"container", {"thung", "so_thung", "pallet", "sscc"}},
      {"document", {"chung_tu", "so_chung_tu", "hoa_don", "giay_to"}},
      {"substance", {"thuoc", "phan", "ten_thuoc", "vat_tu", "thuoc_phan"}},
      {"wait_days", {"cach_ly", "so_ngay_cach_ly", "thoi_gian_cach_ly", "ngay_cach_ly"}},
      {"result", {"ket_qua", "dat"}},
      {"reason", {"ly_do"}},
      {"remark", {"ghi_chu"}}};
  return kColumns;
}

std::string_view diary_column_of(std::string_view header) {
  const std::string name = folded(header);
  for (const DiaryColumn& column : diary_columns()) {
    if (column.name == name) return column.name;
    for (const std::string_view alias : column.aliases) {
      if (alias == name) return column.name;
    }
  }
  return {};
}

Result<DiaryColumns> DiaryColumns::match(const Table& table, std::vector<Error>& warnings) {
  DiaryColumns columns;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string& header = table.header[i];
    const Position place{table.header_row, i + 1};
    const std::string_view name = diary_column_of(header);
    if (name.empty()) {
      if (!header.empty()) warnings.push_back({"column_unknown", {}, shortened(header), place});
      continue;
    }
    const auto [known, is_new] = columns.columns_.try_emplace(std::string(name), i);
    if (!is_new) {
      return Error{"header_duplicate",
                   std::string(name),
                   shortened(header),
                   place,
                   {{"first", table.header[known->second]}}};
    }
  }
  std::string missing;
  for (const char* needed : {"day", "kind"}) {
    if (!columns.index(needed)) missing += (missing.empty() ? "" : ", ") + std::string(needed);
  }
  if (missing.empty()) return columns;
  std::string read;
  for (const std::string& header : table.header) read += (read.empty() ? "" : ", ") + header;
  return Error{
      "column_missing", {}, {}, {}, {{"columns", missing}, {"read", shortened(read, 300)}}};
}

std::optional<std::size_t> DiaryColumns::index(std::string_view name) const {
  const auto found = columns_.find(name);
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace temgoc
