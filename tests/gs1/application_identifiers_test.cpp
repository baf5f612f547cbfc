// The table of application identifiers, held against GS1's own dictionary by a reading of it that
// shares nothing with the program's.
#include "temgoc/gs1/application_identifiers.h"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "gs1/syntax_dictionary.h"
#include "temgoc/gs1/digital_link.h"

using namespace temgoc;

namespace {

// A line of the dictionary, cut at white space: AIs, flags, the rest.
struct Line {
  int first = 0;
  int last = 0;
  std::size_t digits = 0;
  bool attribute = false;
  bool key = false;
};

std::vector<Line> lines() {
  std::vector<Line> all;
  std::istringstream text{std::string(syntax_dictionary())};
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string ais, word;
    words >> ais;
    Line each;
    each.digits = ais.find('-') == std::string::npos ? ais.size() : ais.find('-');
    each.first = std::stoi(ais.substr(0, each.digits));
    each.last = each.digits == ais.size() ? each.first : std::stoi(ais.substr(each.digits + 1));
    while (words >> word) {
      if (word == "?" || word == "*?") each.attribute = true;
      if (word == "dlpkey" || word.rfind("dlpkey=", 0) == 0) each.key = true;
    }
    all.push_back(each);
  }
  return all;
}

std::string ai_text(int number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text;
}

std::string fault(const std::string& ai, const std::string& value) {
  return std::string(value_fault(ai, value).value_or(""));
}

std::string refusal(const std::string& query) {
  const auto link = read_digital_link("/01/08938505974019", query);
  return link ? "" : link.error().code;
}

}  // namespace

TEST_CASE("the dictionary is the release that docs/resolver.md names") {
  CHECK(syntax_dictionary().find("# Release: 2026-01-27\n") != std::string_view::npos);
  CHECK(lines().size() == 224);
}

TEST_CASE("exactly the AIs of the dictionary are known, as keys and attributes where it says so") {
  std::set<std::string> assigned, keys, attributes;
  for (const Line& line : lines()) {
    for (int number = line.first; number <= line.last; ++number) {
      const std::string ai = ai_text(number, line.digits);
      assigned.insert(ai);
      if (line.key) keys.insert(ai);
      if (line.attribute) attributes.insert(ai);
    }
  }
  REQUIRE(keys.size() > 15);
  for (const std::size_t digits : {2u, 3u, 4u}) {
    int end = 1;
    for (std::size_t i = 0; i < digits; ++i) end *= 10;
    for (int number = 0; number < end; ++number) {
      const std::string ai = ai_text(number, digits);
      CAPTURE(ai);
      CHECK((fault(ai, "") == "gs1_ai_unknown") == !assigned.contains(ai));
      CHECK(is_primary_key(ai) == keys.contains(ai));
      CHECK(is_data_attribute(ai) == attributes.contains(ai));
    }
  }
}

TEST_CASE("values of each kind of component, good and bad") {
  struct Sample {
    const char* ai;
    std::vector<const char*> good;
    std::vector<const char*> bad;
  };
  const Sample samples[] = {
      {"716", {"A123456789"}, {"", "ABCDEFGHIJKLMNOPQRSTU"}},
      {"7250", {"19491231", "20000229"}, {"491231", "19991301", "19000229"}},
      {"7251", {"194912312359"}, {"194912312460", "19491231"}},
      {"7252", {"0", "1", "2", "9"}, {"3", "10"}},
      {"7258", {"1/3", "3/3"}, {"4/3", "0/3", "1-3"}},
      {"423", {"704", "704156"}, {"70", "7041"}},
      {"4309", {"02790858483015297971"}, {"18000000010000000000", "0279085848"}},
      {"4330", {"000100", "000100-"}, {"000100+", "00010"}},
      {"7007", {"261124", "261124261125"}, {"2611242611", "261301"}},
      {"7023", {"8938505974002A"}, {"ABC8938505974002"}},
      {"7040", {"1ABC"}, {"ABCD", "1AB", "1AB!"}},
      {"7241", {"01", "10", "80"}, {"00", "11", "79"}},
      {"8001", {"12345678901210"}, {"00005678901210", "12345678901220"}},
      {"8003", {"08938505974002", "08938505974002A1"}, {"18938505974002", "08938505974003"}},
      {"8006", {"095211411234540102"}, {"095211411234540201", "095211411234540002"}},
      {"8007",
       {"GB82WEST12345698765432"},
       {"GB83WEST12345698765432", "GB81WEST12345698765432", "82WEST"}},
      {"8008",
       {"26112409", "2611240930", "261124093059"},
       {"261124", "26112424", "261124093", "2611240960", "261124093060"}},
      {"8010", {"8938#-/A"}, {"8938a", "89"}},
      {"8011", {"0", "12"}, {"012", "1234567890123"}},
      {"8013", {"1987654Ad4X4bL5ttr2310c2K"}, {"1987654Ad4X4bL5ttr2310c2L"}},
      {"4321", {"0", "1"}, {"2"}},
      {"4307", {"VN"}, {"vn", "V1"}},
      {"4300", {"HTX%20A"}, {"HTX%2"}},
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.ai);
    for (const char* value : sample.good) CHECK_MESSAGE(fault(sample.ai, value) == "", value);
    for (const char* value : sample.bad) CHECK_MESSAGE(fault(sample.ai, value) != "", value);
  }
}

TEST_CASE("what GS1 does not allow in a query is refused there") {
  for (const char* ai : {"03", "254", "7040", "8011", "8019", "8020", "8200", "7041", "8040"}) {
    CAPTURE(ai);
    CHECK(refusal(std::string(ai) + "=1") != "");
  }
  CHECK(refusal("03=08938505974019") == "gs1_no_attribute");
  CHECK(refusal("8200=https") == "gs1_no_attribute");
  CHECK(refusal("235=A") == "gs1_in_query");
  CHECK(refusal("716=A123456789") == "");
  CHECK(refusal("7250=19491231") == "");
}

TEST_CASE("qualifiers of two sequences never mix") {
  const std::string_view both[] = {"10", "235"};
  CHECK(qualifier_sequence("01", both) == nullptr);
  const std::string_view three[] = {"21", "10", "22"};
  REQUIRE(qualifier_sequence("01", three) != nullptr);
  CHECK(qualifier_sequence("01", three)->front() == "22");
  CHECK(is_qualifier_of("7040", "414"));
  CHECK_FALSE(is_qualifier_of("7040", "01"));
}
