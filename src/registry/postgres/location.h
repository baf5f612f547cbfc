// Where a server's registry is: what "postgresql://…" in the settings says, and what it may not
// say.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "temgoc/base/result.h"

namespace temgoc::postgres {

class Location {
 public:
  // `registry_url_invalid` (args reason), `registry_url_fragment` (a "#" that is not "%23"),
  // `registry_url_password` (a secret does not belong in the settings), `registry_tls_unverified`
  // (another machine, and an sslmode that verifies nothing).
  static Result<Location> parse(const std::string& place);
  const std::string& url() const { return url_; }  // without what follows "#"
  // "#replica" after the URL: a commit counts once a synchronous replica has it on its disk, too.
  bool on_replica() const { return on_replica_; }
  // What the client library is called with, in order; later ones go before earlier ones.
  const std::vector<std::pair<std::string, std::string>>& parameters() const { return parameters_; }

 private:
  std::string url_;
  bool on_replica_ = false;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

// This machine: a socket's folder, a loopback address, or no name at all.
bool is_this_machine(const std::string& host);
bool verifies(const std::string& sslmode);

}  // namespace temgoc::postgres
