// What is an EPCIS document and what is none, each fault by its own code, and by which terms events
// are found.
#include "temgoc/epcis/epcis_document.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

const fs::path kOfficial = fs::path(TEMGOC_SOURCE_DIR) / "../shared/vectors/epcis";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> documents_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".jsonld") found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

// The project's own, and those of GS1 and of OpenEPCIS where they are at hand.
std::vector<fs::path> sound_documents() {
  auto all = documents_in(fs::path(TEMGOC_SOURCE_DIR) / "tests/vectors/epcis_hash");
  for (const char* folder : {"JSON", "../fsma204"}) {
    if (!fs::exists(kOfficial / folder)) continue;
    const auto more = documents_in(kOfficial / folder);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// OpenEPCIS explains its samples in a member that EPCIS does not know.
std::string without_remarks(const std::string& text) {
  auto document = parse_json(text);
  if (!document || !document->contains("_comment_gs1us_mapping")) return text;
  document->erase("_comment_gs1us_mapping");
  return dump(*document);
}

Json sound() {
  return parse_json(R"({
    "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                 {"example": "https://ns.example.com/epcis/"}],
    "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-24T06:30:00+07:00",
    "epcisBody": {"eventList": [{
      "type": "ObjectEvent", "eventTime": "2026-11-24T06:30:00.5+07:00",
      "eventTimeZoneOffset": "+07:00", "action": "ADD", "bizStep": "commissioning",
      "disposition": "active", "persistentDisposition": {"set": ["completeness_verified"]},
      "epcList": ["urn:epc:id:sgtin:0614141.107346.2017"],
      "quantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.012345.998877", "quantity": 200.50, "uom": "KGM"}],
      "readPoint": {"id": "urn:epc:id:sgln:0614141.07346.1234"},
      "bizLocation": {"id": "https://id.gs1.org/414/4012345000054"},
      "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:0614141073467:1152"}],
      "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00000"}],
      "sensorElementList": [{"sensorMetadata": {"time": "2026-11-24T06:30:00Z", "deviceID": "urn:epc:id:giai:4000001.111"},
        "sensorReport": [{"type": "Temperature", "value": 4.5, "uom": "CEL", "example:grade": "a"}]}],
      "ilmd": {"example:season": {"example:year": 2026}, "cbvmda:countryOfOrigin": "VN"},
      "example:grower": "Ấp 2", "example:weight": 12
    }]}})")
      .value();
}

Json& event_of(Json& document) { return document["epcisBody"]["eventList"][0]; }

// The fault of the sound document after a change; "ok" where there is none.
Error fault_after(const std::function<void(Json& document, Json& event)>& change) {
  Json document = sound();
  change(document, event_of(document));
  const auto read = read_epcis(dump(document));
  if (!read) return read.error();
  return read->faults.empty() ? Error{"ok"} : read->faults.front();
}
std::string code_after(const std::function<void(Json& document, Json& event)>& change) {
  return fault_after(change).code;
}

bool has_term(const EpcisEvent& event, const std::string& field, const std::string& value) {
  return std::ranges::any_of(event.terms, [&](const EpcisTerm& each) {
    return each.field == field && each.value == value;
  });
}

}  // namespace

TEST_CASE("every sample document is sound, and every event has an id and terms") {
  std::size_t events = 0;
  for (const fs::path& path : sound_documents()) {
    CAPTURE(path.string());
    const std::string text = without_remarks(text_of(path));
    const auto read = read_epcis(text);
    REQUIRE_MESSAGE(read, read.error().code << " " << read.error().value);
    for (const Error& each : read->faults)
      FAIL_CHECK(each.code << " " << each.field << " " << each.value);
    for (const EpcisEvent& each : read->events) {
      CHECK(each.hash.starts_with("ni:///sha-256;"));
      CHECK(!each.id.empty());
      CHECK(has_term(each, "type", each.type));
    }
    events += read->events.size();
  }
  CHECK(events > 40);
  if (!fs::exists(kOfficial)) MESSAGE("the samples of GS1 are not at hand: only our own were read");
}

