// An administrative form on A4, as Vietnamese offices know it: the name of the State and its motto,
// a title, numbered parts, fields with dots where nothing is filled in, tables, signatures.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"
#include "temgoc/base/words.h"

namespace temgoc {

enum class FormLook {
  nation,    // centred, in capitals; the motto follows
  motto,     // centred, bold, with a rule below
  corner,    // at the right edge, bold: the number of the form
  title,     // centred, the largest letters
  subtitle,  // centred, beneath the title
  heading,   // bold, with room above it
  body,
  note,       // small
  field,      // `text`, a colon and `value`; dots to the edge if there is no value
  right,      // at the right edge: place and day
  table,      // `table`
  signature,  // at the right half, centred: who signs, and room for it
  page        // what follows begins on a new page
};

struct FormTable {
  std::vector<double> widths = {};       // parts of the page's width
  std::vector<bool> centred = {};        // by column; numbers
  std::vector<std::string> header = {};  // said again on every page
  struct Row {
    std::vector<std::string> cells = {};
    bool bold = false;  // of a part, and of a sum
  };
  std::vector<Row> rows = {};
};

struct FormBlock {
  FormLook look = FormLook::body;
  std::string text = {};
  std::string value = {};
  FormTable table = {};
};

// On as many pages as the blocks need, each with its number. A letter that the face lacks is drawn
// as "?". A row of a table stays on one page. A file at `path` is replaced. `font_not_found`,
// `font_unusable`. Throws SystemFailure as print_labels does.
Result<void> print_form(const std::vector<FormBlock>& blocks, std::string_view title,
                        Language language, Instant made_at, const std::filesystem::path& path);

}  // namespace temgoc
