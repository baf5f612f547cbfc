// The operations of events, partners, traces, evidence and OCOP rating files.
#include "console/api/handlers.h"
#include "console/api/route_tables.h"

namespace temgoc {

void add_event_routes(std::vector<ApiRoute>& all) {
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

void add_trace_routes(std::vector<ApiRoute>& all) {
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

void add_evidence_routes(std::vector<ApiRoute>& all) {
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

void add_rating_routes(std::vector<ApiRoute>& all) {
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

}  // namespace temgoc
