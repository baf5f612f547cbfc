// One number that tells whether pages made before still hold.
#include "engine.h"

namespace temgoc {

// Every table that is not named here follows one that is, or is of scans. All of these only grow,
// and so do the removals of links, so the sum differs after any row.
std::uint64_t Registry::content_version() const {
  using Moment = Engine::Moment;
  if (engine_->moment == Moment::version_read) return engine_->content_version;
  if (engine_->moment == Moment::begun) engine_->moment = Moment::version_read;
  sql::Database& database = *engine_->database;
  const std::int64_t file = database.change_counter();
  if (file == engine_->file_version) return engine_->content_version;
  engine_->content_version = static_cast<std::uint64_t>(
      database.number("SELECT (SELECT coalesce(max(id), 0) FROM record)"
                      " + (SELECT coalesce(max(id), 0) FROM issuer_key_status)"
                      " + (SELECT coalesce(max(id), 0) FROM lot)"
                      " + (SELECT coalesce(max(id), 0) FROM print_job)"
                      " + (SELECT coalesce(max(id), 0) FROM void_range)"
                      " + (SELECT coalesce(max(id), 0) FROM lot_cancellation)"
                      " + (SELECT coalesce(max(id), 0) FROM roll)"
                      " + (SELECT coalesce(max(id), 0) FROM roll_range)"
                      " + (SELECT coalesce(max(id), 0) FROM recall)"
                      " + (SELECT coalesce(max(id), 0) FROM link)"
                      " + (SELECT count(*) FROM link WHERE removed_at IS NOT NULL)"
                      " + (SELECT coalesce(max(id), 0) FROM partner)"
                      " + (SELECT coalesce(max(id), 0) FROM event)"
                      " + (SELECT coalesce(max(id), 0) FROM event_error)"
                      " + (SELECT coalesce(max(id), 0) FROM erasure)"
                      " + (SELECT coalesce(max(id), 0) FROM evidence)"));
  engine_->file_version = file;
  return engine_->content_version;
}

}  // namespace temgoc
