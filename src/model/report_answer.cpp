// The words of answers in tables and files, and receipts as people type them.
#include "temgoc/model/report_answer.h"

#include <charconv>

#include "named.h"
#include "temgoc/base/text.h"
#include "temgoc/model/report.h"

namespace temgoc {
namespace {

constexpr Names<ReportAnswer::Kind, 3> kKinds{{{ReportAnswer::Kind::taken_up, "taken_up"},
                                               {ReportAnswer::Kind::not_founded, "not_founded"},
                                               {ReportAnswer::Kind::acted_on, "acted_on"}}};

constexpr std::size_t kDayDigits = 6;  // 261124
constexpr int kCentury = 2000;

unsigned number_of(std::string_view digits) {
  unsigned number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::string to_text(ReportAnswer::Kind kind) { return name_in(kKinds, kind); }
std::optional<ReportAnswer::Kind> answer_kind(std::string_view text) {
  return value_in(kKinds, text);
}

std::optional<ReportReceipt> ReportReceipt::parse(std::string_view typed) {
  std::string text;
  for (const char c : ascii_upper(typed))
    if (c != '-' && c != ' ') text += c;
  if (text.starts_with("BN")) text.erase(0, 2);
  constexpr std::size_t kMostDigits = kDayDigits + 6;
  if (!is_digits(text) || text.size() <= kDayDigits || text.size() > kMostDigits)
    return std::nullopt;
  const std::string_view digits = text;
  const std::chrono::year_month_day day{
      std::chrono::year(kCentury + static_cast<int>(number_of(digits.substr(0, 2)))),
      std::chrono::month(number_of(digits.substr(2, 2))),
      std::chrono::day(number_of(digits.substr(4, 2)))};
  const unsigned number = number_of(digits.substr(kDayDigits));
  if (!day.ok() || number < 1 || number > kLastReportNumber) return std::nullopt;
  return ReportReceipt{Day(day), number};
}

}  // namespace temgoc
