// A table for people: numbers, days and moments as what they are.
#include <algorithm>
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/tables/tables.h"
#include "workbook_file.h"

namespace temgoc {
namespace {

constexpr double kMinWidth = 8, kMaxWidth = 50;  // characters
// Excel counts days from here; it knows none before.
constexpr Day kFirstExcelDay{std::chrono::year(1900) / 3 / 1};

template <class... Each>
struct Overloaded : Each... {
  using Each::operator()...;
};

template <class Number>
std::string shortest(Number number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string wall_time(Instant at) { return to_dmy(vietnam_day(at)) + " " + vietnam_time(at); }

std::string text_of(const SheetValue& value) {
  return std::visit(
      Overloaded{[](const std::string& text) { return to_nfc(text); },
                 [](std::int64_t number) { return shortest(number); },
                 [](double number) { return shortest(number); },
                 [](Day day) { return to_dmy(day); }, [](Instant at) { return wall_time(at); }},
      value);
}

std::vector<std::string> texts_of(const std::vector<SheetValue>& values) {
  std::vector<std::string> texts;
  for (const SheetValue& value : values) texts.push_back(text_of(value));
  return texts;
}

lxw_datetime excel_time(Day day, std::chrono::minutes of_day = {}) {
  const std::chrono::year_month_day date{day};
  lxw_datetime time{};
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.hour = static_cast<int>(of_day.count() / 60);
  time.min = static_cast<int>(of_day.count() % 60);
  return time;
}

class TableWriter {
 public:
  explicit TableWriter(const SheetTable& table) : sheet_(file_.add_sheet(table.sheet)) {
    text_ = format("@");
    format_set_text_wrap(text_);
    bold_ = format("@");
    format_set_bold(bold_);
    number_ = format("General");
    day_ = format("dd/mm/yyyy");
    moment_ = format("dd/mm/yyyy hh:mm");
    worksheet_freeze_panes(sheet_, 1, 0);
    widths_.resize(table.header.size(), kMinWidth);
    write_header(table.header);
    for (const auto& row : table.rows) write_row(row);
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      require_written(worksheet_set_column(sheet_, column, column, widths_[i], nullptr));
    }
    if (!table.header.empty() && row_ > 1) {
      require_written(worksheet_autofilter(sheet_, 0, 0, row_ - 1,
                                           static_cast<lxw_col_t>(table.header.size() - 1)));
    }
  }

  Bytes bytes() { return file_.bytes(); }

 private:
  lxw_format* format(const char* number_format) {
    lxw_format* made = workbook_add_format(file_.book());
    format_set_num_format(made, number_format);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
  }

  void widen(std::size_t index, const std::string& text) {
    const double width = static_cast<double>(length_in_characters(text)) + 2;
    widths_.at(index) = std::max(widths_.at(index), std::min(width, kMaxWidth));
  }

  void write_text(std::size_t index, const std::string& text, lxw_format* format) {
    if (text.empty()) return;
    require_written(worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(index),
                                           without_nul(text).c_str(), format));
  }

  void write_header(const std::vector<std::string>& header) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      widen(i, header[i] + "  ");  // with the arrow of the filter
      write_text(i, to_nfc(header[i]), bold_);
    }
    ++row_;
  }

  void write_row(const std::vector<SheetValue>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      widen(i, text_of(values[i]));
      write_value(i, values[i]);
    }
    ++row_;
  }

  void write_value(std::size_t index, const SheetValue& value) {
    const auto column = static_cast<lxw_col_t>(index);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      require_written(
          worksheet_write_number(sheet_, row_, column, static_cast<double>(*whole), number_));
    } else if (const auto* number = std::get_if<double>(&value)) {
      require_written(worksheet_write_number(sheet_, row_, column, *number, number_));
    } else if (const auto* day = std::get_if<Day>(&value); day && *day >= kFirstExcelDay) {
      lxw_datetime time = excel_time(*day);
      require_written(worksheet_write_datetime(sheet_, row_, column, &time, day_));
    } else if (const auto* at = std::get_if<Instant>(&value)) {
      const Day of = vietnam_day(*at);
      const auto since = std::chrono::floor<std::chrono::minutes>(*at + kVietnamAhead) - of;
      lxw_datetime time = excel_time(of, since);
      require_written(worksheet_write_datetime(sheet_, row_, column, &time, moment_));
    } else {
      write_text(index, text_of(value), text_);
    }
  }

  WorkbookFile file_;
  lxw_worksheet* sheet_;
  lxw_format* text_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* moment_ = nullptr;
  std::vector<double> widths_;
  lxw_row_t row_ = 0;
};

}  // namespace

Bytes sheet_workbook(const SheetTable& table) { return TableWriter(table).bytes(); }

std::string sheet_csv(const SheetTable& table, char separator) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : table.rows) rows.push_back(texts_of(row));
  return to_csv(table.header, rows, separator);
}

}  // namespace temgoc
