// Reads the row of a certificate: its dates, stars and issuer, and whether it has ended early.
#include <algorithm>
#include <array>

#include "operations/import/import_records.h"
#include "temgoc/base/text.h"
#include "temgoc/model/green_claim.h"

namespace temgoc {
namespace {

using EventKind = CertificationEvent::Kind;

constexpr std::string_view kAnnounced = "announced ";

// What a status column may say, in English and Vietnamese without marks.
enum class StatedStatus { in_force, ended, withdrawn, superseded, unknown };
struct StatusWord {
  std::string_view word;
  StatedStatus status;
};
constexpr std::array kStatusWords{
    StatusWord{"active", StatedStatus::in_force},
    StatusWord{"expiring", StatedStatus::in_force},
    StatusWord{"active_if_not_withdrawn", StatedStatus::in_force},
    StatusWord{"con_han", StatedStatus::in_force},
    StatusWord{"con_hieu_luc", StatedStatus::in_force},
    StatusWord{"sap_het_han", StatedStatus::in_force},
    StatusWord{"expired", StatedStatus::ended},
    StatusWord{"lapsed_unless_renewed", StatedStatus::ended},
    StatusWord{"het_han", StatedStatus::ended},
    StatusWord{"het_hieu_luc", StatedStatus::ended},
    StatusWord{"withdrawn", StatedStatus::withdrawn},
    StatusWord{"thu_hoi", StatedStatus::withdrawn},
    StatusWord{"bi_thu_hoi", StatedStatus::withdrawn},
    StatusWord{"superseded", StatedStatus::superseded},
    StatusWord{"da_thay_the", StatedStatus::superseded},
    StatusWord{"unknown", StatedStatus::unknown},
    StatusWord{"khong_ro", StatedStatus::unknown},
    StatusWord{"chua_ro", StatedStatus::unknown},
};

StatedStatus read_status(ImportRow& row) {
  const std::string word = folded(row.text("status_as_of"));
  if (word.empty()) return StatedStatus::unknown;
  for (const StatusWord& each : kStatusWords) {
    if (each.word == word) return each.status;
  }
  row.fail("status_as_of", {"status_unknown"});
  return StatedStatus::unknown;
}

// "announced 2023-06-30": the decision was made by then, in the year of the date column.
std::optional<VagueDate> announced_date(ImportRow& row, const std::string& precision) {
  const auto by =
      parse_day(std::string_view(precision).substr(kAnnounced.size()), "date_precision");
  if (!by) {
    row.fail("date_precision", by.error());
    return std::nullopt;
  }
  const auto date = VagueDate::announced(row.text("issue_date"), *by, "issue_date");
  if (date) return *date;
  row.fail("issue_date", date.error());
  return std::nullopt;
}

std::optional<VagueDate> read_issued(ImportRow& row) {
  const std::string precision = ascii_lower(row.text("date_precision"));
  if (precision.starts_with(kAnnounced)) return announced_date(row, precision);
  const auto date = row.date("issue_date");
  if (date && !precision.empty() && precision != to_text(date->precision)) {
    row.fail("date_precision",
             {"date_precision_differs", {}, {}, {}, {{"read", to_text(date->precision)}}});
  }
  return date;
}

// A vague end that contains issue + 36 months adds nothing to that date and is less exact.
bool is_told_by_issue(const Certification& record, const VagueDate& end) {
  if (end.precision == VagueDate::Precision::day) return false;
  Certification without_end = record;
  without_end.stated_end.reset();
  const auto computed = valid_through(without_end);
  return computed && computed->first >= end.first && computed->last <= end.last;
}

void read_dates(ImportRow& row, Certification& record) {
  if (row.has("issue_date")) record.issued = read_issued(row);
  if (row.has("valid_through")) record.stated_end = row.date("valid_through");
  if (record.stated_end && is_told_by_issue(record, *record.stated_end)) record.stated_end.reset();
}

// The column that a rule of the record speaks of.
std::string column_of_rule(const Error& error) {
  return error.field == "stated_end" ? "valid_through" : error.field;
}

void require_rules(ImportRow& row, const Certification& record) {
  const auto kept = check_rules(record);
  if (!kept) row.fail(column_of_rule(kept.error()), kept.error());
}

// "QĐ 26/2026/QĐ-TTg" is kept as 26/2026; what is no criteria of the programme stays as written.
void read_criteria(ImportRow& row, Certification& record) {
  row.set(record.criteria_version, "criteria_version", 50);
  if (!record.is_ocop()) return;
  if (const auto named = criteria_named(record.criteria_version)) record.criteria_version = *named;
}

// "4 sao" is the level 4.
std::string bare_stars(const std::string& level) {
  const auto found = number_in_words(level);
  const auto is_word = [](const std::string& word) {
    return word == "sao" || word == "ocop" || word == "hang" || word == "star" || word == "stars";
  };
  if (!found || !std::all_of(found->words.begin(), found->words.end(), is_word)) return level;
  return found->number;
}

IssuerLevel read_issuer_level(ImportRow& row) {
  const std::string written = row.text("issuer_level");
  if (written.empty()) return IssuerLevel::unknown;
  const std::string word = folded(written);
  if (const auto level = issuer_level(word)) return *level;
  if (word == "huyen" || word == "cap_huyen") return IssuerLevel::district;
  if (word == "tinh" || word == "cap_tinh") return IssuerLevel::province;
  if (word == "trung_uong" || word == "cap_trung_uong") return IssuerLevel::central;
  if (word == "to_chuc_chung_nhan") return IssuerLevel::certifier;
  if (word == "co_quan_quan_ly") return IssuerLevel::authority;
  row.fail("issuer_level", {"issuer_level_unknown"});
  return IssuerLevel::unknown;
}

bool has_event(const Certification& record, EventKind kind) {
  return std::any_of(record.events.begin(), record.events.end(),
                     [kind](const CertificationEvent& event) { return event.kind == kind; });
}

// Some day from issue to the day that the status was known on.
VagueDate by_day(const Certification& record, Day known_on) {
  const Day first = record.issued ? std::min(record.issued->first, known_on)
                                  : Day{std::chrono::year_month_day(known_on).year() / 1 / 1};
  return {VagueDate::Precision::announced, first, known_on};
}

// An event that stands already is kept: the same file twice adds it once.
void read_event(ImportRow& row, Certification& record, EventKind kind, bool stated,
                Day status_day) {
  const bool withdrawn = kind == EventKind::withdrawn;
  const auto on = row.date(withdrawn ? "withdrawn_on" : "superseded_on");
  const std::string reason = withdrawn ? row.text("withdrawn_reason") : std::string();
  const std::string by = withdrawn ? std::string() : row.optional_record_id("superseded_by");
  const bool told = stated || on || !by.empty();
  if (!told || has_event(record, kind)) return;
  record.events.push_back({kind, on ? *on : by_day(record, status_day), reason, by});
}

bool contradicts(StatedStatus stated, std::string_view computed) {
  const bool has_ended =
      computed == "expired" || computed == "withdrawn" || computed == "superseded";
  const bool is_in_force = computed == "active" || computed == "expiring";
  return (stated == StatedStatus::in_force && has_ended) ||
         (stated == StatedStatus::ended && is_in_force);
}

void read_events(ImportRow& row, Certification& record, Day today) {
  const StatedStatus stated = read_status(row);
  const Day status_day = row.status_day().value_or(today);
  read_event(row, record, EventKind::withdrawn, stated == StatedStatus::withdrawn, status_day);
  read_event(row, record, EventKind::superseded, stated == StatedStatus::superseded, status_day);
  const std::string computed = status_on(record, status_day);
  if (row.ok() && contradicts(stated, computed)) {
    row.warn(
        "status_as_of",
        {"status_contradicts", {}, {}, {}, {{"computed", computed}, {"day", to_iso(status_day)}}});
  }
}

void warn_of_doubts(ImportRow& row, const Certification& record) {
  if (!row.ok()) return;
  for (const Error& doubt : doubts(record)) row.warn(column_of_rule(doubt), doubt);
  if (claims_green(record.scheme) &&
      (record.issuer.empty() || !record.issued || !valid_through(record)))
    row.warn("scheme", {"green_claim_incomplete"});
}

}  // namespace

Certification read_certification(ImportRow& row, Certification standing, Day today) {
  Certification record = std::move(standing);
  record.id = row.record_id("cert_id");
  record.cooperative_id = row.record_id("coop_id");
  if (row.has("product_id")) record.product_id = row.optional_record_id("product_id");
  record.scheme = row.required_text("scheme", 100);
  row.set(record.level, "level", 100);
  if (record.is_ocop()) record.level = bare_stars(record.level);
  if (row.has("number")) record.number = row.identifier("number");
  if (row.has("decision_no")) record.decision_no = row.identifier("decision_no");
  if (row.has("gdti")) record.gdti = row.gdti("gdti");
  row.set(record.issuer, "issuer", 200);
  if (row.has("issuer_level")) record.issuer_level = read_issuer_level(row);
  read_criteria(row, record);
  read_dates(row, record);
  require_rules(row, record);
  row.set(record.note, "note", 1000);
  row.set(record.source, "source", 1000);
  row.set(record.confidence, "confidence", 50);
  if (row.has("sample")) record.sample = row.yes_no("sample").value_or(false);
  read_events(row, record, today);
  warn_of_doubts(row, record);
  return record;
}

}  // namespace temgoc
