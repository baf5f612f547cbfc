// Finds rows that contradict each other, or what they are said to be made of.
#include <algorithm>

#include "audit_state.h"
#include "engine.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

using sql::Statement;

namespace {

constexpr int kMostDamageNamed = 20;

std::vector<std::string> first_column(Statement& rows) {
  std::vector<std::string> texts;
  while (rows.step()) texts.push_back(rows.text(0));
  return texts;
}

}  // namespace

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
