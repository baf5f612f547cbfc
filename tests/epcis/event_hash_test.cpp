// The published hashes, and what else the rules of CBV 2.0 section 8.9 ask.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "temgoc/epcis/event_hash.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

const fs::path kVectors = fs::path(TEMGOC_SOURCE_DIR) / "tests/vectors/epcis_hash";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::istringstream text(text_of(path));
  for (std::string line; std::getline(text, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::string document(const std::string& members) {
  return R"({"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",)"
         R"({"example":"https://ns.example.com/epcis/"}],"type":"EPCISDocument","epcisBody":)"
         R"({"eventList":[{"type":"ObjectEvent","eventTime":"2026-11-24T06:30:00+07:00",)"
         R"("eventTimeZoneOffset":"+07:00","action":"OBSERVE")" +
         members + "}]}}";
}

std::string text_with(const std::string& members) {
  const auto texts = epcis_event_texts(document(members));
  return texts ? texts->front() : texts.error().code;
}

// The event at these seconds, with what stands behind their point.
std::string text_at(const std::string& seconds) {
  std::string text = document("");
  text.replace(text.find("2026-11-24T06:30:00"), 19, "2026-11-24T06:30:" + seconds);
  const auto texts = epcis_event_texts(text);
  return texts ? texts->front() : texts.error().code;
}

}  // namespace

TEST_CASE("every published hash is the one that is computed here") {
  int documents = 0;
  for (const auto& entry : fs::directory_iterator(kVectors)) {
    if (entry.path().extension() != ".jsonld") continue;
    ++documents;
    CAPTURE(entry.path().filename().string());
    const std::string content = text_of(entry.path());
    const auto hashes = epcis_event_hashes(content);
    REQUIRE(hashes);
    INFO(epcis_event_texts(content)->front());
    CHECK(*hashes == lines_of(fs::path(entry.path()).replace_extension(".hashes")));
  }
  CHECK(documents == 11);
}

TEST_CASE("what says nothing of the event does not change its hash") {
  const std::string plain = text_with("");
  CHECK(text_with(R"(,"eventID":"urn:uuid:1")") == plain);
  CHECK(text_with(R"(,"recordTime":"2026-11-25T00:00:00Z")") == plain);
  CHECK(text_with(R"(,"rdfs:comment":"x")") == plain);
  CHECK(text_with(R"(,"errorDeclaration":{"declarationTime":"2026-11-25T00:00:00Z"})") == plain);
  CHECK(text_with(R"(,"bizStep":"")") == plain);
  CHECK(text_with(R"(,"bizStep":"shipping")") != plain);
}

TEST_CASE("a moment is hashed to the thousandth of a second, and half of one goes up") {
  CHECK(text_at("00.1235") == text_at("00.124"));
  CHECK(text_at("00.1234") == text_at("00.123"));
  CHECK(text_at("00.123") != text_at("00.124"));
  CHECK(text_at("00.9995") == text_at("01"));
}

TEST_CASE("the order of members and elements does not change the hash, their content does") {
  const std::string one =
      text_with(R"(,"epcList":["urn:a","urn:b"],"example:x":"1","example:y":2)");
  CHECK(one == text_with(R"(,"example:y":"2.0","example:x":"01","epcList":["urn:b","urn:a"])"));
  CHECK(one != text_with(R"(,"epcList":["urn:a","urn:c"],"example:x":"1","example:y":2)"));
}

TEST_CASE("a key has one form, however it was written") {
  const std::string link = "https://id.gs1.org/01/04012345999990/21/XYZ-1234";
  CHECK(canonical_gs1_key("https://example.vn/a/01/04012345999990/21/XYZ-1234?17=271231") == link);
  CHECK(canonical_gs1_key("http://example.vn/gtin/4012345999990/ser/XYZ-1234") == link);
  CHECK(canonical_gs1_key("https://example.vn/01/04012345999990/10/LOT/21/XYZ-1234") == link);
  CHECK(canonical_gs1_key("urn:epc:id:sgtin:4012345.099999.XYZ-1234") == link);
  CHECK(canonical_gs1_key("urn:epc:id:sgln:4012345.00011.0") ==
        "https://id.gs1.org/414/4012345000115");
  CHECK(canonical_gs1_key("urn:epc:id:giai:4012345.A(1)") ==
        "https://id.gs1.org/8004/4012345A%281%29");
  for (const char* other : {"urn:epc:id:sgtin:12.3.4", "urn:epc:id:unknown:1.2.3", "LOT-1",
                            "https://example.vn/po/12345678", "geo:16.5,107.1"})
    CHECK(canonical_gs1_key(other) == other);
}

TEST_CASE("a document that holds no events is refused with its reason") {
  CHECK(epcis_event_hashes("{").error().code == "json_unreadable");
  CHECK(epcis_event_hashes("[]").error().code == "epcis_no_events");
  CHECK(epcis_event_hashes("{}").error().code == "epcis_no_events");
  CHECK(epcis_event_hashes(R"({"epcisBody":{"eventList":3}})").error().code == "epcis_no_events");
  CHECK(epcis_event_hashes(R"({"epcisBody":[1]})").error().code == "epcis_no_events");
  const auto odd = epcis_event_hashes(R"({"epcisBody":{"eventList":[{"type":"A"},{"type":1}]}})");
  REQUIRE(!odd);
  CHECK(odd.error().code == "epcis_event_unreadable");
  CHECK(odd.error().args.at("event") == "2");
  CHECK(epcis_event_hashes(std::string(100, '[')).error().code == "json_unreadable");
}
