// What authorities and buyers ask for, from the records and events of lots: docs/exports.md has a
// table for each of them that says which of their items comes from which record.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

enum class TraceFileKind {
  circular_02,  // ten items of Circular 02/2024/TT-BKHCN: a record a lot
  circular_31,  // ten items of Circular 31/2026/TT-BCT
  passport,     // Decree 37/2026/NĐ-CP, Article 32: one lot
  fsma204,      // the sortable sheet of 21 CFR 1 subpart S: a row for each lot of an event
  epcis         // an EPCIS 2.0 document
};
std::string to_text(TraceFileKind kind);  // circular-02, circular-31, passport, fsma204, epcis
std::optional<TraceFileKind> trace_file_kind(std::string_view text);

enum class TraceFormat { json, csv, xlsx };
bool is_offered(TraceFileKind kind, TraceFormat format);
std::optional<TraceFormat> trace_format(std::string_view text);  // json, csv, xlsx

struct TraceFileOrder {
  TraceFileKind kind = TraceFileKind::circular_02;
  std::string lot = {};                      // as people name it; empty: lots by the days below
  std::string cooperative_id = {};           // empty: all
  std::optional<Day> from = {}, until = {};  // pack days, of events when they happened
};

struct TraceFile {
  Json json = {};         // of the kinds that are offered as JSON
  SheetTable table = {};  // of those that are tables
  std::size_t records = 0;
};
inline constexpr std::size_t kMostFileLots = 5'000;
inline constexpr std::size_t kMostFileEvents = 50'000;

// `cooperative_unknown`, those of lot_on_record, `trace_file_needs_lot` (a passport without a lot),
// `trace_file_needs_issued_lot` (value the lot: it has no seal), `export_too_large` (args limit).
// With `cooperative_id` a lot of another one is as unknown as one that does not exist. A certificate
// is in it while it is in force, and on the day after its end no more. What other cooperatives did
// on the way is in it as docs/decisions/whose_chain.md says.
Result<TraceFile> make_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                  Language language);
// The bytes of one of its formats. REQUIRES is_offered.
std::string trace_file_text(const TraceFile& file, TraceFormat format);

// Writes it to a file whose ending says the format. Also `trace_format_unknown` (value the file's
// name, args known), `folder_not_found`, `export_exists` (without `replace`).
Result<std::size_t> write_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                     const std::filesystem::path& out, bool replace,
                                     Language language);

}  // namespace temgoc
