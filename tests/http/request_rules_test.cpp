// Every rule on what is a request, over a real socket.
#include <doctest/doctest.h>

#include "http/raw_client.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Refused {
  const char* why;
  std::string bytes;
  unsigned status;
};

std::string with(const char* field) { return get("/", std::string(field) + "\r\n"); }
std::string post(const std::string& fields, const std::string& body = {}) {
  return "POST /report HTTP/1.1\r\nHost: tg.example.vn\r\n" + fields + "\r\n" + body;
}

const std::vector<Refused> kRefused = {
    {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"no Host in 1.0", "GET / HTTP/1.0\r\n\r\n", 400},
    {"two Hosts", with("Host: tg.example.vn"), 400},
    {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"a Host that is no name", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
    {"another's Host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
    {"another's address", "GET / HTTP/1.1\r\nHost: 192.0.2.7\r\n\r\n", 421},
    {"another's absolute target", get("http://evil.example/"), 421},
    {"an unknown method", "BREW / HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n", 405},
    {"PUT", "PUT / HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n", 405},
    {"CONNECT", "CONNECT tg.example.vn:443 HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n", 400},
    {"no target", "GET HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n", 400},
    {"a target without a slash", get("index"), 400},
    {"an asterisk with GET", get("*"), 400},
    {"a fragment", get("/a#b"), 400},
    {"a space in the target", get("/a b"), 400},
    {"a raw letter beyond ASCII in the target", get("/\xc4\x91"), 400},
    {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: tg.example.vn\r\n\r\n", 505},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: tg.example.vn\r\n\r\n", 505},
    {"no version", "GET /\r\nHost: tg.example.vn\r\n\r\n", 400},
    {"a lower-case version", "GET / http/1.1\r\nHost: tg.example.vn\r\n\r\n", 400},
    {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"TLS to a plain port", std::string("\x16\x03\x01\x02\x00\x01", 6), 400},
    {"bare line feeds", "GET / HTTP/1.1\nHost: tg.example.vn\n\n", 400},
    {"one bare line feed", "GET / HTTP/1.1\r\nHost: tg.example.vn\nA: b\r\n\r\n", 400},
    {"a bare carriage return", with("A: b\rc"), 400},
    {"a NUL in a field", get("/", std::string("A: b\0c\r\n", 8)), 400},
    {"a NUL in the target", get(std::string("/a\0", 3)), 400},
    {"a folded field", with("A: b\r\n c"), 400},
    {"a field without a colon", with("nonsense"), 400},
    {"a field without a name", with(": b"), 400},
    {"a space before the colon", with("A : b"), 400},
    {"two lengths that agree", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400},
    {"two lengths that differ", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
    {"a list of lengths", post("Content-Length: 1, 1\r\n", "a"), 400},
    {"a length with a sign", post("Content-Length: +1\r\n", "a"), 400},
    {"a negative length", post("Content-Length: -1\r\n"), 400},
    {"an empty length", post("Content-Length:\r\n"), 400},
    {"a length of twenty digits", post("Content-Length: 18446744073709551617\r\n"), 400},
    {"length and encoding", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"chunks", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 411},
    {"two encodings",
     post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"), 400},
    {"an expectation", post("Expect: 100-continue\r\nContent-Length: 1\r\n"), 417},
    {"a body of a GET", get("/", "Content-Length: 1\r\n") + "a", 400},
    {"a body over 16 KB", post("Content-Length: 16385\r\n"), 413},
    {"a target over 8 KB", get("/" + std::string(8200, 'a')), 414},
    {"a target that never ends", "GET /" + std::string(9000, 'a'), 414},
    {"fields over 16 KB", get("/", "A: " + std::string(17'000, 'b') + "\r\n"), 431},
    {"fields that never end",
     "GET / HTTP/1.1\r\nHost: tg.example.vn\r\nA: " + std::string(20'000, 'b'), 431},
};

}  // namespace

TEST_CASE("a body that says it is compressed is taken as it stands") {
  RunningServer server({}, 1, [](const HttpRequest& request) {
    return HttpResponse{.content_type = "text/plain", .body = std::to_string(request.body.size())};
  });
  const std::string bomb("\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0", 17);
  const RawAnswer said =
      ask(server.port(), post("Content-Encoding: gzip\r\nContent-Length: 17\r\n", bomb));
  CHECK(said.status == 200);
  CHECK(said.body == "17");
}

TEST_CASE("what is no request, or not for us, is answered with its status and the end") {
  RunningServer server;
  for (const Refused& refused : kRefused) {
    CAPTURE(refused.why);
    RawClient client(server.port());
    client.send(refused.bytes);
    const RawAnswer answer = client.answer();
    CHECK(answer.status == refused.status);
    CHECK(answer.fields.at("connection") == "close");
    CHECK(answer.body.size() < 100);
    CHECK(answer.fields.at("content-security-policy").starts_with("default-src 'none'"));
    CHECK(client.ended());
  }
  CHECK(ask(server.port(), get("/still")).status == 200);
}

TEST_CASE("a refused method is told which there are") {
  RunningServer server;
  const RawAnswer answer = ask(server.port(), "DELETE / HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n");
  CHECK(answer.fields.at("allow") == "GET, HEAD, OPTIONS, POST");
}

TEST_CASE("every name of this server is taken, in any case, with any port") {
  RunningServer server;
  for (const char* host : {"tg.example.vn", "TG.Example.VN", "tg.example.vn:443", "127.0.0.1",
                           "127.0.0.1:8080", "localhost", "localhost:1"}) {
    CAPTURE(host);
    CHECK(ask(server.port(), std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n").status ==
          200);
  }
  CHECK(ask(server.port(), "GET http://tg.example.vn/a?b HTTP/1.1\r\nHost: x.example\r\n\r\n")
            .body.starts_with("GET /a?b"));
  CHECK(ask(server.port(), "OPTIONS * HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n").status == 204);
}

TEST_CASE("a path and a query arrive as they were sent") {
  RunningServer server;
  CHECK(ask(server.port(), get("/01/0299%2F/10/A%20B?x=%2F&y=+"))
            .body.starts_with("GET /01/0299%2F/10/A%20B?x=%2F&y=+ from 127.0.0.1"));
  CHECK(ask(server.port(), get("/a?")).body.starts_with("GET /a? "));
  CHECK(ask(server.port(), get("//a/../b")).body.starts_with("GET //a/../b "));
}

TEST_CASE("a body of exactly the limit is taken, also in pieces") {
  RunningServer server;
  const std::string body(16 << 10, 'b');
  RawClient client(server.port());
  client.send("POST /report HTTP/1.1\r\nHost: tg.example.vn\r\nContent-Length: 16384\r\n\r\n");
  client.send(std::string_view(body).substr(0, 5000));
  client.send(std::string_view(body).substr(5000));
  CHECK(client.answer().body.ends_with("body " + body));
}

TEST_CASE("a head of exactly the limit is taken, and one byte more is too much") {
  RunningServer server;
  const auto of = [](std::size_t bytes) {
    return get("/", "A: " + std::string(bytes - get("/", "A: \r\n").size(), 'b') + "\r\n");
  };
  CHECK(ask(server.port(), of(16 << 10)).status == 200);
  CHECK(ask(server.port(), of((16 << 10) + 1)).status == 431);
}

TEST_CASE("HEAD has the head of GET and no body") {
  RunningServer server;
  RawClient client(server.port());
  client.send("HEAD /a HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n" + get("/b"));
  const RawAnswer head = client.answer(false);
  CHECK(head.status == 200);
  CHECK(head.fields.at("content-length") != "0");
  CHECK(client.answer().body.starts_with("GET /b"));
}

TEST_CASE("requests on one connection are answered in their order, however they are cut") {
  RunningServer server;
  RawClient client(server.port());
  std::string wire;
  for (int i = 0; i < 20; ++i) wire += get("/" + std::to_string(i));
  for (std::size_t at = 0; at < wire.size(); at += 7)
    client.send(std::string_view(wire).substr(at, 7));
  for (int i = 0; i < 20; ++i)
    CHECK(client.answer().body.starts_with("GET /" + std::to_string(i) + " "));
}

TEST_CASE("a connection ends when its client asks, with HTTP/1.0, and after its last request") {
  Door options;
  options.limits.requests_per_connection = 2;
  RunningServer server(options);
  for (const std::string& last :
       {get("/", "Connection: close\r\n"), std::string("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"),
        get("/") + get("/")}) {
    RawClient client(server.port());
    client.send(last);
    RawAnswer answer = client.answer();
    if (!answer.fields.contains("connection")) answer = client.answer();
    CHECK(answer.fields.at("connection") == "close");
    CHECK(client.ended());
  }
}

TEST_CASE("an answerer that throws is a 500 and the server goes on") {
  RunningServer server({}, 1, [](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/broken") throw std::runtime_error("a mistake of ours");
    if (request.path == "/split") return {.status = 200, .headers = {{"A", "b\r\nSet-Cookie: c"}}};
    return {.status = 200, .body = "well"};
  });
  CHECK(ask(server.port(), get("/broken")).status == 500);
  CHECK(ask(server.port(), get("/split")).status == 0);  // never sent
  CHECK(ask(server.port(), get("/")).body == "well");
  CHECK(server.metric("temgoc_refused_total{reason=\"failed\"}") == 2);
}

TEST_CASE("empty lines before a request line are passed over") {
  RunningServer server;
  RawClient client(server.port());
  client.send("\r\n\r\n" + get("/"));
  CHECK(client.answer().status == 200);
  client.send("\r");
  client.send("\n" + get("/"));
  CHECK(client.answer().status == 200);
}

TEST_CASE("a refusal after a HEAD has the body that its length promises") {
  RunningServer server;
  RawClient client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n");
  CHECK(client.answer(false).status == 200);
  client.send("GET nonsense\r\n\r\n");
  const RawAnswer refused = client.answer();
  CHECK(refused.status == 400);
  CHECK(refused.body == "400 Bad Request\n");
  CHECK(client.ended());
}

TEST_CASE("a host may be written whole, with its last dot") {
  RunningServer server;
  CHECK(ask(server.port(), "GET / HTTP/1.1\r\nHost: tg.example.vn.\r\n\r\n").status == 200);
  CHECK(ask(server.port(), "GET / HTTP/1.1\r\nHost: tg.example.vn..\r\n\r\n").status == 400);
  CHECK(ask(server.port(), "GET / HTTP/1.1\r\nHost: .\r\n\r\n").status == 400);
}

TEST_CASE("a page of any origin may read a refusal") {
  RunningServer server;
  const RawAnswer refused = ask(server.port(), "PUT / HTTP/1.1\r\nHost: tg.example.vn\r\n\r\n");
  CHECK(refused.status == 405);
  CHECK(refused.fields.at("access-control-allow-origin") == "*");
}
