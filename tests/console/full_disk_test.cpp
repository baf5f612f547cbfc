// The console on a full disk: a clear sentence, nothing lost, nothing twice.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// No byte can be written to a file while it lives.
class FullDisk {
 public:
  FullDisk() {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

struct Desk {
  Office console;
  Browser browser{console};
  std::map<std::string, std::string> typed{
      {"name_vi", "Mắm ruốc Thạnh An"}, {"net_content", "300 g"}, {"root_passphrase", kPassphrase}};

  Desk() {
    console.add("lan", Role::data_entry, "C01");
    REQUIRE(browser.sign_in("lan").status == 303);
    typed["form_token"] = browser.form_token();  // while there is a page to read it from
  }
  std::ptrdiff_t count() {
    return std::ranges::count(console.workplace().registry().products("C01"), typed.at("name_vi"),
                              &Product::name);
  }
};

}  // namespace

TEST_CASE("a form that a full disk refuses stores nothing and keeps what was typed") {
  Desk desk;
  HttpResponse refused;
  {
    const FullDisk full;
    refused = desk.browser.post("/records/products/new", desk.typed);
  }
  CAPTURE(refused.body);
  CHECK((refused.status == 503 || refused.status == 422));
  CHECK(says(refused, "value=\"" + desk.typed.at("name_vi") + "\""));
  CHECK(says(refused, "value=\"300 g\""));
  CHECK(desk.count() == 0);
  REQUIRE(desk.browser.post("/records/products/new", desk.typed).status == 303);
  CHECK(desk.count() == 1);
}

TEST_CASE("a form that meets a broken workplace comes back to be sent again, without its secrets") {
  Desk desk;
  const auto registry = desk.console.world().works() / "registry.sqlite";
  const auto away = desk.console.world().folder / "registry.sqlite";
  std::filesystem::rename(registry, away);
  const HttpResponse refused = desk.browser.post("/records/products/new", desk.typed);
  std::filesystem::rename(away, registry);
  CAPTURE(refused.body);
  CHECK(refused.status == 503);
  CHECK(says(refused, words(Language::vi, "console.fault.broken")));
  CHECK(says(refused, words(Language::vi, "console.fault.again")));
  CHECK(says(refused, "action=\"/records/products/new\""));
  CHECK(hidden(refused, "name_vi") == desk.typed.at("name_vi"));
  CHECK_FALSE(says(refused, kPassphrase));
  CHECK(desk.count() == 0);
  REQUIRE(desk.browser
              .post("/records/products/new", {{"name_vi", hidden(refused, "name_vi")},
                                              {"net_content", hidden(refused, "net_content")}})
              .status == 303);
  CHECK(desk.count() == 1);
}

TEST_CASE("on a full disk nobody is signed out because it cannot be noted when they were seen") {
  Office console;
  console.add("lan", Role::viewer);
  const Instant now = console.house().world.clock();
  const auto token = sign_in(console.accounts(), {"lan", kPassword, "10.0.0.1"}, now,
                             console.house().world.random);
  REQUIRE(token.has_value());
  std::optional<SignedIn> seen;
  {
    const FullDisk full;
    seen = signed_in(console.accounts(), *token, now + std::chrono::minutes(10));
  }
  REQUIRE(seen.has_value());
  CHECK(seen->user.id == "lan");
}
