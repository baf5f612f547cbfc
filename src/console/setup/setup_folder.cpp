// What may lie in a folder that becomes a workplace.
#include "console/setup/setup_folder.h"

#include <unistd.h>

#include <cerrno>

#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kOwnNames = ".temgoc-setup";  // and what a killed write leaves of them

// What a set-up leaves, and what `init` does; label_templates and labels may be filled beforehand.
bool may_lie_there(const std::string& name) {
  return name.find(kOwnNames) != std::string::npos || name.find(".init-") != std::string::npos ||
         name == "label_templates" || name == "labels" || name == "lost+found";
}

Result<void> check_writable(fs::path folder) {
  std::error_code hidden;
  while (!fs::exists(folder, hidden) && folder.has_relative_path()) folder = folder.parent_path();
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return write_error(folder, errno);
}

}  // namespace

bool holds_workplace(const fs::path& folder) {
  std::error_code hidden;
  return fs::exists(settings_path(folder), hidden);
}

fs::path setup_answers_path(const fs::path& folder) {
  return folder / (std::string(kOwnNames) + ".json");
}
fs::path setup_lock_path(const fs::path& folder) {
  return folder / (std::string(kOwnNames) + ".lock");
}

Result<void> check_setup_folder(const fs::path& folder, const fs::path& root_keys) {
  std::error_code hidden;
  if (!fs::is_directory(folder, hidden))
    return Error{"workplace_not_found", "workplace", folder.string()};
  for (const auto& entry : fs::directory_iterator(folder, hidden)) {
    const std::string name = entry.path().filename().string();
    if (may_lie_there(name)) continue;
    return Error{
        "setup_folder_not_empty", "workplace", folder.string(), {}, {{"name", shortened(name)}}};
  }
  if (hidden) return write_error(folder, hidden.value());
  if (fs::exists(root_keys, hidden) && !fs::is_empty(root_keys, hidden))
    return Error{"root_keys_exist", "root_keys", root_keys.string()};
  if (auto writable = check_writable(folder); !writable) return writable;
  return check_writable(root_keys.parent_path());
}

}  // namespace temgoc
