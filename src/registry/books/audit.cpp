// Reads every row for an auditor, damaged ones too, and finds rows that contradict each other.
#include <algorithm>

#include "audit_state.h"
#include "engine.h"
#include "erasures.h"
#include "registry/open_database.h"
#include "temgoc/base/json.h"
#include "temgoc/model/evidence.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr int kMostDamageNamed = 20;
constexpr std::int64_t kFewEntries = 256;

std::optional<std::string> entry_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(as_text(row.blob(column)));
}

// Of a log entry that is in its place. A gap larger than all that is there would cost room for
// nothing.
std::int64_t highest_number(Database& database, std::string_view realm) {
  return 2 * database.number(
                 "SELECT count(*) FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE "
                 "name = ?)",
                 realm) +
         kFewEntries - 1;
}

std::vector<std::string> first_column(Statement& rows) {
  std::vector<std::string> texts;
  while (rows.step()) texts.push_back(rows.text(0));
  return texts;
}

std::optional<RegistryAudit::RecordRow> record_in(const Statement& row) {
  return if_readable<RegistryAudit::RecordRow>([&] {
    return RegistryAudit::RecordRow{row.text(0), row.text(1), row.integer(2), row.text(3),
                                    row.instant(4)};
  });
}

std::vector<Serial> serials_of(Database& database, std::int64_t job_id) {
  Statement rows = database.query(
      "SELECT serial, position FROM listed_serial WHERE job_id = ? ORDER BY position", job_id);
  std::vector<Serial> serials;
  while (rows.step()) {
    serials.push_back(sql::trusted(Serial::parse(rows.text(0))));
    if (unsigned_in(rows, 1) != serials.size()) throw std::logic_error("a position left out");
  }
  return serials;
}

}  // namespace

