#include "temgoc/gs1/digital_link.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/gs1/application_identifiers.h"
#include "temgoc/http/http.h"

using namespace temgoc;

namespace {

std::string refusal(const std::string& path, const std::string& query = "") {
  if (!names_a_gs1_key(path)) return "no key";
  const auto link = read_digital_link(path, query);
  return link ? "" : link.error().code;
}

DigitalLink read(const std::string& path, const std::string& query = "") {
  return read_digital_link(path, query).value();
}

const std::string kSignature(86, 'A');

}  // namespace

TEST_CASE("what GS1's syntax engine accepts is accepted") {
  CHECK(refusal("/01/08938505974019/10/LO24A") == "");
  CHECK(refusal("/t/a/01/08938505974019/10/LO24A") == "");
  CHECK(refusal("/01/08938505974019/10/LO24A", "sig=abc") == "");
  CHECK(refusal("/01/08938505974019/10/LO24A", "91=" + kSignature) == "");
  CHECK(refusal("/01/08938505974019/10/LO24A", "17=271231&11=261101") == "");
  CHECK(refusal("/01/08938505974019/10/LO%2F24") == "");
  CHECK(refusal("/414/8938505974002/254/HTX1") == "");
  CHECK(refusal("/253/8938505974002CERT1") == "");
  CHECK(refusal("/01/08938505974019/10/LO24A/21/S1", "8030=" + kSignature) == "");
}

TEST_CASE("what GS1's syntax engine rejects is refused, but for the trailing slash") {
  CHECK(refusal("/01/08938505974019/10/LO24A", "8030=" + kSignature) == "gs1_requires");
  CHECK(refusal("/01/08938505974019/21/S1/10/LO24A") == "gs1_qualifier");
  CHECK(refusal("/01/08938505974019/17/271231") == "gs1_qualifier");
  CHECK(refusal("/01/8938505974019") == "gs1_value");
  CHECK(refusal("/01/08938505974019/10/ABCDEFGHIJKLMNOPQRSTU") == "gs1_value");
  CHECK(refusal("/01/08938505974019/10/L%C3%94") == "gs1_value");
  CHECK(refusal("/01/08938505974019/10/L\xc3\x94") == "gs1_value");
  CHECK(refusal("/01/08938505974019", "10=LO24A") == "gs1_in_query");
  CHECK(refusal("/01/08938505974019", "17=271231;11=261101") == "gs1_value");
  CHECK(refusal("/01/08938505974018") == "gs1_check_digit");
  CHECK(refusal("/01/08938505974019/10/LO24A/") == "");
}

TEST_CASE("a path is read whole: pairs behind the rightmost primary key, its qualifiers in order") {
  for (const char* path :
       {"/01", "/01/", "/01/08938505974019/foo", "/01/08938505974019/10/L/foo",
        "/01/08938505974019//10/L", "/01/08938505974019/lot/L", "/253/8938505974002/10/L"}) {
    CAPTURE(path);
    const std::string code = refusal(path);
    CHECK((code == "gs1_path" || code == "gs1_qualifier"));
  }
  CHECK(refusal("/01/08938505974019/22/2A/10/L/21/S") == "");
  CHECK(refusal("/01/08938505974019/235/2A") == "");
  CHECK(refusal("/01/08938505974019/10/L/235/2A") == "gs1_qualifier");
  CHECK(refusal("/414/8938505974002/254/A/7040/1ABC") == "gs1_qualifier");
  CHECK(refusal("/417/8938505974002/7040/1ABC") == "");
  CHECK(refusal("/417/8938505974002/7040/ABCD") == "gs1_value");
  CHECK(refusal("/01/08938505974019/10/L/10/L") == "gs1_repeated");
  CHECK(refusal("/01/08938505974019/10/L", "10=L") == "gs1_repeated");
  CHECK(refusal("/01/08938505974019", "17=271231&17=271231") == "gs1_repeated");
  CHECK(refusal("/01/08938505974019", "89=1") == "gs1_ai_unknown");
  CHECK(refusal("/01/08938505974019/10/%zz") == "gs1_value");
  CHECK(refusal("/01/08938505974019/10/") == "gs1_path");
}

TEST_CASE("the stem may hold anything, a seal's digits and another key too") {
  const std::string seal(187, '7');
  CHECK(read("/" + seal + "/01/08938505974019/10/L").stem == "/" + seal);
  const DigitalLink link = read("/01/x/01/08938505974019/10/414/");
  CHECK(link.stem == "/01/x");
  CHECK(link.key == ElementString{"01", "08938505974019"});
  CHECK(link.qualifiers == std::vector<ElementString>{{"10", "414"}});
}

TEST_CASE("paths of other people name no key") {
  for (const char* path : {"/", "", "/lot/08938505974019/L1", "/example.css", "/10/L1", "/1/2"})
    CHECK_FALSE(names_a_gs1_key(path));
}

TEST_CASE("data attributes have the form of their AI") {
  const auto fault = [](const char* ai, const char* value) {
    return std::string(value_fault(ai, value).value_or(""));
  };
  CHECK(fault("3103", "000125") == "");
  CHECK(fault("3106", "000125") == "gs1_ai_unknown");
  CHECK(fault("3170", "000125") == "gs1_ai_unknown");
  CHECK(fault("17", "261300") == "gs1_value");
  CHECK(fault("17", "260200") == "");
  CHECK(fault("17", "260230") == "gs1_value");
  CHECK(fault("7003", "2611242460") == "gs1_value");
  CHECK(fault("7003", "2611242359") == "");
  CHECK(fault("255", "8938505974002") == "");
  CHECK(fault("255", "8938505974002A") == "gs1_value");
  CHECK(fault("00", "095201234567891235") == "");
  CHECK(fault("00", "095201234567891234") == "gs1_check_digit");
  CHECK(fault("8010", "9521ab") == "gs1_value");
  CHECK(fault("10", "") == "gs1_value");
  CHECK(fault("8006", "095211411234540102") == "");
}

TEST_CASE("a link is read from what its path says of itself, whatever its values hold") {
  const std::string set =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  CHECK(rc::check([&] {
    const auto value = [&] {
      std::string text;
      const int length = *rc::gen::inRange(1, 21);
      for (int i = 0; i < length; ++i) text += *rc::gen::elementOf(set);
      return text;
    };
    DigitalLink link{.key = {"01", "08938505974019"}};
    for (const char* ai : {"22", "10", "21"})
      if (*rc::gen::arbitrary<bool>()) link.qualifiers.push_back({ai, value()});
    const auto again = read_digital_link(link.path(), "");
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->key == link.key);
    RC_ASSERT(again->qualifiers == link.qualifiers);
  }));
}

TEST_CASE("no bytes of a path or a query are more than refused") {
  CHECK(rc::check([](const std::string& noise, const std::string& query) {
    for (const std::string& path : {"/01/08938505974019/" + noise, noise + "/01/" + noise,
                                    "/eh30" + noise, "/ex" + noise, noise}) {
      if (!names_a_gs1_key(path)) continue;
      const auto link = read_digital_link(path, query);
      const bool answered = link.has_value() || !link.error().code.empty();
      RC_ASSERT(answered);
    }
  }));
}
