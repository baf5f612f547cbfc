// Documents of EPCIS 2.0 in JSON-LD: judged by the rules of the standard, each event with its id
// and with the terms by which it is found. docs/events.md.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"

namespace temgoc {

// By what an event is found. GS1 keys are in canonical form, words of the vocabulary in full.
// Fields: type, action, eventID, epc, parentID, inputEPC, outputEPC, epcClass, inputEPCClass,
// outputEPCClass, quantity, "quantity UOM", bizStep, disposition, set, unset, readPoint,
// bizLocation, transformationID, "bizTransaction TYPE", "source TYPE", "destination TYPE",
// errorReason, correctiveEventID, errorDeclarationTime, sensorElementList (it is there), "sensor
// NAME", "value UOM" and so minValue, maxValue, meanValue, sDev, percValue; of members of
// somebody's own "KIND NAME" and "inner KIND NAME", KIND being ilmd, extension, error, readPoint,
// bizLocation, sensorElement, sensorMetadata or sensorReport, and NAME "{namespace}name".
struct EpcisTerm {
  std::string field;
  std::string value;
  std::optional<double> number = {};  // of a number, and of a moment its milliseconds
  auto operator<=>(const EpcisTerm&) const = default;
};

struct EpcisEvent {
  std::size_t place = 0;  // in its document, from 1
  Json body = {};         // as it came
  std::string id = {};    // its own, or else its hash
  std::string hash = {};  // "ni:///sha-256;…?ver=CBV2.0"
  std::string type = {};
  bool declares_error = false;
  Instant event_time = {};
  std::vector<EpcisTerm> terms = {};  // sorted, each once
};

// What master data says of a thing that events name.
struct EpcisAttribute {
  std::string element;  // its id, in canonical form
  std::string name;     // as epcis_attribute_name has it
  std::string value;    // as text; empty: it is no text
};

struct EpcisDocument {
  Json context = {};  // @context as it came
  std::size_t count = 0;
  std::vector<EpcisEvent> events = {};  // the sound ones, in their order
  std::vector<Error> faults = {};       // one of each event that is not; args event
  // Its master data names locations beneath others: each pair a location and one beneath it, in
  // canonical form.
  std::vector<std::pair<std::string, std::string>> children = {};
  std::vector<EpcisAttribute> attributes = {};         // of its master data
  std::map<std::string, std::string> namespaces = {};  // that it declares, by prefix
};

inline constexpr std::size_t kMostEpcisEvents = 10'000;      // of a document
inline constexpr std::size_t kMostEpcisObjects = 20'000;     // that one event names
inline constexpr std::size_t kMostEpcisBytes = 16UL << 20U;  // of a document

// An EPCISDocument or an EPCISQueryDocument. `json_unreadable`, `json_duplicate_key`,
// `epcis_document_unknown` (value the type), `epcis_context_missing`, `epcis_context_foreign`
// (value what stands there), `epcis_no_events`, `epcis_too_many_events` (args limit, count), and of
// its head those of the events. Faults of an event, in `faults` (field: JSON pointer; args event):
// `epcis_member_missing` (args name), `epcis_member_unknown` (args name), `epcis_value_wrong` (args
// kind), `epcis_word_unknown` (value the word), `epcis_value_repeated`, `epcis_objects_missing`
// (args type), `epcis_ilmd_unfit`, `epcis_event_too_large` (args limit, count).
Result<EpcisDocument> read_epcis(std::string_view text);
// An event may name its eventID twice, as a sample of GS1 does: the last counts.
// A document of one event, which has an @context of its own.
Result<EpcisDocument> read_epcis_event(std::string_view text);

// How a value that is asked for would stand in a term of that field.
std::string epcis_term_value(std::string_view field, std::string_view asked);

// The words that the standard has for type, bizStep and disposition; of any other field none.
std::span<const std::string_view> epcis_words(std::string_view field);
// A value of a term as its word, where it has one.
std::string epcis_word(std::string_view field, std::string_view value);

// The name of an attribute of master data that is written as an address: "NAMESPACE#name",
// whichever way the namespace ends.
std::string epcis_attribute_name(std::string_view written);

// What a term of that text has as its number; none: it is neither a number nor a moment.
std::optional<double> epcis_number(std::string_view text);

// A pattern of EPCs ("urn:epc:idpat:sgtin:0614141.107346.*", or a GS1 Digital Link that ends in
// "/*") as what the canonical forms begin with; none: the text is no pattern.
std::optional<std::vector<std::string>> epc_pattern(std::string_view text);

// RFC 3339, to the millisecond; none: it is no moment.
std::optional<Instant> epcis_moment(std::string_view text);

}  // namespace temgoc
