// Chooses the engine by the place.
#include "registry/open_database.h"

#include "registry/postgres/location.h"
#include "registry/postgres/open_server.h"
#include "registry/sqlite/open_file.h"
#include "temgoc/registry/registry_place.h"

namespace temgoc {

bool is_on_server(const std::filesystem::path& place) {
  return place.native().starts_with("postgresql://") || place.native().starts_with("postgres://");
}

Result<void> check_registry_place(const std::string& url) {
  if (url.empty()) return {};
  if (!is_on_server(url)) return Error{.code = "registry_url_other", .value = url.substr(0, 80)};
  // "#replica" is this program's own, and stands in nobody's settings.
  if (url.find('#') != url.npos)
    return Error{.code = "registry_url_fragment", .value = url.substr(0, 80)};
  auto location = postgres::Location::parse(url);
  if (!location) return location.error();
  return {};
}

namespace sql {

Result<void> create_database(const std::filesystem::path& place) {
  return is_on_server(place) ? postgres::create_registry(place.native())
                             : sqlite::create_file(place);
}

Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& place) {
  return is_on_server(place) ? postgres::open_registry(place.native(), Access::write)
                             : sqlite::open_file(place);
}

Result<std::unique_ptr<Database>> open_database_read_only(const std::filesystem::path& place) {
  return is_on_server(place) ? postgres::open_registry(place.native(), Access::read_only)
                             : sqlite::open_file_read_only(place);
}

Result<void> require_file(const std::filesystem::path& place) {
  if (!is_on_server(place)) return {};
  return Error{.code = "registry_on_server", .value = place.string()};
}

}  // namespace sql
}  // namespace temgoc
