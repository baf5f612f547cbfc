// The table of shapes: what every request of the API may hold, and what every answer does.
#include "console/api/shapes.h"
#include "temgoc/import/import.h"

namespace temgoc {
namespace {

using Kind = Member::Kind;

constexpr bool kMay = false;  // of a request: need not be there
constexpr std::int64_t kMostLabels = 9'999'999;

Member may(std::string_view name, Kind kind = Kind::text) { return {name, kind, kMay}; }
Member may_choose(std::string_view name, std::string_view choices) {
  return {.name = name, .required = kMay, .choices = choices};
}
Member may_count(std::string_view name, std::int64_t least, std::int64_t most) {
  return {.name = name, .kind = Kind::whole, .required = kMay, .least = least, .most = most};
}
Member or_none(std::string_view name, Kind kind = Kind::text) {
  return {.name = name, .kind = kind, .nullable = true};
}
Member has(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shape, .of = of};
}
Member has_list(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shapes, .of = of};
}
Member has_or_none(std::string_view name, std::string_view of) {
  return {.name = name, .kind = Kind::shape, .nullable = true, .of = of};
}

constexpr Kind kWhole = Kind::whole, kNumber = Kind::number, kYesNo = Kind::yes_no;

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

std::vector<Member> with(std::vector<Member> members, std::initializer_list<Member> more) {
  members.insert(members.end(), more);
  return members;
}

void add_faults(std::vector<Shape>& all) {
  all.push_back({"Fault",
                 {{"code"},
                  {"message"},
                  or_none("hint"),
                  or_none("field"),
                  or_none("value"),
                  or_none("row", kWhole),
                  or_none("column", kWhole)}});
  all.push_back({"Problem",
                 {{"type"},
                  {"title"},
                  {"status", kWhole},
                  {"detail"},
                  {"instance"},
                  {"code"},
                  or_none("hint"),
                  or_none("field"),
                  or_none("value"),
                  {"args", Kind::object},
                  has_list("errors", "Fault")}});
}

void add_records(std::vector<Shape>& all) {
  for (const auto& [kind, name] : {std::pair{ImportKind::cooperatives, "Cooperative"},
                                   {ImportKind::places, "Place"},
                                   {ImportKind::products, "Product"},
                                   {ImportKind::certifications, "Certification"}}) {
    static std::vector<std::string> names;  // that members point into
    names.reserve(8);
    const std::string& columns = names.emplace_back(std::string(name) + "Columns");
    Shape shape{columns, {}};
    for (const ImportColumn& column : import_columns(kind))
      shape.members.push_back({column.name, Kind::cell, kMay});
    all.push_back(std::move(shape));
    all.push_back(
        {name, {{"id"}, {"cooperative"}, has("columns", columns), {"record", Kind::object}}});
  }
  all.push_back({"Version", {{"at"}, {"record", Kind::object}}});
}

