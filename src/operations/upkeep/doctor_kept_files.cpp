// What `temgoc doctor` finds of pictures and scans.
#include <algorithm>
#include <climits>
#include <set>

#include "operations/upkeep/doctor_checks.h"
#include "temgoc/registry/evidence_book.h"
#include "temgoc/workplace/kept_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Level = Diagnosis::Level;

// A file is written a moment before its record is.
constexpr std::chrono::hours kUnnamedFor{1};
constexpr const char* kCheck = "pictures";

// A file that a record names, as it must be.
void look_at_one(const Patient& patient, KeptKind kind, const std::string& name,
                 const std::string& record) {
  const auto content = read_kept_file(patient.order.workplace, kind, name);
  if (content) return;
  Error what = content.error();
  what.args["record"] = record;
  if (what.code == "kept_file_missing") what.code = "doctor_kept_missing";
  if (what.code == "kept_file_altered") what.code = "doctor_kept_altered";
  patient.add(kCheck, Level::fault, what);
}

bool is_old(const fs::path& path, Instant now) {
  std::error_code none;
  const auto changed = std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::file_clock::to_sys(fs::last_write_time(path, none)));
  return !none && changed + kUnnamedFor < now;
}

// Pictures that somebody put there by a product's number are no affair of the records.
std::vector<fs::path> unnamed_files(const Patient& patient, const std::set<fs::path>& named) {
  std::vector<fs::path> unnamed;
  for (const KeptKind kind : {KeptKind::picture, KeptKind::paper}) {
    std::error_code none;
    const fs::path folder = kept_folder(patient.order.workplace, kind);
    for (const auto& each : fs::directory_iterator(folder, none)) {
      if (is_kept_name(each.path().filename().string()) && !named.contains(each.path()) &&
          is_old(each.path(), patient.clock()))
        unnamed.push_back(each.path());
    }
  }
  std::ranges::sort(unnamed);
  return unnamed;
}

Result<void> remove_all(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    std::error_code failed;
    fs::remove(path, failed);
    if (failed)
      return Error{"file_unreadable", {}, path.string(), {}, {{"reason", failed.message()}}};
  }
  return {};
}

}  // namespace

void look_at_kept_files(const Patient& patient) {
  // A registry that does not open has its own line.
  const auto registry = Registry::open_read_only(registry_path(patient.order.workplace));
  if (!registry) return;
  std::set<fs::path> named;
  const auto look = [&](KeptKind kind, const std::string& name, const std::string& record) {
    named.insert(kept_folder(patient.order.workplace, kind) / name);
    look_at_one(patient, kind, name, record);
  };
  for (const Product& each : registry->products(""))
    if (!each.picture.empty()) look(KeptKind::picture, each.picture, each.id);
  for (const Certification& each : registry->certifications(""))
    for (const std::string& name : each.papers) look(KeptKind::paper, name, each.id);
  for (const Evidence& each : EvidenceBook::of(*registry).all("", UINT_MAX)) {
    const std::string record = std::to_string(each.number);
    look(KeptKind::paper, each.file, record);
    if (each.shown) look(KeptKind::picture, each.file, record);
  }
  const auto unnamed = unnamed_files(patient, named);
  if (unnamed.empty()) return;
  patient.mendable(kCheck, Level::note,
                   {.code = "doctor_kept_unnamed",
                    .value = unnamed.front().string(),
                    .args = {{"count", std::to_string(unnamed.size())}}},
                   [&] { return remove_all(unnamed); });
}

}  // namespace temgoc