TEST_CASE("a document that is none is refused, each for its reason") {
  CHECK(code_after([](Json&, Json&) {}) == "ok");
  CHECK(read_epcis("{").error().code == "json_unreadable");
  CHECK(read_epcis(R"({"type":"EPCISDocument","type":"x"})").error().code == "json_duplicate_key");
  CHECK(read_epcis("[]").error().code == "epcis_document_unknown");
  CHECK(read_epcis(std::string(100, '[') + std::string(100, ']')).error().code ==
        "json_unreadable");
  CHECK(code_after([](Json& d, Json&) { d["type"] = "Invoice"; }) == "epcis_document_unknown");
  CHECK(code_after([](Json& d, Json&) { d.erase("@context"); }) == "epcis_context_missing");
  CHECK(code_after([](Json& d, Json&) { d["@context"] = "https://schema.org"; }) ==
        "epcis_context_foreign");
  CHECK(code_after([](Json& d, Json&) {
          d["@context"] = Json{{"example", "https://x.example"}};
        }) == "epcis_context_foreign");
  CHECK(code_after([](Json& d, Json&) { d.erase("schemaVersion"); }) == "epcis_member_missing");
  CHECK(code_after([](Json& d, Json&) { d["creationDate"] = "today"; }) == "epcis_value_wrong");
  CHECK(code_after([](Json& d, Json&) { d["eventList"] = 1; }) == "epcis_member_unknown");
  CHECK(code_after([](Json& d, Json&) { d["epcisBody"] = Json::object(); }) == "epcis_no_events");
  CHECK(code_after([](Json& d, Json&) { d["epcisBody"]["eventList"] = 5; }) == "epcis_no_events");
  CHECK(code_after([](Json& d, Json& e) {
          d["epcisBody"]["eventList"] = std::vector<Json>(kMostEpcisEvents + 1, e);
        }) == "epcis_too_many_events");
}

TEST_CASE("of two ids of one event the last counts; no other member may stand twice") {
  std::string text = dump(sound());
  const std::string type = R"("type":"ObjectEvent")";
  text.insert(text.find(type), R"("eventID":"urn:uuid:1","eventID":"urn:uuid:2",)");
  const auto read = read_epcis(text);
  REQUIRE_MESSAGE(read, read.error().code);
  REQUIRE(read->events.size() == 1);
  CHECK(read->events[0].id == "urn:uuid:2");
  CHECK(read->events[0].hash == read_epcis(dump(sound()))->events[0].hash);
  std::string twice = dump(sound());
  twice.insert(twice.find(type), R"("bizStep":"shipping",)");
  CHECK(read_epcis(twice).error().code == "json_duplicate_key");
}

TEST_CASE("an event that breaks a rule is named with the rule and the place") {
  const auto missing = fault_after([](Json&, Json& e) { e.erase("action"); });
  CHECK(missing.code == "epcis_member_missing");
  CHECK(missing.field == "/epcisBody/eventList/0");
  CHECK(missing.args.at("name") == "action");
  CHECK(missing.args.at("event") == "1");
  for (const char* name : {"type", "eventTime", "eventTimeZoneOffset"})
    CHECK(code_after([&](Json&, Json& e) { e.erase(name); }) == "epcis_member_missing");
  CHECK(code_after([](Json&, Json& e) { e["colour"] = "red"; }) == "epcis_member_unknown");
  CHECK(code_after([](Json&, Json& e) { e["ilmd"]["season"] = "dry"; }) == "epcis_member_unknown");
  CHECK(code_after([](Json&, Json& e) { e["parentID"] = "urn:epc:id:sscc:0614141.0123456789"; }) ==
        "epcis_member_unknown");
  const auto wrong = [](const char* pointer, const Json& value) {
    return fault_after([&](Json&, Json& e) { e[Json::json_pointer(pointer)] = value; });
  };
  CHECK(wrong("/eventTime", "2026-11-24").args.at("kind") == "time");
  CHECK(wrong("/eventTime", "2026-02-30T00:00:00Z").code == "epcis_value_wrong");
  CHECK(wrong("/eventTime", "2026-11-24T25:00:00Z").code == "epcis_value_wrong");
  CHECK(wrong("/eventTime", "2026-11-24T06:30:00").code == "epcis_value_wrong");
  CHECK(wrong("/eventTimeZoneOffset", "+15:00").args.at("kind") == "zone");
  CHECK(wrong("/epcList/0", "2017").args.at("kind") == "uri");
  CHECK(wrong("/epcList/0", "urn:epc:id:sgtin:06 14").args.at("kind") == "uri");
  CHECK(wrong("/epcList", "urn:epc:id:sgtin:0614141.107346.2017").args.at("kind") == "list");
  CHECK(wrong("/quantityList/0/quantity", "200").args.at("kind") == "number");
  CHECK(wrong("/quantityList/0/uom", "kilogram").args.at("kind") == "unit");
  CHECK(wrong("/quantityList/0/lot", "x").code == "epcis_member_unknown");
  CHECK(wrong("/readPoint", "urn:epc:id:sgln:0614141.07346.1234").args.at("kind") == "object");
  CHECK(wrong("/bizStep", "selling").code == "epcis_word_unknown");
  CHECK(wrong("/bizStep", "urn:epcglobal:cbv:bizstep:mine").code == "epcis_word_unknown");
  CHECK(wrong("/bizStep", "https://ns.example.com/steps/drying").code == "ok");
  CHECK(wrong("/disposition", "fine").code == "epcis_word_unknown");
  CHECK(wrong("/action", "CHANGE").code == "epcis_word_unknown");
  CHECK(wrong("/type", "SaleEvent").code == "epcis_word_unknown");
  CHECK(wrong("/sourceList/0/type", "grower").code == "epcis_word_unknown");
  CHECK(wrong("/sensorElementList/0/sensorReport/0/type", "Warmth").code == "epcis_word_unknown");
  CHECK(wrong("/sensorElementList/0/sensorReport", Json::array()).code == "epcis_value_wrong");
  CHECK(wrong("/persistentDisposition", Json::object()).code == "epcis_member_missing");
  CHECK(wrong("/certificationInfo", 5).code == "epcis_value_wrong");
  CHECK(wrong("/errorDeclaration", Json{{"reason", "incorrect_data"}}).code ==
        "epcis_member_missing");
  CHECK(code_after([](Json&, Json& e) { e["epcList"].push_back(e["epcList"][0]); }) ==
        "epcis_value_repeated");
  CHECK(code_after([](Json&, Json& e) { e["action"] = "OBSERVE"; }) == "epcis_ilmd_unfit");
  CHECK(code_after([](Json&, Json& e) {
          for (const char* name : {"epcList", "quantityList", "sensorElementList"}) e.erase(name);
        }) == "epcis_objects_missing");
  CHECK(code_after([](Json&, Json& e) {
          e["epcList"] = std::vector<std::string>(kMostEpcisObjects + 1, "urn:x:y");
        }) == "epcis_event_too_large");
}

