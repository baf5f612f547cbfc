// Writes scans, alarms, reports and visits as lines, and reads them back.
#include "web/kept_scan.h"

#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"

namespace temgoc {
namespace {

constexpr std::size_t kCheckDigits = 16;

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }
Instant instant_of(const Json& json) {
  return Instant(std::chrono::milliseconds(json.get<std::int64_t>()));
}

// Its row where the registry was asked, else its name.
Json json_of(const LotOnLabel& named) {
  return {{"realm", named.realm}, {"gtin", named.gtin}, {"lot", named.lot}};
}
std::optional<LotOnLabel> named_in(const Json& lot) {
  if (!lot.is_object()) return std::nullopt;
  return LotOnLabel{lot.at("realm"), lot.at("gtin"), lot.at("lot")};
}

struct ToJson {
  Json operator()(const RecordedScan& scan) const {
    return {{"kind", "scan"},
            {"lot", scan.named ? json_of(*scan.named) : Json(scan.lot_id)},
            {"serial", scan.serial},
            {"place", scan.place ? std::string(scan.place->name()) : std::string()},
            {"at", milliseconds(scan.at)},
            {"phone", static_cast<int>(scan.phone)}};
  }
  Json operator()(const ScanAlarm& alarm) const {
    return {{"kind", "alarm"},
            {"of", to_text(alarm.kind)},
            {"day", alarm.day.time_since_epoch().count()},
            {"gtin", alarm.gtin},
            {"lot", alarm.lot},
            {"serial", alarm.serial},
            {"asked", alarm.asked}};
  }
  Json operator()(const SuspicionReport& report) const {
    return {{"kind", "report"},
            {"number", report.number},
            {"label", report.label},
            {"verdict", report.verdict},
            {"reason", report.reason},
            {"lot", report.named    ? json_of(*report.named)
                    : report.lot_id ? Json(*report.lot_id)
                                    : Json()},
            {"message", report.message},
            {"place", report.place},
            {"at", milliseconds(report.at)}};
  }
  Json operator()(const InspectionVisit& visit) const {
    return {{"kind", "visit"},
            {"inspector", visit.inspector_id},
            {"visit", visit.visit_id},
            {"receipt", visit.receipt},
            {"at", milliseconds(visit.received_at)},
            {"body", visit.body}};
  }
};

KeptScan scan_of(const Json& json) {
  const auto named = named_in(json.at("lot"));
  return RecordedScan{.lot_id = named ? 0 : json.at("lot").get<std::int64_t>(),
                      .serial = json.at("serial"),
                      .place = Province::named(json.at("place").get<std::string>()),
                      .at = instant_of(json.at("at")),
                      .phone = static_cast<Phone>(json.at("phone").get<int>()),
                      .named = named};
}

std::optional<KeptScan> alarm_of(const Json& json) {
  const auto kind = scan_alarm_kind(json.at("of").get<std::string>());
  if (!kind) return std::nullopt;
  return ScanAlarm{.kind = *kind,
                   .day = Day(std::chrono::days(json.at("day").get<int>())),
                   .gtin = json.at("gtin"),
                   .lot = json.at("lot"),
                   .serial = json.at("serial"),
                   .asked = json.at("asked")};
}

KeptScan report_of(const Json& json) {
  SuspicionReport report{.number = json.at("number"),
                         .label = json.at("label"),
                         .verdict = json.at("verdict"),
                         .reason = json.at("reason"),
                         .message = json.at("message"),
                         .place = json.at("place"),
                         .at = instant_of(json.at("at"))};
  report.named = named_in(json.at("lot"));
  if (json.at("lot").is_number()) report.lot_id = json.at("lot").get<std::int64_t>();
  return report;
}

KeptScan visit_of(const Json& json) {
  return InspectionVisit{.inspector_id = json.at("inspector"),
                         .visit_id = json.at("visit"),
                         .receipt = json.at("receipt"),
                         .received_at = instant_of(json.at("at")),
                         .body = json.at("body")};
}

std::string check_of(std::string_view json) {
  return to_hex(sha256(as_bytes(json))).substr(0, kCheckDigits);
}

}  // namespace

std::string line_of(const KeptScan& kept) {
  const std::string json = dump(std::visit(ToJson(), kept));
  return check_of(json) + ' ' + json + '\n';
}

bool is_whole_line(std::string_view line) {
  return line.size() > kCheckDigits && line[kCheckDigits] == ' ' &&
         check_of(line.substr(kCheckDigits + 1)) == line.substr(0, kCheckDigits);
}

std::optional<KeptScan> kept_scan_in(std::string_view line) {
  if (!is_whole_line(line)) return std::nullopt;
  const auto json = parse_json(line.substr(kCheckDigits + 1));
  if (!json) return std::nullopt;
  try {
    const std::string kind = json->at("kind");
    if (kind == "scan") return scan_of(*json);
    if (kind == "alarm") return alarm_of(*json);
    if (kind == "report") return report_of(*json);
    if (kind == "visit") return visit_of(*json);
  } catch (const Json::exception&) {
    // A member of another version.
  }
  return std::nullopt;
}

}  // namespace temgoc