RegistryAudit::RegistryAudit(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistryAudit::RegistryAudit(RegistryAudit&&) noexcept = default;
RegistryAudit::~RegistryAudit() = default;

RegistryAudit RegistryAudit::at_this_moment(std::unique_ptr<State> state) {
  state->moment = std::make_unique<sql::Snapshot>(*state->database);
  // The moment is that of the first read.
  state->database->number("SELECT count(*) FROM realm");
  return RegistryAudit(std::move(state));
}

Result<RegistryAudit> RegistryAudit::open(const std::filesystem::path& path) {
  auto database = sql::open_database_read_only(path);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->own = std::move(*database);
  state->database = state->own.get();
  return at_this_moment(std::move(state));
}

RegistryAudit RegistryAudit::of(const Registry& registry) {
  auto state = std::make_unique<State>();
  state->database = registry.engine_->database.get();
  return at_this_moment(std::move(state));
}

void RegistryAudit::each_lot(std::string_view realm,
                             const std::function<void(LotRow)>& visit) const {
  // In row order, which is the order of commit, so that entries are read in theirs.
  static const std::string kSql = [] {
    std::string select = sql::kLotSelect;
    select.insert(select.find(" FROM lot l"), ", l.key_id, e.entry");
    return select +
           "LEFT JOIN log_entry e ON e.realm_id = l.realm_id AND e.leaf_index = l.leaf_index "
           "WHERE r.name = ? ORDER BY l.id";
  }();
  Statement rows = state_->database->walk(kSql, realm);
  while (rows.step()) {
    LotRow row;
    row.id = rows.integer(0);
    row.leaf_index = unsigned_in(rows, 19);
    row.key_id = key_id_in(rows.blob(21));
    row.entry = entry_in(rows, 22);
    row.lot = if_readable<Lot>([&] { return sql::lot_row(rows); });
    visit(std::move(row));
  }
}

void RegistryAudit::each_print_job(std::string_view realm,
                                   const std::function<void(JobRow)>& visit) const {
  static const std::string kSql = [] {
    std::string select = sql::kJobSelect;
    select.insert(select.find("FROM print_job j"), ", e.entry, l.leaf_index ");
    return select +
           "JOIN realm r ON r.id = j.realm_id LEFT JOIN lot l ON l.id = j.lot_id AND l.realm_id = "
           "j.realm_id LEFT JOIN log_entry e ON e.realm_id = j.realm_id AND e.leaf_index = "
           "j.leaf_index WHERE r.name = ? AND j.reprint_of IS NULL ORDER BY j.id";
  }();
  Database& database = *state_->database;
  Statement rows = database.walk(kSql, realm);
  while (rows.step()) {
    JobRow row;
    row.id = rows.integer(0);
    row.leaf_index = unsigned_in(rows, 9);
    row.entry = entry_in(rows, 24);
    if (!rows.is_null(25)) row.lot_leaf_index = unsigned_in(rows, 25);
    row.job = if_readable<PrintJob>([&] { return sql::job_row(rows); });
    auto serials = if_readable<std::vector<Serial>>([&] { return serials_of(database, row.id); });
    if (!serials) row.job.reset();
    row.listed_serials = std::move(serials).value_or(std::vector<Serial>{});
    visit(std::move(row));
  }
}

void RegistryAudit::each_log_entry(
    std::string_view realm,
    const std::function<void(std::uint64_t, std::string_view)>& visit) const {
  Statement rows = state_->database->walk(
      "SELECT leaf_index, entry FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name "
      "= ?) AND leaf_index BETWEEN 0 AND ? ORDER BY leaf_index",
      realm, highest_number(*state_->database, realm));
  while (rows.step()) visit(unsigned_in(rows, 0), as_text(rows.blob(1)));
}

std::uint64_t RegistryAudit::log_size(std::string_view realm) const {
  return static_cast<std::uint64_t>(state_->database->number(
      "SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry WHERE realm_id = (SELECT id FROM "
      "realm WHERE name = ?) AND leaf_index BETWEEN 0 AND ?",
      realm, highest_number(*state_->database, realm)));
}

std::vector<std::int64_t> RegistryAudit::log_entries_out_of_place(std::string_view realm) const {
  Statement rows = state_->database->query(
      "SELECT leaf_index FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND "
      "leaf_index NOT BETWEEN 0 AND ? ORDER BY leaf_index",
      realm, highest_number(*state_->database, realm));
  std::vector<std::int64_t> numbers;
  while (rows.step()) numbers.push_back(rows.integer(0));
  return numbers;
}

std::optional<std::string> RegistryAudit::entry(std::string_view realm, std::uint64_t index) const {
  Statement row = state_->database->query(
      "SELECT entry FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND "
      "leaf_index = ?",
      realm, index);
  return row.step() ? entry_in(row, 0) : std::nullopt;
}

RegistryAudit::RecallRow RegistryAudit::State::recall_row_in(const Statement& rows) {
  const int subjects = !rows.is_null(0) + !rows.is_null(1) + !rows.is_null(5);
  if (subjects != 1) throw std::logic_error("a recall of one subject");
  const Recall recall = sql::recall_row(rows);
  const std::string subject = recall.scope == Recall::Scope::lot
                                  ? std::to_string(rows.integer(8))
                                  : rows.text(recall.scope == Recall::Scope::product ? 1 : 5);
  return RecallRow{recall, rows.text(7), subject, rows.instant(6)};
}

void RegistryAudit::each_recall(const std::function<void(std::optional<RecallRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT c.lot_id, c.product_id, c.reason, c.instruction, c.since, c.cooperative_id, c.at, "
      "r.name, l.leaf_index FROM recall c LEFT JOIN lot l ON l.id = c.lot_id LEFT JOIN realm r "
      "ON r.id = l.realm_id WHERE NOT EXISTS (SELECT 1 FROM known_by_entry k WHERE k.kind = "
      "'recall' AND k.row_id = c.id) ORDER BY c.id");
  while (rows.step()) {
    visit(if_readable<RecallRow>([&] { return State::recall_row_in(rows); }));
  }
}

void RegistryAudit::each_void(const std::function<void(std::optional<VoidRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT v.first, v.last, v.listed_serial, v.reason, v.at, r.name, l.leaf_index, v.who FROM "
      "void_range v LEFT JOIN lot l ON l.id = v.lot_id LEFT JOIN realm r ON r.id = l.realm_id "
      "WHERE NOT EXISTS (SELECT 1 FROM known_by_entry k WHERE k.kind = 'void' AND k.row_id = v.id) "
      "ORDER BY v.id");
  while (rows.step()) {
    visit(if_readable<VoidRow>([&] {
      VoidRow row{sql::void_row(rows), rows.text(5), unsigned_in(rows, 6)};
      row.voided.who = rows.text(7);
      return row;
    }));
  }
}

void RegistryAudit::each_lot_cancellation(
    const std::function<void(std::optional<LotCancellationRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT c.reason, c.at, c.who, r.name, l.leaf_index FROM lot_cancellation c LEFT JOIN lot l "
      "ON l.id = c.lot_id LEFT JOIN realm r ON r.id = l.realm_id WHERE NOT EXISTS (SELECT 1 FROM "
      "known_by_entry k WHERE k.kind = 'lot_cancellation' AND k.row_id = c.id) ORDER BY c.id");
  while (rows.step()) {
    visit(if_readable<LotCancellationRow>([&] {
      return LotCancellationRow{
          {rows.text(0), rows.instant(1), rows.text(2)}, rows.text(3), unsigned_in(rows, 4)};
    }));
  }
}

void RegistryAudit::each_roll(const std::function<void(std::optional<RollRow>)>& visit) const {
  static const std::string kSql = sql::kRollSelect + "ORDER BY o.id";
  Database& database = *state_->database;
  Statement rows = database.query(kSql);
  while (rows.step()) {
    visit(if_readable<RollRow>([&] {
      return RollRow{sql::roll_row(rows), sql::roll_codes(database, rows.integer(0))};
    }));
  }
}

const std::string& RegistryAudit::State::roll_range_rows() {
  static const std::string kSql = [] {
    std::string select = sql::kRollRangeSelect;
    select.insert(select.find(" FROM roll_range g"),
                  ", r.name, o.leaf_index, l.leaf_index, l.realm_id IS DISTINCT FROM o.realm_id");
    return select +
           "LEFT JOIN roll o ON o.id = g.roll_id LEFT JOIN realm r ON r.id = o.realm_id LEFT JOIN "
           "lot l ON l.id = g.lot_id ";
  }();
  return kSql;
}

RegistryAudit::RollRangeRow RegistryAudit::State::roll_range_row_in(const Statement& rows) {
  RollRangeRow row{sql::roll_range_row(rows), rows.text(9), unsigned_in(rows, 10)};
  if (!row.range.lot_id) return row;
  if (rows.is_null(11) || rows.integer(12) != 0)
    throw std::logic_error("labels of a lot that is not in the roll's realm");
  row.lot_leaf_index = unsigned_in(rows, 11);
  return row;
}

void RegistryAudit::each_roll_range(
    const std::function<void(std::optional<RollRangeRow>)>& visit) const {
  static const std::string kSql =
      State::roll_range_rows() +
      "WHERE NOT EXISTS (SELECT 1 FROM known_by_entry k WHERE k.kind = 'roll_range' AND k.row_id = "
      "g.id) ORDER BY g.id";
  Statement rows = state_->database->query(kSql);
  while (rows.step())
    visit(if_readable<RollRangeRow>([&] { return State::roll_range_row_in(rows); }));
}

void RegistryAudit::each_key_change(
    const std::function<void(std::optional<KeyStatusRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT s.key_id, r.name, s.status, s.cut_at, s.packed_until, s.reason, s.at, e.leaf_index "
      "FROM issuer_key_status s LEFT JOIN issuer_key k ON k.id = s.key_id LEFT JOIN realm r ON "
      "r.id = k.realm_id LEFT JOIN known_by_entry e ON e.kind = 'key_status' AND e.row_id = s.id "
      "WHERE s.id > (SELECT min(id) FROM issuer_key_status WHERE key_id = s.key_id) ORDER BY s.id");
  while (rows.step()) {
    visit(if_readable<KeyStatusRow>([&] {
      KeyStatusRow row{key_id_in(rows.blob(0)), rows.text(1), sql::status_change(rows, 2)};
      if (!rows.is_null(7)) row.taken_back = unsigned_in(rows, 7);
      return row;
    }));
  }
}

void RegistryAudit::each_key(
    const std::function<void(const KeyId&, std::optional<IssuerKeyRecord>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT k.id, k.public_key, k.cooperative_id, r.name, s.status, s.cut_at, k.created_at, "
      "s.packed_until, s.at, s.reason FROM issuer_key k LEFT JOIN realm r ON r.id = k.realm_id "
      "LEFT JOIN issuer_key_status s ON s.id = (SELECT min(id) FROM issuer_key_status WHERE "
      "key_id = k.id) ORDER BY k.id");
  while (rows.step()) {
    auto key = if_readable<IssuerKeyRecord>([&] { return sql::key_row(rows); });
    // A key begins with a status of the same moment, and for no reason.
    if (key && (rows.instant(8) != key->created_at || !rows.text(9).empty())) key.reset();
    visit(key_id_in(rows.blob(0)), std::move(key));
  }
}

void RegistryAudit::each_record(const std::function<void(std::optional<RecordRow>)>& visit) const {
  Statement rows =
      state_->database->walk("SELECT kind, record_id, version, body, at FROM record ORDER BY id");
  while (rows.step()) visit(record_in(rows));
  Statement partners = state_->database->query(
      "SELECT 'partner', p.partner_id, p.version, p.body, p.at, e.logged, e.remaining FROM partner "
      "p LEFT JOIN erasure e ON e.what = 'partner' AND e.subject = p.partner_id AND e.version = "
      "p.version AND e.nth = (SELECT max(nth) FROM erasure x WHERE x.what = 'partner' AND "
      "x.subject = p.partner_id AND x.version = p.version) ORDER BY p.id");
  while (partners.step()) {
    auto row = record_in(partners);
    if (row && !partners.is_null(5)) row->erased = {partners.text(5), partners.text(6)};
    visit(std::move(row));
  }
  Statement evidence = state_->database->query(
      "SELECT 'evidence', CAST(e.number AS TEXT), e.version, e.body, e.at, x.logged, x.remaining, "
      "e.subject, e.file FROM evidence e LEFT JOIN erasure x ON x.what = 'evidence' AND x.subject "
      "= "
      "CAST(e.number AS TEXT) AND x.version = e.version AND x.nth = (SELECT max(nth) FROM erasure "
      "y "
      "WHERE y.what = 'evidence' AND y.subject = x.subject AND y.version = x.version) ORDER BY "
      "e.id");
  while (evidence.step()) {
    auto row = record_in(evidence);
    // The columns by which it is found are those of the body.
    const bool same =
        row && if_readable<bool>([&] {
                 const Evidence told = evidence_from(sql::trusted(parse_json(row->body)));
                 return told.subject.text() == evidence.text(7) && told.file == evidence.text(8);
               }).value_or(false);
    if (!same) row.reset();
    if (row && !evidence.is_null(5)) row->erased = {evidence.text(5), evidence.text(6)};
    visit(std::move(row));
  }
  Statement erasures = state_->database->query(
      "SELECT what, subject, version, nth, logged, remaining, at FROM erasure ORDER BY id");
  while (erasures.step()) {
    visit(if_readable<RecordRow>([&] {
      const sql::Erasure erasure = sql::erasure_row(erasures);
      return RecordRow{"erasure", erasure.name(), erasure.nth, erasure.body(), erasure.at};
    }));
  }
}

void RegistryAudit::each_link(const std::function<void(std::optional<LinkRow>)>& visit) const {
  Statement rows = state_->database->query("SELECT id, body, at, removed_at FROM link ORDER BY id");
  while (rows.step()) {
    visit(if_readable<LinkRow>([&] {
      LinkRow row{rows.integer(0), rows.text(1), rows.instant(2)};
      if (!rows.is_null(3)) row.removed_at = rows.instant(3);
      return row;
    }));
  }
}

void RegistryAudit::each_reprint(
    const std::function<void(std::optional<ReprintRow>)>& visit) const {
  static const std::string kSql = [] {
    std::string select = sql::kJobSelect;
    select.insert(select.find("FROM print_job j"), ", r.name ");
    return select +
           "LEFT JOIN realm r ON r.id = j.realm_id WHERE j.reprint_of IS NOT NULL ORDER BY j.id";
  }();
  Statement rows = state_->database->query(kSql);
  while (rows.step()) {
    visit(if_readable<ReprintRow>([&] { return ReprintRow{sql::job_row(rows), rows.text(24)}; }));
  }
}

void RegistryAudit::each_bundle(const std::function<void(std::optional<BundleRow>)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT r.name, b.made_at, b.leaf_index, b.facts_sha256 FROM bundle b LEFT JOIN realm r "
      "ON r.id = b.realm_id ORDER BY b.realm_id, b.leaf_index");
  while (rows.step()) {
    visit(if_readable<BundleRow>([&] {
      BundleRow row{rows.text(0), rows.instant(1), unsigned_in(rows, 2)};
      const auto facts = from_hex(rows.text(3));
      if (!facts || facts->size() != row.facts.size()) throw std::logic_error("a digest");
      std::ranges::copy(*facts, row.facts.begin());
      return row;
    }));
  }
}

