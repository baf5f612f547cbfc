// Bodies that go to a file, and how large any body may be.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "http/raw_client.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "temgoc-uploads-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  fs::path path;
};

Door taking_uploads(const Folder& folder) {
  Door door;
  door.limits.max_body = 100;
  door.limits.form_burst = 100;
  door.uploads = {[](const HttpRequest& request) { return request.path == "/import"; }, folder.path,
                  200'000};
  return door;
}

std::string post(const std::string& path, const std::string& body) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: tg.example.vn\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

HttpResponse what_came(const HttpRequest& request) {
  if (!request.upload) return {.status = 200, .body = "memory " + request.body};
  return {.status = 200,
          .body = "file " + std::to_string(request.upload->size()) + " " +
                  text_of(request.upload->path())};
}

}  // namespace

TEST_CASE("an upload goes to a file that is gone once it is answered") {
  const Folder folder;
  RunningServer server(taking_uploads(folder), 1, what_came);
  const std::string body(150'000, 'x');
  RawClient client(server.port());
  client.send(post("/import", body) + get("/next"));
  CHECK(client.answer().body == "file 150000 " + body);
  CHECK(client.answer().body == "memory ");
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("an upload may be as large as the door says, also above the parser's own limit") {
  const Folder folder;
  Door door = taking_uploads(folder);
  door.uploads.most = 3 << 20;
  RunningServer server(std::move(door), 1, [](const HttpRequest& request) {
    return HttpResponse{.status = 200, .body = std::to_string(request.upload->size())};
  });
  CHECK(ask(server.port(), post("/import", std::string(3 << 20, 'x'))).body == "3145728");
  CHECK(ask(server.port(), post("/import", std::string((3 << 20) + 1, 'x'))).status == 413);
}

TEST_CASE("a body may be large where the door takes large ones, there alone") {
  Door door;
  door.limits.max_body = 100;
  door.limits.form_burst = 100;
  door.large_bodies = {[](const HttpRequest& request) { return request.path == "/visit"; }, 5'000};
  RunningServer server(std::move(door), 1, what_came);
  const std::string body(5'000, 'x');
  CHECK(ask(server.port(), post("/visit", body)).body == "memory " + body);
  CHECK(ask(server.port(), post("/visit", body + "x")).status == 413);
  CHECK(ask(server.port(), post("/other", std::string(101, 'x'))).status == 413);
  CHECK(ask(server.port(), post("/other?/visit", std::string(101, 'x'))).status == 413);
}

TEST_CASE("what the door takes for no form is not limited as one") {
  Door door;
  door.limits.form_burst = 1;
  door.is_form = [](const HttpRequest& request) { return request.path != "/visit"; };
  RunningServer server(std::move(door), 1, [](const HttpRequest& request) {
    return HttpResponse{.status = request.wait.count() > 0 ? 429u : 200u};
  });
  CHECK(ask(server.port(), post("/form", "a")).status == 200);
  CHECK(ask(server.port(), post("/visit", "a")).status == 200);
  CHECK(ask(server.port(), post("/visit", "a")).status == 200);
  CHECK(ask(server.port(), post("/form", "a")).status == 429);
}

TEST_CASE("a body is refused where it is too large for memory or for an upload") {
  const Folder folder;
  RunningServer server(taking_uploads(folder), 1, what_came);
  CHECK(ask(server.port(), post("/other", std::string(100, 'x'))).status == 200);
  CHECK(ask(server.port(), post("/other", std::string(101, 'x'))).status == 413);
  CHECK(ask(server.port(), post("/import", std::string(200'001, 'x'))).status == 413);
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("half an upload leaves nothing behind") {
  const Folder folder;
  Door door = taking_uploads(folder);
  door.limits.upload_deadline = std::chrono::milliseconds(150);
  RunningServer server(door, 1, what_came);
  RawClient client(server.port());
  const std::string whole = post("/import", std::string(50'000, 'x'));
  client.send(std::string_view(whole).substr(0, 20'000));
  CHECK(client.answer().status == 408);
  CHECK(client.ended());
  for (int i = 0; i < 100 && !fs::is_empty(folder.path); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("an upload that cannot be stored is answered 507") {
  const Folder folder;
  Door door = taking_uploads(folder);
  door.uploads.folder = folder.path / "missing";
  RunningServer server(door, 1, what_came);
  CHECK(ask(server.port(), post("/import", "x")).status == 507);
}

TEST_CASE("a cookie is found among others, and a form's value as it was sent") {
  CHECK(cookie_value("a=1; temgoc_console=abc; b=2", "temgoc_console") == "abc");
  CHECK(cookie_value("xtemgoc_console=no", "temgoc_console") == "");
  CHECK(cookie_value("", "a") == "");
  CHECK(encoded_form_value("a=1&b=x%2By+z", "b") == "x%2By+z");
  CHECK_FALSE(encoded_form_value("a=1", "b").has_value());
}
