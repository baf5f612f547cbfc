// The table of the API's operations.
#include "console/api/routes.h"

#include "console/api/handlers.h"
#include "temgoc/credential/secured_credential.h"

namespace temgoc {
namespace {

using Kind = Member::Kind;

Member may(std::string_view name) { return {.name = name, .required = false}; }
std::vector<Member> paged(std::vector<Member> more = {}) {
  more.push_back(
      {.name = "limit", .kind = Kind::whole, .required = false, .least = 1, .most = 1'000});
  more.push_back(may("cursor"));
  return more;
}

void add_records(std::vector<ApiRoute>& all, const std::string& kind, const std::string& one,
                 const std::string& many) {
  const std::string path = "/" + kind, record = path + "/{record}";
  all.push_back({"GET",
                 path,
                 Right::read,
                 "list" + many,
                 list_records,
                 {},
                 one + "Page",
                 200,
                 paged({may("cooperative")})});
  all.push_back({.method = "POST",
                 .path = path,
                 .right = Right::enter,
                 .operation = "create" + one,
                 .answer = create_record,
                 .takes = one + "Columns",
                 .gives = one,
                 .status = 201,
                 .tagged = true});
  all.push_back({.method = "GET",
                 .path = record,
                 .right = Right::read,
                 .operation = "get" + one,
                 .answer = show_record,
                 .gives = one,
                 .tagged = true});
  all.push_back({.method = "PATCH",
                 .path = record,
                 .right = Right::enter,
                 .operation = "edit" + one,
                 .answer = edit_record,
                 .takes = one + "Columns",
                 .gives = one,
                 .edits = true,
                 .tagged = true});
  all.push_back({"GET",
                 record + "/history",
                 Right::read,
                 "get" + one + "History",
                 show_history,
                 {},
                 "VersionPage"});
}

void add_lots(std::vector<ApiRoute>& all) {
  all.push_back({"GET",
                 "/lots",
                 Right::read,
                 "listLots",
                 list_lots,
                 {},
                 "LotPage",
                 200,
                 paged({may("cooperative"), may("product"), may("from"), may("until")})});
  all.push_back({.method = "POST",
                 .path = "/lots",
                 .right = Right::print,
                 .operation = "issueLots",
                 .answer = issue_lots_asked,
                 .takes = "LotDraft|LotDrafts",
                 .gives = "IssuedLot|LotResults",
                 .status = 201,
                 .judges_itself = true});
  all.push_back({"GET", "/lots/{lot}", Right::read, "getLot", show_lot, {}, "Lot"});
  all.push_back({"POST", "/lots/{lot}/cancel", Right::print, "cancelLot", cancel_lot_asked,
                 "Cancellation", "Lot"});
  all.push_back({"POST", "/lots/{lot}/recall", Right::administer, "recallLot", recall_lot_asked,
                 "Recall", "Lot"});
  all.push_back({"POST", "/lots/{lot}/void", Right::print, "voidLabels", void_labels_asked,
                 "VoidLabels", "Lot"});
  all.push_back({"POST", "/lots/{lot}/prints", Right::print, "printLabels", print_asked,
                 "PrintOrder", "Print", 202});
}

void add_jobs(std::vector<ApiRoute>& all) {
  all.push_back({"GET", "/prints/{print}", Right::print, "getPrint", show_print, {}, "Print"});
  all.push_back(
      {"POST", "/prints/{print}/cancel", Right::print, "cancelPrint", cancel_print, {}, "Print"});
  all.push_back({"GET",
                 "/jobs",
                 Right::read,
                 "listJobs",
                 list_jobs,
                 {},
                 "JobPage",
                 200,
                 paged({may("lot")})});
  all.push_back({"GET", "/jobs/{job}", Right::read, "getJob", show_job, {}, "Job"});
  all.push_back({.method = "GET",
                 .path = "/jobs/{job}/files/{part}",
                 .right = Right::print,
                 .operation = "getJobFile",
                 .answer = show_job_file,
                 .type = "application/pdf"});
  all.push_back({"POST", "/jobs/{job}/outcome", Right::print, "recordOutcome", record_outcome_asked,
                 "Outcome", "Job"});
  all.push_back({"POST", "/jobs/{job}/reprint", Right::print, "reprintLabels", reprint_asked,
                 "Reprint", "Print", 202});
}

void add_rolls(std::vector<ApiRoute>& all) {
  all.push_back({"GET",
                 "/rolls",
                 Right::read,
                 "listRolls",
                 list_rolls,
                 {},
                 "RollPage",
                 200,
                 paged({may("cooperative"),
                        {.name = "unclaimed", .required = false, .choices = "true false"}})});
  all.push_back(
      {"POST", "/rolls", Right::print, "printRoll", print_roll_asked, "RollOrder", "Print", 202});
  all.push_back({"GET", "/rolls/{roll}", Right::read, "getRoll", show_roll, {}, "RollInFull"});
  all.push_back({.method = "GET",
                 .path = "/rolls/{roll}/file",
                 .right = Right::print,
                 .operation = "getRollFile",
                 .answer = show_roll_file,
                 .type = "application/pdf"});
  all.push_back({"POST", "/rolls/{roll}/void", Right::print, "voidRollLabels", void_roll_asked,
                 "RollVoid", "RollGiven"});
  all.push_back({"POST", "/lots/{lot}/claims", Right::print, "claimLabels", claim_roll_asked,
                 "RollClaim", "RollGiven"});
}

void add_scans(std::vector<ApiRoute>& all) {
  all.push_back({"GET",
                 "/scans",
                 Right::read,
                 "getScans",
                 show_scans,
                 {},
                 "ScanOverview",
                 200,
                 {may("cooperative"), may("from"), may("until")}});
  all.push_back(
      {"GET",
       "/scans/report",
       Right::read,
       "getScanReport",
       show_scan_report,
       {},
       "ScanReport",
       200,
       {may("cooperative"),
        {.name = "days", .kind = Kind::whole, .required = false, .least = 1, .most = 3'660},
        {.name = "limit", .kind = Kind::whole, .required = false, .least = 1, .most = 1'000}}});
  all.push_back(
      {"GET",
       "/reports",
       Right::read,
       "listReports",
       list_reports,
       {},
       "ReportPage",
       200,
       paged({may("cooperative"), {.name = "open", .required = false, .choices = "true false"}})});
  all.push_back({"POST", "/reports/{receipt}/answer", Right::administer, "answerReport",
                 answer_report_asked, "Answer", "Report"});
  all.push_back(
      {.method = "GET",
       .path = "/programme",
       .right = Right::read,
       .operation = "getProgramme",
       .answer = show_programme,
       .gives = "Programme",
       .query =
           {may("on"),
            {.name = "days", .kind = Kind::whole, .required = false, .least = 1, .most = 1'100}},
       .whole = true});
}

void add_trace_files(std::vector<ApiRoute>& all) {
  const std::vector<Member> query = {may("lot"), may("cooperative"), may("from"), may("until"),
                                     may("certificate")};
  all.push_back({.method = "GET",
                 .path = "/trace-files/{kind}",
                 .right = Right::read,
                 .operation = "getTraceFile",
                 .answer = show_trace_file,
                 .query = query});
  all.push_back({.method = "GET",
                 .path = "/trace-files/{kind}/xlsx",
                 .right = Right::read,
                 .operation = "getTraceSheet",
                 .answer = show_trace_sheet,
                 .query = query,
                 .type = kWorkbookType});
  all.push_back({.method = "GET",
                 .path = "/trace-files/{kind}/csv",
                 .right = Right::read,
                 .operation = "getTraceCsv",
                 .answer = show_trace_csv,
                 .query = query,
                 .type = kCsvType});
  all.push_back({.method = "GET",
                 .path = "/trace-files/{kind}/jwt",
                 .right = Right::read,
                 .operation = "getTraceJwt",
                 .answer = show_trace_jwt,
                 .query = query,
                 .type = kJwtCredentialType});
}

void add_events(std::vector<ApiRoute>& all) {
  all.push_back({"GET",
                 "/events",
                 Right::read,
                 "listEvents",
                 list_events_asked,
                 {},
                 "EventPage",
                 200,
                 paged({may("cooperative"),
                        may("kind"),
                        may("place"),
                        may("lot"),
                        may("from"),
                        may("until"),
                        {.name = "errors", .required = false, .choices = "true false"}})});
  all.push_back({"POST", "/events", Right::enter, "recordEvent", record_event_asked, "EventDraft",
                 "RecordedEvent", 201});
  all.push_back({"GET", "/events/{event}", Right::read, "getEvent", show_event_asked, {}, "Event"});
  all.push_back({"POST", "/events/{event}/error", Right::enter, "declareEventError",
                 declare_error_asked, "EventErrorDraft", "RecordedEvent"});
  all.push_back({"GET",
                 "/partners",
                 Right::read,
                 "listPartners",
                 list_partners_asked,
                 {},
                 "PartnerPage",
                 200,
                 {may("cooperative")}});
  all.push_back({"POST", "/partners", Right::enter, "storePartner", store_partner_asked,
                 "PartnerDraft", "Partner"});
}

void add_traces(std::vector<ApiRoute>& all) {
  const std::vector<Member> query = {{.name = "way", .required = false, .choices = "back forward"},
                                     may("until")};
  all.push_back(
      {"GET", "/traces/{lot}", Right::read, "getTrace", show_trace_asked, {}, "Trace", 200, query});
  all.push_back({.method = "GET",
                 .path = "/traces/{lot}/svg",
                 .right = Right::read,
                 .operation = "getTraceDrawing",
                 .answer = show_trace_drawing,
                 .query = query,
                 .type = kSvgType});
  all.push_back({.method = "GET",
                 .path = "/traces/{lot}/xlsx",
                 .right = Right::read,
                 .operation = "getTraceTable",
                 .answer = show_trace_table,
                 .query = query,
                 .type = kWorkbookType});
}

void add_evidence(std::vector<ApiRoute>& all) {
  const std::string one = "/evidence/{evidence}";
  all.push_back({"GET",
                 "/evidence",
                 Right::read,
                 "listEvidence",
                 list_evidence,
                 {},
                 "EvidencePage",
                 200,
                 {may("cooperative"), may("of")}});
  all.push_back({"POST", "/evidence", Right::enter, "addEvidence", add_evidence_asked,
                 "EvidenceDraft", "Evidence", 201});
  all.push_back({"GET", one, Right::read, "getEvidence", show_evidence_asked, {}, "Evidence"});
  all.push_back({.method = "GET",
                 .path = one + "/file",
                 .right = Right::read,
                 .operation = "getEvidenceFile",
                 .answer = show_evidence_file,
                 .type = "application/octet-stream"});
  all.push_back({"POST", one + "/public", Right::enter, "publishEvidence", publish_evidence_asked,
                 "EvidencePublic", "Evidence"});
  all.push_back({"POST",
                 one + "/remove",
                 Right::enter,
                 "removeEvidence",
                 remove_evidence_asked,
                 {},
                 "Evidence"});
}

void add_ratings(std::vector<ApiRoute>& all) {
  const std::string path = "/products/{record}/ocop-rating";
  all.push_back({"GET",
                 path,
                 Right::read,
                 "getOcopRating",
                 show_rating,
                 {},
                 "OcopRating",
                 200,
                 {may("points")}});
  all.push_back({.method = "GET",
                 .path = path + "/pdf",
                 .right = Right::read,
                 .operation = "getOcopRatingPdf",
                 .answer = show_rating_pdf,
                 .query = {may("points")},
                 .type = "application/pdf"});
  all.push_back({.method = "GET",
                 .path = path + "/zip",
                 .right = Right::read,
                 .operation = "getOcopRatingFolder",
                 .answer = show_rating_folder,
                 .query = {may("points")},
                 .type = kZipType});
}

void add_issuer_keys(std::vector<ApiRoute>& all) {
  const std::string keys = "/issuer-keys", key = keys + "/{key}";
  all.push_back(
      {"GET", keys, Right::administer, "listIssuerKeys", list_issuer_keys, {}, "IssuerKeyPage"});
  all.push_back({"POST", keys, Right::administer, "createIssuerKey", create_issuer_key,
                 "IssuerKeyDraft", "IssuerKey", 201});
  all.push_back({"GET", key, Right::administer, "getIssuerKey", show_issuer_key, {}, "IssuerKey"});
  all.push_back({"GET",
                 key + "/cut",
                 Right::administer,
                 "previewCut",
                 show_cut,
                 {},
                 "CutPreview",
                 200,
                 {may("cut_at")}});
  all.push_back({"POST", key + "/retire", Right::administer, "retireIssuerKey", retire_key_asked,
                 "KeyRetirement", "IssuerKey"});
  all.push_back({"POST", key + "/revoke", Right::administer, "revokeIssuerKey", revoke_key_asked,
                 "KeyCut", "IssuerKey"});
}

// What is of the whole workplace.
void add_office(std::vector<ApiRoute>& all, ApiRoute route) {
  route.whole = true;
  all.push_back(std::move(route));
}

void add_trust(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "GET",
                   .path = "/trust",
                   .right = Right::administer,
                   .operation = "getTrustList",
                   .answer = show_trust,
                   .gives = "Trust"});
  add_office(all, {.method = "POST",
                   .path = "/trust/draft",
                   .right = Right::administer,
                   .operation = "draftTrustList",
                   .answer = draft_trust_asked,
                   .gives = "Trust"});
  add_office(all, {.method = "POST",
                   .path = "/trust/adopt",
                   .right = Right::administer,
                   .operation = "adoptTrustList",
                   .answer = adopt_trust_asked,
                   .takes = "SignedNote",
                   .gives = "Trust"});
}

void add_bundles(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "GET",
                   .path = "/bundles",
                   .right = Right::administer,
                   .operation = "listBundles",
                   .answer = list_bundles,
                   .gives = "BundlePage"});
  add_office(all, {.method = "POST",
                   .path = "/bundles",
                   .right = Right::administer,
                   .operation = "buildBundle",
                   .answer = build_bundle_asked,
                   .takes = "BundleOrder",
                   .gives = "BuiltBundle",
                   .status = 201});
  add_office(all, {.method = "GET",
                   .path = "/bundles/{bundle}",
                   .right = Right::administer,
                   .operation = "getBundle",
                   .answer = show_bundle_file,
                   .type = "application/octet-stream"});
  add_office(all, {.method = "POST",
                   .path = "/bundle-key",
                   .right = Right::administer,
                   .operation = "createBundleKey",
                   .answer = create_bundle_key,
                   .takes = "BundleKeyDraft",
                   .gives = "BundleKey",
                   .status = 201});
}

void add_upkeep(std::vector<ApiRoute>& all) {
  add_office(all, {.method = "POST",
                   .path = "/log/check",
                   .right = Right::administer,
                   .operation = "checkLog",
                   .answer = check_log_asked,
                   .gives = "LogCheck"});
  add_office(all, {.method = "GET",
                   .path = "/backups",
                   .right = Right::administer,
                   .operation = "listBackups",
                   .answer = list_backups,
                   .gives = "BackupPage",
                   .query = {may("folder")}});
  add_office(all, {.method = "POST",
                   .path = "/backups",
                   .right = Right::administer,
                   .operation = "createBackup",
                   .answer = create_backup_asked,
                   .takes = "BackupOrder",
                   .gives = "MadeBackup",
                   .status = 201});
  add_office(all, {.method = "POST",
                   .path = "/backups/check",
                   .right = Right::administer,
                   .operation = "checkBackup",
                   .answer = check_backup_asked,
                   .takes = "BackupCheckOrder",
                   .gives = "BackupCheck"});
  add_office(all, {.method = "GET",
                   .path = "/settings",
                   .right = Right::administer,
                   .operation = "getSettings",
                   .answer = show_settings,
                   .gives = "Settings",
                   .tagged = true});
  add_office(all, {.method = "PATCH",
                   .path = "/settings",
                   .right = Right::administer,
                   .operation = "editSettings",
                   .answer = edit_settings,
                   .takes = "Settings",
                   .gives = "Settings",
                   .edits = true,
                   .tagged = true});
}

void add_templates(std::vector<ApiRoute>& all) {
  const std::string one = "/templates/{template}";
  all.push_back(
      {"GET", "/templates", Right::read, "listTemplates", list_templates, {}, "TemplatePage"});
  all.push_back({.method = "POST",
                 .path = "/templates",
                 .right = Right::administer,
                 .operation = "createTemplate",
                 .answer = create_template,
                 .takes = "NewTemplate",
                 .gives = "TemplateText",
                 .status = 201,
                 .tagged = true,
                 .whole = true});
  all.push_back({.method = "POST",
                 .path = "/templates/check",
                 .right = Right::print,
                 .operation = "checkTemplate",
                 .answer = check_template_asked,
                 .takes = "TemplateDraft",
                 .gives = "TemplateCheck",
                 .whole = true});
  all.push_back({.method = "GET",
                 .path = one,
                 .right = Right::read,
                 .operation = "getTemplate",
                 .answer = show_template,
                 .gives = "TemplateText",
                 .tagged = true});
  all.push_back({.method = "PUT",
                 .path = one,
                 .right = Right::administer,
                 .operation = "putTemplate",
                 .answer = put_template,
                 .takes = "TemplateChange",
                 .gives = "TemplateText",
                 .edits = true,
                 .tagged = true,
                 .whole = true});
  all.push_back({"GET",
                 one + "/versions",
                 Right::read,
                 "listTemplateVersions",
                 list_template_versions,
                 {},
                 "TemplateVersionPage"});
  all.push_back({"GET",
                 one + "/versions/{number}",
                 Right::read,
                 "getTemplateVersion",
                 show_template_version,
                 {},
                 "TemplateVersionText"});
}

std::vector<ApiRoute> made() {
  std::vector<ApiRoute> all;
  all.push_back({.method = "GET",
                 .path = "/openapi.json",
                 .right = std::nullopt,
                 .operation = "getOpenapi",
                 .answer = show_openapi});
  all.push_back({"GET", "/token", Right::read, "getToken", show_token, {}, "Token"});
  add_records(all, "cooperatives", "Cooperative", "Cooperatives");
  add_records(all, "places", "Place", "Places");
  add_records(all, "products", "Product", "Products");
  add_records(all, "certifications", "Certification", "Certifications");
  add_lots(all);
  add_jobs(all);
  add_rolls(all);
  add_scans(all);
  add_events(all);
  add_traces(all);
  add_evidence(all);
  add_trace_files(all);
  add_ratings(all);
  add_issuer_keys(all);
  add_trust(all);
  add_bundles(all);
  add_upkeep(all);
  all.push_back(
      {"GET", "/printers", Right::read, "listPrinters", list_printers, {}, "PrinterPage"});
  add_templates(all);
  all.push_back({"GET",
                 "/journal",
                 Right::read,
                 "listActs",
                 list_acts,
                 {},
                 "ActPage",
                 200,
                 paged({may("kind"),
                        may("by"),
                        {.name = "channel", .required = false, .choices = "command page api"},
                        may("from"),
                        may("until")})});
  all.push_back(
      {"POST", "/verify", Right::read, "verifyLabel", verify_text, "LabelText", "Verdict"});
  all.push_back(
      {"GET", "/log/checkpoint", Right::read, "getCheckpoint", show_checkpoint, {}, "Checkpoint"});
  return all;
}

}  // namespace

const std::vector<ApiRoute>& api_routes() {
  static const std::vector<ApiRoute> all = made();
  return all;
}

}  // namespace temgoc
