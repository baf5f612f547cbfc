// Where a person is named in the registry, and names taken out.
#include "temgoc/registry/personal_data.h"

#include <array>
#include <map>

#include "engine.h"
#include "erasures.h"
#include "letting_go.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/model/event.h"
#include "temgoc/model/evidence.h"
#include "temgoc/model/partner.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

// A column in which people may be named.
struct NamedIn {
  const char* table;
  const char* key;  // SQL that tells the row
  const char* column;
  NameStays stays = NameStays::no;
  const char* rows = "true";  // a condition
};
constexpr std::array kPlaces{
    NamedIn{"act", "id", "actor_id"},
    NamedIn{"act", "id", "actor_name"},
    NamedIn{"act", "id", "args"},
    NamedIn{"partner", "partner_id || '/' || version", "body"},
    NamedIn{"event", "id", "body"},
    NamedIn{"evidence", "number || '/' || version", "body"},
    NamedIn{"print_outcome", "id", "who"},
    NamedIn{"print_outcome", "id", "reason"},
    NamedIn{"report", "id", "message"},
    NamedIn{"report", "id", "place"},
    NamedIn{"report_answer", "id", "words"},
    NamedIn{"report_answer", "id", "actor_id"},
    NamedIn{"report_answer", "id", "actor_name"},
    NamedIn{"inspector", "id", "name"},
    NamedIn{"visit", "id", "body"},
    NamedIn{"visit_summary", "visit", "place"},
    NamedIn{"epcis_event", "id", "body", NameStays::no, "own_event_id IS NOT NULL"},
    NamedIn{"epcis_event", "id", "body", NameStays::from_others, "own_event_id IS NULL"},
    NamedIn{"epcis_attribute", "id", "value", NameStays::from_others},
    NamedIn{"epcis_query", "id", "query"},
    NamedIn{"event_error", "id", "who", NameStays::in_log},
    NamedIn{"event_error", "id", "reason", NameStays::in_log},
    NamedIn{"print_job", "id", "who", NameStays::in_log},
    NamedIn{"print_job", "id", "over_quantity_reason", NameStays::in_log},
    NamedIn{"print_job", "id", "reprint_reason", NameStays::in_log},
    NamedIn{"print_job", "id", "content", NameStays::on_labels},
    NamedIn{"template_version", "id", "actor_id"},
    NamedIn{"template_version", "id", "actor_name"},
    NamedIn{"roll", "id", "who", NameStays::in_log},
    NamedIn{"roll", "id", "setup", NameStays::on_labels},
    NamedIn{"roll_range", "id", "who", NameStays::in_log},
    NamedIn{"roll_range", "id", "reason", NameStays::in_log},
    NamedIn{"void_range", "id", "who", NameStays::in_log},
    NamedIn{"void_range", "id", "reason", NameStays::in_log},
    NamedIn{"lot_cancellation", "id", "who", NameStays::in_log},
    NamedIn{"lot_cancellation", "id", "reason", NameStays::in_log},
    NamedIn{"recall", "id", "reason", NameStays::in_log},
    NamedIn{"recall", "id", "instruction", NameStays::in_log},
    NamedIn{"issuer_key_status", "id", "reason", NameStays::in_log},
    NamedIn{"lot", "id", "backdate_reason", NameStays::in_log},
    NamedIn{"lot_record", "lot_id", "record", NameStays::on_labels},
    NamedIn{"lot_record_part", "id", "body", NameStays::on_labels},
    NamedIn{"record", "kind || ' ' || record_id || ' ' || version", "body", NameStays::on_labels},
    NamedIn{"link", "id", "body", NameStays::in_log},
};

bool is_letter(unsigned char byte) {
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

// The next place at or behind `from` where the name stands as words of its own; npos: none.
std::size_t find_name(std::string_view text, std::string_view name, std::size_t from) {
  while ((from = text.find(name, from)) != text.npos) {
    const std::size_t end = from + name.size();
    const bool begins = from == 0 || !is_letter(static_cast<unsigned char>(text[from - 1]));
    const bool ends = end == text.size() || !is_letter(static_cast<unsigned char>(text[end]));
    if (begins && ends) return from;
    from = end;
  }
  return from;
}

std::string without(std::string_view text, std::string_view name) {
  std::string left;
  std::size_t from = 0;
  for (std::size_t at; (at = find_name(text, name, from)) != text.npos; from = at + name.size())
    left.append(text.substr(from, at - from)).append(kErased);
  return left.append(text.substr(from));
}

Event without(Event event, std::string_view name) {
  for (std::string* text :
       {&event.reason, &event.remark, &event.document, &event.substance, &event.container})
    *text = without(*text, name);
  return event;
}

// An event's goods, lots and partners are what others look it up by.
NameStays event_stays(const std::string& body, std::string_view name) {
  const Event event = event_from(sql::trusted(parse_json(body)));
  return without(event, name) == event ? NameStays::in_log : NameStays::no;
}

std::string sha_hex(std::string_view text) { return to_hex(sha256(as_bytes(text))); }

}  // namespace

bool has_name(std::string_view text, std::string_view name) {
  return find_name(text, name, 0) != text.npos;
}

std::string to_text(NameStays why) {
  switch (why) {
    case NameStays::no:
      return "no";
    case NameStays::in_log:
      return "in_log";
    case NameStays::on_labels:
      return "on_labels";
    case NameStays::from_others:
      return "from_others";
  }
  return {};
}

