// The shapes of events, partners, traces, evidence and OCOP rating files.
#include "console/api/shape_tables.h"

namespace temgoc {

using namespace shape_words;

void add_event_shapes(std::vector<Shape>& all) {
  constexpr std::string_view kRoles = "input output handled";
  all.push_back({"EventLotDraft",
                 {{"lot"},
                  may_choose("role", kRoles),
                  may("quantity", Kind::amount),
                  may("unit"),
                  may("goods")}});
  all.push_back({"EventDraft",
                 {{"kind"},
                  {"when"},
                  may("cooperative"),
                  may("place"),
                  may("partner"),
                  may("carrier"),
                  may("container"),
                  may("document"),
                  may("substance"),
                  may_count("wait_days", 0, 365),
                  may_choose("result", "passed failed"),
                  may("loss"),
                  may("reason"),
                  may("remark"),
                  {.name = "lots", .kind = Kind::shapes, .required = kMay, .of = "EventLotDraft"},
                  may_count("corrects", 1, 999'999'999'999'999),
                  may("correction"),
                  may("again", kYesNo)}});
  all.push_back({"EventErrorDraft", {{"reason"}}});
  all.push_back({"EventQuantity", {{"thousandths", kWhole}, {"unit"}}});
  all.push_back({"EventLot",
                 {{"role"},
                  {"name"},
                  or_none("owner"),
                  {"code"},
                  or_none("goods"),
                  has_or_none("quantity", "EventQuantity")}});
  all.push_back(
      {"EventError", {{"reason"}, {"at"}, or_none("by"), or_none("replaced_by", kWhole)}});
  const std::vector<Member> event = {{"event", kWhole},
                                     {"kind"},
                                     {"when"},
                                     {"cooperative_id"},
                                     or_none("place_id"),
                                     or_none("partner_id"),
                                     or_none("carrier_id"),
                                     or_none("container"),
                                     or_none("document"),
                                     or_none("substance"),
                                     or_none("wait_days", kWhole),
                                     or_none("passed", kYesNo),
                                     has_or_none("loss", "EventQuantity"),
                                     or_none("reason"),
                                     or_none("remark"),
                                     has_list("lots", "EventLot"),
                                     or_none("corrects", kWhole),
                                     {"recorded_at"},
                                     has_or_none("error", "EventError")};
  all.push_back({"Event", event});
  all.push_back({"RecordedEvent", with(event, {has_list("warnings", "Fault")})});
  all.push_back({"PartnerDraft",
                 {{"id"},
                  {"name"},
                  may("cooperative"),
                  may("roles", Kind::texts),
                  may("gln"),
                  may("address"),
                  may("phone"),
                  may("update", kYesNo)}});
  all.push_back({"Partner",
                 {{"id"},
                  {"cooperative_id"},
                  {"name"},
                  {"roles", Kind::texts},
                  or_none("gln"),
                  or_none("address"),
                  or_none("phone")}});
}

void add_trace_shapes(std::vector<Shape>& all) {
  all.push_back({"Amount", {{"amount"}, {"unit"}}});
  all.push_back({"Delivery",
                 {or_none("event", kWhole),
                  {"kind"},
                  {"when"},
                  or_none("partner"),
                  or_none("cooperative"),
                  or_none("name"),
                  has_or_none("quantity", "Amount")}});
  all.push_back({"TracedLot",
                 {{"lot"},
                  {"kind"},
                  or_none("cooperative"),
                  {"code"},
                  or_none("goods"),
                  or_none("share", kNumber),
                  {"steps", kWhole},
                  has_or_none("quantity", "Amount"),
                  or_none("made_by", kWhole),
                  or_none("place"),
                  {"recalled", kYesNo},
                  {"held", kYesNo},
                  {"labels", kWhole},
                  has_list("deliveries", "Delivery")}});
  all.push_back({"TraceOrigin",
                 {or_none("place"), or_none("partner"), or_none("cooperative"), or_none("name"),
                  or_none("share", kNumber)}});
  all.push_back({"Trace",
                 {{.name = "way", .choices = "back forward"},
                  has("lot", "TracedLot"),
                  {"lots", kWhole},
                  has_list("parts", "TracedLot"),
                  has_list("origins", "TraceOrigin")}});
}

void add_evidence_shapes(std::vector<Shape>& all) {
  constexpr std::string_view kKinds = "photo laboratory paper";
  all.push_back(
      {"EvidenceDraft",
       {{"of"}, {.name = "as", .choices = kKinds}, {"title"}, {"content"}, may("public", kYesNo)}});
  all.push_back({"EvidencePublic", {{"public", kYesNo}}});
  all.push_back({"Evidence",
                 {{"evidence", kWhole},
                  {"cooperative"},
                  {"of"},
                  {.name = "as", .choices = kKinds},
                  {"title"},
                  {"file"},
                  {"public", kYesNo}}});
}

void add_rating_shapes(std::vector<Shape>& all) {
  all.push_back({"RatingCriterion",
                 {{"number"},
                  {"title"},
                  or_none("most", kWhole),
                  or_none("self", kWhole),
                  {"evidence", Kind::texts},
                  {"files", Kind::texts}}});
  all.push_back({"RatingPart",
                 {{"part"}, {"title"}, {"most", kWhole}, has_list("criteria", "RatingCriterion")}});
  all.push_back({"OcopRating",
                 {{"format"},
                  {"version", kWhole},
                  {"decision"},
                  {"made_at"},
                  {"product"},
                  {"gtin"},
                  or_none("set", kWhole),
                  {"complete_table", kYesNo},
                  {"certificates", Kind::texts},
                  has_list("parts", "RatingPart"),
                  {"lacking", Kind::texts}}});
}

}  // namespace temgoc
