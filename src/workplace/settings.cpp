// temgoc.toml: read strictly, written with its explanations.
#include <fmt/format.h>

#include <set>

#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/model/commune.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/store/object_store.h"
#include "temgoc/workplace/workplace.h"

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
                                      "serve.most_lag_minutes"};

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
                        unsigned most, unsigned least = 1) {
  if (!toml.contains(section) || !toml[section].contains(name)) return standard;
  const Json& value = toml[section][name];
  if (!value.is_number_integer() || value.get<std::int64_t>() < least ||
      value.get<std::int64_t>() > most) {
    return Error{"setting_invalid",
                 fmt::format("{}.{}", section, name),
                 value.dump(),
                 {},
                 {{"most", std::to_string(most)}}};
  }
  return value.get<unsigned>();
}

Result<bool> yes_or_no(const Json& toml, const char* section, const char* name) {
  if (!toml.contains(section) || !toml[section].contains(name)) return false;
  const Json& value = toml[section][name];
  if (value.is_boolean()) return value.get<bool>();
  return Error{"setting_invalid", fmt::format("{}.{}", section, name), value.dump()};
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

Error not_text(const char* name, const Json& value) {
  return {"setting_invalid", std::string("serve.") + name, shortened(value.dump())};
}

Result<void> read_text(const Json& serve, const char* name, std::string& into) {
  if (!serve.contains(name)) return {};
  if (!serve[name].is_string()) return not_text(name, serve[name]);
  into = serve[name].get<std::string>();
  return {};
}

Result<void> read_list(const Json& serve, const char* name, std::vector<std::string>& into) {
  if (!serve.contains(name)) return {};
  if (!serve[name].is_array()) return not_text(name, serve[name]);
  for (const Json& entry : serve[name]) {
    if (!entry.is_string()) return not_text(name, serve[name]);
    into.push_back(entry.get<std::string>());
  }
  return {};
}

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
};

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

std::string retention_text(const RetentionSettings& retention) {
  return fmt::format(R"(
[retention]
# Những gì pháp luật cho phép xóa thì tự xóa khi quá hạn (docs/privacy.md). Tính bằng tháng.
# What the law lets go goes by itself when its time is over. In months.
# Báo nghi vấn của người mua, từ 12 tháng. / Reports of shoppers, 12 and more.
report_months = {}
# Lần kiểm tra do cán bộ gửi về, từ 12 tháng. / Visits of inspectors, 12 and more.
visit_months = {}
# Tài liệu EPCIS của đối tác, từ 60 tháng. / EPCIS documents of partners, 60 and more.
epcis_months = {}
# Nhật ký ai đã làm gì, từ 60 tháng. / The journal of who did what, 60 and more.
journal_months = {}
)",
                     retention.report_months, retention.visit_months, retention.epcis_months,
                     retention.journal_months);
}

// A line for each: a province has more than a hundred.
std::string programme_text(const ProgrammeSettings& programme) {
  std::string communes;
  for (const std::string& each : programme.communes)
    communes += fmt::format("{}\n  \"{}\"", communes.empty() ? "" : ",", each);
  return fmt::format(R"(
[programme]
# Chỉ tiêu của chương trình OCOP: số sản phẩm được công nhận từ 3 sao trở lên trong năm.
# The OCOP programme's target: products recognised with 3 stars or more in a year.
products_target = {}
# Các xã, phường, đặc khu mà chương trình phụ trách, mỗi dòng một nơi: "xã Bình Khánh, TP. Hồ Chí Minh". Để trống: chưa cho
# biết, trang Chương trình chỉ tính những nơi có hợp tác xã trong sổ.
# The communes that the programme covers. Empty: not given, only those of cooperatives on record are looked at.
communes = [{}{}]
)",
                     programme.products_target, communes, communes.empty() ? "" : "\n");
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

// A string as TOML has it, whatever stands in it: what JSON escapes, TOML escapes the same, and
// DEL.
std::string quoted(const std::string& text) {
  std::string written;
  for (const char c : Json(text).dump()) {
    if (c == '\x7f')
      written += "\\u007F";
    else
      written += c;
  }
  return written;
}

std::string log_store_text(const LogStoreSettings& log) {
  return fmt::format(R"(
[log]
# Nơi công bố thêm sổ công khai: kho đối tượng nói được S3, "s3://thung/duong-dan". Để trống: chỉ thư mục log/ tại đây.
# Chạy `temgoc log publish` (docs/operating.md).
# Where the log is published besides the folder log/: an object store that speaks S3. Empty: nowhere else.
store = {}
# Địa chỉ máy chủ S3, "https://s3.example.vn"; trống: của Amazon. / The S3 server's address; empty: Amazon's.
endpoint = {}
region = {}
# Tệp giữ khóa, theo dạng ~/.aws/credentials; trống: lấy từ biến môi trường TEMGOC_STORE_KEY_ID và TEMGOC_STORE_SECRET.
# A file with the key, in the form of ~/.aws/credentials; empty: from the environment.
credentials = {}
)",
                     quoted(log.store), quoted(log.endpoint), quoted(log.region),
                     quoted(log.credentials));
}

