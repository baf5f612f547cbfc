// Sorts SQLSTATEs, and what the client library says of a connection that failed.
#include "registry/postgres/failures.h"

#include <algorithm>
#include <array>

#include "registry/database.h"

namespace temgoc::postgres {

namespace {

// A class of states, or one state, and its code. The first that fits counts.
// https://www.postgresql.org/docs/15/errcodes-appendix.html
struct Known {
  std::string_view state, code;
};
constexpr auto kKnown = std::to_array<Known>({
    {"TG001", "registry_refused"},        // refuse_change() of the schema
    {"P0", "registry_refused"},           // a trigger that somebody added
    {"23", "registry_refused"},           // integrity constraint
    {"22", "registry_refused"},           // data: out of range, a byte that is no text
    {"40", "registry_busy"},              // serialization, deadlock
    {"55P03", "registry_busy"},           // lock_timeout
    {"55006", "registry_busy"},           // object in use
    {"57014", "registry_busy"},           // statement_timeout, or an administrator's cancel
    {"72", "registry_busy"},              // the snapshot is too old
    {"26", "registry_busy"},              // a pool gave another session: prepared anew
    {"25006", "registry_read_only"},      // a replica, or a session that may not write
    {"0A000", "registry_read_only"},      // a replica that is asked to begin to write
    {"42501", "registry_login_refused"},  // privilege
    {"28", "registry_login_refused"},     // authentication
    {"3D000", "registry_login_refused"},  // no such database
    {"3F000", "registry_login_refused"},  // no such schema
    {"53100", "disk_write_failed"},       // disk full
    {"58", "disk_write_failed"},          // the server's system: input and output
    {"53", "registry_server_exhausted"},  // memory, connections, a limit of its settings
    {"54", "registry_server_exhausted"},  // a limit of the program
    {"XX", "registry_damaged"},           // a page or an index that is none
    {"08", "registry_unreachable"},       // connection
    {"25P03", "registry_unreachable"},    // idle for too long
    {"57", "registry_unreachable"},       // shut down, crashed, starting, taken from us
    {"", "registry_unreachable"},         // no answer came
});
// A statement that the server cannot take: a table was changed by hand, or this program is wrong.
constexpr std::string_view kNoneOfThem = "registry_statement_failed";

bool says(const std::string& reason, std::string_view word) {
  return reason.find(word) != std::string::npos;
}

// The library gives no state of a connection that did not come about.
bool is_away(const std::string& reason) {
  return says(reason, "starting up") || says(reason, "shutting down") ||
         says(reason, "recovery mode") || says(reason, "not accepting connections") ||
         says(reason, "not yet accepting connections");
}
bool is_full(const std::string& reason) {
  return says(reason, "too many clients") || says(reason, "too many connections") ||
         says(reason, "connection slots") || says(reason, "no more connections allowed") ||
         says(reason, "out of memory");
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
  Error error{.code = std::string(known == kKnown.end() ? kNoneOfThem : known->code),
              .value = place,
              .args = {{"reason", on_one_line(reason)}, {"state", std::string(state)}}};
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
  // The server was reached and sent the caller away; one that is starting is back soon, and one
  // that has no place left may have one later.
  if (says(reason, "FATAL") && !is_away(reason)) code = "registry_login_refused";
  if (is_full(reason)) code = "registry_server_exhausted";
  if (says(reason, "no password supplied")) code = "registry_login_refused";
  return {.code = code, .value = place, .args = {{"reason", on_one_line(reason)}}};
}

}  // namespace temgoc::postgres
