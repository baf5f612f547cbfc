// Parses the Host field and the request target, and compares the host with those we serve.
#include "http/host_check.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/seal/seal.h"

namespace temgoc {
namespace {

struct Authority {
  std::string_view host;
  bool bracketed = false;
  bool good = false;
};

Authority parse_authority(std::string_view text) {
  Authority authority;
  authority.bracketed = text.starts_with('[');
  const std::size_t host_end =
      authority.bracketed ? text.find(']') : std::min(text.find(':'), text.size());
  if (host_end == std::string_view::npos) return authority;
  authority.host = text.substr(authority.bracketed, host_end - authority.bracketed);
  const std::string_view port = text.substr(host_end + authority.bracketed);
  authority.good = !authority.host.empty() &&
                   (port.empty() || (port.front() == ':' && port.size() <= 6 &&
                                     (port.size() == 1 || is_digits(port.substr(1)))));
  return authority;
}

}  // namespace

HostFinding check_host(std::string_view host, const std::vector<std::string>& hosts,
                       const IpAddress& local) {
  const Authority authority = parse_authority(host);
  if (!authority.good) return HostFinding::malformed;
  std::string name = ascii_lower(authority.host);
  // "tg.example.vn." is the same name written whole (RFC 1034, section 3.1).
  if (!authority.bracketed && name.size() > 1 && name.ends_with('.')) name.pop_back();
  if (const auto address = IpAddress::parse(name)) {
    if (authority.bracketed == (name.find(':') == std::string::npos)) return HostFinding::malformed;
    return *address == local ? HostFinding::local : HostFinding::foreign;
  }
  if (authority.bracketed || !is_host_name(name)) return HostFinding::malformed;
  if (std::ranges::find(hosts, name) != hosts.end()) return HostFinding::public_name;
  return name == "localhost" && local.is_loopback() ? HostFinding::local : HostFinding::foreign;
}

Target parse_target(std::string_view target) {
  Target parsed;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (ascii_lower(target.substr(0, scheme.size())) != scheme) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    parsed.authority = target.substr(0, end);
    if (parsed.authority.empty()) return parsed;
    target.remove_prefix(end);
    if (target.empty()) target = "/";
  }
  const std::size_t question = std::min(target.find('?'), target.size());
  parsed.path = target.substr(0, question);
  parsed.has_query = question < target.size();
  if (parsed.has_query) parsed.query = target.substr(question + 1);
  parsed.good = target.starts_with('/') || target == "*";
  return parsed;
}

}  // namespace temgoc