void RegistryAudit::each_trust_note(const std::function<void(TrustNoteRow)>& visit) const {
  Statement rows = state_->database->query(
      "SELECT kind, version, digest, note, at, logged FROM trust_note ORDER BY kind, version");
  while (rows.step()) {
    TrustNoteRow row{rows.text(0), unsigned_in(rows, 1), rows.integer(5) == 1};
    const bool roots = row.kind == "roots";
    if (roots || row.kind == "trust_list") {
      row.note = if_readable<TrustNote>([&] {
        return TrustNote{roots ? TrustNote::Kind::roots : TrustNote::Kind::trust_list, row.version,
                         rows.text(2), std::string(as_text(rows.blob(3))), rows.instant(4)};
      });
    }
    visit(std::move(row));
  }
}

std::vector<std::pair<std::int64_t, std::int64_t>> RegistryAudit::overlapping_jobs() const {
  Statement rows = state_->database->query(
      "SELECT id, lot_id, first_serial, last_serial FROM print_job WHERE first_serial > 0 "
      "AND reprint_of IS NULL ORDER BY lot_id, last_serial, id");
  std::vector<std::pair<std::int64_t, std::int64_t>> overlaps;
  std::int64_t lot = -1;
  std::int64_t last_serial = 0;
  std::int64_t last_job = 0;
  while (rows.step()) {
    if (rows.integer(1) == lot && rows.integer(2) <= last_serial)
      overlaps.emplace_back(rows.integer(0), last_job);
    lot = rows.integer(1);
    last_serial = rows.integer(3);
    last_job = rows.integer(0);
  }
  return overlaps;
}

