// A file of a web server of the test's own: given, unchanged, gone, refused, too large, cut short.
#include "temgoc/store/web_file.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace temgoc;

namespace {

// Answers one connection after the other with what it was given, and keeps what was asked.
class Server {
 public:
  explicit Server(std::vector<std::string> answers) : answers_(std::move(answers)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&end), sizeof end) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    socklen_t size = sizeof end;
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&end), &size) == 0);
    port_ = ntohs(end.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/a/x.bundle"; }
  const std::vector<std::string>& asked() const { return asked_; }

 private:
  void run() {
    for (const std::string& answer : answers_) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      std::string head;
      char bytes[2048];
      while (head.find("\r\n\r\n") == head.npos) {
        const ssize_t read = ::recv(client, bytes, sizeof bytes, 0);
        if (read <= 0) break;
        head.append(bytes, static_cast<std::size_t>(read));
      }
      asked_.push_back(head);
      ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(client);
    }
  }
  std::vector<std::string> answers_, asked_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

std::string ok(const std::string& body, const std::string& fields = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + fields + "\r\n" + body;
}
std::string status(const std::string& line) {
  return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}
bool never() { return false; }
std::string code_of(const Result<WebFile::Answer>& answer) {
  return answer ? "" : answer.error().code;
}

}  // namespace

TEST_CASE("an address is https, or http to this machine, and names a file without more") {
  for (const char* good : {"https://tg.example.vn/a.bundle", "https://tg.example.vn:8443/b/a",
                           "http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:80/x"})
    CHECK_MESSAGE(check_web_address(good), good);
  for (const char* bad :
       {"http://tg.example.vn/a", "ftp://x/y", "https://", "https:///a", "https://tg.example.vn",
        "https://tg.example.vn/", "https://a@b/c", "https://a/b?c", "https://a/b#c",
        "https://a/b c", "http://a@127.0.0.1/x", "http://127.0.0.1.example.vn/x"})
    CHECK_MESSAGE(!check_web_address(bad), bad);
  CHECK(check_web_address("x").error().code == "web_address_invalid");
}

TEST_CASE("what is given once is asked for by its tag, and given again when it was not kept") {
  const std::string etag = "ETag: \"v1\"\r\n";
  Server server({ok("one", etag), status("304 Not Modified"), ok("one", etag), ok("two"),
                 ok("three"), status("404 Not Found"), status("410 Gone")});
  WebFile file(server.url());
  using Kind = WebFile::Answer::Kind;
  auto answer = file.fetch(10, never);
  REQUIRE(answer);
  CHECK(answer->kind == Kind::content);
  CHECK(answer->content == "one");
  CHECK(file.fetch(10, never)->kind == Kind::unchanged);
  file.forget();
  CHECK(file.fetch(10, never)->content == "one");
  CHECK(file.fetch(10, never)->content == "two");  // which has no tag
  CHECK(file.fetch(10, never)->content == "three");
  CHECK(file.fetch(10, never)->kind == Kind::absent);
  CHECK(file.fetch(10, never)->kind == Kind::absent);
  REQUIRE(server.asked().size() == 7);
  CHECK(server.asked()[0].starts_with("GET /a/x.bundle HTTP/1.1\r\n"));
  CHECK(server.asked()[0].find("If-None-Match") == std::string::npos);
  CHECK(server.asked()[1].find("If-None-Match: \"v1\"\r\n") != std::string::npos);
  CHECK(server.asked()[2].find("If-None-Match") == std::string::npos);
  CHECK(server.asked()[4].find("If-None-Match") == std::string::npos);
}

TEST_CASE("what is not the file is no file") {
  Server server({status("403 Forbidden"), status("302 Found"), ok("12345678901"),
                 "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf"});
  WebFile file(server.url());
  CHECK(code_of(file.fetch(10, never)) == "web_file_refused");
  CHECK(code_of(file.fetch(10, never)) == "web_file_refused");  // it leads nowhere else
  CHECK(code_of(file.fetch(10, never)) == "web_file_too_large");
  CHECK(code_of(file.fetch(10, never)) == "web_file_unreachable");
  CHECK(code_of(WebFile("http://127.0.0.1:1/x").fetch(10, never)) == "web_file_unreachable");
}
