// What PostgreSQL and its client library refuse, in this program's codes: `registry_refused` (a
// ConstraintFailure), `registry_busy`, `registry_unreachable`, `registry_login_refused`,
// `registry_tls_unverified`, `registry_read_only`, `disk_write_failed`, `registry_damaged`,
// `registry_server_exhausted`, `registry_statement_failed` (args state). All have args reason.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc::postgres {

// By SQLSTATE: every state has a code, so that none ends a service.
[[noreturn]] void fail(std::string_view state, const std::string& reason, const std::string& place);
// Why no connection came about, by what the client library says.
Error connect_error(const std::string& reason, const std::string& place);

}  // namespace temgoc::postgres
