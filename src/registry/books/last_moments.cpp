// Fetches the time of the last row of each table, by which a wrong clock is noticed.
#include "engine.h"

namespace temgoc {

// Each table only grows, so its last row is found by its id at once.
std::vector<Instant> Registry::last_moments() const {
  sql::Statement rows = engine_->database->query(
      "SELECT at FROM record WHERE id = (SELECT max(id) FROM record)"
      " UNION ALL SELECT at FROM issuer_key_status"
      "   WHERE id = (SELECT max(id) FROM issuer_key_status)"
      " UNION ALL SELECT issued_at FROM lot WHERE id = (SELECT max(id) FROM lot)"
      " UNION ALL SELECT at FROM print_job WHERE id = (SELECT max(id) FROM print_job)"
      " UNION ALL SELECT at FROM print_outcome WHERE id = (SELECT max(id) FROM print_outcome)"
      " UNION ALL SELECT at FROM void_range WHERE id = (SELECT max(id) FROM void_range)"
      " UNION ALL SELECT at FROM recall WHERE id = (SELECT max(id) FROM recall)"
      " UNION ALL SELECT at FROM lot_cancellation"
      "   WHERE id = (SELECT max(id) FROM lot_cancellation)"
      " UNION ALL SELECT at FROM roll WHERE id = (SELECT max(id) FROM roll)"
      " UNION ALL SELECT at FROM roll_range WHERE id = (SELECT max(id) FROM roll_range)"
      " UNION ALL SELECT at FROM link WHERE id = (SELECT max(id) FROM link)"
      " UNION ALL SELECT at FROM partner WHERE id = (SELECT max(id) FROM partner)"
      " UNION ALL SELECT at FROM event WHERE id = (SELECT max(id) FROM event)"
      " UNION ALL SELECT at FROM event_error WHERE id = (SELECT max(id) FROM event_error)"
      " UNION ALL SELECT at FROM evidence WHERE id = (SELECT max(id) FROM evidence)"
      " UNION ALL SELECT at FROM erasure WHERE id = (SELECT max(id) FROM erasure)"
      " UNION ALL SELECT max(removed_at) FROM link WHERE removed_at IS NOT NULL HAVING count(*) > "
      "0");
  std::vector<Instant> moments;
  while (rows.step()) moments.push_back(rows.instant(0));
  return moments;
}

}  // namespace temgoc
