// What the audit's parts share: the connection, held at one moment.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <stdexcept>

#include "registry/database.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

struct RegistryAudit::State {
  std::unique_ptr<sql::Database> own;  // none: another's is read through
  sql::Database* database = nullptr;
  std::unique_ptr<sql::Snapshot> moment;

  // From nine columns: lot, product, reason, instruction, since, cooperative, at, realm and entry
  // of the lot.
  static RecallRow recall_row_in(const sql::Statement& row);
  // From the nine columns of kRollRangeSelect, then realm and entry of the roll, realm and entry of
  // the lot.
  static RollRangeRow roll_range_row_in(const sql::Statement& row);
  static const std::string& roll_range_rows();  // the query that begins so
};

// What a row holds, unless it holds what this program never wrote.
template <class Value>
std::optional<Value> if_readable(const std::function<Value()>& read) {
  try {
    return read();
  } catch (const SystemFailure& failure) {
    if (failure.error().code != "registry_damaged" && failure.error().code != "record_damaged")
      throw;
  } catch (const std::logic_error&) {
    // A type or a number that the schema's rules would have refused.
  }
  return std::nullopt;
}

inline std::uint64_t unsigned_in(const sql::Statement& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

inline KeyId key_id_in(const Bytes& bytes) {
  KeyId id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return id;
}

}  // namespace temgoc
