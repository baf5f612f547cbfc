#include <doctest/doctest.h>

#include "temgoc/workplace/workplace.h"

using namespace temgoc;

TEST_CASE("settings written are settings read") {
  const Settings written{"ocop.example.vn",
                         {"tg.example.vn", "old.example.vn"},
                         45,
                         200,
                         {7, 3, 0},
                         {},
                         6,
                         {.listen = "[::1]:443",
                          .metrics_listen = "127.0.0.1:9090",
                          .threads = 3,
                          .tls_certificate = "c.pem",
                          .tls_key = "k.pem",
                          .trusted_proxies = {"10.0.0.0/8", "::1"},
                          .place_header = "X-Province",
                          .staff_networks = {"192.0.2.0/24"},
                          .access_log = "-",
                          .max_connections = 5,
                          .connections_per_address = 4,
                          .requests_per_second = 0,
                          .replica = "postgresql:///temgoc?host=/tmp",
                          .scan_queue = "/var/lib/scans",
                          .most_lag_minutes = 7,
                          .bundle = "https://tg.example.vn/newest.bundle",
                          .bundle_seconds = 5},
                         true,
                         true};
  Settings stored = written;
  stored.log_store = {"s3://ocop/htx", "https://s3.example.vn", "vn-1", "/etc/temgoc/s3"};
  const auto read = Settings::parse(stored.text());
  REQUIRE(read.has_value());
  CHECK(read->log_store == stored.log_store);
  CHECK(read->realm == written.realm);
  CHECK(read->hosts == written.hosts);
  CHECK(read->max_backdate_days == 45);
  CHECK(read->trust_valid_days == 200);
  CHECK(read->copies.scans == 7);
  CHECK(read->copies.places == 3);
  CHECK(read->copies.fastest_km_per_hour == 0);
  CHECK(read->keep_scan_months == 6);
  CHECK(read->serve == written.serve);
  CHECK(read->pack_tomorrow);
  CHECK(read->refuse_overuse);
}

TEST_CASE(
    "a name with quotes, backslashes, line ends or any control sign is read as it was written") {
  const std::string odd = "a\"b\\c\n[serve]\tlisten = \"x\"\x01\x7f\r";
  Settings written;
  written.realm = "ocop.example.vn";
  for (std::string ServeSettings::*each :
       {&ServeSettings::listen, &ServeSettings::metrics_listen, &ServeSettings::tls_certificate,
        &ServeSettings::tls_key, &ServeSettings::place_header, &ServeSettings::access_log,
        &ServeSettings::scan_queue})
    written.serve.*each = odd;
  written.serve.trusted_proxies = {odd, odd};
  written.serve.staff_networks = {odd};
  written.log_store = {.store = {}, .endpoint = odd, .region = odd, .credentials = odd};
  const auto read = Settings::parse(written.text());
  REQUIRE(read.has_value());
  CHECK(read->serve == written.serve);
  CHECK(read->log_store == written.log_store);
}

TEST_CASE("a record counts on the primary, or on a replica of a server") {
  const std::string realm = "realm = \"a.vn\"\n[registry]\n";
  const std::string url = "url = \"postgresql:///temgoc\"\n";
  CHECK_FALSE(Settings::parse(realm + url)->on_replica);
  CHECK_FALSE(Settings::parse(realm + url + "durability = \"primary\"\n")->on_replica);
  const auto asked = Settings::parse(realm + url + "durability = \"replica\"\n");
  REQUIRE(asked.has_value());
  CHECK(asked->on_replica);
  CHECK(Settings::parse(asked->text())->on_replica);
  CHECK_FALSE(asked->with_file().on_replica);
  CHECK(asked->with_file().registry_url.empty());
  const auto code = [](const std::string& text) { return Settings::parse(text).error().code; };
  CHECK(code(realm + "durability = \"replica\"\n") == "setting_invalid");
  CHECK(code(realm + url + "durability = \"both\"\n") == "setting_invalid");
  CHECK(code(realm + url + "durability = 1\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[serve]\nreplica = \"mysql://x\"\n") == "registry_url_other");
}

TEST_CASE("a short file has the standard values") {
  const auto read = Settings::parse("realm = \"a.vn\"\n");
  REQUIRE(read.has_value());
  CHECK(read->hosts.empty());
  CHECK(read->max_backdate_days == 30);
  CHECK_FALSE(read->pack_tomorrow);
  CHECK_FALSE(read->refuse_overuse);
}

TEST_CASE("an unknown name, a wrong type, a bad host and a bad realm are named") {
  const auto code = [](const char* text) { return Settings::parse(text).error().code; };
  CHECK(code("realm = \"a.vn\"\nhost = \"x\"\n") == "setting_unknown");
  CHECK(code("realm = \"a.vn\"\n[issuing]\nmax_days = 1\n") == "setting_unknown");
  CHECK(code("realm = \"a.vn\"\nhosts = \"tg.example.vn\"\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[issuing]\nmax_backdate_days = 0\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[issuing]\npack_tomorrow = 1\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[issuing]\nmax_backdate_days = \"30\"\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\nhosts = [\"not a host\"]\n") == "host_invalid");
  CHECK(code("realm = \"a.vn/test\"\n") == "realm_invalid");
  CHECK(code("realm = \"a.vn\"\n[serve]\nlisten = 8080\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[serve]\nthreads = 257\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[serve]\ntrusted_proxies = [1]\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[serve]\nport = 1\n") == "setting_unknown");
  CHECK(code("realm = \"a.vn\"\n[serve]\nstaff_networks = \"a\"\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[scans]\nkeep_months = 0\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\nserve = 1\n") == "setting_unknown");
  CHECK(code("realm = \"a.vn\"\n[log]\nstore = 1\n") == "setting_invalid");
  CHECK(code("realm = \"a.vn\"\n[log]\nbucket = \"x\"\n") == "setting_unknown");
  CHECK(code("realm = \"a.vn\"\n[log]\nstore = \"ocop\"\n") == "store_place_invalid");
  CHECK(code("hosts = []\n") == "setting_invalid");
  CHECK(code("realm = \n") == "settings_unreadable");
}
