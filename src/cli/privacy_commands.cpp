// temgoc retention, temgoc export person, temgoc erase person
#include <fmt/format.h>

#include "cli/care_commands.h"
#include "cli/open_office.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/upkeep/person_data.h"
#include "temgoc/upkeep/retention.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

constexpr std::size_t kShown = 100;

std::vector<std::pair<const char*, std::uint64_t>> kinds_of(const RetentionCounts& counts) {
  return {{"scan_days", counts.scan_days},
          {"reports", counts.reports},
          {"visits", counts.visits},
          {"inspectors", counts.inspectors},
          {"epcis_documents", counts.epcis_documents},
          {"epcis_events", counts.epcis_events},
          {"acts", counts.acts}};
}

int retention(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto office = open_office(session);
  if (!office) return terminal.fail(office.error());
  Workplace& workplace = office->workplace;
  const bool dry = given.has("dry-run");
  RetentionCounts counts =
      retention_preview(workplace.registry(), workplace.settings(), workplace.today());
  if (!dry) {
    auto gone = run_retention(workplace);
    if (!gone) return terminal.fail(gone.error());
    counts = *gone;
    tidy_accounts(office->accounts, workplace.now());
  }
  Json json{{"dry_run", dry}};
  std::string text = terminal.word(dry ? "retention.would" : "retention.gone") + "\n";
  for (const auto& [kind, count] : kinds_of(counts)) {
    json[kind] = count;
    text +=
        fmt::format("  {:>8}  {}\n", count, terminal.word(std::string("retention.kind.") + kind));
  }
  return terminal.done(json, text);
}

std::string places_text(const Terminal& terminal, const PersonReport& report, bool stay) {
  std::string text;
  for (const PersonTrace& place : report.places) {
    if ((place.stays != NameStays::no) != stay) continue;
    text += "  " + place_text(place, kShown, terminal.language());
    if (stay) text += "\n    " + terminal.word("personal.stays." + to_text(place.stays));
    text += "\n";
  }
  return text;
}

std::string files_text(const Terminal& terminal, const char* word,
                       const std::vector<std::string>& files) {
  if (files.empty()) return {};
  std::string text = terminal.word(word) + "\n";
  for (const std::string& file : files) text += "  " + file + "\n";
  return text;
}

std::string report_text(const Terminal& terminal, const PersonReport& report, const char* head) {
  const std::size_t kept = report.places.size() - report.erasable();
  std::string text = terminal.word(head, {{"count", std::to_string(report.erasable())}}) + "\n" +
                     places_text(terminal, report, false);
  if (kept > 0)
    text += terminal.word("personal.stay", {{"count", std::to_string(kept)}}) + "\n" +
            places_text(terminal, report, true);
  return text + files_text(terminal, "personal.backups", report.backups) +
         files_text(terminal, "personal.bundles", report.bundles);
}

int export_one_person(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  const std::filesystem::path out = given.text("out");
  if (auto free = check_out(out); !free) return terminal.fail(free.error());
  auto office = open_office(session);
  if (!office) return terminal.fail(office.error());
  auto data = export_person(office->workplace, office->accounts, given.text("person"));
  if (!data) return terminal.fail(data.error());
  write_file(out, as_bytes(data->dump(2) + "\n"), 0600);
  const std::string places = std::to_string((*data)["places"].size());
  return terminal.done(
      {{"file", out.string()}, {"places", (*data)["places"].size()}},
      terminal.word("personal.exported", {{"count", places}, {"file", out.string()}}) + "\n");
}

int erase_one_person(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto confirmed = given.number("places", 0);
  if (!confirmed) return terminal.fail(confirmed.error());
  auto office = open_office(session);
  if (!office) return terminal.fail(office.error());
  const std::string person = given.text("person");
  if (!given.has("places")) {
    auto found = find_person(office->workplace, office->accounts, person);
    if (!found) return terminal.fail(found.error());
    if (!terminal.json()) write_err(report_text(terminal, *found, "personal.would"));
    return terminal.fail({"erasure_unconfirmed",
                          "places",
                          {},
                          {},
                          {{"count", std::to_string(found->erasable())},
                           {"confirm", std::to_string(found->erasable())}}});
  }
  auto erased = erase_person(office->workplace, office->accounts, person,
                             static_cast<std::size_t>(*confirmed));
  if (!erased) return terminal.fail(erased.error());
  Json json = to_json(*erased, office->workplace.now());
  json["erased"] = erased->erasable();
  return terminal.done(json, report_text(terminal, *erased, "personal.erased"));
}

}  // namespace

void add_privacy_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"retention", "", {{"dry-run", Kind::flag}}, retention});
  all.push_back({"export",
                 "person",
                 {{"person", Kind::argument, true}, {"out", Kind::text, true}},
                 export_one_person});
  all.push_back({"erase",
                 "person",
                 {{"person", Kind::argument, true}, {"places", Kind::number}},
                 erase_one_person});
}

}  // namespace temgoc
