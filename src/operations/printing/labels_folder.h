// Where labels go that are given no other place.
#pragma once

#include "temgoc/base/failures.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Made where it is gone: it holds nothing that cannot be printed again. Throws SystemFailure as
// write_error has it.
inline std::filesystem::path labels_folder(const Workplace& workplace) {
  const std::filesystem::path folder = workplace.folder() / "labels";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw SystemFailure(write_error(folder, failed.value()));
  return folder;
}

}  // namespace temgoc
