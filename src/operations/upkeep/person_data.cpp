// One person's data over registry, console and the files beside them.
#include "temgoc/upkeep/person_data.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/people/people.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/upkeep/last_backup.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kShortest = 3, kLongest = 120;

Result<std::string> checked(std::string_view person) {
  auto clean = clean_text(person, "person", kLongest);
  if (!clean) return clean;
  const auto letters = std::ranges::count_if(
      *clean, [](char each) { return (static_cast<unsigned char>(each) & 0xC0u) != 0x80u; });
  if (static_cast<std::size_t>(letters) < kShortest)
    return Error{"person_text_short", "person", *clean, {}, {{"least", std::to_string(kShortest)}}};
  return clean;
}

bool is_of(const User& user, const std::string& person) {
  return user.id == person || has_name(user.name, person);
}

void find_in_console(const Accounts& accounts, const std::string& person,
                     std::vector<PersonTrace>& places) {
  for (const User& user : accounts.users("")) {
    if (is_of(user, person)) places.push_back({"user", user.id, "name", user.name});
    for (const DraftOnRecord& draft : accounts.drafts(user.id))
      if (has_name(draft.file, person) || has_name(draft.state, person))
        places.push_back({"import_draft", draft.name, "state", draft.file});
  }
  for (const ApiToken& token : accounts.tokens("")) {
    if (has_name(token.name, person)) places.push_back({"api_token", token.id, "name", token.name});
    if (token.created_by == person)
      places.push_back({"api_token", token.id, "created_by", token.created_by});
  }
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.is_regular_file(none)) files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> backups_of(const fs::path& workplace) {
  const auto last = read_last_backup(workplace);
  if (!last) return {};
  const auto found = backup_names(last->folder);
  if (!found || found->empty()) return {last->folder};
  std::vector<std::string> files;
  for (const std::string& each : *found) files.push_back((fs::path(last->folder) / each).string());
  return files;
}

void erase_in_console(Accounts& accounts, const std::string& person) {
  for (const User& user : accounts.users("")) {
    for (const DraftOnRecord& draft : accounts.drafts(user.id))
      if (has_name(draft.file, person) || has_name(draft.state, person))
        accounts.forget_draft(draft.name, user.id);
    if (is_of(user, person)) accounts.erase_user(user.id);
  }
  for (const ApiToken& token : accounts.tokens(""))
    if (has_name(token.name, person)) accounts.rename_token(token.id, std::string(kErased));
}

// Nobody could work in the console any more.
bool leaves_no_administrator(const Accounts& accounts, const std::string& person) {
  bool is_one = false, another = false;
  for (const User& user : accounts.users("")) {
    const bool administers =
        user.role == Role::administrator && user.cooperative_id.empty() && !user.disabled;
    if (!administers) continue;
    (is_of(user, person) ? is_one : another) = true;
  }
  return is_one && !another;
}

Json place_json(const PersonTrace& place) {
  return {{"table", place.table},
          {"row", place.row},
          {"field", place.field},
          {"text", place.text},
          {"stays", place.stays == NameStays::no ? Json() : Json(to_text(place.stays))}};
}

}  // namespace

std::size_t PersonReport::erasable() const {
  return static_cast<std::size_t>(std::ranges::count(places, NameStays::no, &PersonTrace::stays));
}

Result<PersonReport> find_person(const Workplace& workplace, const Accounts& accounts,
                                 std::string_view person) {
  auto text = checked(person);
  if (!text) return text.error();
  PersonReport report{.person = *text};
  report.places = PersonalData::of(workplace.registry()).traces(*text);
  find_in_console(accounts, *text, report.places);
  if (report.places.empty()) return report;
  report.backups = backups_of(workplace.folder());
  const bool in_records = std::ranges::any_of(
      report.places, [](const PersonTrace& place) { return place.stays == NameStays::on_labels; });
  if (in_records) report.bundles = files_in(workplace.folder() / "bundles");
  return report;
}

Result<Json> export_person(Workplace& workplace, const Accounts& accounts,
                           std::string_view person) {
  auto found = find_person(workplace, accounts, person);
  if (!found) return found.error();
  auto done = workplace.record([&]() -> Result<RecordedAct> {
    return RecordedAct{"person_exported", {{"count", std::to_string(found->places.size())}}};
  });
  if (!done) return done.error();
  return to_json(*found, workplace.now());
}

Result<PersonReport> erase_person(Workplace& workplace, Accounts& accounts, std::string_view person,
                                  std::size_t confirmed) {
  PersonReport report;
  PersonalData data(workplace.registry());
  auto done = workplace.record([&]() -> Result<RecordedAct> {
    auto found = find_person(workplace, accounts, person);
    if (!found) return found.error();
    report = *std::move(found);
    if (report.erasable() != confirmed)
      return Error{"erasure_unconfirmed",
                   "places",
                   std::to_string(confirmed),
                   {},
                   {{"count", std::to_string(report.erasable())},
                    {"confirm", std::to_string(report.erasable())}}};
    if (leaves_no_administrator(accounts, report.person))
      return Error{"last_administrator", "user", report.person};
    if (confirmed == 0) return RecordedAct{};
    data.erase(report.person, workplace.now());
    if (auto gone = accounts.transaction([&]() -> Result<void> {
          erase_in_console(accounts, report.person);
          return {};
        });
        !gone)
      return gone.error();
    return RecordedAct{"person_erased", {{"count", std::to_string(confirmed)}}};
  });
  if (!done) return done.error();
  data.forget_pages();
  accounts.forget_pages();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return report;
}

Json to_json(const PersonReport& report, Instant now) {
  Json places = Json::array();
  for (const PersonTrace& place : report.places) places.push_back(place_json(place));
  return {{"format", "temgoc.person"},   {"version", 1},
          {"person", report.person},     {"made_at", to_iso(now)},
          {"places", std::move(places)}, {"backups", report.backups},
          {"bundles", report.bundles}};
}

std::string place_text(const PersonTrace& place, std::size_t most, Language language) {
  return words(language, "personal.table." + place.table, {{"row", place.row}}) + ": " +
         shortened(place.text, most);
}

}  // namespace temgoc
