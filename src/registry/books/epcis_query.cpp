// A query of EPCIS events as SQL: the condition that the fewest events fulfil leads, in the order
// of time, and all others are looked up for each event that it brings.
#include <algorithm>
#include <limits>
#include <map>

#include "engine.h"
#include "temgoc/registry/epcis_book.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr const char* kRow =
    "SELECT e.id, e.document_id, e.own_event_id, e.cooperative_id, e.event_id, e.hash, "
    "e.declares_error, e.event_time, e.record_time, e.body, (SELECT context FROM epcis_document d "
    "WHERE d.id = e.document_id) ";

EpcisRow event_row(const Statement& row) {
  return {.id = row.integer(0),
          .document_id = row.is_null(1) ? 0 : row.integer(1),
          .own_event_id = row.is_null(2) ? 0 : row.integer(2),
          .cooperative_id = row.text(3),
          .event_id = row.text(4),
          .hash = row.text(5),
          .declares_error = row.integer(6) != 0,
          .event_time = row.instant(7),
          .record_time = row.instant(8),
          .body = row.text(9),
          .context = row.text(10)};
}

// A text above all that begin with `prefix`: texts are compared by their bytes, and the last
// character there can be, which stands in no text, has the highest.
std::string above_all_of(const std::string& prefix) { return prefix + "\xf4\x8f\xbf\xbf"; }

// Conditions with rows in place of texts.
struct Resolved {
  std::vector<std::int64_t> fields, values;
  const EpcisCondition* asked = nullptr;
  bool is_value() const { return !asked->values.empty() || !asked->prefixes.empty(); }
  bool is_bound() const { return asked->least || asked->most; }
  // One field with one value: its events are there in the order of time.
  bool may_lead() const {
    return fields.size() == 1 && values.size() == 1 && asked->prefixes.empty();
  }
};

std::vector<std::int64_t> text_ids(Database& database, const std::vector<std::string>& texts) {
  std::vector<std::int64_t> ids;
  for (const std::string& text : texts) {
    Statement row = database.query("SELECT id FROM epcis_text WHERE text = ?", text);
    if (row.step()) ids.push_back(row.integer(0));
  }
  return ids;
}

// How many events lead there, counted up to a bound: enough to choose.
std::int64_t weight(Database& database, const Resolved& each) {
  return database.number(
      "SELECT count(*) FROM (SELECT 1 FROM epcis_term WHERE field_id = ? AND value_id = ? LIMIT "
      "2000) AS few",
      each.fields.front(), each.values.front());
}

class Query {
 public:
  Query(Database& database, const EpcisFilter& filter) : database_(database), filter_(filter) {
    for (const EpcisCondition& each : filter.conditions) resolve(each);
    choose_leader();
  }

  bool is_empty() const {
    const auto is_of_none = [&](const EpcisOfAttribute& each) {
      return text_ids(database_, each.fields).empty();
    };
    return impossible_ || std::ranges::any_of(filter_.attributes, is_of_none);
  }

  Statement rows(const char* select, std::uint64_t limit) {
    sql_ = select;
    values_.clear();
    add_from();
    if (!filter_.cooperative_id.empty()) add(" AND e.cooperative_id = ?", filter_.cooperative_id);
    for (const Resolved& each : resolved_)
      if (&each != leader_) add_condition(each);
    for (const EpcisOfAttribute& each : filter_.attributes) add_attribute(each);
    add_times();
    add_order(limit);
    return database_.query_list(sql_, values_);
  }

 private:
  void resolve(const EpcisCondition& asked) {
    Resolved each{text_ids(database_, asked.fields), text_ids(database_, asked.values), &asked};
    // What no event has ever had, none has.
    if (each.fields.empty() ||
        (!asked.values.empty() && each.values.empty() && asked.prefixes.empty()))
      impossible_ = true;
    resolved_.push_back(std::move(each));
  }

