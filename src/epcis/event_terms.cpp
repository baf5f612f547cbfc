// Takes from an event everything that the standard's simple event query asks for.
#include "epcis/event_terms.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "epcis/event_values.h"
#include "epcis/vocabulary.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/event_hash.h"

namespace temgoc {
namespace {

struct PlainMember {
  std::string_view name, field;
};
// Texts, and lists of texts.
constexpr std::array<PlainMember, 11> kPlain{{{"type", "type"},
                                              {"action", "action"},
                                              {"epcList", "epc"},
                                              {"childEPCs", "epc"},
                                              {"inputEPCList", "inputEPC"},
                                              {"outputEPCList", "outputEPC"},
                                              {"parentID", "parentID"},
                                              {"transformationID", "transformationID"},
                                              {"bizStep", "bizStep"},
                                              {"disposition", "disposition"},
                                              {"eventID", "eventID"}}};
constexpr std::array<PlainMember, 4> kClasses{{{"quantityList", "epcClass"},
                                               {"childQuantityList", "epcClass"},
                                               {"inputQuantityList", "inputEPCClass"},
                                               {"outputQuantityList", "outputEPCClass"}}};
// The value stands in a member of the field's name.
constexpr std::array<PlainMember, 3> kTyped{{{"bizTransactionList", "bizTransaction"},
                                             {"sourceList", "source"},
                                             {"destinationList", "destination"}}};

// The member and its list, by which a bare word of the field is known.
std::pair<std::string_view, std::string_view> vocabulary_of(std::string_view field) {
  if (field == "set" || field == "unset") return {field, "persistentDisposition"};
  if (field == "errorReason") return {"reason", "errorDeclaration"};
  if (field == "bizTransaction type") return {"type", "bizTransactionList"};
  if (field == "source type" || field == "destination type") return {"type", "sourceList"};
  if (field == "sensor type") return {"type", "sensorReport"};
  if (field == "sensor exception") return {"exception", "sensorReport"};
  return {field == "type" ? "" : field, ""};
}

const Json& member(const Json& object, std::string_view name) {
  static const Json kNone;
  const auto found = object.is_object() ? object.find(std::string(name)) : object.end();
  return object.is_object() && found != object.end() ? *found : kNone;
}

class Terms {
 public:
  explicit Terms(const Namespaces& namespaces) : namespaces_(namespaces) {}

  void add(const std::string& field, const Json& value) {
    if (value.is_array()) {
      for (const Json& each : value) add(field, each);
      return;
    }
    if (value.is_object()) return;
    const std::string text = expanded_value(plain_text(value), namespaces_);
    if (!text.empty()) all_.push_back({field, epcis_term_value(field, text), epcis_number(text)});
  }

  // What is measured, under its unit too: a bound of kilograms is none of litres.
  void add_measured(const Json& object, const std::string& name) {
    const Json& unit = member(object, "uom");
    if (unit.is_string()) add(name + " " + unit.get<std::string>(), member(object, name));
  }

  void add_presence(const std::string& field) { all_.push_back({field, ""}); }

  // A member of somebody's own and all that is within it.
  void add_own(const std::string& kind, const std::string& name, const Json& value, bool within) {
    const std::string field =
        (within ? "inner " : "") + kind + " " + expanded_name(name, namespaces_);
    if (value.is_array()) {
      for (const Json& each : value) add_own(kind, name, each, within);
      return;
    }
    if (!value.is_object()) return add(field, value);
    add_presence(field);  // so that EXISTS finds it
    for (const auto& [inner, each] : value.items()) add_own(kind, inner, each, true);
  }

  std::vector<EpcisTerm> finished() {
    std::ranges::sort(all_);
    all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
    return std::move(all_);
  }

