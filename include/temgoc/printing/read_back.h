// Nothing leaves unread: a drawn file's codes, decoded from its raster and compared, and the mark
// of a test label, looked for in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/readback/readback.h"

namespace temgoc {

struct ExpectedCode {
  std::uint32_t label = 1;  // as numbered in its job, from 1
  unsigned page = 1;        // of the file, from 1
  unsigned cell = 0;        // of the page, from 0
  std::string uri;
  std::uint32_t times = 1;  // that the page is printed
};

// Which of `count` labels in a row are read, from 1, rising: all, or the first, the last and at
// least `wanted` in all, spread so evenly that no run of them is skipped and with no period that a
// sheet's columns could share.
std::vector<std::uint32_t> spread(std::uint32_t count, std::uint32_t wanted);

// The mark that each label must show: a page with it in every cell and nothing else.
struct ExpectedMark {
  Bitmap page;
  unsigned dpi = 300;
  std::string words = {};  // what it says
};
// The mark of labels like `item`, drawn once to a temporary file beside `beside`, a name that
// nobody else draws to. None where they carry none across them. The errors of print_mark, and
// `pdf_unreadable`.
Result<std::optional<ExpectedMark>> expected_mark(const LabelJob& job, const LabelItem& item,
                                                  const std::filesystem::path& beside);

// How one thread reads a page, from 1.
struct ReadPage {
  // The texts of the codes in each area.
  std::function<std::vector<std::vector<std::string>>(unsigned page,
                                                      std::span<const PageArea> areas)>
      codes;
  std::function<std::optional<Bitmap>(unsigned page)> picture;  // of the whole page
};
// Makes one for each thread.
using OpenPages = std::function<Result<ReadPage>()>;

// Opens the pages of a PDF, to be drawn at `dpi`. `pdf_unreadable`.
OpenPages pages_of_pdf(const std::filesystem::path& pdf, unsigned dpi);

// Reads `expected`, in page order, on all cores, and looks for `mark` on each. Calls `read` on the
// calling thread with how many are done. `label_unreadable`, `label_misread` (value: what was read;
// args label, page, expected), `test_mark_missing` (args label, page, mark) of the first that
// differs; what `open` says.
Result<void> read_back(const OpenPages& open, const LabelTemplate& label,
                       const PrintPlacement& placement, const std::vector<ExpectedCode>& expected,
                       const std::optional<ExpectedMark>& mark = {},
                       const std::function<void(std::uint32_t)>& read = {});

}  // namespace temgoc