Result<bool> on_replica_of(const Json& toml) {
  const Json asked = toml.value("/registry/durability"_json_pointer, Json("primary"));
  if (asked == "primary") return false;
  const bool on_server = toml.value("/registry/url"_json_pointer, Json("")) != "";
  if (asked == "replica" && on_server) return true;
  return Error{"setting_invalid", "registry.durability", shortened(asked.dump())};
}

std::string registry_text(const std::string& url, bool on_replica) {
  return fmt::format(R"(
[registry]
# Sổ đăng ký nằm ở đâu. Để trống: tệp registry.sqlite trong nơi làm việc này. Cả tỉnh, nhiều máy cùng cấp mã: một máy chủ
# PostgreSQL, "postgresql://temgoc@may-chu/temgoc". Mật khẩu không ghi ở đây mà ghi trong ~/.pgpass (docs/operating.md).
# Where the registry is. Empty: the file registry.sqlite here. Otherwise a PostgreSQL server's URL; no password in it.
url = {}
# Bao giờ thì coi là đã ghi: khi máy chủ chính đã ghi xuống đĩa ("primary"), hay phải chờ thêm một máy bản sao cũng đã ghi
# ("replica", chỉ khi có máy chủ và máy chủ đó có bản sao đồng bộ).
# When a record counts: on the primary's disk, or on a synchronous replica's as well ("replica", of a server alone).
durability = "{}"
)",
                     quoted(url), on_replica ? "replica" : "primary");
}

std::string quoted_list(const std::vector<std::string>& entries) {
  std::string list;
  for (const std::string& entry : entries)
    list += fmt::format("{}{}", list.empty() ? "" : ", ", quoted(entry));
  return list;
}

