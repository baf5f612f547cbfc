// A shelf life as people write it: days, weeks, the day of use-by, or that there is none.
#include "temgoc/import/shelf_life.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"
#include "temgoc/model/product.h"

namespace temgoc {
namespace {

constexpr std::string_view kColumn = "shelf_life_days";
constexpr int kDaysInWeek = 7;

// What people write of goods that do not expire.
bool says_none(std::string_view written) {
  constexpr std::array<std::string_view, 8> kNone{
      "khong", "khong_co", "khong_co_han", "khong_han", "vo_thoi_han", "vo_han", "none", "no"};
  return std::ranges::find(kNone, folded(written)) != kNone.end();
}

std::optional<Day> day_written(const ImportRow& row) {
  if (row.cell(kColumn).day) return row.cell(kColumn).day;
  const auto day = parse_day(row.peek(kColumn), kColumn);
  return day ? std::optional(*day) : std::nullopt;
}

// The use-by day of one batch says how long it keeps; that of a product says nothing.
std::optional<unsigned> days_until(ImportRow& row, Day use_by, std::optional<Day> packed_on) {
  if (!packed_on) {
    row.fail(kColumn, {"shelf_life_is_date"});
    return std::nullopt;
  }
  if (use_by <= *packed_on) {
    row.fail(kColumn, {"use_by_before_packing", {}, {}, {}, {{"packed", to_dmy(*packed_on)}}});
    return std::nullopt;
  }
  return static_cast<unsigned>((use_by - *packed_on).count());
}

}  // namespace

// A shelf life is counted in days. A month has no one length, so "12 tháng" is asked about, and 0
// may mean that there is none or that nobody knows.
std::optional<unsigned> read_shelf_life(ImportRow& row, std::optional<Day> packed_on) {
  constexpr int kMost = static_cast<int>(kMaxShelfLifeDays);
  const std::string written = row.peek(kColumn);
  if (const auto day = day_written(row)) return days_until(row, *day, packed_on);
  if (is_utf8(written) && says_none(written)) return 0;
  const auto found = number_in_words(written);
  if (found && found->number == "0") {
    row.fail(kColumn, {"shelf_life_is_zero"});
    return std::nullopt;
  }
  const auto says = [&found](std::initializer_list<std::string_view> units) {
    return found && found->words.size() == 1 &&
           std::find(units.begin(), units.end(), found->words.front()) != units.end();
  };
  if (says({"thang", "month", "months", "nam", "year", "years"})) {
    row.fail(kColumn, {"shelf_life_in_months"});
    return std::nullopt;
  }
  const bool in_weeks = says({"tuan", "week", "weeks"});
  const auto number = row.whole_number(kColumn, 1, in_weeks ? kMost / kDaysInWeek : kMost,
                                       {"ngay", "day", "days", "tuan", "week", "weeks"});
  if (!number) return std::nullopt;
  return static_cast<unsigned>(*number * (in_weeks ? kDaysInWeek : 1));
}

}  // namespace temgoc
