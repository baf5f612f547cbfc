// Whole folders: listed, removed and copied, also where a signal cuts a call off.
#include "temgoc/base/folders.h"

#include <algorithm>
#include <system_error>

namespace temgoc {
namespace {

namespace fs = std::filesystem;

// Each call can be made again: what it had done before the signal stays done.
template <class Call>
auto gone_on(Call call) {
  while (true) {
    try {
      return call();
    } catch (const fs::filesystem_error& failure) {
      if (failure.code() != std::errc::interrupted) throw;
    }
  }
}

}  // namespace

std::vector<fs::path> paths_in(const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(folder, none) && !none) return {};
  auto paths = gone_on([&] {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder)) found.push_back(entry.path());
    return found;
  });
  std::ranges::sort(paths);
  return paths;
}

void remove_folder(const fs::path& folder) {
  gone_on([&] { return fs::remove_all(folder); });
}

void copy_folder(const fs::path& from, const fs::path& to) {
  std::error_code none;
  if (!fs::exists(from, none) && !none) return;
  constexpr auto kOver = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  gone_on([&] {
    fs::create_directories(to.parent_path());
    fs::copy(from, to, kOver);
  });
}

}  // namespace temgoc