  void choose_leader() {
    if (impossible_) return;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const Resolved& each : resolved_) {
      if (!each.may_lead()) continue;
      const std::int64_t found = weight(database_, each);
      if (found < least) leader_ = &each, least = found;
    }
  }

  void add(const char* sql) { sql_ += sql; }
  template <class Bound>
  void add(const char* sql, Bound value) {
    sql_ += sql;
    values_.emplace_back(std::move(value));
  }

  // "(?, ?, ?)". Lists are filled up to a power of two with their last value, so that there are few
  // forms of a query.
  void add_list(const std::vector<std::int64_t>& list) {
    std::size_t count = 1;
    while (count < list.size()) count *= 2;
    sql_ += "(";
    for (std::size_t i = 0; i < count; ++i) {
      sql_ += i == 0 ? "?" : ", ?";
      values_.emplace_back(list[std::min(i, list.size() - 1)]);
    }
    sql_ += ")";
  }

  void add_from() {
    if (leader_ == nullptr) return add("FROM epcis_event e WHERE true");
    add("FROM epcis_term d CROSS JOIN epcis_event e ON e.id = d.event_id WHERE d.field_id = ?",
        leader_->fields.front());
    add(" AND d.value_id = ?", leader_->values.front());
  }

  void add_value_of(const Resolved& each) {
    if (!each.is_value()) return;
    add(" AND (false");
    if (!each.values.empty()) {
      add(" OR t.value_id IN ");
      add_list(each.values);
    }
    for (const std::string& prefix : each.asked->prefixes) {
      add(" OR t.value_id IN (SELECT id FROM epcis_text WHERE text >= ?", prefix);
      if (!prefix.empty()) add(" AND text < ?", above_all_of(prefix));
      add(")");
    }
    add(")");
  }

  void add_condition(const Resolved& each) {
    if (each.is_bound()) return add_bounds(each);
    if (!each.is_value() || !each.asked->prefixes.empty() || each.values.size() > 1) {
      add(" AND e.id IN (SELECT t.event_id FROM epcis_term t WHERE t.field_id IN ");
      add_list(each.fields);
      add_value_of(each);
      return add(")");
    }
    add(" AND EXISTS (SELECT 1 FROM epcis_term t WHERE t.field_id IN ");
    add_list(each.fields);
    add(" AND t.value_id = ? AND t.event_time = e.event_time AND t.event_id = e.id)",
        each.values.front());
  }

  void add_texts(const char* column, const std::vector<std::string>& texts) {
    add(" AND ");
    add(column);
    add(" IN (");
    for (std::size_t i = 0; i < texts.size(); ++i) add(i == 0 ? "?" : ", ?", texts[i]);
    add(")");
  }

  // Only master data of the event's own cooperative counts, and of it what was said last.
  void add_attribute(const EpcisOfAttribute& asked) {
    add(" AND e.id IN (SELECT t.event_id FROM epcis_attribute a JOIN epcis_text x ON x.text = "
        "a.element JOIN epcis_term t ON t.value_id = x.id JOIN epcis_event v ON v.id = t.event_id "
        "AND v.cooperative_id = a.cooperative_id WHERE t.field_id IN ");
    add_list(text_ids(database_, asked.fields));
    add_texts("a.name", asked.names);
    if (!asked.values.empty()) add_texts("a.value", asked.values);
    add(" AND NOT EXISTS (SELECT 1 FROM epcis_attribute n WHERE n.element = a.element AND n.name = "
        "a.name AND n.cooperative_id = a.cooperative_id AND n.document_id > a.document_id))");
  }

  void add_bounds(const Resolved& each) {
    add(" AND e.id IN (SELECT n.event_id FROM epcis_number n WHERE n.field_id IN ");
    add_list(each.fields);
    if (each.asked->least)
      add(each.asked->above ? " AND n.number > ?" : " AND n.number >= ?", *each.asked->least);
    if (each.asked->most)
      add(each.asked->below ? " AND n.number < ?" : " AND n.number <= ?", *each.asked->most);
    add(")");
  }

  std::string time_column() const {
    if (filter_.by_record_time) return "e.record_time";
    return leader_ == nullptr ? "e.event_time" : "d.event_time";
  }
  std::string id_column() const {
    return leader_ == nullptr || filter_.by_record_time ? "e.id" : "d.event_id";
  }

  void add_times() {
    const auto milliseconds = [](Instant at) {
      return std::int64_t{at.time_since_epoch().count()};
    };
    const char* happened = leader_ == nullptr ? " AND e.event_time" : " AND d.event_time";
    if (filter_.from) {
      add(happened);
      add(" >= ?", milliseconds(*filter_.from));
    }
    if (filter_.before) {
      add(happened);
      add(" < ?", milliseconds(*filter_.before));
    }
    if (filter_.recorded_from) add(" AND e.record_time >= ?", milliseconds(*filter_.recorded_from));
    if (filter_.recorded_before)
      add(" AND e.record_time < ?", milliseconds(*filter_.recorded_before));
    if (!filter_.after) return;
    sql_ += " AND (" + time_column() + ", " + id_column() + ")";
    add(filter_.newest_first ? " < (?" : " > (?", filter_.after->first);
    add(", ?)", filter_.after->second);
  }

  void add_order(std::uint64_t limit) {
    const char* way = filter_.newest_first ? " DESC" : "";
    sql_ += " ORDER BY " + time_column() + way + ", " + id_column() + way;
    add(" LIMIT ?", static_cast<std::int64_t>(limit));
  }

  Database& database_;
  const EpcisFilter& filter_;
  std::vector<Resolved> resolved_;
  const Resolved* leader_ = nullptr;
  bool impossible_ = false;
  std::string sql_;
  std::vector<sql::Value> values_;
};

}  // namespace