std::uint64_t RegistryAudit::rows_of_other_realms(const std::string& realm,
                                                  const std::string& test_realm) const {
  return static_cast<std::uint64_t>(state_->database->number(
      "WITH known AS (SELECT id FROM realm WHERE name IN (?, ?)) "
      "SELECT (SELECT count(*) FROM lot WHERE realm_id NOT IN (SELECT id FROM known)) + "
      "(SELECT count(*) FROM print_job WHERE realm_id NOT IN (SELECT id FROM known)) + "
      "(SELECT count(*) FROM listed_serial s WHERE NOT EXISTS "
      "(SELECT 1 FROM print_job j WHERE j.id = s.job_id AND j.lot_id = s.lot_id))",
      realm, test_realm));
}

std::vector<std::string> RegistryAudit::records_with_gaps() const {
  Statement rows = state_->database->query(
      "SELECT kind, record_id FROM record GROUP BY kind, record_id HAVING min(version) != 1 OR "
      "max(version) != count(*) ORDER BY kind, record_id");
  std::vector<std::string> records;
  while (rows.step()) records.push_back(rows.text(0) + " " + rows.text(1));
  Statement partners = state_->database->query(
      "SELECT partner_id FROM partner GROUP BY partner_id HAVING min(version) != 1 OR "
      "max(version) != count(*) ORDER BY partner_id");
  while (partners.step()) records.push_back("partner " + partners.text(0));
  return records;
}

