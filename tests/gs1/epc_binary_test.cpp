// EPC binary strings: the worked examples of the compression standard (section 4.2) and of the EPC
// Tag Data Standard 2.3 (annex E.3).
#include "temgoc/gs1/epc_binary.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "temgoc/base/text.h"

using namespace temgoc;

namespace {

std::string decoded(const std::string& segment) {
  const auto link = decompress_epc(segment);
  if (!link) return link.error().code;
  std::string text = link->path();
  for (const ElementString& each : link->attributes) text += "?" + each.ai + "=" + each.value;
  return text;
}

// The same bits, six to a character.
std::string in_base64(const std::string& hexadecimal) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string segment = "ex";
  unsigned bits = 0, have = 0;
  for (const char c : hexadecimal) {
    bits = bits << 4 | static_cast<unsigned>(std::string_view("0123456789abcdef").find(c));
    for (have += 4; have >= 6; have -= 6) segment += kAlphabet[bits >> (have - 6) & 63];
  }
  if (have > 0) segment += kAlphabet[bits << (6 - have) & 63];
  return segment;
}

struct Example {
  const char* scheme;
  const char* hexadecimal;
  const char* link;
};
const Example kExamples[] = {
    {"SGTIN-96", "30164596f40c0e5cbe991a83", "/01/09528765123457/21/123456789123"},
    {"SGTIN-96", "3066C4409047E140075BCD15", "/01/09506000134352/21/123456789"},
    {"SGTIN-198", "3666C4409047E159B2C2BF100000000000000000000000000000",
     "/01/09506000134352/21/32a%2Fb"},
    {"SGTIN+", "F73795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb"},
    {"DSGTIN+", "FB342CDE795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb?17=220630"},
    {"SGTIN++", "FD3795211411234538566CB0AFC525065F1876F0D996D800",
     "/01/79521141123453/21/32a%2Fb"},
    {"DSGTIN++", "FC342CDE795211411234538566CB0AFC525065F1876F0D996D80",
     "/01/79521141123453/21/32a%2Fb?17=220630"},
    {"SGLN-96", "3276451FD46072000000162E", "/414/9521141123454/254/5678"},
    {"SGLN-195", "3976451FD46072CD9615F8800000000000000000000000000000",
     "/414/9521141123454/254/32a%2Fb"},
    {"SGLN+", "F2395211411234548566CB0AFC4", "/414/9521141123454/254/32a%2Fb"},
    {"SGLN++", "E9395211411234548566CB0AFC525065F1876F0D996D8000",
     "/414/9521141123454/254/32a%2Fb"},
    {"GDTI-96", "2C76451FD46072000000162E", "/253/95211411234545678"},
    {"GDTI-174", "3E76451FD7039B061438997367D0C18B266D1AB66EE0",
     "/253/9521141987650ABCDefgh012345678"},
    {"GDTI+", "F6395211411234540458B8", "/253/95211411234545678"},
    {"GDTI++", "EA395211411234540458BA4A0CBE30EDE1B32DB0", "/253/95211411234545678"},
};

}  // namespace

TEST_CASE("the examples of the standards decode, in hexadecimal and in base 64") {
  for (const Example& each : kExamples) {
    CAPTURE(each.scheme);
    const std::string hexadecimal = ascii_lower(each.hexadecimal);
    CHECK(decoded("eh" + hexadecimal) == each.link);
    CHECK(decoded(in_base64(hexadecimal)) == each.link);
  }
  CHECK(decoded("exMBZFlvQMDly-mRqD") == "/01/09528765123457/21/123456789123");
}

TEST_CASE("what is no EPC of a known scheme does not decode") {
  for (const char* segment :
       {"eh", "ex", "eh3", "eh0000000000000000000000000", "ehe2000000000000000000000",
        "ehfe000000000000000000000", "eh3016", "eh30164596f40c0e5cbe991a830001",
        "eh307fffffffffffffffffffff",           // partition 7
        "eh3500e86f8000a9e000000586",           // GID-96: no link stands for it
        "eh311ba1b300ce0a6a83000000",           // SSCC-96: a key that is not resolved here
        "ehf73795211411234ae8566cb0afc4",       // a GTIN digit above 9
        "ehfb372cde795211411234538566cb0afc4",  // a date type that is reserved
        "exAAAAAAAAAAAAAAAA"}) {
    CAPTURE(segment);
    CHECK(decoded(segment) == "epc_undecodable");
  }
  CHECK(decoded("eh" + std::string(5000, '3')) == "epc_undecodable");
}

TEST_CASE("a segment is meant as an EPC by its prefix, whether it can be read or not") {
  for (const char* segment : {"eh30", "exMB", "eh", "exMB-_", "eh3G", "ehZZ", "ehAB"})
    CHECK(is_epc_segment(segment));
  for (const char* segment : {"EH30", "ex=", "01", "", "e", "example.css"})
    CHECK_FALSE(is_epc_segment(segment));
  for (const char* segment : {"ehZZ", "eh3G", "ehAB"}) CHECK(decoded(segment) == "epc_undecodable");
}

TEST_CASE("any bits decode to a valid link or not at all") {
  CHECK(rc::check([] {
    std::string segment = "eh" + *rc::gen::element<std::string>("30", "36", "32", "39", "2c", "3e",
                                                                "f7", "fb", "fd", "fc", "f2", "f6");
    const int length = *rc::gen::inRange(0, 80);
    for (int i = 0; i < length; ++i) segment += "0123456789abcdef"[*rc::gen::inRange(0, 16)];
    const auto link = decompress_epc(segment);
    if (!link) return;
    const auto again = read_digital_link(link->path(), "");
    RC_ASSERT(again.has_value());
  }));
}
