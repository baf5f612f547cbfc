// Acts as a table that opens in Excel.
#include "temgoc/people/journal.h"

#include <array>

#include "temgoc/workplace/table_out.h"

namespace temgoc {
namespace {

constexpr std::array<std::string_view, 16> kOfLots = {"lot",
                                                      "lots",
                                                      "print",
                                                      "reprint",
                                                      "outcome",
                                                      "void",
                                                      "lot_cancelled",
                                                      "recall",
                                                      "recall_chain",
                                                      "report_answer",
                                                      "roll_printed",
                                                      "roll_claimed",
                                                      "roll_voided",
                                                      "credential_signed",
                                                      "credentials_published",
                                                      "credentials_withdrawn"};
constexpr std::array<std::string_view, 13> kOfRecords = {
    "record",          "records",       "picture",        "picture_removed",
    "paper",           "paper_removed", "link",           "link_removed",
    "partner",         "evidence",      "evidence_shown", "evidence_hidden",
    "evidence_removed"};
constexpr std::array<std::string_view, 7> kOfEvents = {
    "event",         "events",      "event_replaced",     "event_error",
    "epcis_capture", "epcis_query", "epcis_query_removed"};
constexpr std::array<std::string_view, 6> kOfKeys = {
    "key", "key_status", "trust_list", "roots", "bundle", "status_lists_published"};
constexpr std::array<std::string_view, 10> kOfPeople = {
    "user",          "user_reset", "user_disabled",     "user_enabled",    "token",
    "token_revoked", "inspector",  "inspector_revoked", "person_exported", "person_erased"};
constexpr std::array<std::string_view, 7> kOfOffice = {
    "printer",   "calibration", "printer_reset",   "settings",
    "retention", "template",    "template_picture"};
constexpr std::array<ActGroup, 6> kGroups = {{{"lots", kOfLots},
                                              {"records", kOfRecords},
                                              {"events", kOfEvents},
                                              {"keys", kOfKeys},
                                              {"people", kOfPeople},
                                              {"office", kOfOffice}}};

}  // namespace

std::span<const ActGroup> act_groups() { return kGroups; }

std::string act_words(Language language, const RecordedAct& act) {
  return words(language, "act." + act.kind, act.args);
}

std::string role_words(Language language, const Actor& actor) {
  return words(language, "role." + actor.role);
}

SheetTable journal_table(const Registry& registry, const ActFilter& filter, Language language) {
  SheetTable table{.sheet = words(language, "export.sheet.acts"), .header = {}, .rows = {}};
  for (const char* column : {"at", "who", "user", "role", "channel", "cooperative", "what"})
    table.header.push_back(words(language, std::string("journal.") + column));
  for (const JournalAct& each : registry.acts(filter)) {
    table.rows.push_back({each.at, each.actor.name, each.actor.id, role_words(language, each.actor),
                          words(language, "channel." + to_text(each.actor.channel)),
                          each.act.cooperative_id, act_words(language, each.act)});
  }
  return table;
}

Result<std::size_t> write_journal(const Registry& registry, const ActFilter& filter,
                                  const std::filesystem::path& out, bool replace,
                                  Language language) {
  if (auto checked = check_table_out(out, replace); !checked) return checked.error();
  const SheetTable table = journal_table(registry, filter, language);
  write_table(out, table);
  return table.rows.size();
}

}  // namespace temgoc