std::vector<PersonTrace> PersonalData::traces(std::string_view name) const {
  std::vector<PersonTrace> found;
  for (const NamedIn& place : kPlaces) {
    Statement rows = engine_->database->query(
        std::string("SELECT CAST(") + place.key + " AS TEXT), " + place.column + " FROM " +
            place.table + " WHERE instr(" + place.column + ", ?) > 0 AND " + place.rows,
        name);
    while (rows.step()) {
      PersonTrace trace{place.table, rows.text(0), place.column, rows.text(1), place.stays};
      if (!has_name(trace.text, name)) continue;
      if (trace.table == "event") trace.stays = event_stays(trace.text, name);
      found.push_back(std::move(trace));
    }
  }
  return found;
}

namespace {

class Eraser {
 public:
  Eraser(Database& database, const std::optional<FactEntries>& entries, std::string_view name,
         Instant at)
      : database_(database), entries_(entries), name_(name), at_(at) {}

  void erase(const PersonTrace& trace) {
    if (trace.stays != NameStays::no) return;
    if (trace.table == "partner") return erase_partner(trace.row.substr(0, trace.row.rfind('/')));
    if (trace.table == "event") return erase_event(trace);
    if (trace.table == "evidence") return erase_evidence(trace);
    std::string left = without(trace.text, name_);
    // The same words for the same label on one day are one report.
    if (trace.table == "report") left += " #" + trace.row;
    const char* key = trace.table == "visit_summary" ? "visit" : "id";
    database_.run("UPDATE " + trace.table + " SET " + trace.field + " = ? WHERE " + key +
                      " = CAST(? AS INTEGER)",
                  left, trace.row);
    if (trace.table == "epcis_event") erase_terms();
  }

 private:
  // All versions: what one of them does not say may be guessed from another.
  void erase_partner(const std::string& id) {
    std::map<std::int64_t, std::string> versions;
    Statement rows =
        database_.query("SELECT version, body FROM partner WHERE partner_id = ? ORDER BY 1", id);
    while (rows.step()) versions.emplace(rows.integer(0), rows.text(1));
    for (const auto& [version, body] : versions) {
      Partner partner = partner_from(sql::trusted(parse_json(body)));
      partner.name = kErased;
      for (std::string* text : {&partner.gln, &partner.address, &partner.phone, &partner.salt})
        text->clear();
      const std::string left = canonical_json(to_json(partner));
      if (left == body) continue;
      database_.run("UPDATE partner SET body = ?, gln = NULL WHERE partner_id = ? AND version = ?",
                    left, id, version);
      record({"partner", id, version}, body, left);
    }
  }

  void erase_event(const PersonTrace& trace) {
    Event event = without(event_from(sql::trusted(parse_json(trace.text))), name_);
    event.salt.clear();
    const std::string left = canonical_json(to_json(event));
    database_.run("UPDATE event SET body = ? WHERE id = CAST(? AS INTEGER)", left, trace.row);
    record({"event", trace.row, 1}, trace.text, left);
  }

  // The title of one version.
  void erase_evidence(const PersonTrace& trace) {
    const std::size_t slash = trace.row.find('/');
    const std::string number = trace.row.substr(0, slash);
    const std::int64_t version = std::stoll(trace.row.substr(slash + 1));
    Evidence evidence = evidence_from(sql::trusted(parse_json(trace.text)));
    evidence.title = without(evidence.title, name_);
    evidence.salt.clear();
    const std::string left = canonical_json(to_json(evidence));
    database_.run("UPDATE evidence SET body = ? WHERE number = CAST(? AS INTEGER) AND version = ?",
                  left, number, version);
    record({"evidence", number, version}, trace.text, left);
  }

  // Values by which events are found.
  void erase_terms() {
    std::vector<std::pair<std::int64_t, std::string>> found;
    Statement rows =
        database_.query("SELECT id, text FROM epcis_text WHERE instr(text, ?) > 0", name_);
    while (rows.step())
      if (has_name(rows.text(1), name_)) found.emplace_back(rows.integer(0), rows.text(1));
    for (const auto& [id, text] : found) {
      database_.run("UPDATE epcis_text SET text = ? WHERE id = ?",
                    without(text, name_) + " #" + std::to_string(id), id);
    }
  }

  void record(const sql::ErasedText& of, const std::string& body, const std::string& left) {
    const auto before = sql::last_erasure(database_, of);
    const sql::Erasure erasure{.of = of,
                               .nth = before ? before->nth + 1 : 1,
                               .logged = before ? before->logged : sha_hex(body),
                               .remaining = sha_hex(left),
                               .at = at_};
    database_.run(
        "INSERT INTO erasure (what, subject, version, nth, logged, remaining, at) VALUES (?, ?, ?, "
        "?, ?, ?, ?)",
        of.what, of.subject, of.version, erasure.nth, erasure.logged, erasure.remaining, at_);
    if (!entries_) return;
    sql::append_to_main_log(database_, [&](std::string_view realm) {
      return entries_->record(realm, "erasure", erasure.name(), erasure.nth, erasure.body(), at_);
    });
  }

  Database& database_;
  const std::optional<FactEntries>& entries_;
  std::string name_;
  Instant at_;
};

}  // namespace

void PersonalData::erase(std::string_view name, Instant at) {
  const auto found = traces(name);
  const sql::LettingGo allowed(*engine_->database);
  Eraser eraser(*engine_->database, engine_->fact_entries, name, at);
  for (const PersonTrace& trace : found) eraser.erase(trace);
}

void PersonalData::forget_pages() { engine_->database->connection().forget_pages(); }

}  // namespace temgoc
