// Reads the URL with the client library's own parser, and holds connections to other machines to
// verified TLS.
#include "registry/postgres/location.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

namespace temgoc::postgres {

namespace {

using Options = std::map<std::string, std::string>;

Result<Options> options_of(const std::string& url) {
  char* reason = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(
      PQconninfoParse(url.c_str(), &reason), PQconninfoFree);
  const std::unique_ptr<char, void (*)(void*)> freed(reason, PQfreemem);
  if (!parsed) {
    std::string text = reason ? reason : "";
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return Error{
        .code = "registry_url_invalid", .value = url.substr(0, 80), .args = {{"reason", text}}};
  }
  Options options;
  for (const PQconninfoOption* each = parsed.get(); each->keyword; ++each)
    if (each->val && *each->val) options[each->keyword] = each->val;
  return options;
}

std::string value_of(const Options& options, const char* name, const char* variable = nullptr) {
  if (const auto found = options.find(name); found != options.end()) return found->second;
  const char* set = variable ? std::getenv(variable) : nullptr;
  return set ? set : "";
}

// "a,b" names several servers, of which one is the primary.
bool all_are_this_machine(const std::string& hosts) {
  std::size_t from = 0;
  while (from <= hosts.size()) {
    const std::size_t end = std::min(hosts.find(',', from), hosts.size());
    if (!is_this_machine(hosts.substr(from, end - from))) return false;
    from = end + 1;
  }
  return true;
}

// Debian's authorities, where the user named none.
constexpr const char* kAuthorities = "/etc/ssl/certs/ca-certificates.crt";

bool names_authorities(const Options& options) {
  if (!value_of(options, "sslrootcert", "PGSSLROOTCERT").empty()) return true;
  const char* home = std::getenv("HOME");
  std::error_code hidden;
  return home &&
         std::filesystem::exists(std::filesystem::path(home) / ".postgresql/root.crt", hidden);
}

}  // namespace

bool is_this_machine(const std::string& host) {
  return host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" ||
         host == "::1" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

bool verifies(const std::string& sslmode) {
  return sslmode == "verify-full" || sslmode == "verify-ca";
}

Result<Location> Location::parse(const std::string& place) {
  constexpr std::string_view kOnReplica = "#replica";  // added by whoever read the settings
  const bool on_replica = place.ends_with(kOnReplica);
  const std::string url = place.substr(0, place.size() - (on_replica ? kOnReplica.size() : 0));
  // The client library takes "#" for a sign like others, and RFC 3986 for the end of the URL.
  if (url.find('#') != url.npos)
    return Error{.code = "registry_url_fragment", .value = url.substr(0, 80)};
  auto options = options_of(url);
  if (!options) return options.error();
  if (!value_of(*options, "password").empty()) {
    return Error{.code = "registry_url_password"};
  }
  Location location;
  location.url_ = url;
  location.on_replica_ = on_replica;
  auto& parameters = location.parameters_;
  const auto unless_said = [&](const char* name, const char* value) {
    if (!options->contains(name)) parameters.emplace_back(name, value);
  };
  unless_said("connect_timeout", "5");
  unless_said("keepalives_idle", "30");
  unless_said("tcp_user_timeout", "15000");
  parameters.emplace_back("dbname", url);
  parameters.emplace_back("client_encoding", "UTF8");
  parameters.emplace_back("application_name", "temgoc");
  // A service file may name the host; then it is looked at once the connection stands.
  std::string host = value_of(*options, "hostaddr", "PGHOSTADDR");
  if (host.empty())
    host = value_of(*options, "host", options->contains("service") ? nullptr : "PGHOST");
  if (all_are_this_machine(host)) return location;
  const std::string mode = value_of(*options, "sslmode", "PGSSLMODE");
  if (!mode.empty() && !verifies(mode))
    return Error{
        .code = "registry_tls_unverified", .value = url, .args = {{"reason", "sslmode=" + mode}}};
  if (mode.empty()) parameters.emplace_back("sslmode", "verify-full");
  std::error_code hidden;
  if (!names_authorities(*options) && std::filesystem::exists(kAuthorities, hidden))
    parameters.emplace_back("sslrootcert", kAuthorities);
  return location;
}

}  // namespace temgoc::postgres
