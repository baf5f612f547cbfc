// The journal of acts.
#include "temgoc/registry/acts.h"

#include "engine.h"
#include "temgoc/base/json.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {

using sql::Statement;

namespace {

// For each condition a way through an index; the filter is the same.
std::string question(std::string_view condition) {
  std::string sql =
      "SELECT id, at, kind, args, cooperative_id, actor_id, actor_name, actor_role, channel FROM "
      "act WHERE ";
  sql.append(condition);
  return sql.append(
      " AND id < ?2 AND (?3 = '' OR kind = ?3) AND (?4 = '' OR actor_id = ?4) AND (?5 = '' OR "
      "channel = ?5) AND at >= ?6 AND at < ?7 ORDER BY id DESC LIMIT ?8");
}

std::map<std::string, std::string> args_from(const std::string& text) {
  std::map<std::string, std::string> args;
  const auto json = parse_json(text);
  if (!json || !json->is_object()) return args;
  for (const auto& [name, value] : json->items())
    if (value.is_string()) args[name] = value.get<std::string>();
  return args;
}

JournalAct act_row(const Statement& row) {
  return {.id = row.integer(0),
          .at = row.instant(1),
          .act = {row.text(2), args_from(row.text(3)), row.text(4)},
          .actor = {row.text(5), row.text(6), row.text(7),
                    channel_from(row.text(8)).value_or(Channel::command)}};
}

}  // namespace

void Registry::add_act(Instant at, const RecordedAct& act, const Actor& actor) {
  engine_->database->run(
      "INSERT INTO act (at, kind, args, cooperative_id, actor_id, actor_name, actor_role, channel) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      at, act.kind, canonical_json(Json(act.args)), act.cooperative_id, actor.id, actor.name,
      actor.role, to_text(actor.channel));
}

std::vector<JournalAct> Registry::acts(const ActFilter& filter) const {
  static const std::string kAll = question("?1 = ''"), kOfOne = question("cooperative_id = ?1");
  static const std::string kOfKind = question("kind = ?3 AND (?1 = '' OR +cooperative_id = ?1)");
  const std::string& sql = !filter.kind.empty()            ? kOfKind
                           : filter.cooperative_id.empty() ? kAll
                                                           : kOfOne;
  const Instant from = filter.from ? first_moment_of(*filter.from) : Instant::min();
  const Instant until =
      filter.until ? first_moment_of(*filter.until + std::chrono::days(1)) : Instant::max();
  Statement rows = engine_->database->query(
      sql, filter.cooperative_id, filter.before_id, filter.kind, filter.actor_id,
      filter.channel ? to_text(*filter.channel) : std::string(), from, until, filter.limit);
  std::vector<JournalAct> all;
  while (rows.step()) all.push_back(act_row(rows));
  return all;
}

}  // namespace temgoc
