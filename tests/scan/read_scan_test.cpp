#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "support/test_realm.h"
#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"
#include "temgoc/scan/sentence_end.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kStart = "https://ocop.example/";
const std::string kTail = "/01/02990000000019/10/261124-01";

const std::string& good() {
  static const std::string label = TestRealm().label(TestRealm().claim());
  return label;
}
std::string digits() { return good().substr(kStart.size(), kSealDigits); }

// The good label with one part replaced.
std::string altered(std::string_view part, std::string_view by) {
  std::string text = good();
  const std::size_t at = text.rfind(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

std::string why(std::string_view text) {
  const Scanned scanned = read_scan(text);
  const auto* unreadable = std::get_if<UnreadableScan>(&scanned);
  return unreadable ? unreadable->why : "(readable)";
}

bool is_good(const Scanned& scanned) {
  const auto* scan = std::get_if<SealedScan>(&scanned);
  return scan && sealed_uri(scan->host, scan->sealed) == good();
}

// The good label with byte `at` of its seal replaced.
std::string with_seal_byte(std::size_t at, std::uint8_t byte) {
  SealBytes seal = parse_seal_digits(digits()).value();
  seal[at] = byte;
  return kStart + seal_digits(seal) + kTail;
}

}  // namespace

TEST_CASE("a link is read up to the longest, and has neither a user nor a port") {
  std::string longest = "https://example.vn/01/02990000000019/10/";
  longest.append(kMaxScanBytes - longest.size(), 'A');
  CHECK(why(longest) != "too_long");
  CHECK(why(longest + "A") == "too_long");
  CHECK(why("https://a@ocop.example" + kTail) == "user_info");
  CHECK(why("https://ocop.example:443" + kTail) == "port");
}

TEST_CASE("a sealed label is read into what was sealed") {
  const Scanned scanned = read_scan(good());
  const auto& scan = std::get<SealedScan>(scanned);
  CHECK(scan.host == kHost);
  CHECK(scan.sealed == sealed(TestRealm().claim(), rfc8032_key(1), kRealm));
}

TEST_CASE("a sealed item is read with its serial") {
  const Claim claim = TestRealm().item_claim();
  const Scanned scanned = read_scan(TestRealm().label(claim));
  CHECK(std::get<SealedScan>(scanned).sealed.claim == claim);
}

TEST_CASE("what scanners and people add is forgiven") {
  const std::string rest = good().substr(kStart.size());
  for (const std::string& text :
       {" " + good(), good() + "\r\n", "\t\n" + good() + "  ", "\u00a0" + good() + "\ufeff",
        "HTTPS://OCOP.EXAMPLE/" + rest, "hTTps://Ocop.Example/" + rest,
        "http://ocop.example/" + rest, good() + "/", good() + "?", good() + "#", good() + "/?a=b&c",
        good() + "?utm_source=zalo%20x", good() + "#a/b:c@d", good() + "/#?", good() + "?//"}) {
    CAPTURE(text);
    CHECK(is_good(read_scan(text)));
  }
}

TEST_CASE("what is no label at all is refused") {
  CHECK(why("") == "empty");
  CHECK(why(" \r\n\t") == "empty");
  CHECK(why("WIFI:T:WPA;S:quan;P:12345678;;") == "not_a_label");
  CHECK(why("ftp://ocop.example" + kTail) == "not_a_label");
  CHECK(why("ocop.example" + kTail) == "not_a_label");
  CHECK(why("//ocop.example" + kTail) == "not_a_label");
  CHECK(why("một câu dài hơn mọi mã có thể gõ bằng tay được") == "not_a_label");
}

TEST_CASE("the limit counts what a label carries, not what others put behind it") {
  const std::string long_path = "https://ocop.example/";
  CHECK(why(long_path + std::string(512 - long_path.size(), 'x')) == "path");
  CHECK(why(long_path + std::string(513 - long_path.size(), 'x')) == "too_long");
  CHECK(is_good(read_scan(good() + "?fbclid=" + std::string(3000, 'x'))));
  CHECK(is_good(read_scan(std::string(600, ' ') + good() + "#" + std::string(600, 'x'))));
  CHECK(why(std::string(513, ' ')) == "empty");
}

TEST_CASE("a sentence around a link is no part of it") {
  const std::string sealed_serial = good() + "/21/0000001";
  const auto serial_of = [](const std::string& text) {
    const Scanned scanned = read_scan(text);
    const auto* sealed = std::get_if<SealedScan>(&scanned);
    return sealed && sealed->sealed.claim.serial ? sealed->sealed.claim.serial->text() : "";
  };
  for (const char* after :
       {".", "...", ",", ";", ":", "!", ")", ").", "\"", "”", "…", "»,", "/.", ".-"}) {
    CAPTURE(std::string(after));
    if (std::string(after) != "/.") CHECK(serial_of(sealed_serial + after) == "0000001");
  }
  CHECK(serial_of("(" + sealed_serial + ")") == "0000001");
  CHECK(serial_of("<" + sealed_serial + ">") == "0000001");
  CHECK(serial_of("“" + sealed_serial + "”.") == "0000001");
  CHECK(is_good(read_scan("\"" + good() + "\",")));
  CHECK(is_good(read_scan("]Q1" + good())));
  CHECK(is_good(read_scan("]Q3" + good() + "\r")));
}

TEST_CASE("a lot's link before a full stop is read as it stands, and has another reading") {
  const Scanned scanned = read_scan(good() + ".");
  CHECK(std::get<SealedScan>(scanned).sealed.claim.lot.text().ends_with('.'));
  const auto other = without_sentence_end(scanned);
  REQUIRE(other.has_value());
  CHECK(is_good(*other));
  CHECK_FALSE(without_sentence_end(read_scan(good())).has_value());
  CHECK_FALSE(without_sentence_end(read_scan(good() + "/21/0000001.")).has_value());
}

TEST_CASE("characters outside visible ASCII are refused wherever they stand inside") {
  CHECK(is_good(read_scan(good() + "?a b\u00e9")));
  CHECK(why(good() + "\n" + good()) == "character");
  CHECK(why(altered("ocop", "oc\u043ep")) == "character");
  CHECK(why(altered("261124", "\u0662\u0666\u0661124")) == "character");
  CHECK(why(good() + std::string(1, '\0') + "x") == "character");
  CHECK(why(altered("/01/", "/01/\u200b")) == "character");
}

TEST_CASE("a host with user info, a port, a trailing dot or no name is refused") {
  CHECK(why(altered("ocop.example", "a@ocop.example")) == "user_info");
  CHECK(why(altered("ocop.example", "a:b@ocop.example")) == "user_info");
  CHECK(why(altered("ocop.example", "ocop.example:443")) == "port");
  CHECK(why(altered("ocop.example", "[::1]")) == "port");
  CHECK(why(altered("ocop.example", "ocop.example.")) == "host");
  CHECK(why(altered("ocop.example", "ocop..example")) == "host");
  CHECK(why(altered("ocop.example", "")) == "host");
  CHECK(why(altered("ocop.example", "ocop_example")) == "host");
  CHECK(why(altered("ocop.example/", "ocop.example\\")) == "host");
}

TEST_CASE("a host that no label carries is read, for the verdict to judge") {
  for (const char* host : {"localhost", "192.168.1.1", "ocop.example.evil.test"}) {
    const Scanned scanned = read_scan(altered("ocop.example", host));
    CHECK(std::get<SealedScan>(scanned).host == host);
  }
}

TEST_CASE("percent-encoding in the path is refused, sealed or not") {
  CHECK(why(altered("261124-01", "261124%2D01")) == "percent");
  CHECK(why(altered("/10/", "%2F10/")) == "percent");
  CHECK(why("https://ocop.example/01/02990000000019/10/A%2DB") == "percent");
}

TEST_CASE("empty, missing, repeated, reordered and foreign segments are refused") {
  CHECK(why(good() + "//") == "empty_segment");
  CHECK(why(altered("/01/", "//01/")) == "empty_segment");
  CHECK(why(altered("/10/261124-01", "/10/")) == "path");
  CHECK(why(altered("/10/261124-01", "")) == "path");
  CHECK(why("https://ocop.example") == "path");
  CHECK(why("https://ocop.example/") == "path");
  CHECK(why("https://ocop.example?a=/01/02990000000019/10/A") == "path");
  CHECK(why(good() + "/10/261124-01") == "path");
  CHECK(why(good() + "/21/1/21/1") == "path");
  CHECK(why(good() + "/17/270523") == "path");
  CHECK(why(good() + "/21") == "path");
  CHECK(why(kStart + "01/02990000000019/10/A/" + digits()) == "path");
  CHECK(why(kStart + digits() + "/10/261124-01/01/02990000000019") == "path");
  CHECK(why(kStart + digits() + "/" + digits() + kTail) == "path");
  CHECK(why(kStart + digits() + "/S" + kTail) == "path");
  CHECK(why(altered("/01/", "/./01/")) == "path");
  CHECK(why(altered("/01/", "/1/")) == "path");
  CHECK(why("https://ocop.example/" + std::string(400, '/')) == "empty_segment");
}

TEST_CASE("a stem that is not 187 digits in range is refused") {
  CHECK(why(kStart + digits().substr(1) + kTail) == "seal_length");
  CHECK(why(kStart + "0" + digits() + kTail) == "seal_length");
  CHECK(why(kStart + "verify" + kTail) == "seal_length");
  std::string other = digits();
  other[40] = 'O';
  CHECK(why(kStart + other + kTail) == "seal_digits");
  CHECK(why(kStart + std::string(187, '9') + kTail) == "seal_digits");
}

TEST_CASE("header fields outside their range are refused") {
  std::string text = with_seal_byte(8, 0);
  CHECK(why(text) == "seal_fields");
  SealBytes seal = parse_seal_digits(digits()).value();
  seal[11] = seal[12] = 0xff;
  CHECK(why(kStart + seal_digits(seal) + kTail) == "seal_fields");
}

TEST_CASE("an unknown version or suite is a newer label, whatever its other bytes") {
  for (const unsigned format : {0x00U, 0x0fU, 0x11U, 0x20U, 0xffU}) {
    const Scanned scanned = read_scan(with_seal_byte(0, static_cast<std::uint8_t>(format)));
    const auto& newer = std::get<NewerScan>(scanned);
    CHECK(newer.version == format / 16);
    CHECK(newer.suite == format % 16);
  }
  SealBytes seal{};
  seal.fill(0xff);
  CHECK(std::holds_alternative<NewerScan>(read_scan(kStart + seal_digits(seal) + kTail)));
}

TEST_CASE("a wrong GTIN, lot or serial is refused") {
  CHECK(why(altered("02990000000019", "02990000000018")) == "gtin");
  CHECK(why(altered("02990000000019", "2990000000019")) == "gtin");
  CHECK(why(altered("02990000000019", "029900000000190")) == "gtin");
  CHECK(why(altered("02990000000019", "0299000000001O")) == "gtin");
  CHECK(why(altered("261124-01", "261124-01a")) == "lot");
  CHECK(why(altered("261124-01", "..")) == "lot");
  CHECK(why(altered("261124-01", "261124_01")) == "lot");
  CHECK(why(altered("261124-01", std::string(21, 'A'))) == "lot");
  CHECK(why(good() + "/21/a") == "serial");
  CHECK(why(good() + "/21/" + std::string(21, '1')) == "serial");
}

TEST_CASE("a link without a seal is a link, with or without a serial") {
  const Scanned lot = read_scan("https://Ocop.example" + kTail + "/?x=1");
  CHECK(std::get<LinkScan>(lot).host == kHost);
  CHECK(std::get<LinkScan>(lot).gtin == TestRealm().claim().gtin);
  CHECK(std::get<LinkScan>(lot).lot == TestRealm().claim().lot);
  CHECK_FALSE(std::get<LinkScan>(lot).serial);
  const Scanned item = read_scan("http://ocop.example" + kTail + "/21/7ZK4M0Q8XW2RT");
  CHECK(std::get<LinkScan>(item).serial->text() == "7ZK4M0Q8XW2RT");
  const Scanned lowered =
      read_scan(ascii_lower("https://ocop.example" + kTail + "/21/7ZK4M0Q8XW2RT"));
  CHECK(std::get<LinkScan>(lowered).serial->text() == "7ZK4M0Q8XW2RT");
}

TEST_CASE("a code of a roll names a product and no lot") {
  const std::string code = "https://Ocop.example/01/02990000000019/21/7ZK4M0Q8XW2RT";
  for (const std::string& text :
       {code, ascii_lower(code), code + "/?x=1", code + ".", "]Q1" + code}) {
    CAPTURE(text);
    const Scanned scanned = read_scan(text);
    REQUIRE(std::holds_alternative<RollScan>(scanned));
    CHECK(std::get<RollScan>(scanned).host == kHost);
    CHECK(std::get<RollScan>(scanned).gtin == TestRealm().claim().gtin);
    CHECK(std::get<RollScan>(scanned).serial.text() == "7ZK4M0Q8XW2RT");
  }
  CHECK(why("https://ocop.example/01/02990000000018/21/7ZK4M0Q8XW2RT") == "gtin");
  CHECK(why("https://ocop.example/01/299000000001/21/7ZK4M0Q8XW2RT") == "gtin");
  CHECK(why("https://ocop.example/01/02990000000019/21/a_b") == "serial");
  CHECK(why("https://ocop.example/01/02990000000019/21/") == "path");
  CHECK(why("https://ocop.example/01/02990000000019/22/7ZK4M0Q8XW2RT") == "path");
}

TEST_CASE("a link to a product alone, or in another order, is no label") {
  CHECK(why("https://ocop.example/01/02990000000019") == "product_link");
  CHECK(why("https://ocop.example/01/02990000000019.") == "product_link");
  CHECK(why("https://ocop.example/01/02990000000018") == "path");
  const auto read = std::get<UnreadableScan>(read_scan("HTTPS://OCOP.example/01/02990000000019/"));
  REQUIRE(read.product);
  CHECK(read.product->digits() == "02990000000019");
  CHECK(read.host == "ocop.example");
  const auto typed = std::get<UnreadableScan>(read_scan(" 2990000000019 "));
  REQUIRE(typed.product);
  CHECK(typed.product->printed() == "2990000000019");
  CHECK(typed.host.empty());
  CHECK_FALSE(std::get<UnreadableScan>(read_scan("https://ocop.example/02990000000019")).product);
  CHECK(why("2990000000019") == "barcode");
  CHECK(why("2990000000018") == "short_code_length");
  CHECK(why("https://ocop.example/01/02990000000019/21/A/10/B") == "path");
  CHECK(why("https://ocop.example/gtin/02990000000019/10/A") == "path");
}

TEST_CASE("a typed code is read as people type it") {
  const ShortCode code = ShortCode::random([](std::span<std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + 5);
  });
  for (const std::string& text :
       {code.text(), code.printed(), ascii_lower(code.printed()), "  " + code.printed() + "\n",
        code.text().substr(0, 4) + "\u2013" + code.text().substr(4, 4) + "\u00A0" +
            code.text().substr(8),
        "(" + code.printed() + ").", code.printed() + ":", code.printed() + "?"}) {
    CAPTURE(text);
    CHECK(std::get<ShortCode>(read_scan(text)) == code);
  }
  std::string wrong = code.text();
  wrong[0] = wrong[0] == '7' ? '8' : '7';
  CHECK(why(wrong) == "short_code_check");
  CHECK(why(code.text().substr(1)) == "short_code_length");
  CHECK(why("ABCD?EFGH") == "short_code_character");
}

TEST_CASE("every text of any bytes is read as something") {
  CHECK(rc::check([](const std::string& text) {
    const Scanned scanned = read_scan(text);
    RC_ASSERT(!scanned.valueless_by_exception());
    const Scanned linked = read_scan("https://" + text);
    RC_ASSERT(!std::holds_alternative<ShortCode>(linked));
  }));
}

TEST_CASE("any sealed claim is read back from its label") {
  CHECK(rc::check([](std::uint32_t number, std::uint16_t packed, const Signature& signature) {
    Claim claim = TestRealm().item_claim();
    claim.header.issue_number = std::max(number, 1U);
    claim.header.packed_on = kFirstPackDay + std::chrono::days(packed);
    const SealedClaim seal{claim, signature};
    const Scanned scanned = read_scan(sealed_uri("tem.example", seal));
    RC_ASSERT(std::get<SealedScan>(scanned).sealed == seal);
  }));
}