std::vector<EpcisRow> EpcisBook::events(const EpcisFilter& filter) const {
  Query query(*engine_->database, filter);
  std::vector<EpcisRow> found;
  if (query.is_empty()) return found;
  Statement rows = query.rows(kRow, filter.limit);
  while (rows.step()) found.push_back(event_row(rows));
  return found;
}

std::uint64_t EpcisBook::count(const EpcisFilter& filter, std::uint64_t most) const {
  Query query(*engine_->database, filter);
  std::uint64_t counted = 0;
  if (query.is_empty()) return counted;
  Statement rows = query.rows("SELECT e.id ", most);
  while (rows.step()) ++counted;
  return counted;
}

std::vector<EpcisRow> EpcisBook::events_named(std::string_view cooperative_id,
                                              std::string_view id) const {
  EpcisFilter filter{.cooperative_id = std::string(cooperative_id), .limit = 100};
  filter.conditions.push_back({.fields = {"eventID"}, .values = {std::string(id)}});
  return events(filter);
}

std::vector<EpcisRow> EpcisBook::forms_of_own(std::span<const std::int64_t> own_event_ids) const {
  constexpr std::size_t kAtOnce = 256;
  std::string sql = kRow;
  sql +=
      ", o.own_event_id FROM epcis_event o JOIN epcis_event e ON e.cooperative_id = "
      "o.cooperative_id AND e.event_id = o.event_id WHERE o.declares_error = 0 AND o.own_event_id "
      "IN (?";
  for (std::size_t i = 1; i < kAtOnce; ++i) sql += ", ?";
  sql += ") ORDER BY o.own_event_id, e.declares_error";
  std::map<std::int64_t, std::vector<EpcisRow>> found;
  for (std::size_t at = 0; at < own_event_ids.size(); at += kAtOnce) {
    const auto some = own_event_ids.subspan(at, std::min(kAtOnce, own_event_ids.size() - at));
    std::vector<sql::Value> values(some.begin(), some.end());
    values.resize(kAtOnce, values.back());  // one text of the query for all
    Statement rows = engine_->database->query_list(sql, values);
    constexpr int kOwnColumn = 11;
    while (rows.step()) found[rows.integer(kOwnColumn)].push_back(event_row(rows));
  }
  std::vector<EpcisRow> forms;
  for (const std::int64_t id : own_event_ids)
    for (const EpcisRow& row : found[id]) forms.push_back(row);
  return forms;
}

}  // namespace temgoc
