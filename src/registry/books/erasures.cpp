// Erasures on record.
#include "erasures.h"

#include "temgoc/base/json.h"

namespace temgoc::sql {

std::string Erasure::name() const {
  return of.what + "/" + of.subject + "/" + std::to_string(of.version);
}

std::string Erasure::body() const {
  return canonical_json({{"logged", logged}, {"remaining", remaining}});
}

Erasure erasure_row(const Statement& row) {
  return {.of = {row.text(0), row.text(1), row.integer(2)},
          .nth = row.integer(3),
          .logged = row.text(4),
          .remaining = row.text(5),
          .at = row.instant(6)};
}

std::optional<Erasure> last_erasure(Database& database, const ErasedText& of) {
  Statement row = database.query(
      "SELECT what, subject, version, nth, logged, remaining, at FROM erasure WHERE what = ? AND "
      "subject = ? AND version = ? ORDER BY nth DESC LIMIT 1",
      of.what, of.subject, of.version);
  if (!row.step()) return std::nullopt;
  return erasure_row(row);
}

}  // namespace temgoc::sql
