// The operations of lots, their labels and print jobs, and rolls of codes.
#include "console/api/handlers.h"
#include "console/api/route_tables.h"

namespace temgoc {

void add_lot_routes(std::vector<ApiRoute>& all) {
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

void add_job_routes(std::vector<ApiRoute>& all) {
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

void add_roll_routes(std::vector<ApiRoute>& all) {
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

}  // namespace temgoc
