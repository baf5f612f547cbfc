// Reads members by their type, keeps the first complaint, and refuses members not asked for.
#include "strict_json.h"

#include <algorithm>

namespace temgoc {

StrictObject::StrictObject(const Json& object, std::string where, Complaint& complaint)
    : object_(object), where_(std::move(where)), complaint_(complaint) {
  if (!object.is_object()) complaint.raise(where_, "not_an_object");
}

void StrictObject::complain(const char* name, std::string reason) {
  complaint_.raise(where_.empty() ? name : where_ + "." + name, std::move(reason));
}

const Json& StrictObject::member(const char* name) {
  static const Json nothing;
  asked_.insert(name);
  if (!object_.is_object()) return nothing;
  const auto found = object_.find(name);
  if (found != object_.end()) return *found;
  complain(name, "missing");
  return nothing;
}

std::string StrictObject::text(const char* name) {
  const Json& json = member(name);
  if (json.is_string()) return json.get<std::string>();
  complain(name, "not_text");
  return {};
}

std::uint64_t StrictObject::number(const char* name, std::uint64_t least, std::uint64_t most) {
  const Json& json = member(name);
  if (json.is_number_unsigned()) {
    const auto number = json.get<std::uint64_t>();
    if (number >= least && number <= most) return number;
  }
  complain(name, "not_a_number_in_range");
  return least;
}

std::optional<std::uint64_t> StrictObject::number_or_null(const char* name) {
  if (member(name).is_null()) return std::nullopt;
  return number(name, 0);
}

PublicKeyBytes StrictObject::key(const char* name) {
  PublicKeyBytes key{};
  const auto bytes = from_base64(text(name));
  if (bytes && bytes->size() == key.size()) {
    std::ranges::copy(*bytes, key.begin());
  } else {
    complain(name, "not_a_key");
  }
  return key;
}

std::optional<PublicKeyBytes> StrictObject::key_or_null(const char* name) {
  if (member(name).is_null()) return std::nullopt;
  return key(name);
}

Instant StrictObject::instant(const char* name) {
  const std::string written = text(name);
  const auto instant = parse_instant(written);
  if (instant && to_iso(*instant) == written) return *instant;
  complain(name, "not_an_instant");
  return {};
}

std::optional<Day> StrictObject::day_or_null(const char* name) {
  if (member(name).is_null()) return std::nullopt;
  const std::string written = text(name);
  const auto day = parse_day(written, name);
  if (day && to_iso(*day) == written) return *day;
  complain(name, "not_a_day");
  return std::nullopt;
}

std::vector<std::string> StrictObject::texts(const char* name) {
  std::vector<std::string> texts;
  for (const Json& json : list(name, 1000)) {
    if (json.is_string()) {
      texts.push_back(json.get<std::string>());
    } else {
      complain(name, "not_text");
    }
  }
  return texts;
}

const Json& StrictObject::list(const char* name, std::size_t most) {
  static const Json nothing = Json::array();
  const Json& json = member(name);
  if (json.is_array() && json.size() <= most) return json;
  complain(name, json.is_array() ? "too_many" : "not_a_list");
  return nothing;
}

void StrictObject::refuse_others() {
  if (!object_.is_object()) return;
  for (const auto& [name, value] : object_.items()) {
    if (!asked_.contains(name)) complain(name.c_str(), "not_known");
  }
}

std::optional<Json> json_line(std::string_view text, std::string_view first_line,
                              Complaint& complaint) {
  if (!text.starts_with(first_line) || text.substr(first_line.size(), 1) != "\n") {
    complaint.raise("", "first_line");
    return std::nullopt;
  }
  text.remove_prefix(first_line.size() + 1);
  if (text.empty() || text.find('\n') != text.size() - 1) {
    complaint.raise("", "not_one_line");
    return std::nullopt;
  }
  auto json = parse_json(text.substr(0, text.size() - 1));
  if (json) return *std::move(json);
  complaint.raise("", json.error().code);
  return std::nullopt;
}

std::string with_first_line(std::string_view first_line, const Json& json) {
  std::string text(first_line);
  return text.append("\n").append(json.dump()).append("\n");
}

}  // namespace temgoc
