// Whether a request is meant for this server: no page is served under a stranger's name, where a
// browser would give it that name's rights.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/http/ip_address.h"

namespace temgoc {

enum class HostFinding {
  public_name,  // one of the workplace's hosts
  local,        // the address that the connection came in on, or localhost on a loopback address
  foreign,
  malformed
};

// `host`: the field's value or the authority of an absolute target; any port is taken. `hosts` are
// lower case.
HostFinding check_host(std::string_view host, const std::vector<std::string>& hosts,
                       const IpAddress& local);

// What a request line asks for: a path with its query, in the absolute form (RFC 9112 3.2.2) with
// the authority that goes before the Host field.
struct Target {
  std::string_view authority = {};  // empty: the Host field's
  std::string_view path = {};       // "*" for a whole server
  std::string_view query = {};
  bool has_query = false;
  bool good = false;
};
Target parse_target(std::string_view target);

}  // namespace temgoc
