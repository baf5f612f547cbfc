// Turns JSON values, dates, addresses and events into words, and lists the fields that changed.
#include "temgoc/records/record_words.h"

#include <algorithm>

#include "temgoc/base/clock.h"
#include "temgoc/base/number_words.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

std::string shown(Language language, const Json& value);

// Dates as precise as they are.
std::string shown_date(Language language, const Json& date) {
  const std::string precision = date["precision"];
  const std::string last = to_dmy(parse_day(date["last"].get<std::string>(), "").value());
  if (precision == "announced") return words(language, "date.by", {{"day", last}});
  return precision == "day" ? last : last.substr(precision == "month" ? 3 : 6);
}

std::string shown_address(Language language, const Json& address) {
  std::string text;
  for (const char* part : {"street", "commune", "district", "province"}) {
    const std::string piece = shown(language, address[part]);
    if (!piece.empty()) text += (text.empty() ? "" : ", ") + piece;
  }
  for (auto [key, bound] : {std::pair{"date.from", "valid_from"}, {"date.until", "valid_until"}}) {
    if (address[bound].is_null()) continue;
    text += " (" +
            words(language, key,
                  {{"day", to_dmy(parse_day(address[bound].get<std::string>(), "").value())}}) +
            ")";
  }
  return text;
}

std::string shown_list(Language language, const Json& list) {
  std::string text;
  for (const Json& each : list) text += (text.empty() ? "" : "; ") + shown(language, each);
  return text;
}

std::string shown_object(Language language, const Json& value) {
  if (value.contains("precision")) return shown_date(language, value);
  if (value.contains("commune")) return shown_address(language, value);
  if (!value.contains("kind")) return value.dump();
  const std::string reason = shown(language, value["reason"]);
  return words(language, "event." + value["kind"].get<std::string>()) + " " +
         shown_date(language, value["on"]) + (reason.empty() ? "" : " – " + reason);
}

std::string shown(Language language, const Json& value) {
  if (value.is_null()) return "";
  if (value.is_boolean()) return words(language, value.get<bool>() ? "yes" : "no");
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) return shown_list(language, value);
  return value.is_object() ? shown_object(language, value) : number_words(language, value.dump());
}

// A hash of 64 digits says nothing to a person; its beginning tells one file from another.
std::string kept_words(Language language, const Json& value) {
  constexpr std::size_t kShown = 8;
  if (value.is_null()) return {};
  if (value.is_string())
    return words(language, "kept_file", {{"hash", value.get<std::string>().substr(0, kShown)}});
  std::string text;
  for (const Json& each : value) text += (text.empty() ? "" : "; ") + kept_words(language, each);
  return text;
}

}  // namespace

std::string value_words(Language language, const std::string& key, const Json& value) {
  if (key == "picture" || key == "papers") return kept_words(language, value);
  if (!value.is_string()) return shown(language, value);
  const std::string text = value.get<std::string>();
  // A code such as an issuer level has words of its own.
  if (has_words(language, key + "." + text)) return words(language, key + "." + text);
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

std::vector<std::string> changed_fields(const Json& before, const Json& after) {
  std::vector<std::string> fields = fields_in_order(after);
  for (const std::string& key : fields_in_order(before))
    if (!after.contains(key)) fields.push_back(key);
  std::erase_if(fields, [&](const std::string& key) {
    return before.value(key, Json()) == after.value(key, Json());
  });
  return fields;
}

}  // namespace temgoc
