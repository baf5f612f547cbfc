// The members of a print job and of what became of it.
#include "temgoc/printing/job_json.h"

#include "temgoc/model/records.h"

namespace temgoc {
namespace {

Json number_or_null(std::uint64_t number) { return number ? Json(number) : Json(nullptr); }

Json part_json(const PrintRecord& record, const PrintedPart& part) {
  const DrawnRange range = parts_of(record.job).at(part.part - 1);
  return {{"part", part.part},
          {"file", part.file},
          {"sha256", part.sha256},
          {"first_label", (range.first - 1) / record.job.setup.copies + 1},
          {"last_label", (range.last - 1) / record.job.setup.copies + 1},
          {"pages", part.pages},
          {"read_back", part.read_back},
          {"at", to_iso(part.at)}};
}

Json outcome_json(const PrintOutcome& outcome) {
  return {{"kind", to_text(outcome.kind)},
          {"first_label", number_or_null(outcome.first_label)},
          {"last_label", number_or_null(outcome.last_label)},
          {"reason", text_or_null(outcome.reason)},
          {"by", text_or_null(outcome.who)},
          {"at", to_iso(outcome.at)}};
}

}  // namespace

Json job_json(const Lot& lot, const PrintJob& job) {
  return {{"job", job.id},
          {"lot", lot.code.text()},
          {"gtin", lot.gtin.digits()},
          {"template", job.template_id},
          {"template_sha256", job.template_sha256},
          {"codes", to_text(job.kind)},
          {"labels", job.labels},
          {"copies", job.setup.copies},
          {"first_serial", number_or_null(job.first_serial)},
          {"last_serial", number_or_null(job.last_serial)},
          {"dpi", job.setup.dpi},
          {"language", job.setup.language},
          {"start_cell", job.setup.start_cell},
          {"printer", text_or_null(job.setup.placement.printer)},
          {"format", to_text(job.setup.placement.language)},
          {"order", to_text(job.setup.placement.order)},
          {"cut_marks", job.setup.placement.cut_marks},
          {"by", text_or_null(job.who)},
          {"at", to_iso(job.at)},
          {"over_quantity_reason", text_or_null(job.over_quantity_reason)},
          {"reprint_of", number_or_null(static_cast<std::uint64_t>(job.reprint_of))},
          {"first_label", job.first_label},
          {"reason", text_or_null(job.reprint_reason)},
          {"test", lot.test}};
}

Json record_json(const Lot& lot, const PrintRecord& record, bool running) {
  Json json = job_json(lot, record.job);
  const auto out = came_out(record);
  json["state"] = to_text(state_of(record));
  json["running"] = running;
  json["came_out"] = out ? Json(*out) : Json(nullptr);
  json["voided_labels"] = record.voided_labels;
  json["parts"] = parts_of(record.job).size();
  json["released"] = Json::array();
  for (const PrintedPart& part : record.parts) json["released"].push_back(part_json(record, part));
  json["outcomes"] = Json::array();
  for (const PrintOutcome& outcome : record.outcomes)
    json["outcomes"].push_back(outcome_json(outcome));
  json["reprints"] = record.reprints;
  return json;
}

}  // namespace temgoc
