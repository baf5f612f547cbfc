#include "cli/record_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "temgoc/identifiers.h"

namespace temgoc {
namespace {

std::string shown(const Terminal& terminal, const Json& value);

// Dates as precise as they are.
std::string shown_date(const Terminal& terminal, const Json& date) {
  const std::string precision = date["precision"];
  const std::string last = to_dmy(parse_day(date["last"].get<std::string>(), "").value());
  if (precision == "announced") return terminal.word("date.by", {{"day", last}});
  return precision == "day" ? last : last.substr(precision == "month" ? 3 : 6);
}

std::string shown_address(const Terminal& terminal, const Json& address) {
  std::string text;
  for (const char* part : {"street", "commune", "district", "province"}) {
    const std::string piece = shown(terminal, address[part]);
    if (!piece.empty()) text += (text.empty() ? "" : ", ") + piece;
  }
  for (auto [key, bound] : {std::pair{"date.from", "valid_from"}, {"date.until", "valid_until"}}) {
    if (address[bound].is_null()) continue;
    text += " (" +
            terminal.word(
                key, {{"day", to_dmy(parse_day(address[bound].get<std::string>(), "").value())}}) +
            ")";
  }
  return text;
}

std::string shown_list(const Terminal& terminal, const Json& list) {
  std::string text;
  for (const Json& each : list) text += (text.empty() ? "" : "; ") + shown(terminal, each);
  return text;
}

std::string shown_object(const Terminal& terminal, const Json& value) {
  if (value.contains("precision")) return shown_date(terminal, value);
  if (value.contains("commune")) return shown_address(terminal, value);
  if (!value.contains("kind")) return value.dump();
  const std::string reason = shown(terminal, value["reason"]);
  return terminal.word("event." + value["kind"].get<std::string>()) + " " +
         shown_date(terminal, value["on"]) + (reason.empty() ? "" : " – " + reason);
}

std::string shown(const Terminal& terminal, const Json& value) {
  if (value.is_null()) return "";
  if (value.is_boolean()) return terminal.word(value.get<bool>() ? "yes" : "no");
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) return shown_list(terminal, value);
  return value.is_object() ? shown_object(terminal, value) : terminal.number(value.dump());
}

// A code such as an issuer level has words of its own; a GTIN is read as it was registered.
std::string shown_field(const Terminal& terminal, const std::string& key, const Json& value) {
  if (!value.is_string()) return shown(terminal, value);
  const std::string text = value.get<std::string>();
  if (has_words(terminal.language(), key + "." + text)) return terminal.word(key + "." + text);
  if (key != "gtin") return text;
  const auto gtin = Gtin::parse(text);
  return gtin ? gtin->printed() : text;
}

std::vector<std::string> fields_in_order(const Json& record) {
  std::vector<std::string> fields;
  for (const auto& [key, value] : record.items()) fields.push_back(key);
  std::ranges::stable_partition(fields, [](const std::string& key) { return key == "name"; });
  std::ranges::stable_partition(fields, [](const std::string& key) { return key == "id"; });
  return fields;
}

std::string changes(const Terminal& terminal, const Json& before, const Json& after) {
  const std::string nothing = terminal.word("history.nothing");
  std::string text;
  for (const std::string& key : fields_in_order(after)) {
    const Json old = before.value(key, Json());
    if (old == after[key]) continue;
    const std::string from = shown_field(terminal, key, old);
    const std::string to = shown_field(terminal, key, after[key]);
    text += fmt::format("      {}: {} → {}\n", field_words(terminal.language(), key),
                        from.empty() ? nothing : from, to.empty() ? nothing : to);
  }
  return text;
}

}  // namespace

std::string record_text(const Terminal& terminal, const Json& record) {
  std::string text;
  for (const std::string& key : fields_in_order(record)) {
    const std::string line = shown_field(terminal, key, record[key]);
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
