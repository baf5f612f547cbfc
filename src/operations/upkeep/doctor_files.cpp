// What `temgoc doctor` finds of files: keys and their modes, leavings, room, backups.
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "operations/upkeep/doctor_checks.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/upkeep/last_backup.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Level = Diagnosis::Level;

constexpr std::uintmax_t kLittleRoom = std::uintmax_t{1} << 30;
constexpr std::uintmax_t kNoRoom = std::uintmax_t{100} << 20;
constexpr mode_t kOthers = 077;
constexpr std::chrono::days kOldBackup{7};
constexpr std::chrono::hours kDeadFor{24};

std::string octal(mode_t mode) {
  std::string digits;
  for (int shift = 6; shift >= 0; shift -= 3)
    digits += static_cast<char>('0' + ((mode >> shift) & 7));
  return digits;
}

// 0 where others may not reach it.
mode_t reachable_by_others(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return 0;
  return (status.st_mode & kOthers) ? status.st_mode & 0777 : 0;
}

void look_at_mode(const Patient& patient, const fs::path& path, mode_t wanted) {
  const mode_t mode = reachable_by_others(path);
  if (mode == 0) return;
  Error what{.code = "doctor_key_open", .value = path.string(), .args = {{"mode", octal(mode)}}};
  patient.mendable("keys", Level::fault, std::move(what), [&]() -> Result<void> {
    if (::chmod(path.c_str(), wanted) == 0 && reachable_by_others(path) == 0) return {};
    return Error{.code = "doctor_mode_stays", .value = path.string()};
  });
}

// "….123-4.tmp" of a process that is no more; a lone ".tmp" or ".unread" after a day.
bool is_leaving(const fs::path& path, Instant now) {
  const std::string name = path.filename().string();
  if (!name.starts_with('.') || !(name.ends_with(".tmp") || name.ends_with(".unread")))
    return false;
  std::error_code none;
  const auto changed = std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(fs::last_write_time(path, none)));
  if (none) return false;
  if (name.ends_with(".tmp")) {
    const auto dash = name.rfind('-');
    const auto dot = dash == name.npos ? name.npos : name.rfind('.', dash);
    pid_t process = 0;
    if (dot != name.npos) {
      const auto [end, failed] =
          std::from_chars(name.data() + dot + 1, name.data() + dash, process);
      if (failed == std::errc{} && end == name.data() + dash && process > 0)
        return ::kill(process, 0) != 0 && errno == ESRCH;
    }
  }
  return changed + kDeadFor < now;
}

}  // namespace

void look_at_keys(const Patient& patient, const TrustList& trust) {
  const fs::path keys = patient.order.workplace / "keys";
  look_at_mode(patient, keys, 0700);
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(keys, none))
    if (entry.is_regular_file()) look_at_mode(patient, entry.path(), 0600);
  // People are named in these.
  for (const char* name :
       {"registry.sqlite", "registry.sqlite-wal", "registry.sqlite-shm", "console.sqlite",
        "console.sqlite-wal", "console.sqlite-shm", "console.key"})
    look_at_mode(patient, patient.order.workplace / name, 0600);
  // One that others may reach is named already.
  const auto log_key = load_key(keys / "log.pem", "", trust.log_key);
  if (!log_key && log_key.error().code != "key_file_open")
    patient.add("keys", Level::fault, log_key.error());
  for (const IssuerKey& key : trust.keys) {
    if (key.status != KeyStatus::active) continue;
    const std::string id = to_hex(key_id(key.realm(trust.realm), key.key));
    if (fs::exists(keys / (id + ".pem")) || fs::exists(keys / (id + ".token"))) continue;
    patient.add("keys", Level::warning,
                {.code = "doctor_key_missing",
                 .value = id,
                 .args = {{"cooperative", key.cooperative_name}}});
  }
}

void look_at_disk(const Patient& patient) {
  std::error_code failed;
  const fs::space_info space = fs::space(patient.order.workplace, failed);
  if (failed) return;
  const Error what{.code = "doctor_little_room",
                   .value = patient.order.workplace.string(),
                   .args = {{"megabytes", std::to_string(space.available >> 20)}}};
  if (space.available < kNoRoom)
    patient.add("disk", Level::fault, what);
  else if (space.available < kLittleRoom)
    patient.add("disk", Level::warning, what);
}

void look_at_leftovers(const Patient& patient) {
  std::vector<fs::path> leavings;
  std::error_code none;
  const Instant now = patient.clock();
  for (auto each = fs::recursive_directory_iterator(patient.order.workplace, none);
       each != fs::recursive_directory_iterator(); each.increment(none)) {
    if (each->is_regular_file() && is_leaving(each->path(), now)) leavings.push_back(each->path());
  }
  if (leavings.empty()) return;
  Error what{.code = "doctor_leftovers",
             .value = leavings.front().string(),
             .args = {{"count", std::to_string(leavings.size())}}};
  patient.mendable("leftovers", Level::note, std::move(what), [&]() -> Result<void> {
    for (const fs::path& path : leavings) {
      std::error_code failed;
      fs::remove(path, failed);
      if (failed)
        return Error{.code = "file_unreadable",
                     .value = path.string(),
                     .args = {{"reason", failed.message()}}};
    }
    return {};
  });
}

void look_at_backups(const Patient& patient) {
  const auto last = read_last_backup(patient.order.workplace);
  if (!last) return patient.add("backups", Level::warning, {"doctor_no_backup"});
  const Instant now = patient.clock();
  const Error what{.code = "doctor_backup_old",
                   .value = last->folder,
                   .args = {{"day", to_dmy(vietnam_day(last->at))}}};
  if (last->at + kOldBackup < now) patient.add("backups", Level::warning, what);
}

}  // namespace temgoc
