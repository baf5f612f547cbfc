// Reads the rows of facts that are neither a lot nor a print job, for an auditor.
#include <algorithm>

#include "audit_state.h"
#include "engine.h"
#include "erasures.h"
#include "temgoc/base/json.h"
#include "temgoc/model/evidence.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

std::optional<RegistryAudit::RecordRow> record_in(const Statement& row) {
  return if_readable<RegistryAudit::RecordRow>([&] {
    return RegistryAudit::RecordRow{row.text(0), row.text(1), row.integer(2), row.text(3),
                                    row.instant(4)};
  });
}

using RecordVisit = std::function<void(std::optional<RegistryAudit::RecordRow>)>;

void each_version(Database& database, const RecordVisit& visit) {
  Statement rows =
      database.walk("SELECT kind, record_id, version, body, at FROM record ORDER BY id");
  while (rows.step()) visit(record_in(rows));
}

void each_partner_version(Database& database, const RecordVisit& visit) {
  Statement partners = database.query(
      "SELECT 'partner', p.partner_id, p.version, p.body, p.at, e.logged, e.remaining FROM partner "
      "p LEFT JOIN erasure e ON e.what = 'partner' AND e.subject = p.partner_id AND e.version = "
      "p.version AND e.nth = (SELECT max(nth) FROM erasure x WHERE x.what = 'partner' AND "
      "x.subject = p.partner_id AND x.version = p.version) ORDER BY p.id");
  while (partners.step()) {
    auto row = record_in(partners);
    if (row && !partners.is_null(5)) row->erased = {partners.text(5), partners.text(6)};
    visit(std::move(row));
  }
}

void each_evidence_version(Database& database, const RecordVisit& visit) {
  Statement evidence = database.query(
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
}

void each_erasure(Database& database, const RecordVisit& visit) {
  Statement erasures = database.query(
      "SELECT what, subject, version, nth, logged, remaining, at FROM erasure ORDER BY id");
  while (erasures.step()) {
    visit(if_readable<RegistryAudit::RecordRow>([&] {
      const sql::Erasure erasure = sql::erasure_row(erasures);
      return RegistryAudit::RecordRow{"erasure", erasure.name(), erasure.nth, erasure.body(),
                                      erasure.at};
    }));
  }
}

}  // namespace

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
  each_version(*state_->database, visit);
  each_partner_version(*state_->database, visit);
  each_evidence_version(*state_->database, visit);
  each_erasure(*state_->database, visit);
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

}  // namespace temgoc
