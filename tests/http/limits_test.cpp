// Who may connect, how often one may ask, how long anything may take, and how it ends.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "http/raw_client.h"

using namespace temgoc;
using namespace temgoc::test;
using namespace std::chrono_literals;

namespace {

// Sends one byte every `pause` until the other side closes; true: it closed, within `patience`.
bool drips_until_ended(RawClient& client, std::string_view bytes, std::chrono::milliseconds pause,
                       std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (std::size_t i = 0; std::chrono::steady_clock::now() < end; ++i) {
    if (!client.send(bytes.substr(i % bytes.size(), 1))) return true;
    std::this_thread::sleep_for(pause);
  }
  return false;
}

Door hasty() {
  Door options;
  options.limits.head_deadline = 150ms;
  options.limits.body_deadline = 150ms;
  options.limits.idle_deadline = 150ms;
  options.limits.write_deadline = 300ms;
  options.limits.drain_deadline = 400ms;
  return options;
}

bool asks_for_code(const HttpRequest& request) {
  return request.path.starts_with("/code/") || !form_value(request.query, "code").empty();
}

std::string via(const char* forwarded) {
  return get("/", std::string("X-Forwarded-For: ") + forwarded + "\r\n");
}

}  // namespace

TEST_CASE("a head that drips in is ended at its deadline, not kept alive by each byte") {
  RunningServer server(hasty());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nA: ");
  CHECK(drips_until_ended(client, "aaaaaaaa", 20ms, 3s));
  CHECK(server.metric("temgoc_refused_total{reason=\"slow\"}") == 1);
}

TEST_CASE("a head or body that stops half-way is answered 408") {
  RunningServer server(hasty());
  CHECK(ask(server.port(), "GET / HTTP/1.1\r\nHo").status == 408);
  CHECK(ask(server.port(),
            "POST /report HTTP/1.1\r\nHost: tg.example.vn\r\nContent-Length: 5\r\n\r\nab")
            .status == 408);
}

TEST_CASE("a connection that says nothing, before or between requests, is ended without a word") {
  RunningServer server(hasty());
  RawClient silent(server.port());
  CHECK(silent.ended());
  RawClient idle(server.port());
  idle.send(get("/"));
  CHECK(idle.answer().status == 200);
  CHECK(idle.ended());
}

TEST_CASE("many dripping connections do not keep others from their answer") {
  Door options = hasty();
  options.limits.connections_per_address = 500;
  options.limits.head_deadline = 2s;
  RunningServer server(options);
  std::vector<RawClient> slow;
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server.port());
    slow.back().send("GET /slow HTTP/1.1\r\n");
  }
  CHECK(ask(server.port(), get("/")).status == 200);
  CHECK(server.metric("temgoc_connections ") > 200);
}

TEST_CASE("a client that does not read its answer is ended") {
  RunningServer server(hasty(), 1, [](const HttpRequest&) {
    return HttpResponse{.status = 200, .body = std::string(32 << 20, 'x')};
  });
  RawClient client(server.port());
  client.send(get("/"));
  const auto only_who_asks = [&] { return server.metric("temgoc_connections ") == 1; };
  for (int i = 0; i < 100 && !only_who_asks(); ++i) std::this_thread::sleep_for(20ms);
  CHECK(only_who_asks());
}

TEST_CASE("connections are capped in all and of one address, and given back") {
  Door options;
  options.limits.connections_per_address = 3;
  RunningServer server(options);
  {
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back(server.port());
      clients.back().send(get("/"));
      CHECK(clients.back().answer().status == 200);
    }
    CHECK(ask(server.port(), get("/")).status == 0);
  }
  unsigned status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) status = ask(server.port(), get("/")).status;
  CHECK(status == 200);
  CHECK(server.metric("temgoc_refused_total{reason=\"address_connections\"}") >= 1);
}

TEST_CASE("who asks too often is told to wait, and others are not") {
  Door options;
  options.limits.requests_per_second = 0.5;
  options.limits.request_burst = 3;
  options.trusted_proxies = {Network::parse("127.0.0.1").value()};
  std::atomic<int> asked = 0;
  RunningServer server(options, 2, [&](const HttpRequest&) {
    ++asked;
    return HttpResponse{.status = 200};
  });
  for (int i = 0; i < 3; ++i) CHECK(ask(server.port(), via("192.0.2.1")).status == 200);
  const RawAnswer refused = ask(server.port(), via("192.0.2.1"));
  CHECK(refused.status == 429);
  CHECK(refused.fields.at("retry-after") == "2");
  CHECK(refused.fields.at("content-type") == "text/html; charset=utf-8");
  CHECK(refused.body.find("Hãy chờ 2 giây") != std::string::npos);
  CHECK(asked == 3);
  CHECK(ask(server.port(), via("192.0.2.2")).status == 200);
  // The whole /64 is one subscriber.
  for (int i = 0; i < 3; ++i)
    CHECK(ask(server.port(), via(("2001:db8:1:2::" + std::to_string(i + 1)).c_str())).status ==
          200);
  CHECK(ask(server.port(), via("2001:db8:1:2:ffff::9")).status == 429);
  CHECK(ask(server.port(), via("2001:db8:1:3::9")).status == 200);
}

