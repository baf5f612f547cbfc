// Reads temgoc.toml strictly: what it does not know, or may not be, is an error.
#include <fmt/format.h>

#include <set>

#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/model/commune.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/store/object_store.h"
#include "temgoc/workplace/workplace.h"
#include "workplace/setting_values.h"

namespace temgoc {
namespace {

const std::set<std::string> kKnown = {"realm",
                                      "hosts",
                                      "issuing.max_backdate_days",
                                      "issuing.pack_tomorrow",
                                      "trust.valid_days",
                                      "copies.scans",
                                      "copies.places",
                                      "printing.read_back",
                                      "printing.pages_in_part",
                                      "copies.fastest_km_per_hour",
                                      "scans.keep_months",
                                      "events.refuse_overuse",
                                      "labels.e_label",
                                      "retention.report_months",
                                      "retention.visit_months",
                                      "retention.epcis_months",
                                      "retention.journal_months",
                                      "programme.products_target",
                                      "programme.communes",
                                      "registry.url",
                                      "log.store",
                                      "log.endpoint",
                                      "log.region",
                                      "log.credentials",
                                      "registry.durability",
                                      "serve.listen",
                                      "serve.metrics_listen",
                                      "serve.threads",
                                      "serve.tls_certificate",
                                      "serve.tls_key",
                                      "serve.trusted_proxies",
                                      "serve.place_header",
                                      "serve.staff_networks",
                                      "serve.access_log",
                                      "serve.max_connections",
                                      "serve.connections_per_address",
                                      "serve.requests_per_second",
                                      "serve.replica",
                                      "serve.scan_queue",
                                      "serve.most_lag_minutes",
                                      "serve.bundle",
                                      "serve.bundle_seconds"};

std::optional<std::string> first_unknown(const Json& toml) {
  for (const auto& [name, value] : toml.items()) {
    if (!value.is_object()) {
      if (!kKnown.contains(name)) return name;
      continue;
    }
    for (const auto& [inner, ignored] : value.items()) {
      if (!kKnown.contains(name + "." + inner)) return name + "." + inner;
    }
  }
  return std::nullopt;
}

// "all", or a number that is large enough to mean something.
Result<std::uint32_t> read_back(const Json& toml) {
  if (toml.value("/printing/read_back"_json_pointer, Json()) == "all") return kReadAll;
  auto labels = number(toml, "printing", "read_back", kFewestRead, 1'000'000);
  if (labels && *labels < kFewestRead)
    return Error{"setting_invalid", "printing.read_back", std::to_string(*labels)};
  return labels;
}

Result<std::vector<std::string>> hosts_of(const Json& toml) {
  std::vector<std::string> hosts;
  if (!toml.contains("hosts")) return hosts;
  if (!toml["hosts"].is_array()) return Error{"setting_invalid", "hosts", toml["hosts"].dump()};
  for (const Json& entry : toml["hosts"]) {
    if (!entry.is_string()) return Error{"setting_invalid", "hosts", entry.dump()};
    auto host = parse_host(entry.get<std::string>());
    if (!host) return host.error();
    if (*host == kTestHost) return Error{"host_reserved", "hosts", *host};
    hosts.push_back(*host);
  }
  return hosts;
}

constexpr unsigned kMostProducts = 1'000'000;

// Each as "xã Bình Khánh, TP. Hồ Chí Minh", so that it is found again in addresses.
Result<std::vector<std::string>> communes_of(const Json& toml) {
  const Json list = toml.value("/programme/communes"_json_pointer, Json::array());
  if (!list.is_array()) return Error{"setting_invalid", "programme.communes", list.dump()};
  std::vector<std::string> communes;
  for (const Json& entry : list) {
    const auto commune =
        entry.is_string() ? Commune::parse(entry.get<std::string>()) : std::optional<Commune>();
    if (!commune) return Error{"commune_unreadable", "programme.communes", shortened(entry.dump())};
    communes.push_back(commune->text());
  }
  return communes;
}

Result<ProgrammeSettings> programme_of(const Json& toml) {
  ProgrammeSettings settings;
  auto target =
      number(toml, "programme", "products_target", settings.products_target, kMostProducts, 0);
  if (!target) return target.error();
  auto communes = communes_of(toml);
  if (!communes) return communes.error();
  settings.products_target = *target;
  settings.communes = *std::move(communes);
  return settings;
}

struct RetentionNumber {
  const char* name;
  unsigned RetentionSettings::*member;
  unsigned least;
};
constexpr RetentionNumber kRetention[] = {
    {"report_months", &RetentionSettings::report_months, 12},
    {"visit_months", &RetentionSettings::visit_months, 12},
    {"epcis_months", &RetentionSettings::epcis_months, 60},
    {"journal_months", &RetentionSettings::journal_months, 60},
};

Result<RetentionSettings> retention_of(const Json& toml) {
  constexpr unsigned kMostMonths = 1200;
  RetentionSettings settings;
  for (const RetentionNumber& each : kRetention) {
    auto months = number(toml, "retention", each.name, settings.*each.member, kMostMonths);
    if (!months) return months.error();
    if (*months < each.least)
      return Error{"retention_too_short",
                   fmt::format("retention.{}", each.name),
                   std::to_string(*months),
                   {},
                   {{"least", std::to_string(each.least)}}};
    settings.*each.member = *months;
  }
  return settings;
}

Result<std::string> registry_url_of(const Json& toml) {
  const Json url = toml.value("/registry/url"_json_pointer, Json(""));
  if (!url.is_string()) return Error{"setting_invalid", "registry.url", shortened(url.dump())};
  const std::string text = url.get<std::string>();
  if (auto usable = check_registry_place(text); !usable) return usable.error();
  return text;
}

Result<LogStoreSettings> log_store_of(const Json& toml) {
  LogStoreSettings settings;
  for (auto& [name, member] : {std::pair{"store", &settings.store},
                               {"endpoint", &settings.endpoint},
                               {"region", &settings.region},
                               {"credentials", &settings.credentials}}) {
    const Json value = toml.value(Json::json_pointer(fmt::format("/log/{}", name)), Json(""));
    if (!value.is_string())
      return Error{"setting_invalid", fmt::format("log.{}", name), shortened(value.dump())};
    *member = value.get<std::string>();
  }
  if (settings.store.empty()) return settings;
  auto place = StorePlace::parse(settings.store, settings.endpoint, settings.region);
  if (!place) {
    Error error = place.error();
    error.field = "log." + error.field;
    return error;
  }
  return settings;
}

Result<bool> on_replica_of(const Json& toml) {
  const Json asked = toml.value("/registry/durability"_json_pointer, Json("primary"));
  if (asked == "primary") return false;
  const bool on_server = toml.value("/registry/url"_json_pointer, Json("")) != "";
  if (asked == "replica" && on_server) return true;
  return Error{"setting_invalid", "registry.durability", shortened(asked.dump())};
}

// Puts what was read where it belongs, or passes on what is wrong with it.
template <class Value, class Read>
Result<void> put(Value& into, Result<Read> read) {
  if (!read) return read.error();
  into = *std::move(read);
  return {};
}

// Everything but the realm and the hosts. Of several faults the first is told.
Result<void> read_sections(const Json& toml, Settings& to) {
  const Result<void> sections[] = {
      put(to.max_backdate_days, number(toml, "issuing", "max_backdate_days", 30, 3650)),
      put(to.pack_tomorrow, yes_or_no(toml, "issuing", "pack_tomorrow")),
      put(to.trust_valid_days, number(toml, "trust", "valid_days", 365, 3650)),
      put(to.copies.scans, number(toml, "copies", "scans", 20, 1'000'000)),
      put(to.copies.places, number(toml, "copies", "places", 5, 10'000)),
      put(to.printing.read_back, read_back(toml)),
      put(to.printing.pages_in_part, number(toml, "printing", "pages_in_part", 5000, 5000)),
      put(to.copies.fastest_km_per_hour,
          number(toml, "copies", "fastest_km_per_hour", kFastestKmPerHour, 100'000, 0)),
      put(to.keep_scan_months, number(toml, "scans", "keep_months", 24, 1200)),
      put(to.refuse_overuse, yes_or_no(toml, "events", "refuse_overuse")),
      put(to.e_label, yes_or_no(toml, "labels", "e_label")),
      put(to.programme, programme_of(toml)),
      put(to.registry_url, registry_url_of(toml)),
      put(to.log_store, log_store_of(toml)),
      put(to.on_replica, on_replica_of(toml)),
      put(to.retention, retention_of(toml)),
      put(to.serve, serve_of(toml)),
  };
  for (const Result<void>& section : sections)
    if (!section) return section;
  return {};
}

}  // namespace

Result<Settings> Settings::parse(std::string_view toml_text) {
  auto toml = parse_toml(toml_text);
  if (!toml) return Error{"settings_unreadable", {}, {}, toml.error().position, toml.error().args};
  if (auto unknown = first_unknown(*toml)) return Error{"setting_unknown", *unknown, *unknown};
  if (!toml->contains("realm") || !(*toml)["realm"].is_string())
    return Error{"setting_invalid", "realm"};
  auto realm = parse_realm((*toml)["realm"].get<std::string>());
  if (!realm) return realm.error();
  auto hosts = hosts_of(*toml);
  if (!hosts) return hosts.error();
  Settings settings{*realm, *hosts, 30, 365, {}};
  if (auto read = read_sections(*toml, settings); !read) return read.error();
  return settings;
}

Settings Settings::with_file() const {
  Settings settings = *this;
  settings.registry_url.clear();
  settings.on_replica = false;
  settings.serve.replica.clear();
  return settings;
}

}  // namespace temgoc