void add_lots(std::vector<Shape>& all) {
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

void add_print_requests(std::vector<Shape>& all) {
  all.push_back({"PrintOrder",
                 {{"template"},
                  {.name = "count", .kind = kWhole, .least = 1, .most = kMostLabels},
                  may_choose("codes", "lot_seal item_seal item_link"),
                  may("language"),
                  may_count("dpi", 1, 10'000),
                  may_count("start_cell", 1, 10'000),
                  may("printer"),
                  may_choose("order", "across down"),
                  may_choose("format", "pdf zpl tspl"),
                  may("cut_marks", kYesNo),
                  may_count("copies", 1, 10'000),
                  may("over_quantity_reason")}});
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

void add_prints(std::vector<Shape>& all) {
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

std::vector<Member> roll_members() {
  return {{"roll", kWhole},    {"product"},        {"gtin"},
          {"cooperative"},     {"template"},       {"labels", kWhole},
          {"claimed", kWhole}, {"voided", kWhole}, {"unclaimed", kWhole},
          {"test", kYesNo},    or_none("by"),      {"at"}};
}

void add_rolls(std::vector<Shape>& all) {
  all.push_back({"RollOrder",
                 {{"product"},
                  {"template"},
                  {.name = "count", .kind = kWhole, .least = 1, .most = kMostLabels},
                  may("language"),
                  may_count("dpi", 1, 10'000),
                  may_count("start_cell", 1, 10'000),
                  may("printer"),
                  may_choose("order", "across down"),
                  may_choose("format", "pdf zpl tspl"),
                  may("cut_marks", kYesNo)}});
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

void add_templates(std::vector<Shape>& all) {
  all.push_back({"NewTemplate", {{"template"}, {"toml"}}});
  all.push_back({"TemplateChange", {{"toml"}}});
  all.push_back({"TemplateDraft", {{"toml"}, may("template"), may_count("dpi", 100, 1'200)}});
  all.push_back(
      {"TemplateText",
       {{"template"}, {"own", kYesNo}, {"version"}, or_none("number", kWhole), {"toml"}}});
  all.push_back(
      {"TemplateCheck",
       {{"reads", kYesNo}, {"good", kYesNo}, or_none("dpi", kWhole), has_list("faults", "Fault")}});
  const std::vector<Member> version{
      {"template"}, {"number", kWhole}, {"found", kYesNo}, {"version"}, {"at"}, has("by", "Actor")};
  all.push_back({"TemplateVersion", version});
  all.push_back({"TemplateVersionText", with(version, {{"toml"}})});
}

void add_the_rest(std::vector<Shape>& all) {
  all.push_back({"Printer",
                 {{"printer"},
                  {"name"},
                  {"language"},
                  {"dpi", kWhole},
                  or_none("speed", kWhole),
                  or_none("darkness", kWhole),
                  or_none("head_mm", kNumber)}});
  all.push_back({"Template",
                 {{"template"},
                  {"name"},
                  {"codes", Kind::texts},
                  {"languages", Kind::texts},
                  {"label_mm", Kind::numbers},
                  {"page_mm", Kind::numbers},
                  {"labels_a_page", kWhole},
                  {"dpi", kWhole},
                  {"sha256"}}});
  add_templates(all);
  all.push_back({"Actor", {{"id"}, {"name"}, {"role"}, {"channel"}}});
  all.push_back({"Act",
                 {{"id", kWhole},
                  {"at"},
                  {"kind"},
                  {"args", Kind::object},
                  {"text"},
                  or_none("cooperative"),
                  has("actor", "Actor")}});
  all.push_back({"LabelText", {{"text"}}});
  all.push_back({"Verdict",
                 {{"ok", kYesNo},
                  {"verdict"},
                  or_none("reason"),
                  {"also", Kind::objects},
                  {"headline"},
                  {"proof"},
                  or_none("basis"),
                  or_none("realm"),
                  {"also_claimed_by", Kind::texts},
                  or_none("as_of"),
                  or_none("offline", Kind::object),
                  or_none("cooperative", Kind::object),
                  or_none("product", Kind::object),
                  or_none("lot", Kind::object),
                  or_none("certifications", Kind::objects),
                  or_none("claimed", Kind::object),
                  or_none("named_product", Kind::object),
                  {"checks", Kind::object}}});
  all.push_back({"Checkpoint", {{"origin"}, {"size", kWhole}, {"root"}, {"note"}}});
  all.push_back({"Token",
                 {{"id"},
                  {"name"},
                  {"role"},
                  or_none("cooperative"),
                  {"networks", Kind::texts},
                  {"expires_at"}}});
}

std::vector<Member> counts(std::initializer_list<std::string_view> names) {
  std::vector<Member> members;
  for (const std::string_view name : names) members.push_back({name, kWhole});
  return members;
}

void add_scans(std::vector<Shape>& all) {
  all.push_back({"ScansOnDay", {{"day"}, {"scans", kWhole}}});
  all.push_back({"ScansInPlace", {or_none("place"), {"scans", kWhole}}});
  all.push_back({"ScanOverview",
                 {{"from"},
                  {"until"},
                  {"scans", kWhole},
                  has_list("days", "ScansOnDay"),
                  has_list("places", "ScansInPlace")}});
  all.push_back({"ScannedItem",
                 {{"lot"},
                  {"gtin"},
                  {"cooperative"},
                  {"serial"},
                  {"reasons", Kind::texts},
                  {"scans", kWhole},
                  {"places", kWhole},
                  or_none("first_at"),
                  or_none("first_place")}});
  all.push_back(
      {"ScannedLot", {{"lot"}, {"gtin"}, {"cooperative"}, {"scans", kWhole}, {"labels", kWhole}}});
  all.push_back(
      {"ScanAlarm",
       {{"day"}, {"kind"}, or_none("gtin"), or_none("lot"), or_none("serial"), {"asked", kWhole}}});
  all.push_back({"ReportedLot",
                 {or_none("lot"),
                  or_none("gtin"),
                  or_none("cooperative"),
                  {"reports", kWhole},
                  {"last_at"}}});
  all.push_back({"ScanReport",
                 {has_list("items", "ScannedItem"), has_list("lots", "ScannedLot"),
                  has_list("alarms", "ScanAlarm"), has_list("reports", "ReportedLot")}});
  constexpr std::string_view kAnswers = "taken_up not_founded acted_on";
  all.push_back(
      {"AnswerSaid", {{.name = "answer", .choices = kAnswers}, {"words"}, {"at"}, {"by"}}});
  all.push_back({"Report",
                 {{"receipt"},
                  {"at"},
                  or_none("verdict"),
                  or_none("reason"),
                  or_none("label"),
                  or_none("message"),
                  or_none("place"),
                  or_none("cooperative"),
                  has_list("answers", "AnswerSaid")}});
  all.push_back({"Answer", {{.name = "answer", .choices = kAnswers}, {"words"}}});
}

void add_programme(std::vector<Shape>& all) {
  all.push_back(
      {"StandingCounts", counts({"recognised", "all", "five_stars", "four_stars", "three_stars",
                                 "stars_not_known", "not_known", "lapsed", "none"})});
  all.push_back({"YearGoal", counts({"year", "target", "recognised", "first_time", "not_known"})});
  all.push_back({"CommuneGoal",
                 {{"commune"},
                  {"province"},
                  {.name = "met", .choices = "yes not_known no"},
                  {"recognised", kWhole}}});
  all.push_back(
      {"CommuneCounts",
       {{"commune"}, {"province"}, has("products", "StandingCounts"), {"unconfirmed", kWhole}}});
  all.push_back({"GroupCounts", {or_none("group"), has("products", "StandingCounts")}});
  all.push_back({"SetCounts",
                 {{.name = "set", .kind = kWhole, .nullable = true},
                  or_none("group"),
                  has("products", "StandingCounts")}});
  all.push_back({"CriteriaCounts", {or_none("criteria"), has("products", "StandingCounts")}});
  all.push_back({"ProductInNoCommune", {{"id"}, {"name"}, {"cooperative"}, {"standing"}}});
  all.push_back({"ProgrammeCertificate",
                 {{"certificate"},
                  or_none("product"),
                  {"cooperative"},
                  {"scheme"},
                  or_none("stars"),
                  or_none("criteria"),
                  or_none("number"),
                  or_none("issued"),
                  or_none("end"),
                  {"status"}}});
  all.push_back({"LotsOfCooperative",
                 {{"cooperative"},
                  {"name"},
                  {"months", Kind::numbers},
                  {"all", kWhole},
                  {"cancelled", kWhole}}});
  all.push_back({"Programme",
                 {{"on"},
                  {"ending_days", kWhole},
                  has("products", "StandingCounts"),
                  has("year", "YearGoal"),
                  {"communes_given", kYesNo},
                  has_list("goals", "CommuneGoal"),
                  has_list("communes", "CommuneCounts"),
                  has("in_no_commune", "StandingCounts"),
                  has_list("without_commune", "ProductInNoCommune"),
                  has_list("groups", "GroupCounts"),
                  has_list("sets", "SetCounts"),
                  has_list("criteria", "CriteriaCounts"),
                  has_list("ending", "ProgrammeCertificate"),
                  has_list("lapsed", "ProgrammeCertificate"),
                  has_list("undated", "ProgrammeCertificate"),
                  {"months", Kind::texts},
                  has_list("lots", "LotsOfCooperative")}});
}

void add_events(std::vector<Shape>& all) {
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

void add_traces(std::vector<Shape>& all) {
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

void add_evidence(std::vector<Shape>& all) {
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

void add_ratings(std::vector<Shape>& all) {
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

void add_issuer_keys(std::vector<Shape>& all) {
  all.push_back({"IssuerKey",
                 {{"key"},
                  {"cooperative"},
                  {"status"},
                  or_none("cut_at", kWhole),
                  or_none("packed_until"),
                  {"created_at"},
                  {"listed", kYesNo}}});
  all.push_back({"IssuerKeyDraft", {{"cooperative"}, {"passphrase"}, may("replace", kYesNo)}});
  all.push_back({"KeyRetirement", {{"confirm"}, may("packed_until"), may("reason")}});
  all.push_back(
      {"KeyCut", {{"confirm"}, {"reason"}, may_count("cut_at", 0, 999'999'999'999'999'999)}});
  all.push_back(
      {"LotOfKey", {{"lot"}, {"gtin"}, {"leaf_index", kWhole}, {"issued_at"}, {"kept", kYesNo}}});
  all.push_back(
      {"CutPreview",
       {{"key"}, {"cut_at", kWhole}, {"log_size", kWhole}, has_list("lots", "LotOfKey")}});
}

void add_trust(std::vector<Shape>& all) {
  all.push_back(
      {"RootSignatures", {{"have", Kind::texts}, {"missing", Kind::texts}, {"need", kWhole}}});
  all.push_back({"WaitingList",
                 {{"version", kWhole},
                  {"outdated", kYesNo},
                  has_list("signatures", "RootSignatures"),
                  {"note"}}});
  all.push_back({"TrustField", {{"field"}, {"gone", Kind::texts}, {"come", Kind::texts}}});
  all.push_back({"TrustChange",
                 {{"key"},
                  {.name = "change", .choices = "added removed changed"},
                  or_none("cooperative"),
                  has_list("fields", "TrustField")}});
  all.push_back({"Trust",
                 {{"version", kWhole},
                  {"issued_at"},
                  {"expires_at"},
                  {"note"},
                  {"roots"},
                  has_or_none("waiting", "WaitingList"),
                  has_list("changes", "TrustChange")}});
  all.push_back({"SignedNote", {{"note"}}});
}

void add_upkeep(std::vector<Shape>& all) {
  all.push_back({"Bundle", {{"bundle"}, {"bytes", kWhole}}});
  all.push_back({"BuiltBundle", {{"bundle"}, {"bytes", kWhole}, has_list("warnings", "Fault")}});
  all.push_back({"BundleOrder",
                 {{"passphrase"}, may_count("days", 1, 365), may_count("grace_days", 0, 365)}});
  all.push_back({"BundleKeyDraft", {{"passphrase"}, may("replace", kYesNo)}});
  all.push_back({"BundleKey", {{"key"}}});
  all.push_back({"CheckedLog",
                 {{"realm"},
                  {"entries", kWhole},
                  {"lots", kWhole},
                  {"jobs", kWhole},
                  {"pending", kWhole},
                  {"known_by_entry", kWhole}}});
  all.push_back({"LogCheck",
                 {{"sound", kYesNo},
                  {"differences", kWhole},
                  has_list("logs", "CheckedLog"),
                  has_list("faults", "Fault")}});
  all.push_back({"Backup", {{"backup"}, {"folder"}}});
  all.push_back({"BackupOrder", {{"folder"}, may("passphrase")}});
  all.push_back({"MadeBackup", {{"backup"}, {"folder"}, {"bytes_written", kWhole}}});
  all.push_back({"BackupCheckOrder", {{"folder"}, may("backup"), may("passphrase")}});
  all.push_back(
      {"BackupCheck",
       {{"backup"}, {"sound", kYesNo}, {"keys_opened", kYesNo}, has_list("faults", "Fault")}});
  all.push_back({"Setting", {{"name"}, {"value"}}});
  all.push_back({"Settings", {has_list("settings", "Setting")}});
}

// A page of each kind of thing that is listed.
void add_pages(std::vector<Shape>& all) {
  static std::vector<std::string> names;
  names.reserve(32);
  for (const char* item : {"Cooperative", "Place", "Product", "Certification", "Version", "Lot",
                           "TemplateVersion", "Job", "Roll", "Printer", "Template", "Act", "Report",
                           "IssuerKey", "Bundle", "Backup", "Event", "Partner", "Evidence"}) {
    const std::string& name = names.emplace_back(item);
    all.push_back({name + "Page", {has_list("items", name), or_none("next")}});
  }
}

std::vector<Shape> made() {
  std::vector<Shape> all;
  add_faults(all);
  add_records(all);
  add_lots(all);
  add_prints(all);
  add_rolls(all);
  add_the_rest(all);
  add_scans(all);
  add_programme(all);
  add_events(all);
  add_traces(all);
  add_evidence(all);
  add_ratings(all);
  add_issuer_keys(all);
  add_trust(all);
  add_upkeep(all);
  add_pages(all);
  return all;
}

}  // namespace

const std::vector<Shape>& all_shapes() {
  static const std::vector<Shape> all = made();
  return all;
}

}  // namespace temgoc