TEST_CASE("each type of event must say what it is about") {
  const auto with = [](const char* type, const Json& members) {
    return code_after([&](Json&, Json& e) {
      e = {{"type", type},
           {"eventTime", "2026-11-24T06:30:00+07:00"},
           {"eventTimeZoneOffset", "+07:00"}};
      e.update(members);
    });
  };
  const Json lot = Json::array({{{"epcClass", "urn:epc:class:lgtin:4012345.012345.1"}}});
  const Json paper = Json::array({{{"bizTransaction", "urn:x:1"}}});
  CHECK(with("AggregationEvent", {{"action", "ADD"}}) == "epcis_objects_missing");
  CHECK(with("AggregationEvent", {{"action", "DELETE"}, {"parentID", "urn:x:p"}}) == "ok");
  CHECK(with("AssociationEvent", {{"action", "ADD"}, {"childQuantityList", lot}}) ==
        "epcis_member_missing");
  CHECK(with("TransactionEvent", {{"action", "ADD"}, {"quantityList", lot}}) ==
        "epcis_member_missing");
  CHECK(with("TransactionEvent",
             {{"action", "ADD"}, {"quantityList", lot}, {"bizTransactionList", paper}}) == "ok");
  CHECK(with("TransformationEvent", {{"inputQuantityList", lot}}) == "epcis_objects_missing");
  CHECK(with("TransformationEvent",
             {{"inputQuantityList", lot}, {"transformationID", "urn:x:t"}}) == "ok");
  CHECK(with("TransformationEvent", {{"inputQuantityList", lot}, {"outputQuantityList", lot}}) ==
        "ok");
  CHECK(with("https://ns.example.com/SaleEvent", Json::object()) == "ok");
}

TEST_CASE("events are found by every field of the simple event query, in canonical form") {
  const auto read = read_epcis(dump(sound()));
  REQUIRE(read);
  REQUIRE(read->events.size() == 1);
  const EpcisEvent& event = read->events.front();
  CHECK(event.id == event.hash);
  const auto found = [&](const std::string& field, const std::string& asked) {
    return has_term(event, field, epcis_term_value(field, asked));
  };
  CHECK(found("epc", "urn:epc:id:sgtin:0614141.107346.2017"));
  CHECK(found("epc", "https://example.com/01/10614141073464/21/2017"));
  CHECK(found("epcClass", "https://id.gs1.org/01/04012345123456/10/998877"));
  CHECK(found("bizStep", "commissioning"));
  CHECK(found("bizStep", "urn:epcglobal:cbv:bizstep:commissioning"));
  CHECK(found("bizStep", "https://ref.gs1.org/cbv/BizStep-commissioning"));
  CHECK(found("disposition", "active"));
  CHECK(found("set", "completeness_verified"));
  CHECK(found("readPoint", "https://id.gs1.org/414/0614141073467/254/1234"));
  CHECK(found("bizLocation", "urn:epc:id:sgln:4012345.00005.0"));
  CHECK(found("bizTransaction " + epcis_term_value("bizTransaction type", "po"),
              "urn:epcglobal:cbv:bt:0614141073467:1152"));
  CHECK(found("source " + epcis_term_value("source type", "owning_party"),
              "https://id.gs1.org/417/4012345000009"));
  CHECK(found("sensor type", "Temperature"));
  CHECK(found("sensor deviceID", "https://id.gs1.org/8004/4000001111"));
  CHECK(found("value CEL", "4.50"));
  CHECK(found("ilmd cbvmda:countryOfOrigin", "VN") !=
        found("ilmd {urn:epcglobal:cbv:mda}countryOfOrigin", "VN"));
  CHECK(found("inner ilmd {https://ns.example.com/epcis/}year", "2026"));
  CHECK(found("extension {https://ns.example.com/epcis/}grower", "Ấp 2"));
  CHECK(found("inner extension {https://ns.example.com/epcis/}grade", "a"));
  CHECK(found("quantity", "200.5"));
}