std::vector<std::string> RegistryAudit::records_out_of_date() const {
  std::vector<std::string> records;
  for (const auto& [kind, columns] :
       {std::pair<std::string, std::string>{"cooperative",
                                            "json_extract(r.body, '$.gln') IS DISTINCT FROM x.gln"},
        {"place",
         "json_extract(r.body, '$.cooperative_id') IS DISTINCT FROM x.cooperative_id OR "
         "json_extract(r.body, '$.gln') IS DISTINCT FROM x.gln"},
        {"product",
         "json_extract(r.body, '$.cooperative_id') IS DISTINCT FROM x.cooperative_id OR "
         "json_extract(r.body, '$.gtin') IS DISTINCT FROM x.gtin"},
        {"certification",
         "json_extract(r.body, '$.cooperative_id') IS DISTINCT FROM x.cooperative_id OR "
         "json_extract(r.body, '$.product_id') IS DISTINCT FROM x.product_id OR "
         "json_extract(r.body, '$.gdti') IS DISTINCT FROM x.gdti"}}) {
    Statement rows = state_->database->query(
        "SELECT x.id FROM " + kind +
        " x LEFT JOIN record r ON r.id = x.record WHERE r.kind IS DISTINCT FROM '" + kind +
        "' OR r.record_id IS DISTINCT FROM x.id OR r.version IS DISTINCT FROM (SELECT max(version) "
        "FROM record WHERE "
        "kind = '" +
        kind + "' AND record_id = x.id) OR CASE WHEN json_valid(r.body) THEN " + columns +
        " ELSE true END ORDER BY x.id");
    while (rows.step()) records.push_back(kind + " " + rows.text(0));
    Statement gone = state_->database->query(
        "SELECT DISTINCT record_id FROM record WHERE kind = ? AND record_id NOT IN (SELECT id "
        "FROM " +
            kind + ") ORDER BY record_id",
        kind);
    while (gone.step()) records.push_back(kind + " " + gone.text(0));
  }
  Statement partners = state_->database->query(
      "SELECT DISTINCT partner_id FROM partner WHERE CASE WHEN json_valid(body) THEN "
      "json_extract(body, "
      "'$.id') IS DISTINCT FROM partner_id OR json_extract(body, '$.cooperative_id') IS DISTINCT "
      "FROM cooperative_id "
      "OR json_extract(body, '$.gln') IS DISTINCT FROM gln ELSE true END ORDER BY partner_id");
  while (partners.step()) records.push_back("partner " + partners.text(0));
  return records;
}

