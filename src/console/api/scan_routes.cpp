// The operations of scans, reports, the programme, and files of a trace.
#include "console/api/handlers.h"
#include "console/api/route_tables.h"
#include "temgoc/credential/secured_credential.h"

namespace temgoc {
namespace {

using Kind = Member::Kind;

}  // namespace

void add_scan_routes(std::vector<ApiRoute>& all) {
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

void add_trace_file_routes(std::vector<ApiRoute>& all) {
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

}  // namespace temgoc
