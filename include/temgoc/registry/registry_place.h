// Where a registry can be: in a file, or on a PostgreSQL server.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/result.h"

namespace temgoc {

// Whether a server keeps it: "postgresql://…".
bool is_on_server(const std::filesystem::path& place);

// A server's URL, or nothing: a file then. `registry_url_invalid` (args reason),
// `registry_url_fragment`, `registry_url_password` (a secret stands in ~/.pgpass, a service file or
// the environment), `registry_tls_unverified` (another machine, and an sslmode that verifies
// nothing).
Result<void> check_registry_place(const std::string& url);

}  // namespace temgoc
