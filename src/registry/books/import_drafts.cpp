// Tables that people began to import, in console.sqlite until they are stored or too old.
#include "accounts_engine.h"

namespace temgoc {

using sql::Statement;

void Accounts::add_draft(const KeptDraft& draft, std::size_t most_of_user) {
  sql::Transaction transaction(*engine_->database);
  engine_->database->run(
      "INSERT INTO import_draft (name, user_id, changed_at, file, content, state) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      draft.name, draft.user_id, draft.changed_at, draft.file, ByteView(as_bytes(draft.content)),
      draft.state);
  engine_->database->run(
      "DELETE FROM import_draft WHERE user_id = ?1 AND name NOT IN (SELECT name FROM import_draft "
      "WHERE user_id = ?1 ORDER BY changed_at DESC, rowid DESC LIMIT ?2)",
      draft.user_id, most_of_user);
  transaction.commit();
}

void Accounts::change_draft(std::string_view name, std::string_view state, Instant at) {
  engine_->database->run("UPDATE import_draft SET state = ?2, changed_at = ?3 WHERE name = ?1",
                         name, state, at);
}

void Accounts::finish_draft(std::string_view name, std::string_view state, Instant at) {
  engine_->database->run(
      "UPDATE import_draft SET state = ?2, changed_at = ?3, content = x'' WHERE name = ?1", name,
      state, at);
}

std::optional<KeptDraft> Accounts::draft(std::string_view name, std::string_view user_id) const {
  Statement row = engine_->database->query(
      "SELECT name, user_id, changed_at, file, content, state FROM import_draft WHERE name = ? AND "
      "user_id = ?",
      name, user_id);
  if (!row.step()) return std::nullopt;
  return KeptDraft{
      row.text(0), row.text(1), row.instant(2), row.text(3), std::string(as_text(row.blob(4))),
      row.text(5)};
}

std::vector<DraftOnRecord> Accounts::drafts(std::string_view user_id) const {
  Statement rows = engine_->database->query(
      "SELECT name, file, changed_at, state FROM import_draft WHERE user_id = ? AND "
      "length(content) > 0 ORDER BY changed_at DESC, rowid DESC",
      user_id);
  std::vector<DraftOnRecord> drafts;
  while (rows.step()) drafts.push_back({rows.text(0), rows.text(1), rows.instant(2), rows.text(3)});
  return drafts;
}

void Accounts::forget_draft(std::string_view name, std::string_view user_id) {
  engine_->database->run("DELETE FROM import_draft WHERE name = ? AND user_id = ?", name, user_id);
}

void Accounts::forget_drafts_before(Instant at) {
  engine_->database->run("DELETE FROM import_draft WHERE changed_at < ?", at);
}

}  // namespace temgoc
