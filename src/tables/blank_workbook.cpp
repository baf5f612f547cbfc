// Writes the sheets of an empty workbook: the form, a guide, and the hidden lists of choices.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "workbook_file.h"

namespace temgoc {
namespace {

constexpr lxw_row_t kLastListedRow = 1'000;  // drop-downs reach so far
constexpr double kMinWidth = 12, kMaxWidth = 70;

double width_of(std::string_view text) {
  return std::clamp(static_cast<double>(length_in_characters(text)) + 3, kMinWidth, kMaxWidth);
}

class BlankWriter {
 public:
  BlankWriter() {
    text_ = workbook_add_format(file_.book());
    format_set_num_format(text_, "@");
    plain_ = workbook_add_format(file_.book());
    wrapped_ = workbook_add_format(file_.book());
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    bold_ = workbook_add_format(file_.book());
    format_set_bold(bold_);
    format_set_num_format(bold_, "@");
    example_ = workbook_add_format(file_.book());
    format_set_italic(example_);
    format_set_num_format(example_, "@");
    format_set_font_color(example_, 0x7F7F7F);
  }

  void write_form(const std::vector<BlankColumn>& columns, std::string_view name) {
    lxw_worksheet* sheet = file_.add_sheet(name);
    worksheet_freeze_panes(sheet, 1, 0);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const double width = std::max(width_of(columns[i].header), width_of(columns[i].example));
      require_written(worksheet_set_column(sheet, column, column, width, text_));
      write(sheet, 0, column, columns[i].header, bold_);
      write(sheet, 1, column, columns[i].example, example_);
    }
    form_ = sheet;
  }

  void write_guide(const std::vector<BlankColumn>& columns, const BlankGuide& guide) {
    lxw_worksheet* sheet = file_.add_sheet(guide.sheet);
    for (auto [column, width] : {std::pair<lxw_col_t, double>{0, 28}, {1, 80}, {2, 40}})
      require_written(worksheet_set_column(sheet, column, column, width, wrapped_));
    lxw_row_t row = 0;
    for (const std::string& line : guide.lines) write(sheet, row++, 0, line, plain_);
    ++row;
    for (std::size_t i = 0; i < guide.headings.size(); ++i)
      write(sheet, row, static_cast<lxw_col_t>(i), guide.headings[i], bold_);
    for (const BlankColumn& column : columns) {
      ++row;
      write(sheet, row, 0, column.header, wrapped_);
      write(sheet, row, 1, column.remark, wrapped_);
      write(sheet, row, 2, column.example, wrapped_);
    }
  }

  // The lists lie on a sheet of their own, which is hidden: written into the rule itself they may
  // not be longer than 255 characters.
  void write_lists(const std::vector<BlankColumn>& columns) {
    lxw_worksheet* sheet = nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto& choices = columns[i].choices;
      if (choices.empty()) continue;
      if (sheet == nullptr) {
        sheet = file_.add_sheet("Lists");
        worksheet_hide(sheet);
      }
      const auto column = static_cast<lxw_col_t>(i);
      for (std::size_t row = 0; row < choices.size(); ++row)
        write(sheet, static_cast<lxw_row_t>(row), column, choices[row], text_);
      offer(column, choices.size());
    }
  }

  Bytes bytes() { return file_.bytes(); }

 private:
  void write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
             lxw_format* format) {
    if (text.empty()) return;
    require_written(worksheet_write_string(sheet, row, column, without_nul(text).c_str(), format));
  }

  void offer(lxw_col_t column, std::size_t count) {
    char range[64];
    lxw_rowcol_to_range_abs(range, 0, column, static_cast<lxw_row_t>(count - 1), column);
    const std::string formula = std::string("=Lists!") + range;
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = const_cast<char*>(formula.c_str());
    rule.show_error = LXW_VALIDATION_OFF;  // the import reads other spellings too
    require_written(
        worksheet_data_validation_range(form_, 1, column, kLastListedRow, column, &rule));
  }

  WorkbookFile file_;
  lxw_worksheet* form_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* plain_ = nullptr;
  lxw_format* wrapped_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* example_ = nullptr;
};

}  // namespace

Bytes blank_workbook(const std::vector<BlankColumn>& columns, std::string_view sheet,
                     const BlankGuide& guide) {
  BlankWriter writer;
  writer.write_form(columns, sheet);
  writer.write_guide(columns, guide);
  writer.write_lists(columns);
  return writer.bytes();
}

}  // namespace temgoc
