// The parts of the server that have no socket.
#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <thread>

#include <rapidcheck.h>

#include "http/access_log.h"
#include "http/connection_count.h"
#include "http/head_check.h"
#include "http/host_check.h"
#include "http/metrics.h"
#include "http/request_head.h"
#include "http/response_head.h"
#include "http/tls_context.h"
#include "http/token_buckets.h"
#include "temgoc/base/files.h"
#include "temgoc/http/ip_address.h"

using namespace temgoc;
using namespace std::chrono_literals;

namespace {

IpAddress ip(const char* text) { return IpAddress::parse(text).value(); }

}  // namespace

TEST_CASE("an address is counted as one subscriber's: IPv4 whole, IPv6 by its /64") {
  CHECK(ip("192.0.2.1").limit_key() != ip("192.0.2.2").limit_key());
  CHECK(ip("::ffff:192.0.2.1").limit_key() == ip("192.0.2.1").limit_key());
  CHECK(ip("2001:db8::1").limit_key() == ip("2001:db8::ffff:1").limit_key());
  CHECK(ip("2001:db8::1").limit_key() != ip("2001:db8:0:1::1").limit_key());
  CHECK(ip("::ffff:192.0.2.1").text() == "192.0.2.1");
  CHECK_FALSE(IpAddress::parse("192.0.2"));
  CHECK_FALSE(IpAddress::parse("192.0.2.1:80"));
  CHECK_FALSE(IpAddress::parse(""));
}

TEST_CASE("a network holds its addresses and no others") {
  const Network ten = Network::parse("10.0.0.0/8").value();
  CHECK(ten.holds(ip("10.255.1.2")));
  CHECK_FALSE(ten.holds(ip("11.0.0.0")));
  CHECK_FALSE(ten.holds(ip("::a00:0")));
  const Network odd = Network::parse("2001:db8::/33").value();
  CHECK(odd.holds(ip("2001:db8:7fff::1")));
  CHECK_FALSE(odd.holds(ip("2001:db8:8000::1")));
  CHECK(Network::parse("0.0.0.0/0").value().holds(ip("203.0.113.1")));
  for (const char* bad :
       {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "host/8", "::1/-1"}) {
    CAPTURE(bad);
    CHECK(Network::parse(bad).error().code == "proxy_invalid");
  }
}

// Threads answer while a signal's thread reopens: `./dev test tsan` sees what is read outside the
// lock.
TEST_CASE("the access log keeps every line, whole, while it is rotated") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("temgoc-access-" + std::to_string(::getpid()) + ".log");
  constexpr int kThreads = 4, kLines = 2000;
  {
    AccessLog log;
    REQUIRE(log.open(path));
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&log] {
        for (int line = 0; line < kLines; ++line)
          log.add({.at = {}, .method = "GET", .route = "/01", .status = 200});
      });
    for (int times = 0; times < 50; ++times) {
      log.reopen();
      log.flush();
    }
  }
  std::istringstream lines(read_file(path, 1 << 24).value());
  int whole = 0;
  for (std::string line; std::getline(lines, line);)
    whole += line.starts_with("{\"at\":") && line.ends_with("}") ? 1 : 0;
  CHECK(whole == kThreads * kLines);
  std::filesystem::remove(path);
}

TEST_CASE("a listening address is an IP address and a port") {
  CHECK(ListenAddress::parse("[::1]:8080").value().text() == "[::1]:8080");
  CHECK(ListenAddress::parse("0.0.0.0:80").value().address.is_unspecified());
  for (const char* bad : {"", "8080", "localhost:80", "127.0.0.1", "127.0.0.1:65536", "::1:80",
                          "[127.0.0.1]:80", "127.0.0.1:"}) {
    CAPTURE(bad);
    CHECK(ListenAddress::parse(bad).error().code == "listen_invalid");
  }
}

TEST_CASE("a bucket gives its burst at once and then what its rate allows") {
  TokenBuckets buckets(2, 3, 64, 1);
  const TokenBuckets::Moment start = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) CHECK(buckets.take(7, start));
  CHECK_FALSE(buckets.take(7, start));
  CHECK(buckets.wait(7, start) == 1s);
  CHECK(buckets.take(7, start + 500ms));
  CHECK_FALSE(buckets.take(7, start + 500ms));
  CHECK(buckets.take(8, start));
  CHECK_FALSE(buckets.take(7, start - 1h));  // a clock put back gives nothing
  for (int i = 0; i < 3; ++i) CHECK(buckets.take(7, start + 1h));
  CHECK_FALSE(buckets.take(7, start + 1h));
}

