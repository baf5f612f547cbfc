// Backups: when the last one was made, a new one, and a check of those that are there.
#include "console/command_line.h"
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/upkeep/last_backup.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostShown = 20;

// As typed, else where the last one went.
std::string folder_asked(const Visit& visit) {
  if (const std::string typed = visit.typed("folder"); !typed.empty()) return typed;
  if (const std::string asked = visit.asked("folder"); !asked.empty()) return asked;
  const auto last = read_last_backup(visit.house().folder);
  return last ? last->folder : std::string();
}

void put_last(const Visit& visit, View& view) {
  const auto last = read_last_backup(visit.house().folder);
  if (!last) return;
  View shown;
  shown.set("at", clock_words(visit, last->at));
  shown.set("folder", last->folder);
  view.set("last", std::move(shown));
}

void put_names(View& view, const std::string& folder) {
  View list = list_view();
  std::vector<std::string> names;
  if (!folder.empty())
    if (auto found = backup_names(folder)) names = *std::move(found);
  for (std::size_t i = 0; i < names.size() && i < kMostShown; ++i) list.push_back(View(names[i]));
  put_list(view, "names", std::move(list));
}

HttpResponse page(Visit& visit, const std::optional<Error>& error = {},
                  const BackupCheck* check = nullptr) {
  View view;
  const std::string folder = folder_asked(visit);
  put(view, "folder", folder);
  put_last(visit, view);
  put_names(view, folder);
  put(view, "made", visit.asked("made"));
  if (!visit.asked("made").empty())
    view.set("command", CommandLine("backup create").add(folder).text());
  if (check != nullptr) {
    View shown;
    shown.set("name", check->name);
    shown.set("sound", View(check->sound()));
    shown.set("keys_opened", View(check->keys_opened));
    shown.set("entries", number_words(visit, check->manifest.logs.front().entries));
    put_errors(visit, shown, "differences", check->differences);
    view.set("check", std::move(shown));
  }
  return office_page(visit, "backup", "backup", std::move(view), error);
}

// A relative path would be one of the folder that the process was begun in.
Result<std::string> folder_typed(const Visit& visit) {
  const std::string folder = visit.typed("folder");
  if (folder.empty() || !std::filesystem::path(folder).is_absolute())
    return Error{"path_not_absolute", "folder", folder};
  return folder;
}

Result<BackupMade> made(const Visit& visit) {
  auto folder = folder_typed(visit);
  if (!folder) return folder.error();
  auto passphrase = new_passphrase(visit, "passphrase");
  if (!passphrase) return passphrase.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return create_backup(*workplace, {.folder = *folder, .passphrase = *passphrase});
}

}  // namespace

HttpResponse backup_page(Visit& visit) { return page(visit); }

HttpResponse backup_made(Visit& visit) {
  const auto done = made(visit);
  if (!done) return page(visit, done.error());
  return redirect("/backup?made=" + percent_encoded(done->name) +
                  "&folder=" + percent_encoded(visit.typed("folder")));
}

HttpResponse backup_checked(Visit& visit) {
  const auto folder = folder_typed(visit);
  if (!folder) return page(visit, folder.error());
  const auto check = check_backup({.folder = *folder,
                                   .name = visit.typed("name"),
                                   .passphrase = visit.secret("check_passphrase")},
                                  visit.house().world.clock);
  return check ? page(visit, {}, &*check) : page(visit, check.error());
}

}  // namespace temgoc
