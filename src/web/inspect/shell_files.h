// The inspector's page as files that are part of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

struct ShellFile {
  std::string_view type;
  std::string_view content;  // for as long as the program runs
  bool changes = false;      // asked for again each time: the page itself and its service worker
};

// `path`: what follows "/kiem-tra/", the page itself where it is empty. None: no such file.
std::optional<ShellFile> shell_file(std::string_view path);

}  // namespace temgoc
