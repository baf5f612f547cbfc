// The table of the API's operations.
#include "console/api/routes.h"

#include "console/api/handlers.h"
#include "console/api/route_tables.h"

namespace temgoc {
namespace {

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
  add_lot_routes(all);
  add_job_routes(all);
  add_roll_routes(all);
  add_scan_routes(all);
  add_event_routes(all);
  add_trace_routes(all);
  add_evidence_routes(all);
  add_rating_routes(all);
  add_trace_file_routes(all);
  add_issuer_key_routes(all);
  add_trust_routes(all);
  add_bundle_routes(all);
  add_upkeep_routes(all);
  all.push_back(
      {"GET", "/printers", Right::read, "listPrinters", list_printers, {}, "PrinterPage"});
  add_template_routes(all);
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