std::string serve_text(const ServeSettings& serve) {
  return fmt::format(
      R"(
[serve]
# Trang kiểm tra (`temgoc serve`): địa chỉ và cổng. Ra Internet phải qua TLS: ở đây hoặc qua nginx (docs/serve.md).
# The public service: address and port. Public use needs TLS, here or in front (docs/serve.md).
listen = {}
# Chỗ riêng cho /health và /metrics; để trống: chỉ trên chính máy này.
# An address of its own for /health and /metrics; empty: from this machine alone.
metrics_listen = {}
# Số luồng; 0: mỗi nhân một luồng. / Threads; 0: one a processor.
threads = {}
# Tệp PEM; để trống cả hai: không TLS. / PEM files; both empty: no TLS.
tls_certificate = {}
tls_key = {}
# Máy chủ trung gian được tin (địa chỉ hoặc mạng) khi cho biết địa chỉ khách (X-Forwarded-For).
# Proxies (addresses or networks) believed when they say whom they serve.
trusted_proxies = [{}]
# Tên trường mà máy chủ trung gian được tin dùng để cho biết tỉnh của khách (GeoIP); trống: không biết nơi quét.
# The field in which a trusted proxy says the visitor's province (GeoIP); empty: no places.
place_header = {}
# Địa chỉ hoặc mạng của hợp tác xã: nhân viên quét không tính. Người bán quét hàng của mình là chuyện thường.
# Addresses or networks of the cooperative: scans from there do not count.
staff_networks = [{}]
# Nhật ký truy cập: tệp, "-" là stderr, trống: không ghi. Không bao giờ ghi địa chỉ khách.
# Access log: a file, "-" for stderr, empty for none. Never holds a visitor's address.
access_log = {}
max_connections = {}
connections_per_address = {}
# Của một địa chỉ; 0: không giới hạn. / Of one address; 0: no limit.
requests_per_second = {}
# Chỉ đọc từ một máy bản sao PostgreSQL, "postgresql://…"; lượt quét vẫn gửi về [registry] url. Để trống: đọc ở đó luôn.
# A PostgreSQL replica to read from; scans go to [registry] url all the same. Empty: that is read, too.
replica = {}
# Thư mục giữ lượt quét trong lúc máy chủ chính không tới được; trống: scans_waiting trong nơi làm việc này.
# Folder of scans that wait while the primary cannot be reached; empty: scans_waiting here.
scan_queue = {}
# Bản sao mất tin máy chủ chính quá số phút này thì không kết luận nữa. / After that a replica without news is not believed.
most_lag_minutes = {}
)",
      quoted(serve.listen), quoted(serve.metrics_listen), serve.threads,
      quoted(serve.tls_certificate), quoted(serve.tls_key), quoted_list(serve.trusted_proxies),
      quoted(serve.place_header), quoted_list(serve.staff_networks), quoted(serve.access_log),
      serve.max_connections, serve.connections_per_address, serve.requests_per_second,
      quoted(serve.replica), quoted(serve.scan_queue), serve.most_lag_minutes);
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
  auto tomorrow = yes_or_no(*toml, "issuing", "pack_tomorrow");
  if (!tomorrow) return tomorrow.error();
  auto valid = number(*toml, "trust", "valid_days", 365, 3650);
  if (!valid) return valid.error();
  auto scans = number(*toml, "copies", "scans", 20, 1'000'000);
  if (!scans) return scans.error();
  auto places = number(*toml, "copies", "places", 5, 10'000);
  if (!places) return places.error();
  auto read = read_back(*toml);
  if (!read) return read.error();
  auto pages = number(*toml, "printing", "pages_in_part", 5000, 5000);
  if (!pages) return pages.error();
  settings.printing = {*read, *pages};
  auto speed = number(*toml, "copies", "fastest_km_per_hour", kFastestKmPerHour, 100'000, 0);
  if (!speed) return speed.error();
  auto months = number(*toml, "scans", "keep_months", 24, 1200);
  if (!months) return months.error();
  auto refuse_overuse = yes_or_no(*toml, "events", "refuse_overuse");
  if (!refuse_overuse) return refuse_overuse.error();
  auto e_label = yes_or_no(*toml, "labels", "e_label");
  if (!e_label) return e_label.error();
  settings.e_label = *e_label;
  auto programme = programme_of(*toml);
  if (!programme) return programme.error();
  settings.programme = *std::move(programme);
  auto registry_url = registry_url_of(*toml);
  if (!registry_url) return registry_url.error();
  settings.registry_url = *std::move(registry_url);
  auto log_store = log_store_of(*toml);
  if (!log_store) return log_store.error();
  settings.log_store = *std::move(log_store);
  auto on_replica = on_replica_of(*toml);
  if (!on_replica) return on_replica.error();
  settings.on_replica = *on_replica;
  auto retention = retention_of(*toml);
  if (!retention) return retention.error();
  settings.retention = *retention;
  auto serve = serve_of(*toml);
  if (!serve) return serve.error();
  settings.serve = std::move(*serve);
  settings.max_backdate_days = *backdate;
  settings.pack_tomorrow = *tomorrow;
  settings.refuse_overuse = *refuse_overuse;
  settings.trust_valid_days = *valid;
  settings.copies = {*scans, *places, *speed};
  settings.keep_scan_months = *months;
  return settings;
}

Settings Settings::with_file() const {
  Settings settings = *this;
  settings.registry_url.clear();
  settings.on_replica = false;
  settings.serve.replica.clear();
  return settings;
}

std::string Settings::text() const {
  return fmt::format(
             R"(# Nơi làm việc temgoc / temgoc workplace.

# Tên hệ thống, chọn một lần khi tạo, không bao giờ đổi.
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
# Cho phép ngày đóng gói là ngày mai, khi tem được in từ tối hôm trước (true hoặc false).
# Allows tomorrow as the pack day, where labels are printed the evening before (true or false).
pack_tomorrow = {}

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
# Hoặc ở hai tỉnh quá xa để đi kịp giữa hai lần quét, dù với tốc độ này (km/giờ); 0: không xét.
# Or in two provinces that even this speed (km/h) does not bring anyone between in the time; 0: never.
fastest_km_per_hour = {}

[scans]
# Giữ lượt quét theo ngày bao nhiêu tháng; sau đó chỉ còn tổng số của mỗi mã.
# Months that scans are kept by day; after that only the sum of each code.
keep_months = {}

[printing]
# In trên 2.000 tem: đọc lại bao nhiêu mã trước khi giao tệp ("all": tất cả; ít nhất 200). Ít hơn thì luôn đọc lại tất cả.
# Of more than 2,000 labels: how many codes are read back before the files are released ("all", or 200 and more).
# Smaller jobs are always read back whole.
read_back = {}
# Số trang nhiều nhất của một tệp PDF (1 đến 5000): in nhiều hơn thì chia thành nhiều tệp.
# The most pages of one PDF (1 to 5000): longer jobs are cut into several files.
pages_in_part = {}

[events]
# Dùng, giao hoặc bán nhiều hơn số có của một lô: chỉ cảnh báo (false) hay không cho ghi (true).
# More of a lot is used, shipped or sold than there is: a warning (false), or refused (true).
refuse_overuse = {}

[labels]
# Trang kiểm tra dùng làm nhãn điện tử (Nghị định 37/2026, Điều 53): hàng rủi ro thấp được đưa nội dung bắt buộc lên đó (true hoặc
# false). Hãy hỏi cơ quan quản lý trước khi bật.
# The public page serves as the electronic label of Decree 37/2026, Article 53 (true or false). Ask the authority first.
e_label = {}
)",
             realm, quoted_list(hosts), max_backdate_days, pack_tomorrow, trust_valid_days,
             copies.scans, copies.places, copies.fastest_km_per_hour, keep_scan_months,
             printing.read_back == kReadAll ? "\"all\"" : std::to_string(printing.read_back),
             printing.pages_in_part, refuse_overuse, e_label) +
         retention_text(retention) + programme_text(programme) +
         registry_text(registry_url, on_replica) + log_store_text(log_store) + serve_text(serve);
}

}  // namespace temgoc
