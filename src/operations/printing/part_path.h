// Where the parts of a job go.
#pragma once

#include <filesystem>
#include <string>

namespace temgoc {

// The file itself where there is one part, else name_2of5.pdf beside it.
inline std::filesystem::path part_path(const std::filesystem::path& whole, unsigned part,
                                       unsigned parts) {
  if (parts == 1) return whole;
  const std::string number = "_" + std::to_string(part) + "of" + std::to_string(parts);
  return whole.parent_path() / (whole.stem().string() + number + whole.extension().string());
}

}  // namespace temgoc
