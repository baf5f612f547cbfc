// Reads the section [serve] of temgoc.toml.
#include "temgoc/registry/registry_place.h"
#include "temgoc/workplace/workplace.h"
#include "workplace/setting_values.h"
namespace temgoc {

namespace {

struct ServeNumber {
  const char* name;
  unsigned ServeSettings::*member;
  unsigned least;
  unsigned most;
};
constexpr ServeNumber kServeNumbers[] = {
    {"threads", &ServeSettings::threads, 0, 256},
    {"max_connections", &ServeSettings::max_connections, 1, 1'000'000},
    {"connections_per_address", &ServeSettings::connections_per_address, 1, 1'000'000},
    {"requests_per_second", &ServeSettings::requests_per_second, 0, 1'000'000},
    {"most_lag_minutes", &ServeSettings::most_lag_minutes, 1, 100'000},
    {"bundle_seconds", &ServeSettings::bundle_seconds, 1, 86'400},
};
struct ServeText {
  const char* name;
  std::string ServeSettings::*member;
};
constexpr ServeText kServeTexts[] = {
    {"listen", &ServeSettings::listen},
    {"metrics_listen", &ServeSettings::metrics_listen},
    {"tls_certificate", &ServeSettings::tls_certificate},
    {"tls_key", &ServeSettings::tls_key},
    {"place_header", &ServeSettings::place_header},
    {"access_log", &ServeSettings::access_log},
    {"replica", &ServeSettings::replica},
    {"scan_queue", &ServeSettings::scan_queue},
    {"bundle", &ServeSettings::bundle},
};

}  // namespace

// Addresses and files are judged by the one who opens them.
Result<ServeSettings> serve_of(const Json& toml) {
  ServeSettings settings;
  if (!toml.contains("serve")) return settings;
  const Json& serve = toml["serve"];
  for (const ServeText& each : kServeTexts)
    if (auto read = read_text(serve, each.name, settings.*each.member); !read) return read.error();
  if (auto read = read_list(serve, "trusted_proxies", settings.trusted_proxies); !read)
    return read.error();
  if (auto read = read_list(serve, "staff_networks", settings.staff_networks); !read)
    return read.error();
  if (auto usable = check_registry_place(settings.replica); !usable) return usable.error();
  for (const ServeNumber& each : kServeNumbers) {
    auto read = number(toml, "serve", each.name, settings.*each.member, each.most, each.least);
    if (!read) return read.error();
    settings.*each.member = *read;
  }
  return settings;
}

}  // namespace temgoc
