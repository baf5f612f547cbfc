// Answers that another thread makes, methods beside those of every door, and refusals in a form of
// the door's own.
#include <doctest/doctest.h>

#include <mutex>
#include <thread>

#include "http/raw_client.h"

using namespace temgoc;
using namespace temgoc::test;
using namespace std::chrono_literals;

namespace {

// Keeps replies until they are let go.
class Waiting {
 public:
  void add(Reply reply) {
    const std::lock_guard lock(mutex_);
    replies_.push_back(std::move(reply));
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return replies_.size();
  }
  void answer_all(const std::string& body) {
    const std::lock_guard lock(mutex_);
    for (Reply& each : replies_) each(share({.status = 200, .body = body}));
    replies_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<Reply> replies_;
};

Door small_door() {
  Door door;
  door.listen = ListenAddress::parse("127.0.0.1:0").value();
  door.clock = system_clock();
  door.limits.answer_deadline = 500ms;
  door.more_methods = {"PATCH"};
  door.dress_refusal = [](const HttpRequest& request, HttpResponse& refusal) {
    if (request.path == "/api") refusal.body = "dressed\n";
  };
  return door;
}

std::unique_ptr<HttpServer> server_of(Waiting& waiting) {
  Answerer answerer{[](const HttpRequest& request) {
                      return share({.status = 200, .body = request.method + " " + request.body});
                    },
                    {},
                    [&waiting](const HttpRequest& request, Reply reply) {
                      if (request.path != "/later") return false;
                      waiting.add(std::move(reply));
                      return true;
                    }};
  return std::move(HttpServer::start(small_door(), {answerer}).value());
}

std::string request_line(const HttpServer& server, const std::string& line,
                         const std::string& body = {}) {
  return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("one thread waits for many answers at once, and serves others meanwhile") {
  Waiting waiting;
  const auto server = server_of(waiting);
  std::vector<RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back(server->port());
    clients.back().send(request_line(*server, "GET /later"));
  }
  while (waiting.count() < 20) std::this_thread::sleep_for(5ms);
  CHECK(ask(server->port(), request_line(*server, "GET /now")).body == "GET ");
  waiting.answer_all("made elsewhere");
  for (RawClient& client : clients) CHECK(client.answer().body == "made elsewhere");
  // The connection goes on.
  clients.front().send(request_line(*server, "GET /now"));
  CHECK(clients.front().answer().body == "GET ");
}

TEST_CASE(
    "an answer that never comes ends its connection, and one that comes too late harms nothing") {
  Waiting waiting;
  const auto server = server_of(waiting);
  RawClient client(server->port());
  client.send(request_line(*server, "GET /later"));
  CHECK(client.ended());
  waiting.answer_all("late");
  CHECK(ask(server->port(), request_line(*server, "GET /now")).status == 200);
}

TEST_CASE("a door's own methods have bodies, and others are still refused") {
  Waiting waiting;
  const auto server = server_of(waiting);
  CHECK(ask(server->port(), request_line(*server, "PATCH /", "abc")).body == "PATCH abc");
  const RawAnswer refused = ask(server->port(), request_line(*server, "DELETE /"));
  CHECK(refused.status == 405);
  CHECK(refused.fields.at("allow") == "GET, HEAD, OPTIONS, POST, PATCH");
  CHECK(refused.body == "405 Method Not Allowed\n");
  CHECK(ask(server->port(), request_line(*server, "DELETE /api")).body == "dressed\n");
}