 private:
  const Namespaces& namespaces_;
  std::vector<EpcisTerm> all_;
};

void add_quantities(Terms& terms, const Json& event) {
  for (const auto& [name, field] : kClasses) {
    for (const Json& each : member(event, name)) {
      terms.add(std::string(field), member(each, "epcClass"));
      terms.add("quantity", member(each, "quantity"));
      terms.add_measured(each, "quantity");
    }
  }
}

void add_typed(Terms& terms, const Json& event) {
  for (const auto& [list, field] : kTyped) {
    for (const Json& each : member(event, list)) {
      const std::string type =
          member(each, "type").is_string()
              ? with_vocabulary("type", list, member(each, "type").get<std::string>())
              : std::string();
      terms.add(std::string(field) + " " + type, member(each, field));
    }
  }
}

// Members of somebody's own of an object, under the name of its kind.
void add_own_of(Terms& terms, const std::string& kind, const Json& object) {
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.items())
    if (name.find(':') != std::string::npos) terms.add_own(kind, name, value, false);
}

// They are also what lies within an extension of the event, wherever they stand.
void add_sensor_part(Terms& terms, const std::string& kind, const Json& object) {
  add_own_of(terms, kind, object);
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.items()) {
    if (name.find(':') != std::string::npos)
      terms.add_own("extension", name, value, true);
    else
      terms.add("sensor " + name, value);
  }
}

void add_sensors(Terms& terms, const Json& event) {
  const Json& elements = member(event, "sensorElementList");
  if (elements.is_array() && !elements.empty()) terms.add_presence("sensorElementList");
  for (const Json& element : elements) {
    add_own_of(terms, "sensorElement", element);
    add_sensor_part(terms, "sensorMetadata", member(element, "sensorMetadata"));
    for (const Json& report : member(element, "sensorReport")) {
      add_sensor_part(terms, "sensorReport", report);
      for (const char* name : {"value", "minValue", "maxValue", "meanValue", "sDev", "percValue"})
        terms.add_measured(report, name);
    }
  }
}

void add_declaration(Terms& terms, const Json& event) {
  const Json& declaration = member(event, "errorDeclaration");
  if (!declaration.is_object()) return;
  terms.add("errorDeclarationTime", member(declaration, "declarationTime"));
  terms.add("errorReason", member(declaration, "reason"));
  terms.add("correctiveEventID", member(declaration, "correctiveEventIDs"));
  add_own_of(terms, "error", declaration);
}

void add_own_members(Terms& terms, const Json& event) {
  add_own_of(terms, "extension", event);
  const Json& ilmd = member(event, "ilmd");
  if (!ilmd.is_object()) return;
  for (const auto& [name, value] : ilmd.items()) terms.add_own("ilmd", name, value, false);
}

constexpr std::array<std::string_view, 5> kEventTypes{"AggregationEvent", "AssociationEvent",
                                                      "ObjectEvent", "TransactionEvent",
                                                      "TransformationEvent"};

}  // namespace

std::span<const std::string_view> epcis_words(std::string_view field) {
  if (field == "type") return kEventTypes;
  if (field == "bizStep") return kBizSteps.words;
  if (field == "disposition") return kDispositions.words;
  return {};
}

std::string epcis_word(std::string_view field, std::string_view value) {
  for (const std::string_view word : epcis_words(field))
    if (epcis_term_value(field, word) == value) return std::string(word);
  return std::string(value);
}

std::string epcis_term_value(std::string_view field, std::string_view asked) {
  const auto [name, list] = vocabulary_of(field);
  return canonical_gs1_key(canonical_number(with_vocabulary(name, list, asked)));
}

std::optional<double> epcis_number(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc() && end == text.data() + text.size() && !text.empty()) return number;
  if (const auto at = epcis_moment(text))
    return static_cast<double>(at->time_since_epoch().count());
  return std::nullopt;
}

std::vector<EpcisTerm> terms_of(const Json& event, const Namespaces& namespaces) {
  Terms terms(namespaces);
  for (const auto& [name, field] : kPlain) terms.add(std::string(field), member(event, name));
  for (const char* point : {"readPoint", "bizLocation"}) {
    terms.add(point, member(member(event, point), "id"));
    add_own_of(terms, point, member(event, point));
  }
  for (const char* change : {"set", "unset"})
    terms.add(change, member(member(event, "persistentDisposition"), change));
  add_quantities(terms, event);
  add_typed(terms, event);
  add_sensors(terms, event);
  add_declaration(terms, event);
  add_own_members(terms, event);
  return terms.finished();
}

}  // namespace temgoc
