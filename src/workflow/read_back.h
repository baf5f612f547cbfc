// Nothing leaves unread: a drawn file's codes, decoded from its raster and compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "temgoc/label.h"
#include "temgoc/readback.h"

namespace temgoc {

struct ExpectedCode {
  std::uint32_t label = 1;  // as numbered in its job, from 1
  unsigned page = 1;        // of the file, from 1
  unsigned cell = 0;        // of the page, from 0
  std::string uri;
};

// Which of `count` labels in a row are read, from 1, rising: all, or the first, the last and at
// least `wanted` in all, spread so evenly that no run of them is skipped and with no period that a
// sheet's columns could share.
std::vector<std::uint32_t> spread(std::uint32_t count, std::uint32_t wanted);

// The texts of the codes in each area of a page, from 1, as one thread reads them.
using ReadPage = std::function<std::vector<std::vector<std::string>>(
    unsigned page, std::span<const PageArea> areas)>;
// Makes one for each thread.
using OpenPages = std::function<Result<ReadPage>()>;

// Of a PDF at `dpi`. `pdf_unreadable`.
OpenPages pages_of_pdf(const std::filesystem::path& pdf, unsigned dpi);

// Reads `expected`, in page order, on all cores. Calls `read` on the calling thread with how many
// are done. `label_unreadable`, `label_misread` (value: what was read; args label, page, expected)
// of the first that differs; what `open` says.
Result<void> read_back(const OpenPages& open, const LabelTemplate& label,
                       const PrintPlacement& placement, const std::vector<ExpectedCode>& expected,
                       const std::function<void(std::uint32_t)>& read = {});

}  // namespace temgoc
