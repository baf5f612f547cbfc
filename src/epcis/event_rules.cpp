// Judges an event member by member, after the tables of what it may and must hold.
#include "epcis/event_rules.h"

#include <algorithm>
#include <set>
#include <span>

#include "epcis/event_shapes.h"
#include "epcis/vocabulary.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/epcis_document.h"

namespace temgoc {
namespace {

using namespace event_shapes;

bool is_unit(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

// "+07:00", to 14 hours.
bool is_zone(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  const std::string hours(text.substr(1, 2)), minutes(text.substr(4, 2));
  if (!is_digits(hours) || !is_digits(minutes)) return false;
  return (hours < "14" && minutes < "60") || (hours == "14" && minutes == "00");
}

bool is_version(std::string_view text) {
  return !text.empty() && std::ranges::all_of(split(text, '.'), [](std::string_view each) {
    return is_digits(each);
  });
}

bool is_hex(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// One's own value: a URI, and none of an address that GS1 keeps for itself.
bool is_own_word(std::string_view text, const Vocabulary& of) {
  return is_uri(text) && std::ranges::none_of(of.reserved, [&](std::string_view prefix) {
           return !prefix.empty() && text.starts_with(prefix);
         });
}

bool is_word(std::string_view text, const Vocabulary& of) {
  return std::ranges::find(of.words, text) != of.words.end();
}

std::string shown(const Json& value) {
  if (value.is_object()) return "{…}";
  if (value.is_array()) return "[…]";
  return shortened(value.is_string() ? value.get<std::string>() : dump(value), 60);
}

Error fault(const char* code, const std::string& place, std::string value = {},
            std::map<std::string, std::string> args = {}) {
  return {.code = code,
          .field = place.empty() ? "/" : place,
          .value = std::move(value),
          .args = std::move(args)};
}

class Judge {
 public:
  Result<void> members(const Json& object, const Parts& parts, bool open, bool strict,
                       const std::string& place) const {
    if (!object.is_object()) return wrong(object, place, "object");
    for (const auto part : parts) {
      for (const Member& member : part) {
        const auto found = object.find(std::string(member.name));
        if (found == object.end()) {
          if (member.required)
            return fault("epcis_member_missing", place, {}, {{"name", std::string(member.name)}});
          continue;
        }
        if (auto sound = value(*found, member, place + "/" + std::string(member.name)); !sound)
          return sound;
      }
    }
    return strict ? names(object, parts, open, place) : Result<void>();
  }

 private:
  static Error wrong(const Json& value, const std::string& place, const char* kind) {
    return fault("epcis_value_wrong", place, shown(value), {{"kind", kind}});
  }

  static Result<void> names(const Json& object, const Parts& parts, bool open,
                            const std::string& place) {
    for (const auto& [name, ignored] : object.items()) {
      const std::string& each = name;
      const bool known = std::ranges::any_of(parts, [&](std::span<const Member> part) {
        return std::ranges::find(part, each, &Member::name) != part.end();
      });
      if (!known && !(open && is_uri(each)))
        return fault("epcis_member_unknown", place, {}, {{"name", shortened(each)}});
    }
    return {};
  }

  Result<void> value(const Json& value, const Member& member, const std::string& place) const {
    switch (member.kind) {
      case Kind::uris:
      case Kind::unique_uris:
        return uri_list(value, member.kind == Kind::unique_uris, place);
      case Kind::uri_or_uris:
        return value.is_array() ? uri_list(value, false, place) : uri(value, place);
      case Kind::words:
        return word_list(value, member, place);
      case Kind::shape:
        return one(value, *member.shape, place);
      case Kind::shapes:
      case Kind::some_shapes:
        return list(value, member, place);
      case Kind::open:
        return members(value, {}, true, true, place);
      default:
        return single(value, member, place);
    }
  }

  static Result<void> uri(const Json& value, const std::string& place) {
    if (value.is_string() && is_uri(value.get_ref<const std::string&>())) return {};
    return wrong(value, place, "uri");
  }

  static Result<void> uri_list(const Json& value, bool unique, const std::string& place) {
    if (!value.is_array()) return wrong(value, place, "list");
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string at = place + "/" + std::to_string(i);
      if (auto sound = uri(value[i], at); !sound) return sound;
      if (unique && !seen.insert(value[i].get_ref<const std::string&>()).second)
        return fault("epcis_value_repeated", at, shown(value[i]));
    }
    return {};
  }

  static Result<void> word(const Json& value, const Vocabulary& of, const std::string& place) {
    if (!value.is_string()) return wrong(value, place, "text");
    const std::string& text = value.get_ref<const std::string&>();
    if (is_word(text, of) || is_own_word(text, of)) return {};
    return fault("epcis_word_unknown", place, shown(value));
  }

  static Result<void> word_list(const Json& value, const Member& member, const std::string& place) {
    if (!value.is_array() || value.empty()) return wrong(value, place, "list");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string at = place + "/" + std::to_string(i);
      if (auto sound = word(value[i], *member.of, at); !sound) return sound;
      if (!seen.insert(value[i].get<std::string>()).second)
        return fault("epcis_value_repeated", at, shown(value[i]));
    }
    return {};
  }

  Result<void> one(const Json& value, const Shape& shape, const std::string& place) const {
    if (&shape == &kPersistent && value.is_object() && value.empty())
      return fault("epcis_member_missing", place, {}, {{"name", "set"}});
    return members(value, {shape.members}, shape.open, shape.strict, place);
  }

  Result<void> list(const Json& value, const Member& member, const std::string& place) const {
    if (!value.is_array()) return wrong(value, place, "list");
    if (member.kind == Kind::some_shapes && value.empty()) return wrong(value, place, "list");
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto sound = one(value[i], *member.shape, place + "/" + std::to_string(i)); !sound)
        return sound;
    }
    return {};
  }

