// Amounts and kinds as people write them.
#include <array>
#include <utility>

#include "temgoc/base/text.h"
#include "temgoc/events/events.h"

namespace temgoc {
namespace {

using Kind = EventKind;

// Without marks, words joined by "_", as `folded` writes them.
constexpr std::array<std::pair<std::string_view, EventKind>, 45> kWritten{
    {{"trong", Kind::planting},
     {"gieo", Kind::planting},
     {"gieo_trong", Kind::planting},
     {"tha_giong", Kind::planting},
     {"xuong_giong", Kind::planting},
     {"phun", Kind::treatment},
     {"phun_thuoc", Kind::treatment},
     {"bon_phan", Kind::treatment},
     {"cham_soc", Kind::treatment},
     {"thu_hoach", Kind::harvest},
     {"thu_hai", Kind::harvest},
     {"danh_bat", Kind::harvest},
     {"nhap", Kind::receive},
     {"nhap_hang", Kind::receive},
     {"nhan", Kind::receive},
     {"nhan_hang", Kind::receive},
     {"mua", Kind::receive},
     {"mua_vao", Kind::receive},
     {"lam_lanh", Kind::cool},
     {"cap_dong", Kind::cool},
     {"bao_quan", Kind::cool},
     {"so_che", Kind::process},
     {"che_bien", Kind::process},
     {"dong_goi", Kind::pack},
     {"xep_thung", Kind::aggregate},
     {"dong_thung", Kind::aggregate},
     {"do_thung", Kind::disaggregate},
     {"thao_thung", Kind::disaggregate},
     {"giao", Kind::ship},
     {"giao_hang", Kind::ship},
     {"xuat", Kind::ship},
     {"xuat_hang", Kind::ship},
     {"ban", Kind::sell},
     {"ban_hang", Kind::sell},
     {"ban_le", Kind::sell},
     {"tra_lai", Kind::return_goods},
     {"hang_tra", Kind::return_goods},
     {"hang_tra_lai", Kind::return_goods},
     {"huy", Kind::dispose},
     {"tieu_huy", Kind::dispose},
     {"kiem_tra", Kind::inspect},
     {"kiem_nghiem", Kind::inspect},
     {"tam_giu", Kind::hold},
     {"cho_dung_lai", Kind::release},
     {"bo_tam_giu", Kind::release}}};

}  // namespace

Result<EventKind> written_kind(std::string_view text) {
  const std::string name = is_utf8(text) ? folded(text) : std::string();
  if (const auto kind = event_kind_from(name)) return *kind;
  for (const auto& [written, kind] : kWritten) {
    if (written == name) return kind;
  }
  return Error{.code = "event_kind_unknown", .field = "kind", .value = shortened(text)};
}

Result<bool> written_result(std::string_view text) {
  const std::string said = is_utf8(text) ? folded(text) : std::string();
  for (const char* yes : {"dat", "passed", "x", "co", "yes"})
    if (said == yes) return true;
  for (const char* no : {"khong_dat", "failed", "khong", "no"})
    if (said == no) return false;
  return Error{.code = "event_result_unknown", .field = "result", .value = shortened(text)};
}

Result<Quantity> written_quantity(std::string_view text, std::string_view unit) {
  const std::string clean = trimmed(text);
  const std::size_t end = clean.find_first_not_of("0123456789.,-");
  if (end == clean.npos) return Quantity::parse(clean, unit);
  return Quantity::parse(trimmed(clean.substr(0, end)), trimmed(clean.substr(end)));
}

}  // namespace temgoc
