// Looks up how far numbers count as used, although no row has them.
#include "engine.h"

namespace temgoc {

std::int64_t sql::spent_number(Database& database, std::string_view what,
                               std::string_view subject) {
  return database.number(
      "SELECT coalesce((SELECT up_to FROM spent_number WHERE what = ? AND subject = ?), 0)", what,
      subject);
}

}  // namespace temgoc
