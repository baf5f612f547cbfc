// What commands did in the last minutes.
#include "engine.h"
#include "temgoc/base/json.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr std::chrono::hours kKept{24};

std::string text_of(const RecordedAct& act) {
  return canonical_json(Json{{"kind", act.kind}, {"args", Json(act.args)}});
}

// What cannot be read is as good as forgotten: no fact hangs on it.
std::optional<RecordedAct> act_from(const std::string& text) {
  const auto json = parse_json(text);
  if (!json || !json->is_object() || !json->contains("kind") || !(*json)["kind"].is_string() ||
      !json->contains("args") || !(*json)["args"].is_object())
    return std::nullopt;
  RecordedAct act{.kind = (*json)["kind"].get<std::string>()};
  for (const auto& [name, value] : (*json)["args"].items()) {
    if (value.is_string()) act.args[name] = value.get<std::string>();
  }
  return act;
}

}  // namespace

void Registry::note_act(const ActOnRecord& done) {
  sql::Database& database = *engine_->database;
  database.run("DELETE FROM recent_act WHERE at < ?", done.at - kKept);
  database.run(
      "INSERT INTO recent_act (digest, at, act) VALUES (?, ?, ?) "
      "ON CONFLICT (digest) DO UPDATE SET at = excluded.at, act = excluded.act",
      done.digest, done.at, text_of(done.act));
}

void Registry::forget_act(std::string_view digest) {
  engine_->database->run("DELETE FROM recent_act WHERE digest = ?", digest);
}

std::optional<ActOnRecord> Registry::recent_act(std::string_view digest, Instant since) const {
  Statement row = engine_->database->query(
      "SELECT at, act FROM recent_act WHERE digest = ? AND at >= ?", digest, since);
  if (!row.step()) return std::nullopt;
  auto act = act_from(row.text(1));
  if (!act) return std::nullopt;
  return ActOnRecord{std::string(digest), row.instant(0), *std::move(act)};
}

}  // namespace temgoc
