// The report of scans as JSON, as commands and the API give it.
#include "temgoc/model/records.h"
#include "temgoc/scans/scan_report.h"

namespace temgoc {
namespace {

Json item_json(const ScannedItem& item, const CopyThresholds& copies) {
  return {{"lot", item.lot.code.text()},
          {"gtin", item.lot.gtin.digits()},
          {"cooperative", item.lot.cooperative_id},
          {"serial", item.serial},
          {"reasons", reasons_of(item, copies)},
          {"scans", item.count.scans},
          {"places", item.count.places},
          {"first_at", item.count.first_at ? Json(to_iso(*item.count.first_at)) : Json(nullptr)},
          {"first_place", text_or_null(item.count.first_place)}};
}

Json lot_json(const ScannedLot& lot) {
  return {{"lot", lot.lot.code.text()},
          {"gtin", lot.lot.gtin.digits()},
          {"cooperative", lot.lot.cooperative_id},
          {"scans", lot.scans},
          {"labels", lot.labels}};
}

Json alarm_json(const ScanAlarm& alarm) {
  return {{"day", to_iso(alarm.day)},
          {"kind", to_text(alarm.kind)},
          {"gtin", text_or_null(alarm.gtin)},
          {"lot", text_or_null(alarm.lot)},
          {"serial", text_or_null(alarm.serial)},
          {"asked", alarm.asked}};
}

Json reported_json(const ReportedLot& reported) {
  const Lot* lot = reported.lot ? &*reported.lot : nullptr;
  return {{"lot", lot ? Json(lot->code.text()) : Json()},
          {"gtin", lot ? Json(lot->gtin.digits()) : Json()},
          {"cooperative", lot ? Json(lot->cooperative_id) : Json()},
          {"reports", reported.reports},
          {"last_at", to_iso(reported.last_at)}};
}

template <class Each, class Form>
Json list_of(const std::vector<Each>& all, const Form& form) {
  Json list = Json::array();
  for (const Each& one : all) list.push_back(form(one));
  return list;
}

}  // namespace

std::vector<std::string> reasons_of(const ScannedItem& item, const CopyThresholds& copies) {
  std::vector<std::string> reasons;
  if (item.count.scans > copies.scans) reasons.emplace_back("too_many_scans");
  if (item.count.places > copies.places) reasons.emplace_back("too_many_places");
  if (item.count.too_fast) reasons.emplace_back("too_far_too_fast");
  return reasons;
}

Json scan_report_json(const ScanReport& report, const CopyThresholds& copies) {
  return {{"items",
           list_of(report.items, [&](const ScannedItem& item) { return item_json(item, copies); })},
          {"lots", list_of(report.lots, lot_json)},
          {"alarms", list_of(report.alarms, alarm_json)},
          {"reports", list_of(report.reports, reported_json)}};
}

}  // namespace temgoc
