// Nothing leaves unread: a drawn file's codes, decoded from its raster and compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "temgoc/label.h"

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

// Reads `expected`, in page order, on all cores at the dots that the file was drawn for. Calls
// `read` on the calling thread with how many are done. `label_unreadable`, `label_misread` (value:
// what was read; args label, page, expected) of the first that differs; `pdf_unreadable`.
Result<void> read_back(const std::filesystem::path& pdf, const LabelTemplate& label,
                       const PrintSetup& setup, const std::vector<ExpectedCode>& expected,
                       const std::function<void(std::uint32_t)>& read = {});

}  // namespace temgoc
