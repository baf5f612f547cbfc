// What authorities and buyers ask for, from the records and events of lots: docs/exports.md has a
// table for each of them that says which of their items comes from which record.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/base/words.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

enum class TraceFileKind {
  circular_02,  // ten items of Circular 02/2024/TT-BKHCN: a record a lot
  circular_31,  // ten items of Circular 31/2026/TT-BCT
  passport,     // Decree 37/2026/NĐ-CP, Article 32: one lot
  fsma204,      // the sortable sheet of 21 CFR 1 subpart S: a row for each lot of an event
  epcis,        // an EPCIS 2.0 document
  dpp,          // a digital product passport as EN 18223 shapes it: one lot
  // Credentials of UNTP 0.7 about one lot, signed by its cooperative.
  untp_passport,
  untp_conformity,  // of one certificate
  untp_events
};
// circular-02, circular-31, passport, fsma204, epcis, dpp, untp-passport …
std::string to_text(TraceFileKind kind);
std::optional<TraceFileKind> trace_file_kind(std::string_view text);
std::span<const TraceFileKind> all_trace_file_kinds();
bool is_of_one_lot(TraceFileKind kind);
bool is_credential(TraceFileKind kind);

// For a credential, `json` is the form that carries its proof inside.
enum class TraceFormat { json, csv, xlsx, jwt };
bool is_offered(TraceFileKind kind, TraceFormat format);
std::optional<TraceFormat> trace_format(std::string_view text);  // json, csv, xlsx, jwt

struct TraceFileOrder {
  TraceFileKind kind = TraceFileKind::circular_02;
  TraceFormat format = TraceFormat::json;
  std::string lot = {};                      // as people name it; empty: lots by the days below
  std::string cooperative_id = {};           // empty: all
  std::optional<Day> from = {}, until = {};  // pack days, of events when they happened
  std::string certificate = {};  // of untp_conformity: its id; empty: the only one in force
  SecretText passphrase = {};    // of the cooperative's key, for a credential
};

struct TraceFile {
  Json json = {};               // of JSON
  SheetTable table = {};        // of a table
  std::string credential = {};  // of a credential: its text in the order's format
  std::size_t records = 0;
};
inline constexpr std::size_t kMostFileLots = 5'000;
inline constexpr std::size_t kMostFileEvents = 50'000;

// Makes what the format needs and no more. `cooperative_unknown`, those of lot_on_record,
// `trace_file_needs_lot` (a kind of one lot without one), `trace_file_needs_issued_lot` (value the
// lot: it has no seal), `export_too_large` (args limit), `lot_unknown` (another
// cooperative's too). A certificate is in it while it is in force, and on the day after its end no
// more. A credential is signed, and stands in the journal: also `credential_needs_host` (the
// workplace makes test labels only), `credential_of_test_lot` (value the lot), `lot_is_cancelled`,
// `credential_no_certificate` (value the lot; args certificate: none of that id is in force since a
// known day), `credential_choose_certificate` (args known: ids), `key_missing`, `key_not_trusted`
// (args key_id), those of load_key. REQUIRES is_offered.
Result<TraceFile> make_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                  Language language);
// The bytes of the format that it was made in.
std::string trace_file_text(const TraceFile& file, TraceFormat format);

// Writes it to a file in the order's format, or, if `by_ending`, in the format that the file's
// ending says. Also `trace_format_unknown` (value the file's name, args known), `folder_not_found`,
// `export_exists` (without `replace`).
Result<std::size_t> write_trace_file(Workplace& workplace, TraceFileOrder order,
                                     const std::filesystem::path& out, bool replace,
                                     Language language, bool by_ending = true);

}  // namespace temgoc