TEST_CASE("a pattern of EPCs is what their canonical forms begin with") {
  const auto begins = [](const char* pattern, const char* epc) {
    const auto prefixes = epc_pattern(pattern);
    REQUIRE(prefixes);
    return std::ranges::any_of(*prefixes, [&](const std::string& prefix) {
      return epcis_term_value("epc", epc).starts_with(prefix);
    });
  };
  const char* const kEpc = "urn:epc:id:sgtin:0614141.107346.2017";
  for (const char* pattern :
       {"urn:epc:idpat:sgtin:0614141.107346.*", "urn:epc:idpat:sgtin:0614141.*.*",
        "urn:epc:idpat:sgtin:*.*.*", "https://id.gs1.org/01/10614141073464/21/*"}) {
    CAPTURE(pattern);
    CHECK(begins(pattern, kEpc));
  }
  CHECK_FALSE(begins("urn:epc:idpat:sgtin:0614141.107347.*", kEpc));
  CHECK_FALSE(begins("urn:epc:idpat:sgtin:0614142.*.*", kEpc));
  CHECK_FALSE(
      begins("urn:epc:idpat:sgtin:0614141.107346.*", "urn:epc:class:lgtin:0614141.107346.2017"));
  CHECK(begins("urn:epc:idpat:sscc:0614141.*", "urn:epc:id:sscc:0614141.1234567890"));
  CHECK(begins("urn:epc:idpat:sgln:0614141.07346.*", "urn:epc:id:sgln:0614141.07346.12"));
  CHECK(begins("urn:epc:idpat:lgtin:4012345.012345.*", "urn:epc:class:lgtin:4012345.012345.99"));
  CHECK_FALSE(epc_pattern(kEpc));
  CHECK_FALSE(epc_pattern("https://example.com/*"));
}

TEST_CASE("moments of RFC 3339, and what is none") {
  CHECK(epcis_moment("2026-11-24T06:30:00+07:00") == epcis_moment("2026-11-23T23:30:00Z"));
  CHECK(epcis_moment("2026-11-24T06:30:00.1234+07:00"));
  for (const char* text :
       {"2026-11-24", "2026-11-24T06:30:00", "2026-11-24T06:30Z", "", "yesterday",
        "2026-13-24T06:30:00Z", "2026-11-24T06:61:00Z", "2026-11-24T06:30:00.Z"})
    CHECK_FALSE(epcis_moment(text));
}

// The verdicts on thousands of documents with one slip each, for official_schema.py, which holds
// them against the schema that GS1 publishes.
TEST_CASE("slips in sample documents are told to whoever compares") {
  const char* out = std::getenv("TEMGOC_EPCIS_VERDICTS");
  if (!out || !fs::exists(kOfficial)) {
    MESSAGE("skipped: nobody compares, or the samples of GS1 are not at hand");
    return;
  }
  std::ofstream verdicts(out);
  std::mt19937 dice(21);
  for (const fs::path& path : documents_in(kOfficial / "JSON")) {
    const auto whole = parse_json(text_of(path));
    if (!whole) continue;
    const Json flat = whole->flatten();
    for (int i = 0; i < 60; ++i) {
      Json changed = *whole;
      auto leaf = flat.begin();
      std::advance(leaf, dice() % flat.size());
      const Json::json_pointer pointer(leaf.key());
      Json& parent = changed[pointer.parent_pointer()];
      const auto kind = dice() % 5;
      if (kind == 0 && parent.is_object()) parent.erase(pointer.back());
      if (kind == 0 && parent.is_array()) parent = Json::array();
      if (kind == 1) changed[pointer] = Json::array({1});
      if (kind == 2) changed[pointer] = "nothing of the kind";
      if (kind == 3) changed[pointer] = 7;
      if (kind == 4 && parent.is_object()) parent["surplus"] = 1;
      const auto read = read_epcis(dump(changed));
      const Error* fault = !read                  ? &read.error()
                           : read->faults.empty() ? nullptr
                                                  : &read->faults[0];
      verdicts << (fault ? fault->code : "sound") << "\t" << dump(changed) << "\n";
    }
  }
}
