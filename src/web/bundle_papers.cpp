// Follows the pinned root set as far as the files go, and opens the list under the last of them.
#include "web/bundle_papers.h"

#include <vector>

#include "temgoc/base/file_stamp.h"
#include "temgoc/base/text_file.h"
#include "temgoc/workplace/public_trust.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kRootsLimit = 1 << 20;
constexpr std::size_t kListLimit = 16 << 20;
constexpr std::uint64_t kMostSets = 1'000;

// The pinned set first.
Result<std::vector<std::string>> notes_of_roots(const fs::path& folder) {
  const fs::path pinned = folder / "trust" / "roots";
  auto first = read_text_file(pinned, kRootsLimit);
  if (!first) return first.error();
  const auto set = open_roots(*first);
  if (!set) return about_file(set.error(), pinned);
  std::vector<std::string> notes{*std::move(first)};
  for (std::uint64_t next = set->version + 1; next < set->version + kMostSets; ++next) {
    auto note = read_text_file(kept_roots(folder, next), kRootsLimit);
    if (!note) break;
    notes.push_back(*std::move(note));
  }
  if (auto note = read_text_file(next_roots_path(folder), kRootsLimit))
    notes.push_back(*std::move(note));
  return notes;
}

}  // namespace

Result<BundlePapers> read_bundle_papers(const fs::path& folder) {
  const auto settings = Settings::read(folder);
  if (!settings) return settings.error();
  const auto notes = notes_of_roots(folder);
  if (!notes) return notes.error();
  auto roots = follow_roots(*notes);
  if (!roots) return about_file(roots.error(), folder / "trust" / "roots");
  if (roots->set.realm != settings->realm)
    return Error{"realm_changed", "realm", settings->realm, {}, {{"was", roots->set.realm}}};
  BundlePapers papers{*std::move(roots), notes->front()};
  for (const std::string& note : *notes)
    if (trust_note_digest(note) == papers.roots.digest) papers.roots_note = note;
  const fs::path list = folder / "trust" / "trust_list";
  auto note = read_text_file(list, kListLimit);
  if (!note) {
    if (note.error().code != "file_not_found") papers.list_fault = note.error();
    return papers;
  }
  auto trust = Trust::open(*note, papers.roots.set);
  if (!trust) {
    papers.list_fault = about_file(trust.error(), list);
    return papers;
  }
  papers.list = *std::move(trust);
  papers.list_note = *std::move(note);
  return papers;
}

std::string stamp_of_papers(const fs::path& folder) {
  return file_stamp(folder / "trust" / "roots") + '/' + file_stamp(next_roots_path(folder)) + '/' +
         file_stamp(folder / "trust" / "trust_list");
}

}  // namespace temgoc
