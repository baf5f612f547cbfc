// The shapes of lots, print jobs and rolls of codes.
#include "console/api/shape_tables.h"

namespace temgoc {

using namespace shape_words;

namespace {

std::vector<Member> lot_members() {
  return {{"lot"},
          {"gtin"},
          {"issue_number", kWhole},
          {"short_code"},
          {"url"},
          {"test", kYesNo},
          {"cooperative"},
          {"product"},
          {"packed_on"},
          or_none("expires_on"),
          {"quantity"},
          {"unit"},
          or_none("place"),
          or_none("request_id"),
          or_none("backdate_reason"),
          {"issued_at"},
          {"leaf_index", kWhole}};
}

std::vector<Member> job_members() {
  return {{"job", kWhole},
          {"lot"},
          {"gtin"},
          {"template"},
          {"template_sha256"},
          {"codes"},
          {"labels", kWhole},
          {"copies", kWhole},
          or_none("first_serial", kWhole),
          or_none("last_serial", kWhole),
          {"dpi", kWhole},
          {"language"},
          {"start_cell", kWhole},
          or_none("printer"),
          {"format"},
          {"order"},
          {"cut_marks", kYesNo},
          or_none("by"),
          {"at"},
          or_none("over_quantity_reason"),
          or_none("reprint_of", kWhole),
          {"first_label", kWhole},
          or_none("reason"),
          {"test", kYesNo}};
}

// How labels come onto paper, those of a lot as those of a roll.
std::vector<Member> setup_members() {
  return {may("language"),
          may_count("dpi", 1, 10'000),
          may_count("start_cell", 1, 10'000),
          may("printer"),
          may_choose("order", "across down"),
          may_choose("format", "pdf zpl tspl"),
          may("cut_marks", kYesNo)};
}

void add_print_requests(std::vector<Shape>& all) {
  all.push_back(
      {"PrintOrder", with(with({{"template"},
                                {.name = "count", .kind = kWhole, .least = 1, .most = kMostLabels},
                                may_choose("codes", "lot_seal item_seal item_link")},
                               setup_members()),
                          {may_count("copies", 1, 10'000), may("over_quantity_reason")})});
  all.push_back({"Outcome",
                 {{.name = "kind", .choices = "came_out spoiled"},
                  may_count("first_label", 0, kMostLabels),
                  may_count("last_label", 0, kMostLabels),
                  may("void_reason")}});
  all.push_back({"Reprint",
                 {may_count("first_label", 1, kMostLabels),
                  may_count("last_label", 1, kMostLabels),
                  {"reason"},
                  may_count("start_cell", 1, 10'000)}});
}

std::vector<Member> roll_members() {
  return {{"roll", kWhole},    {"product"},        {"gtin"},
          {"cooperative"},     {"template"},       {"labels", kWhole},
          {"claimed", kWhole}, {"voided", kWhole}, {"unclaimed", kWhole},
          {"test", kYesNo},    or_none("by"),      {"at"}};
}

}  // namespace

void add_lot_shapes(std::vector<Shape>& all) {
  all.push_back({"LotDraft",
                 {{"product"},
                  {"packed_on"},
                  {"quantity", Kind::amount},
                  {"unit"},
                  may("lot"),
                  may_count("shelf_life_days", 0, 1'000'000),
                  may("place"),
                  may("request_id"),
                  may("backdate_reason")}});
  all.push_back({"LotDrafts", {has_list("lots", "LotDraft")}});
  all.push_back({"IssuedLot", with(lot_members(), {has_list("warnings", "Fault")})});
  all.push_back(
      {"LotResult",
       {{"status", kWhole}, has_or_none("lot", "IssuedLot"), has_or_none("problem", "Problem")}});
  all.push_back({"LotResults", {has_list("results", "LotResult")}});
  all.push_back({"Lot", with(lot_members(),
                             {{"labels", kWhole}, {"recalled", kYesNo}, {"cancelled", kYesNo}})});
  all.push_back({"Cancellation", {{"reason"}}});
  all.push_back({"Recall",
                 {{"reason"},
                  may("instruction"),
                  may_choose("scope", "lot product cooperative"),
                  {"confirm"}}});
  all.push_back({"VoidLabels",
                 {may_count("first", 1, kMostLabels),
                  may_count("last", 1, kMostLabels),
                  may("serial"),
                  {"reason"}}});
}

void add_print_shapes(std::vector<Shape>& all) {
  add_print_requests(all);
  all.push_back({"Print",
                 {{"print"},
                  {.name = "state", .choices = "waits runs done failed"},
                  or_none("lot"),
                  {.name = "step", .choices = "draw read_back"},
                  {"done", kWhole},
                  {"total", kWhole},
                  {"part", kWhole},
                  {"parts", kWhole},
                  or_none("job", kWhole),
                  or_none("roll", kWhole),
                  has_list("warnings", "Fault"),
                  has_or_none("problem", "Problem")}});
  all.push_back({"PrintedPart",
                 {{"part", kWhole},
                  {"file"},
                  {"sha256"},
                  {"first_label", kWhole},
                  {"last_label", kWhole},
                  {"pages", kWhole},
                  {"read_back", kWhole},
                  {"at"}}});
  all.push_back({"OutcomeSaid",
                 {{"kind"},
                  or_none("first_label", kWhole),
                  or_none("last_label", kWhole),
                  or_none("reason"),
                  or_none("by"),
                  {"at"}}});
  all.push_back({"Job", with(job_members(), {{"short_code"},
                                             {"state"},
                                             {"running", kYesNo},
                                             or_none("came_out", kWhole),
                                             {"voided_labels", kWhole},
                                             {"parts", kWhole},
                                             has_list("released", "PrintedPart"),
                                             has_list("outcomes", "OutcomeSaid"),
                                             {"reprints", Kind::numbers}})});
}

void add_roll_shapes(std::vector<Shape>& all) {
  all.push_back(
      {"RollOrder", with({{"product"},
                          {"template"},
                          {.name = "count", .kind = kWhole, .least = 1, .most = kMostLabels}},
                         setup_members())});
  all.push_back({"RollClaim",
                 {{"first"},
                  may("last"),
                  may_count("roll", 1, kMostLabels),
                  may("over_quantity_reason"),
                  may("preview", kYesNo)}});
  all.push_back({"RollVoid", {may("first"), may("last"), {"reason"}}});
  all.push_back({"Roll", roll_members()});
  all.push_back({"RollRange",
                 {{"first", kWhole},
                  {"last", kWhole},
                  or_none("lot"),
                  or_none("reason"),
                  or_none("by"),
                  {"at"}}});
  all.push_back({"RollInFull",
                 with(roll_members(), {has_list("ranges", "RollRange"), {"codes", Kind::texts}})});
  all.push_back({"RollSpan", {{"first", kWhole}, {"last", kWhole}}});
  all.push_back({"RollGiven",
                 {{"roll", kWhole},
                  {"first", kWhole},
                  {"last", kWhole},
                  {"labels", kWhole},
                  has_list("ranges", "RollSpan"),
                  {"already_void", kWhole},
                  {"stood_before", kYesNo},
                  {"labels_of_lot", kWhole},
                  or_none("packs", kWhole)}});
}

}  // namespace temgoc