TEST_CASE("who guesses codes is stopped sooner, alone and all together") {
  Door options;
  options.limits.misses_per_second = 0.001;
  options.limits.miss_burst = 2;
  options.limits.all_misses_per_second = 0.001;
  options.limits.all_miss_burst = 5;
  options.trusted_proxies = {Network::parse("127.0.0.0/8").value()};
  options.is_guess = asks_for_code;
  RunningServer server(options, 1, [](const HttpRequest& request) {
    return HttpResponse{.status = 404, .guess_missed = request.path != "/code/GOOD"};
  });
  const auto guess = [&](int client, const char* code) {
    return ask(server.port(),
               get(code, "X-Forwarded-For: 192.0.2." + std::to_string(client) + "\r\n"))
        .status;
  };
  for (int i = 0; i < 9; ++i) CHECK(guess(1, "/code/GOOD") == 404);
  CHECK(guess(1, "/code/A") == 404);
  CHECK(guess(1, "/?code=B") == 404);
  CHECK(guess(1, "/code/GOOD") == 429);                       // no oracle either
  CHECK(ask(server.port(), via("192.0.2.1")).status == 404);  // other pages stay open
  CHECK(guess(2, "/code/A") == 404);
  CHECK(guess(3, "/code/A") == 404);
  CHECK(guess(4, "/code/A") == 429);
  CHECK(server.metric("temgoc_refused_total{reason=\"misses\"}") == 2);
}

TEST_CASE("a client's address is believed from a trusted proxy alone, and from its right end") {
  const auto client_seen = [](const Door& options, const std::string& fields) {
    RunningServer server(options);
    const std::string body = ask(server.port(), get("/", fields)).body;
    return body.substr(body.find("from ") + 5, body.find(" body") - body.find("from ") - 5);
  };
  Door trusting;
  trusting.trusted_proxies = {Network::parse("127.0.0.1").value(),
                              Network::parse("10.0.0.0/8").value()};
  CHECK(client_seen({}, "X-Forwarded-For: 192.0.2.9\r\n") == "127.0.0.1");
  CHECK(client_seen(trusting, "X-Forwarded-For: 192.0.2.9\r\n") == "192.0.2.9");
  CHECK(client_seen(trusting, "X-Forwarded-For: 198.51.100.1, 192.0.2.9, 10.1.2.3\r\n") ==
        "192.0.2.9");
  CHECK(client_seen(trusting, "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 192.0.2.9\r\n") ==
        "192.0.2.9");
  CHECK(client_seen(trusting,
                    "Forwarded: for=198.51.100.1, for=\"[2001:db8::5]:443\";proto=https\r\n") ==
        "2001:db8::5");
  CHECK(client_seen(trusting, "X-Forwarded-For: nonsense\r\n") == "127.0.0.1");
}

TEST_CASE("a place is believed from a trusted proxy alone, and staff are known by their network") {
  const auto seen = [](const Door& options, const std::string& fields) {
    RunningServer server(options, 1, [](const HttpRequest& request) {
      return HttpResponse{.status = 200, .body = request.place + (request.staff ? "|staff" : "|")};
    });
    return ask(server.port(), get("/", fields)).body;
  };
  Door options;
  options.place_header = "X-Province";
  options.staff_networks = {Network::parse("192.0.2.0/24").value()};
  CHECK(seen(options, "X-Province: Cần Thơ\r\n") == "|");
  options.trusted_proxies = {Network::parse("127.0.0.1").value()};
  CHECK(seen(options, "X-Province:  Cần Thơ \r\n") == "Cần Thơ|");
  CHECK(seen(options, "x-province: VN-DN\r\nX-Forwarded-For: 192.0.2.7\r\n") == "VN-DN|staff");
  CHECK(seen(options, "X-Forwarded-For: 198.51.100.7\r\n") == "|");
  CHECK(seen(options, "X-Province: Huế\r\nX-Province: Hà Nội\r\n") == "Huế,Hà Nội|");
  options.place_header = {};
  CHECK(seen(options, "X-Province: Cần Thơ\r\n") == "|");
}