std::vector<std::string> RegistryAudit::links_out_of_date() const {
  Statement rows = state_->database->query(
      "SELECT CAST(id AS TEXT) FROM link WHERE CASE WHEN json_valid(body) THEN "
      "json_extract(body, '$.ai') IS DISTINCT FROM ai OR "
      "json_extract(body, '$.value') IS DISTINCT FROM value OR "
      "coalesce(json_extract(body, '$.lot'), '') IS DISTINCT FROM lot OR "
      "coalesce(json_extract(body, '$.serial'), '') IS DISTINCT FROM serial OR "
      "json_extract(body, '$.type') IS DISTINCT FROM type OR json_extract(body, '$.url') IS "
      "DISTINCT FROM url ELSE true END "
      "ORDER BY id");
  return first_column(rows);
}

std::vector<std::string> RegistryAudit::templates_edited() const {
  Statement rows = state_->database->query("SELECT sha256, body FROM label_template");
  std::vector<std::string> edited;
  while (rows.step()) {
    if (to_hex(sha256(as_bytes(rows.text(1)))) != rows.text(0)) edited.push_back(rows.text(0));
  }
  // A job of before templates were kept says nothing of what its labels hold either.
  Statement gone = state_->database->query(
      "SELECT template_sha256 FROM print_job WHERE content <> '' AND template_sha256 NOT IN "
      "(SELECT "
      "sha256 FROM label_template) "
      "UNION SELECT template_sha256 FROM roll WHERE template_sha256 <> '' AND template_sha256 NOT "
      "IN "
      "(SELECT sha256 FROM label_template)");
  while (gone.step()) edited.push_back(gone.text(0));
  return edited;
}

