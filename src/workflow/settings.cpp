// temgoc.toml: read strictly, written with its explanations.
#include <fmt/format.h>

#include <set>

#include "temgoc/json.h"
#include "temgoc/workplace.h"

namespace temgoc {
namespace {

const std::set<std::string> kKnown = {
    "realm",        "hosts",        "issuing.max_backdate_days", "trust.valid_days",
    "copies.scans", "copies.places"};

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

Result<unsigned> number(const Json& toml, const char* section, const char* name, unsigned standard,
                        unsigned most) {
  if (!toml.contains(section) || !toml[section].contains(name)) return standard;
  const Json& value = toml[section][name];
  if (!value.is_number_integer() || value.get<std::int64_t>() < 1 ||
      value.get<std::int64_t>() > most) {
    return Error{"setting_invalid",
                 fmt::format("{}.{}", section, name),
                 value.dump(),
                 {},
                 {{"most", std::to_string(most)}}};
  }
  return value.get<unsigned>();
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
  auto backdate = number(*toml, "issuing", "max_backdate_days", 30, 3650);
  if (!backdate) return backdate.error();
  auto valid = number(*toml, "trust", "valid_days", 365, 3650);
  if (!valid) return valid.error();
  auto scans = number(*toml, "copies", "scans", 20, 1'000'000);
  if (!scans) return scans.error();
  auto places = number(*toml, "copies", "places", 5, 10'000);
  if (!places) return places.error();
  settings.max_backdate_days = *backdate;
  settings.trust_valid_days = *valid;
  settings.copies = {*scans, *places};
  return settings;
}

std::string Settings::text() const {
  std::string list;
  for (const std::string& host : hosts)
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", host);
  return fmt::format(R"(# Nơi làm việc temgoc / temgoc workplace.

# Tên gốc của sổ nhật ký, chọn một lần khi tạo, không bao giờ đổi.
# The log's origin: chosen once, never changed. It is signed into every label.
realm = "{}"

# Tên miền của trang kiểm tra, viết thường. Tên đầu tiên được in trong mã QR. Để trống: chỉ in tem thử.
# Hosts of the verifier page. The first is printed in the QR code; empty: test labels only. After a change run
# `temgoc trust sign`. A host that printed labels carry can never be removed; another may be put before or beside it.
hosts = [{}]

[issuing]
# Ngày đóng gói lùi quá số ngày này thì phải nêu lý do (--backdate).
# A pack day further back than this needs a reason (--backdate).
max_backdate_days = {}

[trust]
# Danh sách tin cậy có hiệu lực bao nhiêu ngày kể từ khi ký.
# Days that a trust list is valid for once signed.
valid_days = {}

[copies]
# Nghi tem bị sao chép khi một tem (từng sản phẩm) bị quét nhiều hơn số lần, hoặc ở nhiều nơi hơn số này.
# A per-item label is suspected to be copied above this many scans, or in more places than this. A shop's own
# scanning is normal: do not set these too low.
scans = {}
places = {}
)",
                     realm, list, max_backdate_days, trust_valid_days, copies.scans, copies.places);
}

}  // namespace temgoc
