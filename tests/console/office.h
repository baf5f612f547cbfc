// A console without sockets: a workplace of the example data, its people, and a browser that keeps
// its cookies.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "console/answer.h"
#include "support/world.h"
#include "temgoc/model/lot.h"

namespace temgoc::test {

// Everybody's password.
inline constexpr const char* kPassword = "ba con ca qua";

class Office {
 public:
  Office();

  World& world() { return world_; }
  House& house() { return *house_; }
  Accounts& accounts() { return *accounts_; }
  Workplace workplace();
  // The console's process ends and begins again: what was in its memory alone is gone.
  void restart();
  // Adds a user with kPassword. Empty cooperative: all of the workplace.
  void add(const std::string& id, Role role, const std::string& cooperative = {});
  // A lot of the world's draft, without labels.
  Lot issued();

 private:
  World world_;
  std::unique_ptr<House> house_;
  std::optional<Accounts> accounts_;
};

// One person's browser.
class Browser {
 public:
  explicit Browser(Office& world, std::string address = "192.0.2.1")
      : world_(world), address_(std::move(address)) {}

  HttpResponse get(const std::string& target);
  // With the form token of the session, unless `fields` has one.
  HttpResponse post(const std::string& path, std::map<std::string, std::string> fields);
  HttpResponse send(HttpRequest request);
  HttpResponse sign_in(const std::string& user, const std::string& password = kPassword);
  std::string form_token();
  std::map<std::string, std::string>& cookies() { return cookies_; }

 private:
  Office& world_;
  std::string address_;
  std::map<std::string, std::string> cookies_;
};

// What stands for each place of an address, by "{name}".
using Places = std::map<std::string, std::string>;
// Places that name nothing of a cooperative's own. A new place of a route is added here, or in the
// tests of strangers.
Places common_places();
// The address with every place filled in; a place that is not known fails the test.
std::string filled(std::string path, const Places& places);
// Whether that stands in the page, as it writes it.
bool says(const HttpResponse& page, const std::string& text);
std::string field(const HttpResponse& response, const std::string& name);
// The value of the hidden field of that name in a page.
std::string hidden(const HttpResponse& response, const std::string& name);
// A console that all cases of a file may share.
Office& office();

}  // namespace temgoc::test
