// Sends a statement's values, and reads what the server answers, which it writes as text.
#include "registry/postgres/cursor.h"

#include <libpq-fe.h>

#include <charconv>
#include <exception>
#include <stdexcept>
#include <utility>

#include "temgoc/base/bytes.h"

namespace temgoc::postgres {

namespace {

// pg_type.dat: these numbers never change.
constexpr unsigned kBool = 16, kBytes = 17, kInteger = 20, kInteger2 = 21, kInteger4 = 23,
                   kText = 25, kReal = 701, kVarchar = 1043, kNumeric = 1700;

constexpr int kPortion = 1000;

bool is_whole(unsigned type) {
  return type == kInteger || type == kInteger4 || type == kInteger2 || type == kNumeric;
}

unsigned type_of(sql::Kind kind) {
  switch (kind) {
    case sql::Kind::integer:
      return kInteger;
    case sql::Kind::real:
      return kReal;
    case sql::Kind::text:
      return kText;
    case sql::Kind::bytes:
      return kBytes;
    case sql::Kind::unknown:
      break;
  }
  return 0;
}

}  // namespace

ServerCursor::ServerCursor(ServerConnection& connection, Prepared& prepared, Use use)
    : connection_(connection), prepared_(prepared), use_(use), bound_(prepared.parameters) {}

bool ServerCursor::take() { return !std::exchange(busy_, true); }

void ServerCursor::bind_integer(int at, std::int64_t value) {
  bound_.at(static_cast<std::size_t>(at - 1)) = {kInteger, false, false, std::to_string(value)};
}

void ServerCursor::bind_real(int at, double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  bound_.at(static_cast<std::size_t>(at - 1)) = {kReal, false, false, std::string(text, end)};
}

// As bytes, so that a zero byte in it is refused and does not end it.
void ServerCursor::bind_text(int at, std::string_view value) {
  bound_.at(static_cast<std::size_t>(at - 1)) = {kText, false, true, std::string(value)};
}

void ServerCursor::bind_bytes(int at, ByteView value) {
  bound_.at(static_cast<std::size_t>(at - 1)) = {kBytes, false, true, std::string(as_text(value))};
}

void ServerCursor::bind_null(int at, sql::Kind kind) {
  bound_.at(static_cast<std::size_t>(at - 1)) = {type_of(kind)};
}

ServerConnection::Values ServerCursor::values() const {
  ServerConnection::Values values;
  for (const Bound& each : bound_) {
    values.types.push_back(each.type);
    values.data.push_back(each.null ? nullptr : each.data.c_str());
    values.lengths.push_back(static_cast<int>(each.data.size()));
    values.formats.push_back(each.binary ? 1 : 0);
  }
  return values;
}

void ServerCursor::begin() {
  began_ = true;
  if (use_ == Use::walk && connection_.in_transaction()) {
    portal_ = connection_.new_name('w');
    connection_.declare(prepared_, values(), portal_);
    return;
  }
  answer_ = connection_.run(prepared_, values());
  rows_ = PQntuples(answer_.get());
}

// The next portion of a walk.
bool ServerCursor::fetch() {
  if (portal_.empty()) return false;
  answer_ = connection_.ask("FETCH " + std::to_string(kPortion) + " FROM " + portal_);
  rows_ = PQntuples(answer_.get());
  row_ = 0;
  return rows_ > 0;
}

bool ServerCursor::step() {
  if (!began_) begin();
  if (row_ + 1 < rows_) return ++row_, true;
  return fetch();
}

std::int64_t ServerCursor::insert() {
  if (!step()) throw std::logic_error("no row came of: " + prepared_.asked);
  return integer(0);
}

void ServerCursor::other_type(int column) const {
  throw std::logic_error("column " + std::to_string(column) + " of: " + prepared_.asked);
}

std::string_view ServerCursor::cell(int column) const {
  if (column >= PQnfields(answer_.get())) other_type(column);
  return {PQgetvalue(answer_.get(), row_, column),
          static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
}

bool ServerCursor::is_null(int column) const {
  return PQgetisnull(answer_.get(), row_, column) != 0;
}

bool ServerCursor::is_integer(int column) const {
  return !is_null(column) && is_whole(PQftype(answer_.get(), column));
}

std::int64_t ServerCursor::integer(int column) const {
  const unsigned type = PQftype(answer_.get(), column);
  if (is_null(column) || (!is_whole(type) && type != kBool)) other_type(column);
  const std::string_view text = cell(column);
  if (type == kBool) return text == "t" ? 1 : 0;
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size()) other_type(column);
  return value;
}

std::int64_t ServerCursor::strict_integer(int column) const {
  return is_null(column) ? 0 : integer(column);
}

std::string ServerCursor::text(int column) const {
  if (is_null(column)) return {};
  const unsigned type = PQftype(answer_.get(), column);
  if (type != kText && type != kVarchar) other_type(column);
  return std::string(cell(column));
}

Bytes ServerCursor::blob(int column) const {
  if (is_null(column) || PQftype(answer_.get(), column) != kBytes) other_type(column);
  const auto bytes = from_hex(cell(column).substr(2));  // "\x0a1b"
  if (!bytes) other_type(column);
  return *bytes;
}

void ServerCursor::release() {
  if (!portal_.empty()) {
    try {
      connection_.ask("CLOSE " + portal_);
    } catch (...) {
      // Whoever is done with the rows is told nothing; whoever asks next is.
      connection_.owe(std::current_exception());
    }
  }
  if (use_ != Use::kept) {
    delete this;
    return;
  }
  answer_.reset();
  began_ = busy_ = false;
  row_ = -1;
  rows_ = 0;
  for (Bound& each : bound_) each = {};
}

}  // namespace temgoc::postgres
