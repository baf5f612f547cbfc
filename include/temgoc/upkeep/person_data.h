// What a person may ask for: everything that is kept of him, and that it be taken out. Law
// 91/2025/QH15 on personal data. docs/privacy.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/registry/accounts.h"
#include "temgoc/registry/personal_data.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct PersonReport {
  std::string person = {};               // the name, telephone number or id that was looked for
  std::vector<PersonTrace> places = {};  // in the registry, then in console.sqlite
  // Files made before, which hold what was on record then: "/media/usb/sao-luu/2026-11-24…".
  // Bundles are named where the name stands in records, which are all that a bundle holds of them.
  std::vector<std::string> backups = {};
  std::vector<std::string> bundles = {};
  std::size_t erasable() const;
};

// Looks for the text as words of their own. `person_text_short` (fewer than 3 characters; args
// least), those of clean_text.
Result<PersonReport> find_person(const Workplace& workplace, const Accounts& accounts,
                                 std::string_view person);

// What is handed to the person: each place with what stands there. Put into the journal, without
// the name.
Result<Json> export_person(Workplace& workplace, const Accounts& accounts, std::string_view person);

// Takes the text out of every place that may lose it, and the user of that id or name out of the
// console; events, lots and the journal's acts stay. Returns the places as they were before, and
// the files that still hold them. `erasure_unconfirmed` (args count) unless `confirmed` is the
// number of places that change; `last_administrator`, and those of find_person.
Result<PersonReport> erase_person(Workplace& workplace, Accounts& accounts, std::string_view person,
                                  std::size_t confirmed);

Json to_json(const PersonReport& report, Instant now);
// "Journal 17, actor_name: Nguyễn Văn An".
std::string place_text(const PersonTrace& place, std::size_t most, Language language);

}  // namespace temgoc