TEST_CASE("health and metrics are shown to this machine alone") {
  RunningServer server;
  const auto status = [&](const std::string& fields, const char* path) {
    return ask(server.port(), std::string("GET ") + path + " HTTP/1.1\r\n" + fields + "\r\n");
  };
  CHECK(status("Host: 127.0.0.1\r\n", "/health").body == "well");
  CHECK(status("Host: localhost\r\n", "/metrics")
            .body.find("temgoc_requests_total{route=\"health\"") != std::string::npos);
  // A proxy on this machine names the public host or its client.
  CHECK(status("Host: tg.example.vn\r\n", "/health").body.starts_with("GET /health"));
  for (const char* client : {"X-Forwarded-For: 192.0.2.1\r\n", "Forwarded: for=192.0.2.1\r\n"}) {
    CAPTURE(client);
    CHECK(status(std::string("Host: 127.0.0.1\r\n") + client, "/metrics")
              .body.starts_with("GET /metrics"));
  }
}

TEST_CASE("an address of its own for metrics shows nothing else") {
  Door options;
  options.metrics_listen = ListenAddress::parse("127.0.0.1:0").value();
  RunningServer server(options);
  CHECK(ask(server->metrics_port(), "GET /health HTTP/1.1\r\nHost: metrics\r\n\r\n").body ==
        "well");
  CHECK(ask(server->metrics_port(), "GET / HTTP/1.1\r\nHost: metrics\r\n\r\n").status == 404);
}

TEST_CASE("a drain answers what was begun, ends what is idle and takes nothing new") {
  std::promise<void> entered;
  std::promise<void> go_on;
  auto may_go_on = go_on.get_future().share();
  RunningServer server({}, 1, [&](const HttpRequest&) {
    entered.set_value();
    may_go_on.wait();
    return HttpResponse{.status = 200, .body = "done"};
  });
  RawClient idle(server.port());
  RawClient busy(server.port());
  busy.send(get("/"));
  entered.get_future().wait();
  const std::uint16_t port = server.port();
  server->drain();
  CHECK_FALSE(server.finished_within(50ms));
  go_on.set_value();
  const RawAnswer answer = busy.answer();
  CHECK(answer.body == "done");
  CHECK(idle.ended());
  CHECK(server.finished_within(5s));
  CHECK_FALSE(RawClient(port).connected());
}

TEST_CASE("a drain does not wait longer than its deadline for who never finishes") {
  Door options = hasty();
  options.limits.head_deadline = 1h;
  RunningServer server(options);
  RawClient half(server.port());
  half.send("GET / HTTP/1.1\r\n");
  std::this_thread::sleep_for(50ms);
  server->drain();
  CHECK(server.finished_within(5s));
}

TEST_CASE("a port that is held already is refused, also by another server of ours") {
  RunningServer server;
  Door options;
  options.listen = ListenAddress::parse("127.0.0.1:" + std::to_string(server.port())).value();
  options.clock = system_clock();
  const auto second = HttpServer::start(options, {Answerer{}});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == "listen_failed");
}

TEST_CASE("several threads answer many clients, each with its own answer") {
  Door options;
  options.limits.requests_per_second = 0;
  RunningServer server(options, 3);
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client) {
    clients.emplace_back([&, client] {
      for (int round = 0; round < 5; ++round) {
        RawClient connection(server.port());
        for (int i = 0; i < 20; ++i) {
          const std::string path = "/" + std::to_string(client) + "/" + std::to_string(i);
          connection.send(get(path));
          if (connection.answer().body.starts_with("GET " + path + " ")) ++right;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(right == 8 * 5 * 20);
  CHECK(server.metric("temgoc_requests_total{route=\"echo\",status=\"200\"}") == 8 * 5 * 20);
}

TEST_CASE("who sends form after form is told how long to wait, and others are not") {
  Door options;
  options.limits.form_burst = 2;
  options.trusted_proxies = {Network::parse("127.0.0.1").value()};
  RunningServer server(options, 1, [](const HttpRequest& request) {
    return HttpResponse{.status = request.wait > 0s ? 429u : 200u};
  });
  const auto post = [&](const std::string& client) {
    return ask(server.port(), "POST /report HTTP/1.1\r\nHost: tg.example.vn\r\nX-Forwarded-For: " +
                                  client + "\r\nContent-Length: 1\r\n\r\na")
        .status;
  };
  CHECK(post("192.0.2.1") == 200);
  CHECK(post("192.0.2.1") == 200);
  CHECK(post("192.0.2.1") == 429);
  CHECK(ask(server.port(), via("192.0.2.1")).status == 200);
  CHECK(post("192.0.2.2") == 200);
}

TEST_CASE("who has used up his guesses may still open the form in another language") {
  Door options;
  options.limits.misses_per_second = 0.001;
  options.limits.miss_burst = 1;
  options.is_guess = asks_for_code;
  RunningServer server(options, 1, [](const HttpRequest&) {
    return HttpResponse{.status = 404, .guess_missed = true};
  });
  CHECK(ask(server.port(), get("/?code=AAAA")).status == 404);
  CHECK(ask(server.port(), get("/?code=AAAB")).status == 429);
  CHECK(ask(server.port(), get("/?lang=en")).status == 404);
}
