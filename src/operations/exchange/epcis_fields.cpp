// From the name of a parameter of the simple event query to the fields of terms that it asks about.
#include "epcis_fields.h"

#include <algorithm>
#include <array>

#include "temgoc/epcis/epcis_document.h"

namespace temgoc {
namespace {

// Of sensors: in their metadata and in their reports.
constexpr std::array<std::string_view, 17> kSensor{"type",
                                                   "time",
                                                   "startTime",
                                                   "endTime",
                                                   "exception",
                                                   "deviceID",
                                                   "dataProcessingMethod",
                                                   "microorganism",
                                                   "chemicalSubstance",
                                                   "bizRules",
                                                   "percRank",
                                                   "stringValue",
                                                   "hexBinaryValue",
                                                   "uriValue",
                                                   "booleanValue",
                                                   "component",
                                                   "coordinateReferenceSystem"};
// NAME_UOM: only what is measured in that unit.
constexpr std::array<std::string_view, 7> kMeasured{"quantity",  "value", "minValue", "maxValue",
                                                    "meanValue", "sDev",  "percValue"};
struct Own {
  std::string_view start, kind;
};
// Members of somebody's own, by where they stand.
constexpr std::array<Own, 15> kOwn{{{"INNER_ILMD_", "inner ilmd "},
                                    {"ILMD_", "ilmd "},
                                    {"INNER_ERROR_DECLARATION_", "inner error "},
                                    {"ERROR_DECLARATION_", "error "},
                                    {"INNER_SENSORELEMENT_", "inner sensorElement "},
                                    {"SENSORELEMENT_", "sensorElement "},
                                    {"INNER_SENSORMETADATA_", "inner sensorMetadata "},
                                    {"SENSORMETADATA_", "sensorMetadata "},
                                    {"INNER_SENSORREPORT_", "inner sensorReport "},
                                    {"SENSORREPORT_", "sensorReport "},
                                    {"INNER_readPoint_", "inner readPoint "},
                                    {"readPoint_", "readPoint "},
                                    {"INNER_bizLocation_", "inner bizLocation "},
                                    {"bizLocation_", "bizLocation "},
                                    {"INNER_", "inner extension "}}};

bool is_unit(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  return text.size() >= 2 && text.size() <= 4 && std::ranges::all_of(text, fits);
}

}  // namespace

std::optional<std::string> behind(const std::string& text, std::string_view start) {
  if (!text.starts_with(start) || text.size() == start.size()) return std::nullopt;
  return text.substr(start.size());
}

std::string epcis_list_type(const std::string& list, const std::string& type) {
  return epcis_term_value(list + " type", type);
}

std::vector<std::string> EpcisFields::compared(const std::string& rest) const {
  if (rest == "quantity" || rest == "errorDeclarationTime") return {rest};
  // GS1's schema of queries has it with a bar, its OpenAPI document without.
  if (rest == "errorDeclaration_Time") return {"errorDeclarationTime"};
  if (std::ranges::find(kSensor, rest) != kSensor.end()) return {"sensor " + rest};
  for (const std::string_view name : kMeasured) {
    const auto unit = behind(rest, std::string(name) + "_");
    if (unit && is_unit(*unit)) return {std::string(name) + " " + *unit};
  }
  for (const auto& [start, kind] : kOwn)
    if (const auto own = behind(rest, start)) return named(std::string(kind), *own);
  return named("extension ", rest);
}

std::vector<std::string> EpcisFields::with_attributes(const std::string& name) const {
  for (const char* known : {"readPoint", "bizLocation", "bizStep", "disposition", "epcClass",
                            "inputEPCClass", "outputEPCClass", "parentID", "transformationID"})
    if (name == known) return {name};
  for (const char* list : {"bizTransaction", "source", "destination"}) {
    const auto type = behind(name, std::string(list) + "_");
    if (!type) continue;
    // "source_owning" is the beginning of a type and no type.
    const bool is_part = *type == "owning" || *type == "possessing";
    return is_part
               ? std::vector<std::string>()
               : std::vector<std::string>{std::string(list) + " " + epcis_list_type(list, *type)};
  }
  return named("extension ", name);
}

std::vector<std::string> EpcisFields::attribute_names(const std::string& written) const {
  std::vector<std::string> all = {epcis_attribute_name(written)};
  for (const std::string& each : named("", written)) {
    const std::size_t brace = each.starts_with('{') ? each.find('}') : each.npos;
    if (brace != each.npos)
      all.push_back(epcis_attribute_name(each.substr(1, brace - 1) + "#" + each.substr(brace + 1)));
  }
  return all;
}

std::string EpcisFields::in_full(std::string_view value) const {
  const std::size_t colon = value.find(':');
  if (colon == value.npos) return std::string(value);
  const auto declared = extensions_.find(std::string(value.substr(0, colon)));
  if (declared == extensions_.end()) return std::string(value);
  return declared->second + std::string(value.substr(colon + 1));
}

// All names that a client may mean: a prefix is whatever documents or the client declare, and an
// address ends where its last '#' or '/' is.
std::vector<std::string> EpcisFields::named(const std::string& kind, const std::string& own) const {
  const std::size_t colon = own.find(':');
  if (colon == std::string::npos || colon + 1 == own.size()) return {};
  std::vector<std::string> fields = {kind + own};
  const std::string prefix = own.substr(0, colon);
  const auto add = [&](const std::string& address, const std::string& name) {
    fields.push_back(kind + "{" + address + "}" + name);
  };
  if (const auto declared = extensions_.find(prefix); declared != extensions_.end())
    add(declared->second, own.substr(colon + 1));
  for (const std::string& address : book_.namespaces(prefix)) add(address, own.substr(colon + 1));
  const std::size_t end = own.find_last_of("#/");
  if (end == std::string::npos || end + 1 == own.size()) return fields;
  add(own.substr(0, end + 1), own.substr(end + 1));
  if (own[end] == '#') add(own.substr(0, end), own.substr(end + 1));
  return fields;
}

}  // namespace temgoc
