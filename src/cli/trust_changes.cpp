// Prints what each changed key loses and gains, and demands --confirm with the key's id.
#include "cli/trust_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/exit_status.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

std::set<std::string> confirmed_ids(const Given& given) {
  std::set<std::string> ids;
  for (const std::string& each : given.list("confirm")) {
    for (const std::string_view id : split(each, ',')) ids.insert(trimmed(id));
  }
  return ids;
}

// A status and a day as people say them; keys, hosts and prefixes as they are.
std::string value_text(const Terminal& terminal, const std::string& field,
                       const std::string& value) {
  if (field == "status") return terminal.word("key_status." + value);
  return terminal.word("date.day", {{"at", value}});
}

std::string field_text(const Terminal& terminal, const TrustChange::Field& field) {
  std::string text = fmt::format("      {}:", terminal.word("trust_field." + field.name));
  for (const std::string& value : field.gone)
    text += " -" + value_text(terminal, field.name, value);
  for (const std::string& value : field.come)
    text += " +" + value_text(terminal, field.name, value);
  return text + "\n";
}

}  // namespace

Json changes_json(const std::vector<TrustChange>& changes) {
  Json list = Json::array();
  for (const TrustChange& change : changes) {
    Json fields = Json::array();
    for (const TrustChange::Field& field : change.fields)
      fields.push_back({{"field", field.name}, {"gone", field.gone}, {"come", field.come}});
    list.push_back({{"change", to_text(change.kind)},
                    {"key_id", to_hex(change.id)},
                    {"cooperative", text_or_null(change.cooperative_id)},
                    {"cooperative_name", text_or_null(change.cooperative_name)},
                    {"fields", fields}});
  }
  return list;
}

std::string changes_text(const Terminal& terminal, const std::vector<TrustChange>& changes) {
  if (changes.empty()) return terminal.word("trust.changes.none") + "\n";
  std::string text = terminal.word("trust.changes") + "\n";
  for (const TrustChange& change : changes) {
    const std::string& name = change.cooperative_name;
    text += fmt::format("    {}  {}  {}\n", to_hex(change.id),
                        terminal.word("trust_change." + to_text(change.kind)),
                        name.empty() ? "-" : name);
    for (const TrustChange::Field& field : change.fields) text += field_text(terminal, field);
  }
  return text;
}

Result<void> check_confirmed(const Given& given, const TrustList& in_force,
                             const std::vector<TrustChange>& changes) {
  if (!names_issuers(in_force)) return {};
  const std::set<std::string> confirmed = confirmed_ids(given);
  std::vector<std::string> lacking;
  for (const TrustChange& change : changes) {
    if (!confirmed.contains(to_hex(change.id))) lacking.push_back(to_hex(change.id));
  }
  if (lacking.empty()) return {};
  return Error{.code = "trust_change_unconfirmed",
               .field = "confirm",
               .value = fmt::format("{}", fmt::join(lacking, ","))};
}

int fail_unconfirmed(const Terminal& terminal, const Error& error,
                     const std::vector<TrustChange>& changes) {
  if (error.code != "trust_change_unconfirmed") return terminal.fail(error);
  if (!terminal.json()) {
    write_err(changes_text(terminal, changes));
    return terminal.fail(error);
  }
  write_out(dump(Json{{"ok", false},
                      {"error", terminal.error_json(error)},
                      {"changes", changes_json(changes)}}) +
            "\n");
  return exit_status(error.code);
}

}  // namespace temgoc
