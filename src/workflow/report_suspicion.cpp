#include "temgoc/reporting.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

std::string on_one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return text;
}

// The code as it may be stored: whatever was scanned, made harmless.
std::string stored_label(const std::string& label) {
  auto text = clean_text(on_one_line(label), "label", kMaxScanBytes);
  return text ? *text : shortened(dump(Json(label)), kMaxScanBytes);
}

}  // namespace

Result<SuspicionReport> report_suspicion(const Site& site, const Suspicion& suspicion) {
  auto message = clean_text(on_one_line(suspicion.message), "message", kMaxReportCharacters);
  if (!message) return message.error();
  auto place = clean_text(on_one_line(suspicion.place), "place", kMaxReportPlaceCharacters);
  if (!place) return place.error();
  SuspicionReport report{.message = *message, .place = *place, .at = site.now()};
  if (!trimmed(suspicion.label).empty()) {
    const Verdict verdict = check_label(suspicion.label, site.check_context());
    report.label = stored_label(suspicion.label);
    report.verdict = to_text(verdict.main.headline);
    report.reason = verdict.main.reason;
    if (verdict.facts && verdict.facts->lot) report.lot_id = verdict.facts->lot->id;
  } else if (report.message.empty()) {
    return Error{"report_empty", "message"};
  }
  auto registry = Registry::open(site.folder() / "registry.sqlite");
  if (!registry) return registry.error();
  auto receipt = registry->add_report(report);
  if (!receipt) return receipt.error();
  report.receipt = *receipt;
  return report;
}

}  // namespace temgoc