TEST_CASE("a flood of addresses takes no memory and frees no one who is at his limit") {
  TokenBuckets buckets(0.001, 5, 64, 1);
  const TokenBuckets::Moment now = std::chrono::steady_clock::now();
  for (int i = 0; i < 5; ++i) CHECK(buckets.take(7, now));
  for (std::uint64_t other = 100; other < 100'000; ++other) buckets.take(other, now);
  CHECK_FALSE(buckets.take(7, now));
}

TEST_CASE("no rate is no limit") {
  TokenBuckets none(0, 0, 64, 1);
  for (int i = 0; i < 1000; ++i) CHECK(none.take(1, {}));
}

TEST_CASE("a proxy's connections count in all, not as one address's") {
  ConnectionCount count(3, 1);
  auto first = count.enter(9, true);
  auto second = count.enter(9, true);
  CHECK(first);
  CHECK(second);
  auto alone = count.enter(5, false);
  CHECK(alone);
  CHECK_FALSE(count.enter(6, false));
  CHECK(count.open() == 3);
  alone = {};
  CHECK(count.enter(6, false));
}

TEST_CASE("any bytes are a request or are refused, and what passes has one meaning") {
  CHECK(rc::check([](const std::string& line, const std::vector<std::string>& fields) {
    std::string head = line + "\r\n";
    for (const std::string& field : fields) head += field + "\r\n";
    head += "\r\n";
    head.resize(head.find("\r\n\r\n") + 4);
    (void)unfinished_head_fault(std::string_view(head).substr(0, head.size() / 2));
    RC_ASSERT(head_fault(head, 1 << 14) != 0 || parse_request_head(head).fault == 0);
  }));
  CHECK(rc::check([] {
    const auto text = [](const char* of) {
      return *rc::gen::container<std::string>(rc::gen::elementOf(std::string(of)));
    };
    const std::string path = "/" + text("ab/%2F;=.~-");
    const std::string value = text("ab \tc,;=\"");
    const std::string head = "GET " + path + "?" + text("a=&%") +
                             " HTTP/1.1\r\nHost: a.vn\r\nAccept:" + value + "\r\n\r\n";
    RC_ASSERT(head_fault(head, 1 << 14) == 0u);
    const RequestHead read = parse_request_head(head);
    RC_ASSERT(read.fault == 0u);
    RC_ASSERT(read.request.path == path);
    RC_ASSERT(read.request.host == "a.vn");
  }));
}

TEST_CASE("fields of GS1 are handed on by their names in lower case, others are not") {
  const RequestHead read = parse_request_head(
      "GET /epcis/events HTTP/1.1\r\nHost: a.vn\r\nGS1-Extensions: a=https://a.vn/\r\nX-Gs1: 1\r\n"
      "gs1-epcis-version: 2.0.0\r\n\r\n");
  using Fields = std::vector<std::pair<std::string, std::string>>;
  CHECK(read.request.gs1_fields ==
        Fields{{"gs1-extensions", "a=https://a.vn/"}, {"gs1-epcis-version", "2.0.0"}});
}

TEST_CASE("a host is ours, of this machine, another's or none") {
  const auto find = [](const char* host, const char* local) {
    return check_host(host, {"tg.example.vn"}, ip(local));
  };
  // Whole names are compared: neither an end nor a beginning of ours is ours.
  for (const char* other : {"eviltg.example.vn", "www.tg.example.vn", "tg.example.vn.evil.vn",
                            "example.vn", "tg.example"})
    CHECK_MESSAGE(find(other, "192.0.2.1") == HostFinding::foreign, other);
  CHECK(find("tg.example.vn:8443", "192.0.2.1") == HostFinding::public_name);
  CHECK(find("192.0.2.1", "192.0.2.1") == HostFinding::local);
  CHECK(find("[::1]:80", "::1") == HostFinding::local);
  CHECK(find("localhost", "::1") == HostFinding::local);
  CHECK(find("localhost", "192.0.2.1") == HostFinding::foreign);
  CHECK(find("tg.example.vn.evil.example", "::1") == HostFinding::foreign);
  for (const char* bad : {"", ":80", "[::1", "::1", "[tg.example.vn]", "a:b", "a:123456", "a@b",
                          "tg.example.vn/", "tg.example.vn:80:80"}) {
    CAPTURE(bad);
    CHECK(find(bad, "::1") == HostFinding::malformed);
  }
}

TEST_CASE("every answer carries the security fields, once, and its own in their place") {
  HttpResponse response{.status = 200, .content_type = "text/html", .body = "ab"};
  response.headers = {{"content-security-policy", "default-src 'none'; style-src 'sha256-x'"}};
  const Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  const std::string head = response_head(response, {.tls = true, .now = now});
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 02:00:00 GMT\r\n"));
  CHECK(head.find("Content-Security-Policy:") == std::string::npos);
  CHECK(head.find("content-security-policy: default-src 'none'; style-src") != std::string::npos);
  for (const char* field : {"Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff",
                            "Strict-Transport-Security: max-age", "Content-Length: 2\r\n"})
    CHECK(head.find(field) != std::string::npos);
  CHECK(response_head({.status = 304}, {.now = now}).find("Content-Length") == std::string::npos);
  CHECK(response_head({.status = 200}, {.now = now}).find("Strict-Transport") == std::string::npos);
  response.headers = {{"Location", "/a\r\nSet-Cookie: b"}};
  CHECK_THROWS_AS(response_head(response, {.now = now}), std::logic_error);
}

TEST_CASE("the latency histogram is cumulative and ends at all answers") {
  Metrics metrics(2);
  metrics.worker(0).answered("verdict", 200, 80us);
  metrics.worker(1).answered("verdict", 200, 3ms);
  metrics.worker(1).answered("verdict", 503, 5s);
  const std::string text = metrics.text({{"temgoc_connections", "Open.", "gauge", 7}});
  const auto has = [&](const char* line) { return text.find(line) != std::string::npos; };
  CHECK(has("temgoc_requests_total{route=\"verdict\",status=\"200\"} 2\n"));
  CHECK(has("temgoc_answer_seconds_bucket{le=\"0.0001\"} 1\n"));
  CHECK(has("temgoc_answer_seconds_bucket{le=\"0.005\"} 2\n"));
  CHECK(has("temgoc_answer_seconds_bucket{le=\"1\"} 2\n"));
  CHECK(has("temgoc_answer_seconds_bucket{le=\"+Inf\"} 3\n"));
  CHECK(has("temgoc_answer_seconds_count 3\n"));
  CHECK(has("temgoc_connections 7\n"));
}

TEST_CASE("a key that is not its certificate's is named before a phone meets it") {
  std::string folder = (std::filesystem::temp_directory_path() / "temgoc-tls-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const auto made = [&folder](const std::string& name, const std::string& kind) {
    const std::string base = folder + "/" + name;
    REQUIRE(std::system(("openssl req -x509 -nodes -subj /CN=tg.example.vn -days 2 -newkey " +
                         kind + " -keyout " + base + ".key -out " + base + ".pem 2>/dev/null")
                            .c_str()) == 0);
    return base;
  };
  const std::string rsa = made("rsa", "rsa:2048");
  const std::string ec = made("ec", "ec -pkeyopt ec_paramgen_curve:P-256");
  const std::string other = made("other", "rsa:2048");
  CHECK(tls_context(rsa + ".pem", rsa + ".key").has_value());
  CHECK(tls_context(ec + ".pem", ec + ".key").has_value());
  CHECK(tls_context(rsa + ".pem", ec + ".key").error().code == "tls_mismatch");
  CHECK_FALSE(tls_context(rsa + ".pem", other + ".key").has_value());
  const Error no_certificate = tls_context(folder + "/none.pem", rsa + ".key").error();
  CHECK(no_certificate.code == "tls_unreadable");
  CHECK(no_certificate.field == "tls-certificate");
  const Error no_key = tls_context(rsa + ".pem", folder + "/none.key").error();
  CHECK(no_key.code == "tls_unreadable");
  CHECK(no_key.field == "tls-key");
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}
