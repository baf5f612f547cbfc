// Compares the columns of a lot or a print job with its entry, a lot with its record and its seal.
#include "operations/evidence/log_check_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

using LotRow = RegistryAudit::LotRow;
using Fields = std::vector<std::string>;

Error about(const char* code, const LotRow& row) {
  const std::string name = row.lot ? row.lot->code.text() : "#" + std::to_string(row.id);
  return {.code = code, .value = name, .args = {{"index", std::to_string(row.leaf_index)}}};
}

void note_if(Fields& fields, bool differs, const char* name) {
  if (differs) fields.emplace_back(name);
}

// The columns that the entry itself tells.
Fields against_leaf(const LotRow& row, const Lot& lot, const LotLeaf& leaf) {
  Fields fields;
  const auto header = encode(leaf.header);
  note_if(fields, !std::ranges::equal(header, std::span(lot.seal).first<kSealHeaderBytes>()),
          "seal");
  note_if(fields, row.key_id != leaf.header.key_id, "key");
  note_if(fields, lot.realm != leaf.realm, "realm");
  note_if(fields, lot.issue_number != leaf.header.issue_number, "issue_number");
  note_if(fields, lot.packed_on != leaf.header.packed_on, "packed_on");
  note_if(fields, lot.shelf_life_days != leaf.header.shelf_life_days, "shelf_life");
  note_if(fields, lot.gtin != leaf.gtin, "gtin");
  note_if(fields, lot.code != leaf.code, "lot");
  note_if(fields, lot.backdate_reason != leaf.backdate_reason, "backdate_reason");
  note_if(fields, sha256(as_bytes(lot.record)) != leaf.record_sha256, "record");
  return fields;
}

std::string text_at(const Json& record, const char* name) {
  const auto found = record.find(name);
  return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string id_at(const Json& record, const char* name) {
  const auto found = record.find(name);
  return found != record.end() && found->is_object() ? text_at(*found, "id") : std::string();
}

// The columns that only the record tells. REQUIRES the record that was logged.
Fields against_record(const Lot& lot, const Json& record) {
  Fields fields;
  note_if(fields, lot.cooperative_id != id_at(record, "cooperative"), "cooperative");
  note_if(fields, lot.product_id != id_at(record, "product"), "product");
  note_if(fields, lot.place_id != id_at(record, "place"), "place");
  note_if(fields, lot.quantity.amount_text() != text_at(record, "quantity"), "quantity");
  note_if(fields, lot.quantity.unit != text_at(record, "unit"), "unit");
  note_if(fields, lot.short_code.text() != text_at(record, "short_code"), "short_code");
  note_if(fields, lot.host != text_at(record, "host"), "host");
  note_if(fields, lot.request_id != text_at(record, "request_id"), "request_id");
  note_if(fields, to_iso(lot.issued_at) != text_at(record, "issued_at"), "issued_at");
  return fields;
}

// The records that the lot was issued on stand in the history as they were; else the name of one
// that does not.
std::optional<std::string> missing_record(const Json& record, const std::set<Digest>& records) {
  const auto is_missing = [&](const std::string& kind, const Json& body) {
    const std::string name = kind + " " + text_at(body, "id");
    return records.contains(sha256(as_bytes(name + "\n"), as_bytes(canonical_json(body))))
               ? std::optional<std::string>()
               : name;
  };
  for (const char* kind : {"cooperative", "product", "place"}) {
    const auto found = record.find(kind);
    if (found == record.end() || found->is_null()) continue;
    if (auto missing = is_missing(kind, *found)) return missing;
  }
  const auto certifications = record.find("certifications");
  if (certifications == record.end()) return std::nullopt;
  for (Json certification : *certifications) {
    certification.erase("in_force_on_packing");  // computed when the lot was issued
    if (auto missing = is_missing("certification", certification)) return missing;
  }
  return std::nullopt;
}

bool is_sealed_by_its_key(const Lot& lot, const LotLeaf& leaf, const Trust& trust) {
  const Claim claim{leaf.header, lot.gtin, lot.code, std::nullopt};
  Signature signature{};
  std::copy(lot.seal.begin() + kSealHeaderBytes, lot.seal.end(), signature.begin());
  return std::ranges::any_of(trust.find(leaf.header.key_id), [&](const Trust::Key* key) {
    return key->realm == lot.realm &&
           key->verify.verify(signed_message(claim, key->realm), signature);
  });
}

Error edited(const LotRow& row, const Fields& fields) {
  Error error = about("lot_edited", row);
  error.args["fields"] = fmt::format("{}", fmt::join(fields, ", "));
  return error;
}

}  // namespace

std::vector<Error> check_lot_row(const LotRow& row, const LotWitnesses& witnesses) {
  const auto leaf = parse_lot_leaf(*row.entry);
  if (!row.lot || !leaf) return {edited(row, {"row"})};
  const Lot& lot = *row.lot;
  Fields fields = against_leaf(row, lot, *leaf);
  const bool record_stands = std::ranges::find(fields, "record") == fields.end();
  const auto record = parse_json(lot.record);
  std::vector<Error> errors;
  if (record_stands && record && record->is_object()) {
    for (std::string& field : against_record(lot, *record)) fields.push_back(std::move(field));
    if (auto missing = missing_record(*record, witnesses.records)) {
      errors.push_back(about("lot_history_edited", row));
      errors.back().args["record"] = *missing;
    }
  }
  // A seal that does not match edited columns says nothing new.
  if (fields.empty() && !is_sealed_by_its_key(lot, *leaf, witnesses.trust))
    errors.push_back(about("lot_seal_wrong", row));
  if (!fields.empty()) errors.insert(errors.begin(), edited(row, fields));
  return errors;
}

std::vector<Error> check_job_row(const RegistryAudit::JobRow& row) {
  if (row.job && row.lot_leaf_index &&
      print_leaf(*row.lot_leaf_index, *row.job, row.listed_serials) == *row.entry) {
    return {};
  }
  return {Error{.code = "print_job_edited",
                .value = std::to_string(row.id),
                .args = {{"index", std::to_string(row.leaf_index)}}}};
}

std::optional<Error> check_lot_by_entry(const LotRow& row) {
  const auto leaf = row.entry ? parse_lot_leaf(*row.entry) : std::nullopt;
  if (!row.lot || !leaf) return edited(row, {"row"});
  Fields fields = against_leaf(row, *row.lot, *leaf);
  std::erase(fields, "record");  // the entry has its hash alone
  return fields.empty() ? std::nullopt : std::optional(edited(row, fields));
}

std::optional<Error> check_job_by_entry(const RegistryAudit::JobRow& row) {
  const auto leaf = row.entry ? parse_print_leaf(*row.entry) : std::nullopt;
  const bool same = leaf && row.job && row.lot_leaf_index == leaf->lot_leaf_index &&
                    row.job->kind == leaf->kind && row.job->labels == leaf->labels &&
                    row.job->first_serial == leaf->first_serial &&
                    row.job->last_serial == leaf->last_serial;
  if (same) return std::nullopt;
  return Error{.code = "print_job_edited",
               .value = std::to_string(row.id),
               .args = {{"index", std::to_string(row.leaf_index)}}};
}

}  // namespace temgoc
