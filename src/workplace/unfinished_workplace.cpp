// Builds under hidden names, removes what killed runs left, and moves the parts into place.
#include "workplace/unfinished_workplace.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = ".init-";  // then the process's number
// In the order in which they get their names; settings last, so that a folder with settings is a
// whole workplace.
constexpr std::array kParts{"label_templates", "labels",         "log",
                            "log-test",        "trust",          "keys",
                            "registry.sqlite", "console.sqlite", "temgoc.toml"};
// Folders that a person may have filled beforehand.
bool may_stand(std::string_view part) { return part == "label_templates" || part == "labels"; }

fs::path whole(const fs::path& path) {
  fs::path normal = fs::absolute(path).lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

// Beside a folder that is not there yet, inside one that is: it may be somebody's working folder.
fs::path hiding_place(const fs::path& folder) {
  std::error_code hidden;
  const bool inside = fs::exists(folder, hidden);
  return inside ? folder : folder.parent_path();
}
std::string hidden_prefix(const fs::path& folder) {
  return "." + folder.filename().string() + std::string(kMark);
}
fs::path hidden_name(const fs::path& folder) {
  return hiding_place(folder) / (hidden_prefix(folder) + std::to_string(::getpid()));
}

bool is_running(std::string_view number) {
  pid_t process = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), process);
  if (failed != std::errc{} || end != number.data() + number.size() || process <= 0) return false;
  return ::kill(process, 0) == 0 || errno == EPERM;
}

// What killed runs left of `folder`.
std::vector<fs::path> leavings_of(const fs::path& folder) {
  const std::string prefix = hidden_prefix(folder);
  std::vector<fs::path> leavings;
  for (const fs::path& place : {folder, folder.parent_path()}) {
    std::error_code hidden;
    for (const auto& entry : fs::directory_iterator(place, hidden)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(prefix) && !is_running(name.substr(prefix.size())))
        leavings.push_back(entry.path());
    }
  }
  return leavings;
}

// The root set that the keys in `folder` were made for; of several keys each folder has it.
std::string root_note_in(const fs::path& folder) {
  for (const fs::path& each : {folder, folder / "1"}) {
    if (auto note = read_file(each / "roots", kSettingsLimit)) return *note;
  }
  return {};
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw SystemFailure(write_error(folder, failed.value()));
}

// Into a folder that is there, part by part.
void move_parts(const fs::path& from, const fs::path& to) {
  for (const std::string_view part : kParts) {
    std::error_code hidden;
    if (!fs::exists(from / part, hidden)) continue;
    if (may_stand(part) && fs::exists(to / part, hidden)) continue;
    if (part == kParts.back()) sync_folder(to);
    give_name(from / part, to / part);
  }
  sync_folder(to);
}

// Whether its parts had begun to get their names, so that the others must follow. A part that may
// stand beforehand says nothing.
bool had_begun(const fs::path& leaving, const fs::path& folder) {
  std::error_code hidden;
  if (!fs::exists(leaving / kParts.back(), hidden)) return false;
  return std::ranges::any_of(kParts, [&](std::string_view part) {
    return !may_stand(part) && fs::exists(folder / part, hidden) &&
           !fs::exists(leaving / part, hidden);
  });
}

void move_whole(const fs::path& from, const fs::path& to) {
  std::error_code hidden;
  if (fs::exists(to, hidden) && !fs::is_empty(to, hidden)) return move_parts(from, to);
  sync_folder(from);
  give_name(from, to);
  sync_folder(to.parent_path());
}

void finish_release(const fs::path& folder) {
  for (const fs::path& leaving : leavings_of(folder)) {
    if (!had_begun(leaving, folder)) continue;
    move_parts(leaving, folder);
    std::error_code ignored;
    fs::remove_all(leaving, ignored);
  }
}

}  // namespace

Result<void> check_vacant(const fs::path& folder) {
  std::error_code hidden;
  if (fs::exists(settings_path(folder), hidden))
    return Error{"workplace_exists", "folder", folder.string()};
  for (const std::string_view part : kParts) {
    if (!may_stand(part) && fs::exists(folder / part, hidden))
      return Error{
          "workplace_remains", "folder", folder.string(), {}, {{"part", std::string(part)}}};
  }
  return {};
}

void UnfinishedWorkplace::sweep(const InitRequest& request) {
  const fs::path folder = whole(request.folder);
  finish_release(folder);
  const fs::path keys = whole(request.root_keys);
  std::error_code ignored;
  for (const fs::path& leaving : leavings_of(folder)) {
    // Root keys that got their name while their workplace did not: nothing rests on them.
    const std::string note = root_note_in(keys);
    const auto made_for = read_file(leaving / "trust" / "roots", kSettingsLimit);
    if (!note.empty() && made_for && *made_for == note) fs::remove_all(keys, ignored);
    fs::remove_all(leaving, ignored);
  }
  for (const fs::path& leaving : leavings_of(keys)) fs::remove_all(leaving, ignored);
}

UnfinishedWorkplace::UnfinishedWorkplace(const InitRequest& request)
    : asked_(request), hidden_(request) {
  asked_.folder = whole(request.folder);
  asked_.root_keys = whole(request.root_keys);
  make_folder(asked_.folder.parent_path());
  make_folder(asked_.root_keys.parent_path());
  hidden_.folder = hidden_name(asked_.folder);
  std::error_code absent;
  // Keys that lie there already are not to be touched: making them refuses.
  const bool filled =
      fs::exists(asked_.root_keys, absent) && !fs::is_empty(asked_.root_keys, absent);
  hidden_.root_keys = filled ? asked_.root_keys
                             : asked_.root_keys.parent_path() /
                                   (hidden_prefix(asked_.root_keys) + std::to_string(::getpid()));
}

UnfinishedWorkplace::~UnfinishedWorkplace() {
  std::error_code ignored;
  fs::remove_all(hidden_.folder, ignored);
  if (hidden_.root_keys != asked_.root_keys) fs::remove_all(hidden_.root_keys, ignored);
}

void UnfinishedWorkplace::release() const {
  move_whole(hidden_.root_keys, asked_.root_keys);
  std::error_code hidden;
  if (fs::exists(asked_.folder, hidden))
    move_parts(hidden_.folder, asked_.folder);
  else
    move_whole(hidden_.folder, asked_.folder);
}

}  // namespace temgoc