  static Result<void> single(const Json& value, const Member& member, const std::string& place) {
    if (member.kind == Kind::free) return {};
    if (member.kind == Kind::number)
      return value.is_number() ? Result<void>() : wrong(value, place, "number");
    if (member.kind == Kind::yes_no)
      return value.is_boolean() ? Result<void>() : wrong(value, place, "yes_no");
    if (!value.is_string()) return wrong(value, place, "text");
    if (member.kind == Kind::word) return word(value, *member.of, place);
    const std::string& text = value.get_ref<const std::string&>();
    if (member.kind == Kind::exact) {
      return is_word(text, *member.of) ? Result<void>()
                                       : fault("epcis_word_unknown", place, shown(value));
    }
    return by_form(text, member.kind) ? Result<void>()
                                      : wrong(value, place, form_name(member.kind));
  }

  static bool by_form(const std::string& text, Kind kind) {
    switch (kind) {
      case Kind::uri:
        return is_uri(text);
      case Kind::time:
        return epcis_moment(text).has_value();
      case Kind::zone:
        return is_zone(text);
      case Kind::hex:
        return is_hex(text);
      case Kind::unit:
        return is_unit(text);
      case Kind::version:
        return is_version(text);
      default:
        return true;
    }
  }

  static const char* form_name(Kind kind) {
    switch (kind) {
      case Kind::time:
        return "time";
      case Kind::zone:
        return "zone";
      case Kind::hex:
        return "hex";
      case Kind::unit:
        return "unit";
      case Kind::version:
        return "version";
      default:
        return "uri";
    }
  }
};

bool has_list(const Json& event, const char* name, std::size_t least = 1) {
  const auto found = event.find(name);
  return found != event.end() && found->is_array() && found->size() >= least;
}

bool is_action(const Json& event, std::string_view action) {
  const auto found = event.find("action");
  return found != event.end() && found->is_string() && *found == action;
}

