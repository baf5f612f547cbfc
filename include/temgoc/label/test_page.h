// The page that tells how far a printer misses on a stock: held against a sheet of labels, it is
// read at two corners. docs/printers.md shows it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/model/printer.h"

namespace temgoc {

// Where it is read, in mm of the page.
struct TestCorners {
  PagePoint first;  // the first label's top left corner
  PagePoint last;   // the last label's bottom right corner
};
TestCorners test_corners(const Stock& stock);

// A ruler both ways, every label's outline, a scale at either corner, and `notice` line by line in
// `language`, drawn under `correction`. On a stock of one row the scales lie inside the label:
// beyond its edge a roll prints nothing. Replaces the file. `font_not_found`, `font_unusable`.
// Throws SystemFailure as print_labels does.
Result<void> print_test_page(const Stock& stock, const Correction& correction,
                             const std::vector<std::string>& notice, std::string_view title,
                             Language language, Instant made_at, const std::filesystem::path& path);

}  // namespace temgoc