std::vector<std::string> RegistryAudit::lot_record_parts_edited() const {
  Statement rows =
      state_->database->walk("SELECT id, sha256, body FROM lot_record_part ORDER BY id");
  std::vector<std::string> edited;
  while (rows.step()) {
    if (!std::ranges::equal(sha256(as_bytes(rows.text(2))), rows.blob(1)))
      edited.push_back(std::to_string(rows.integer(0)));
  }
  // Named by a record that has no place for it: the schema forbids that, but an editor need not
  // ask.
  for (const char* column : {"certifications", "cooperative", "place", "product"}) {
    const std::string name(column);
    Statement strays =
        state_->database->walk("SELECT DISTINCT " + name + " FROM lot_record WHERE " + name +
                               " IS NOT NULL AND instr(record, '\"" + name + "\":@') = 0");
    while (strays.step()) edited.push_back(std::to_string(strays.integer(0)));
  }
  return edited;
}

std::vector<std::string> RegistryAudit::reprints_edited() const {
  Statement rows = state_->database->query(
      "SELECT CAST(j.id AS TEXT) FROM print_job j LEFT JOIN print_job o ON o.id = j.reprint_of "
      "WHERE j.reprint_of IS NOT NULL AND (o.reprint_of IS NOT NULL OR o.lot_id IS DISTINCT FROM "
      "j.lot_id OR "
      "o.realm_id IS DISTINCT FROM j.realm_id OR o.leaf_index IS DISTINCT FROM j.leaf_index OR "
      "o.kind IS DISTINCT FROM j.kind OR "
      "o.template_id IS DISTINCT FROM j.template_id OR "
      "CASE WHEN o.first_serial > 0 THEN o.first_serial + j.first_label - 1 ELSE 0 END IS DISTINCT "
      "FROM j.first_serial OR "
      "CASE WHEN o.first_serial > 0 THEN j.first_serial + j.labels - 1 ELSE 0 END IS DISTINCT FROM "
      "j.last_serial) "
      "UNION ALL SELECT CAST(id AS TEXT) FROM print_job WHERE reprint_of IS NULL AND "
      "(first_label <> 1 OR reprint_reason <> '')");
  return first_column(rows);
}

std::vector<std::string> RegistryAudit::rows_missing() const {
  return state_->database->connection().missing_references();
}

std::vector<std::string> RegistryAudit::file_damage() const {
  return state_->database->connection().damage(kMostDamageNamed);
}

std::vector<std::string> RegistryAudit::label_hosts_out_of_date() const {
  Statement rows = state_->database->query(
      "WITH carried AS (SELECT DISTINCT l.host FROM lot l JOIN realm r ON r.id = l.realm_id WHERE "
      "r.test = 0) SELECT host FROM label_host WHERE host NOT IN (SELECT host FROM carried) UNION "
      "SELECT host FROM "
      "carried WHERE host NOT IN (SELECT host FROM label_host)");
  return first_column(rows);
}

std::set<Digest> RegistryAudit::record_digests() const {
  Statement rows = state_->database->walk("SELECT kind, record_id, body FROM record");
  std::set<Digest> digests;
  while (rows.step()) {
    const std::string name = rows.text(0) + " " + rows.text(1) + "\n";
    digests.insert(sha256(as_bytes(name), as_bytes(rows.text(2))));
  }
  return digests;
}

}  // namespace temgoc
