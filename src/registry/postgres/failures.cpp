// Sorts SQLSTATEs, and what the client library says of a connection that failed.
#include "registry/postgres/failures.h"

#include <algorithm>
#include <array>

#include "registry/database.h"

namespace temgoc::postgres {

namespace {

// A class of states, or one state, and its code.
// https://www.postgresql.org/docs/15/errcodes-appendix.html
struct Known {
  std::string_view state, code;
};
constexpr auto kKnown = std::to_array<Known>({
    {"TG001", "registry_refused"},        // refuse_change() of the schema
    {"23", "registry_refused"},           // integrity constraint
    {"22", "registry_refused"},           // data: out of range, a byte that is no text
    {"55P03", "registry_busy"},           // lock_timeout
    {"40", "registry_busy"},              // serialization, deadlock
    {"57014", "registry_busy"},           // statement_timeout
    {"25006", "registry_read_only"},      // a replica, or a session that may not write
    {"0A000", "registry_read_only"},      // a replica that is asked to begin to write
    {"42501", "registry_login_refused"},  // privilege
    {"28", "registry_login_refused"},
    {"3D000", "registry_login_refused"},  // no such database
    {"3F000", "registry_login_refused"},  // no such schema
    {"53", "disk_write_failed"},          // disk full, out of memory, too many connections
    {"58", "disk_write_failed"},
    {"XX", "registry_damaged"},
    {"08", "registry_unreachable"},
    {"57P", "registry_unreachable"},  // shut down, crashed, starting
    {"25P03", "registry_unreachable"},
    {"", "registry_unreachable"},  // no answer came
});

bool says(const std::string& reason, std::string_view word) {
  return reason.find(word) != std::string::npos;
}

std::string on_one_line(std::string reason) {
  while (!reason.empty() && reason.back() == '\n') reason.pop_back();
  std::ranges::replace(reason, '\n', ' ');
  return reason;
}

}  // namespace

void fail(std::string_view state, const std::string& reason, const std::string& place) {
  const auto known = std::ranges::find_if(kKnown, [&](const Known& each) {
    return each.state.empty() ? state.empty() : state.starts_with(each.state);
  });
  const std::string text = on_one_line(reason);
  if (known == kKnown.end())
    throw std::logic_error("PostgreSQL " + std::string(state) + ": " + text);
  Error error{.code = std::string(known->code), .value = place, .args = {{"reason", text}}};
  if (state.starts_with("40")) throw sql::ConflictFailure(std::move(error));
  if (error.code == "registry_refused") throw sql::ConstraintFailure(std::move(error));
  throw SystemFailure(std::move(error));
}

Error connect_error(const std::string& reason, const std::string& place) {
  std::string code = "registry_unreachable";
  // Whoever hangs up amid the handshake, as a proxy with nobody behind it does, has shown nothing
  // that could be held against a certificate.
  const bool hung_up =
      says(reason, "SSL SYSCALL error") || says(reason, "SSL connection has been closed");
  if (says(reason, "certificate") || (says(reason, "SSL") && !hung_up))
    code = "registry_tls_unverified";
  // The server was reached and sent the caller away; one that is starting is back soon.
  if (says(reason, "FATAL") && !says(reason, "starting up") && !says(reason, "shutting down"))
    code = "registry_login_refused";
  if (says(reason, "no password supplied")) code = "registry_login_refused";
  return {.code = code, .value = place, .args = {{"reason", on_one_line(reason)}}};
}

}  // namespace temgoc::postgres
