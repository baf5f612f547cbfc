// The console on a full disk: a clear sentence, nothing lost, nothing twice.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>

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

}  // namespace

TEST_CASE(
    "a form that a full disk refuses keeps what was typed, and is sent again with one click") {
  Office console;
  console.add("lan", Role::data_entry, "C01");
  Browser browser(console);
  REQUIRE(browser.sign_in("lan").status == 303);
  const std::map<std::string, std::string> typed{
      {"name_vi", "Mắm ruốc Thạnh An"}, {"net_content", "300 g"}, {"passphrase", kPassphrase}};
  HttpResponse refused;
  {
    const FullDisk full;
    refused = browser.post("/records/products/new", typed);
  }
  CHECK(refused.status == 503);
  CHECK(says(refused, words(Language::vi, "console.fault.broken")));
  CHECK(says(refused, words(Language::vi, "console.fault.again")));
  CHECK(says(refused, "action=\"/records/products/new\""));
  CHECK(hidden(refused, "name_vi") == typed.at("name_vi"));
  CHECK(hidden(refused, "net_content") == typed.at("net_content"));
  CHECK_FALSE(says(refused, kPassphrase));
  const auto count = [&] {
    return std::ranges::count(console.workplace().registry().products("C01"), typed.at("name_vi"),
                              &Product::name);
  };
  CHECK(count() == 0);
  REQUIRE(browser
              .post("/records/products/new", {{"name_vi", hidden(refused, "name_vi")},
                                              {"net_content", hidden(refused, "net_content")}})
              .status == 303);
  CHECK(count() == 1);
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
