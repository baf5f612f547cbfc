// `temgoc serve`, as a supervisor runs it: started, asked, told to end.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <functional>
#include <thread>

#include "journeys/serving.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

TEST_CASE("the service runs with every key moved away, and ends cleanly when told") {
  const Works works;
  works.issue(kFish);
  fs::remove_all(works.folder() / "keys");
  fs::remove_all(works.root_keys());
  Serving serving(works, {});
  CHECK(serving.url().starts_with("http://127.0.0.1:"));
  CHECK(serving.get("/health", "127.0.0.1").find("\"ok\":true") != std::string::npos);
  CHECK(serving.get("/log/checkpoint").starts_with("HTTP/1.1 200 "));
  CHECK(serving.get("/", "evil.example").starts_with("HTTP/1.1 421 "));
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
}

TEST_CASE("what is issued while it runs is there at once") {
  const Works works;
  Serving serving(works, {});
  const std::string before = serving.get("/log/checkpoint");
  works.issue(kFish);
  CHECK(serving.get("/log/checkpoint") != before);
  serving.signal(SIGINT);
  CHECK(serving.exit_status() == 0);
}

TEST_CASE("the access log names routes, and neither addresses nor paths") {
  const Works works;
  const std::string log = (works.scratch().path() / "access.log").string();
  const std::string path = works.issue(kFish)["url"].get<std::string>().substr(21);
  Serving serving(works, {"--access-log", log});
  serving.get(path);
  serving.get("/roots");
  // A rotation: moved away, and begun anew.
  fs::rename(log, log + ".1");
  serving.signal(SIGHUP);
  for (int i = 0; i < 200 && !fs::exists(log); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  serving.get("/roots");
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
  const std::string lines = text_of(log + ".1") + text_of(log);
  CHECK(lines.find("\"route\":\"trust\",\"status\":200") != std::string::npos);
  CHECK(lines.find("127.0.0.1") == std::string::npos);
  CHECK(lines.find("02990001000018") == std::string::npos);
  CHECK(text_of(log).find("\"route\":\"trust\"") != std::string::npos);
}

namespace {

// Asked until the service has looked again, which it does each second.
bool comes_to(const std::function<bool()>& state) {
  for (int i = 0; i < 200; ++i) {
    if (state()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a registry that replaces the one being served is seen") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string path = lot["url"].get<std::string>().substr(21);
  const fs::path registry = works.folder() / "registry.sqlite";
  Serving serving(works, {});
  const std::string before = serving.get(path);
  REQUIRE(before.starts_with("HTTP/1.1 200 "));
  // A copy in which the lot was recalled, put in the registry's place.
  const fs::path other = works.scratch().path() / "other";
  fs::copy(works.folder(), other, fs::copy_options::recursive);
  REQUIRE(
      run("sqlite3", {registry.string(), ".backup '" + (other / "registry.sqlite").string() + "'"})
          .status == 0);
  fs::remove(other / "registry.sqlite-wal");
  fs::remove(other / "registry.sqlite-shm");
  REQUIRE(run(kTemgoc,
              {"lot", "recall", lot["short_code"].get<std::string>(), "--reason", "x", "--confirm",
               lot["lot"].get<std::string>()},
              other)
              .status == 0);
  fs::rename(other / "registry.sqlite", registry);
  CHECK(comes_to([&] {
    return holds(serving.get(path), "\"recalled\"") || holds(serving.get(path), "recall");
  }));
  CHECK(comes_to([&] { return holds(serving.get("/health", "127.0.0.1"), "\"ok\":true"); }));
}

TEST_CASE("while no registry lies there, nothing is said of labels") {
  const Works works;
  const std::string path = works.issue(kFish)["url"].get<std::string>().substr(21);
  const fs::path registry = works.folder() / "registry.sqlite";
  Serving serving(works, {});
  REQUIRE(serving.get(path).starts_with("HTTP/1.1 200 "));
  fs::rename(registry, registry.string() + ".aside");
  CHECK(comes_to([&] { return serving.get(path).starts_with("HTTP/1.1 503 "); }));
  // `registry_not_found` while none lies there; `registry_replaced` while the old one's log does.
  CHECK(serving.get("/health", "127.0.0.1").starts_with("HTTP/1.1 503 "));
  fs::rename(registry.string() + ".aside", registry);
  CHECK(comes_to([&] { return serving.get(path).starts_with("HTTP/1.1 200 "); }));
  CHECK(holds(serving.get("/health", "127.0.0.1"), "\"ok\":true"));
}

TEST_CASE("TLS serves with a certificate and its key, and refuses what is none") {
  const Works works;
  const std::string key = (works.scratch().path() / "key.pem").string();
  const std::string certificate = (works.scratch().path() / "certificate.pem").string();
  REQUIRE(run("openssl", {"req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj",
                          "/CN=tg.example.vn", "-keyout", key, "-out", certificate})
              .status == 0);
  Serving serving(works, {"--tls-certificate", certificate, "--tls-key", key});
  REQUIRE(serving.url().starts_with("https://127.0.0.1:"));
  const std::string end = serving.url().substr(8, serving.url().size() - 9);
  const auto talk = [&](const std::string& version) {
    return run("openssl", {"s_client", "-quiet", "-connect", end, version}, {},
               "GET /roots HTTP/1.1\r\nHost: tg.example.vn\r\nConnection: close\r\n\r\n")
        .out;
  };
  for (const char* version : {"-tls1_2", "-tls1_3"}) {
    CAPTURE(version);
    CHECK(talk(version).starts_with("HTTP/1.1 200 "));
    CHECK(talk(version).find("Strict-Transport-Security: max-age") != std::string::npos);
  }
  CHECK(talk("-tls1_1").empty());
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
  const auto code = [&](const Words& options) {
    Words words = {"--json", "serve", "--listen", "127.0.0.1:0"};
    words.insert(words.end(), options.begin(), options.end());
    return works.temgoc(words).json()["error"]["code"].get<std::string>();
  };
  CHECK(code({"--tls-certificate", certificate}) == "tls_incomplete");
  CHECK(code({"--tls-certificate", key, "--tls-key", key}) == "tls_unreadable");
  CHECK(code({"--tls-certificate", certificate, "--tls-key", "/nowhere"}) == "tls_unreadable");
}

TEST_CASE("where it cannot serve it says why") {
  const Works works;
  const auto code = [&](const Words& options) {
    Words words = {"--json", "serve"};
    words.insert(words.end(), options.begin(), options.end());
    return works.temgoc(words).json()["error"]["code"].get<std::string>();
  };
  CHECK(code({"--listen", "8080"}) == "listen_invalid");
  CHECK(code({"--listen", "192.0.2.1:8080"}) == "listen_failed");
  CHECK(code({"--trusted-proxy", "proxy.example"}) == "proxy_invalid");
  CHECK(code({"--threads", "many"}) == "option_not_number");
  CHECK(code({"--listen", "127.0.0.1:0", "--access-log", "/nowhere/log"}) == "file_unreadable");
}

TEST_CASE("a trust list damaged on the disk is told, and the one in memory goes on") {
  const Works works;
  const std::string path = works.issue(kFish)["url"].get<std::string>().substr(21);
  const fs::path list = works.folder() / "trust/trust_list";
  const std::string whole = text_of(list);
  const auto health = [&](const Serving& serving) { return serving.get("/health", "127.0.0.1"); };
  Serving serving(works, {});
  CHECK(holds(health(serving), "\"ok\":true"));
  works.scratch().write("works/trust/trust_list", whole.substr(0, whole.size() / 2));
  CHECK(comes_to([&] { return holds(health(serving), "\"trust_file_damaged\""); }));
  CHECK(holds(serving.get("/trust_list"), whole.substr(whole.size() - 60)));
  CHECK(serving.get(path).starts_with("HTTP/1.1 200 "));
  works.scratch().write("works/trust/trust_list", whole);
  CHECK(comes_to([&] { return holds(health(serving), "\"ok\":true"); }));

  const fs::path roots = works.folder() / "trust/roots";
  const std::string root_set = text_of(roots);
  works.scratch().write("works/trust/roots", "x");
  CHECK(comes_to([&] { return holds(health(serving), "\"trust_file_damaged\""); }));
  CHECK(holds(serving.get("/roots"), root_set.substr(root_set.size() - 60)));
  works.scratch().write("works/trust/roots", root_set);
  CHECK(comes_to([&] { return holds(health(serving), "\"ok\":true"); }));
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
}
