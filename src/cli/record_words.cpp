// Prints a record one field a line, and its history as what each version changed.
#include "cli/record_words.h"

#include <fmt/format.h>

#include "temgoc/records/record_words.h"

namespace temgoc {
namespace {

std::string changes(const Terminal& terminal, const Json& before, const Json& after) {
  const std::string nothing = terminal.word("history.nothing");
  std::string text;
  for (const std::string& key : changed_fields(before, after)) {
    const std::string from = value_words(terminal.language(), key, before.value(key, Json()));
    const std::string to = value_words(terminal.language(), key, after.value(key, Json()));
    text += fmt::format("      {}: {} → {}\n", field_words(terminal.language(), key),
                        from.empty() ? nothing : from, to.empty() ? nothing : to);
  }
  return text;
}

}  // namespace

std::string record_text(const Terminal& terminal, const Json& record) {
  std::string text;
  for (const std::string& key : fields_in_order(record)) {
    const std::string line = value_words(terminal.language(), key, record[key]);
    if (!line.empty()) text += fmt::format("{}: {}\n", field_words(terminal.language(), key), line);
  }
  return text;
}

std::string history_text(const Terminal& terminal, const std::vector<RecordVersion>& history) {
  if (history.size() < 2) return {};
  std::string text = terminal.word("history") + ":\n";
  Json before;
  for (const RecordVersion& version : history) {
    const Json record = parse_json(version.json).value();
    text += "  " + wall_time(version.at) + "\n";
    if (!before.is_null()) text += changes(terminal, before, record);
    before = record;
  }
  return text;
}

}  // namespace temgoc
