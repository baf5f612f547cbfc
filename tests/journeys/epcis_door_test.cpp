// Documents of EPCIS through the console's own door: what is too large, too deep or too crowded is
// refused with its reason, in bounded memory, and nothing of it is stored.
#include <doctest/doctest.h>
#include <poll.h>

#include <fstream>

#include "journeys/serving.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

// What is sent as long as the other side takes it, and what it answers.
struct Said {
  std::string answer = {};
  std::size_t sent = 0;  // bytes of the body
};

class Sender {
 public:
  Sender(const Serving& console, std::string token) : console_(console), token_(std::move(token)) {}

  // `length`: what the head says; the body is `part` over and over up to that.
  Said send(const std::string& path, std::size_t length, const std::string& part,
            const std::string& fields = {}) const {
    const int socket = connected();
    const std::string head =
        "POST " + path + " HTTP/1.1\r\nHost: " + host() +
        "\r\nConnection: close\r\nAuthorization: Bearer " + token_ +
        "\r\nContent-Type: application/ld+json\r\n" +
        (fields.empty() ? "Content-Length: " + std::to_string(length) + "\r\n" : fields) + "\r\n";
    REQUIRE(::send(socket, head.data(), head.size(), MSG_NOSIGNAL) > 0);
    Said said;
    while (said.sent < length && !has_answer(socket)) {
      const std::size_t at = said.sent % part.size();
      const ssize_t went = ::send(socket, part.data() + at,
                                  std::min(part.size() - at, length - said.sent), MSG_NOSIGNAL);
      if (went <= 0) break;
      said.sent += static_cast<std::size_t>(went);
    }
    char bytes[4096];
    for (ssize_t read = 0; (read = recv(socket, bytes, sizeof bytes, 0)) > 0;)
      said.answer.append(bytes, static_cast<std::size_t>(read));
    close(socket);
    return said;
  }
  std::string posted(const std::string& path, const std::string& body) const {
    return send(path, body.size(), body).answer;
  }
  std::string get(const std::string& path) const {
    return console_.get(path, host(), "Authorization: Bearer " + token_ + "\r\n");
  }
  std::size_t peak_mb() const {
    std::ifstream status("/proc/" + std::to_string(console_.process()) + "/status");
    for (std::string word; status >> word;) {
      std::size_t kilobytes = 0;
      if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
    }
    return 0;
  }

 private:
  std::string host() const {
    std::string host = console_.url().substr(console_.url().find("//") + 2);
    while (host.ends_with('/')) host.pop_back();
    return host;
  }
  int connected() const {
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_port =
        htons(static_cast<std::uint16_t>(std::stoul(host().substr(host().find(':') + 1))));
    end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&end), sizeof end) == 0);
    return socket;
  }
  static bool has_answer(int socket) {
    pollfd wanted{socket, POLLIN, 0};
    return poll(&wanted, 1, 0) > 0;
  }

  const Serving& console_;
  std::string token_;
};

std::string event(const std::string& epcs, const std::string& more = {}) {
  return R"({"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00+07:00",)"
         R"("eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping","epcList":[)" +
         epcs + "]" + more + "}";
}
std::string document_of(const std::string& events) {
  return R"({"@context":"https://ref.gs1.org/standards/epcis/epcis-context.jsonld",)"
         R"("type":"EPCISDocument","schemaVersion":"2.0",)"
         R"("creationDate":"2026-11-24T06:30:00+07:00","epcisBody":{"eventList":[)" +
         events + "]}}";
}

bool refused(const std::string& answer, const std::string& status, const std::string& code) {
  return answer.starts_with("HTTP/1.1 " + status + " ") &&
         answer.find("\"code\":\"" + code + "\"") != std::string::npos;
}

}  // namespace

TEST_CASE("documents too large, too deep or too crowded are refused at the door") {
  const Works works("");
  const std::string token = works
                                .temgoc({"--json", "token", "add", "partner", "--role",
                                         "data_entry", "--cooperative", "C01"})
                                .json()["token"];
  const Serving console(works, {}, {"console"});
  const Sender sender(console, token);
  const std::string epc = R"("urn:epc:id:sgtin:0614141.107346.1")";
  REQUIRE(sender.posted("/epcis/capture", document_of(event(epc))).starts_with("HTTP/1.1 202 "));
  const std::size_t before = sender.peak_mb();
  REQUIRE(before > 0);

  // 100 MB: the head says so, and the body is not read.
  constexpr std::size_t kHundred = 100UL << 20;
  const Said large = sender.send("/epcis/capture", kHundred, std::string(1 << 16, ' '));
  CHECK_MESSAGE(refused(large.answer, "413", "api_body_too_large"), large.answer);
  CHECK(large.sent < kHundred / 4);
  const Said single = sender.send("/epcis/events", kHundred, std::string(1 << 16, ' '));
  CHECK_MESSAGE(refused(single.answer, "413", "api_body_too_large"), single.answer);
  // Without a length nothing can be promised of its size.
  const Said endless =
      sender.send("/epcis/capture", kHundred, "10000\r\n" + std::string(1 << 16, ' ') + "\r\n",
                  "Transfer-Encoding: chunked\r\n");
  CHECK_MESSAGE(endless.answer.starts_with("HTTP/1.1 4"), endless.answer);
  CHECK(sender.peak_mb() < before + 40);

  // The largest that is read at all, of nothing but brackets, and nesting within a sound event.
  CHECK(refused(sender.posted("/epcis/capture", std::string((16UL << 20) - 1, '[')), "400",
                "json_unreadable"));
  const std::string nested =
      event(epc, R"(,"x:y":)" + std::string(100'000, '[') + std::string(100'000, ']'));
  CHECK(refused(sender.posted("/epcis/capture", document_of(nested)), "400", "json_unreadable"));

  // One event that names 100,000 items, beside one that is sound.
  std::string many = epc;
  for (int i = 0; i < 100'000; ++i)
    many += R"(,"urn:epc:id:sgtin:0614141.107346.9)" + std::to_string(i) + '"';
  CHECK(refused(sender.posted("/epcis/capture", document_of(event(epc) + "," + event(many))), "400",
                "epcis_event_too_large"));
  std::string flood = event(epc);
  for (int i = 0; i < 10'000; ++i) flood += "," + event(epc);
  CHECK(
      refused(sender.posted("/epcis/capture", document_of(flood)), "413", "epcis_too_many_events"));
  // A document of 16 MB that is a tree takes several times as much while it is judged.
  CHECK(sender.peak_mb() < before + 400);

  const std::string captures = sender.get("/epcis/capture");
  CHECK(captures.find("\"stored\":1") != std::string::npos);
  CHECK(captures.find("captureID") == captures.rfind("captureID"));
  CHECK(works.temgoc({"log", "check"}).status == 0);
}