// Whether it says which things it is about.
bool has_objects(const Json& event, std::string_view type) {
  if (type == "TransformationEvent") {
    const bool in = has_list(event, "inputEPCList") || has_list(event, "inputQuantityList");
    const bool out = has_list(event, "outputEPCList") || has_list(event, "outputQuantityList");
    return (in && out) || ((in || out) && event.contains("transformationID"));
  }
  if (type == "ObjectEvent") {
    return has_list(event, "epcList", 0) || has_list(event, "quantityList") ||
           (has_list(event, "sensorElementList") && event.contains("readPoint"));
  }
  if (is_action(event, "DELETE")) return true;
  if (type == "TransactionEvent")
    return has_list(event, "epcList", 0) || has_list(event, "quantityList");
  return has_list(event, "childEPCs") || has_list(event, "childQuantityList");
}

Result<void> check_whole(const Json& event, std::string_view type, const std::string& place) {
  if (type == "TransactionEvent" && !has_list(event, "bizTransactionList"))
    return fault("epcis_member_missing", place, {}, {{"name", "bizTransactionList"}});
  if (type == "AssociationEvent" && !event.contains("parentID"))
    return fault("epcis_member_missing", place, {}, {{"name", "parentID"}});
  if (!has_objects(event, type))
    return fault("epcis_objects_missing", place, {}, {{"type", std::string(type)}});
  if (type == "ObjectEvent" && event.contains("ilmd") && !is_action(event, "ADD"))
    return fault("epcis_ilmd_unfit", place + "/ilmd");
  return {};
}

Result<void> check_size(const Json& event, const std::string& place) {
  std::size_t count = 0;
  for (const auto& [name, value] : event.items()) {
    if (value.is_array()) count = std::max(count, value.size());
  }
  if (count <= kMostEpcisObjects) return {};
  return fault("epcis_event_too_large", place, {},
               {{"limit", std::to_string(kMostEpcisObjects)}, {"count", std::to_string(count)}});
}

// Of a type of somebody's own only what all events have is known.
Result<void> check_own_type(const Json& event, std::string_view type, const std::string& place) {
  if (!is_uri(type)) return fault("epcis_word_unknown", place + "/type", shortened(type, 60));
  return Judge().members(event, parts_of_own_type(), true, false, place);
}

}  // namespace

// RFC 3986: a scheme, and no character that a URI may not have.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!is_letter(text[0])) return false;
  for (const char c : text.substr(0, colon)) {
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
  }
  for (std::size_t i = colon + 1; i < text.size(); ++i) {
    const char c = text[i];
    constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=";
    const auto is_hex_at = [&](std::size_t at) {
      return at < text.size() && is_hex(text.substr(at, 1));
    };
    if (c == '%' && is_hex_at(i + 1) && is_hex_at(i + 2)) continue;
    if (!is_letter(c) && !is_digit(c) && kMarks.find(c) == kMarks.npos) return false;
  }
  return true;
}

Result<void> check_event(const Json& event, const std::string& place) {
  if (!event.is_object())
    return fault("epcis_value_wrong", place, shown(event), {{"kind", "object"}});
  const auto type = event.find("type");
  if (type == event.end()) return fault("epcis_member_missing", place, {}, {{"name", "type"}});
  if (!type->is_string())
    return fault("epcis_value_wrong", place + "/type", shown(*type), {{"kind", "text"}});
  if (auto sound = check_size(event, place); !sound) return sound;
  const std::string& name = type->get_ref<const std::string&>();
  const Parts parts = parts_of(name);
  if (parts.empty()) return check_own_type(event, name, place);
  if (auto sound = Judge().members(event, parts, true, true, place); !sound) return sound;
  return check_whole(event, name, place);
}

Result<void> check_head(const Json& document) {
  const bool query = document.value("type", "") == "EPCISQueryDocument";
  return Judge().members(document, parts_of_head(query), true, true, "");
}

}  // namespace temgoc
