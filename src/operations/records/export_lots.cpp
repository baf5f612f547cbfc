// Lots and print jobs as tables.
#include "operations/records/export_tables.h"
#include "temgoc/base/json.h"
#include "temgoc/model/print_ledger.h"
#include "temgoc/registry/roll_book.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

using Values = std::vector<SheetValue>;

constexpr double kThousandth = 1000;

std::vector<std::string> header_of(Language language, const std::string& table,
                                   std::initializer_list<const char*> columns) {
  std::vector<std::string> header;
  for (const char* column : columns)
    header.push_back(words(language, "export." + table + "." + column));
  return header;
}

// As the product was called when the lot was issued.
std::string product_name(const Lot& lot) {
  const auto record = parse_json(lot.record);
  if (!record || !record->is_object() || !record->contains("product")) return {};
  return record->at("product").value("name", "");
}

SheetValue day_or_nothing(const std::optional<Day>& day) {
  return day ? SheetValue(*day) : SheetValue(std::string());
}

std::int64_t printed_labels(const Registry& registry, const Lot& lot) {
  auto labels = static_cast<std::int64_t>(RollBook::of(registry).labels_of_lot(lot.id));
  for (const PrintJob& job : registry.print_jobs(lot.id)) {
    if (job.reprint_of == 0) labels += job.labels;
  }
  return labels;
}

struct LotState {
  std::string words;
  std::string reason = {};
};

LotState state_of(const LotFacts& facts, Language language) {
  if (!facts.recalls.empty())
    return {words(language, "lot.recalled"), facts.recalls.front().reason};
  if (facts.cancelled) return {words(language, "lot.cancelled"), facts.cancelled->reason};
  return {facts.lot && facts.lot->test ? words(language, "test_lot") : ""};
}

Values lot_row(const Workplace& workplace, const Lot& lot, Language language) {
  const Registry& registry = workplace.registry();
  const LotState state =
      state_of(registry.facts(lot.realm, lot.gtin, lot.code, {}, workplace.now()), language);
  return {lot.packed_on,
          lot.code.text(),
          lot.short_code.printed(),
          product_name(lot),
          lot.product_id,
          lot.gtin.printed(),
          lot.cooperative_id,
          static_cast<double>(lot.quantity.thousandths) / kThousandth,
          lot.quantity.unit,
          day_or_nothing(lot.expires_on()),
          printed_labels(registry, lot),
          state.words,
          state.reason,
          lot.place_id,
          static_cast<std::int64_t>(lot.issue_number),
          lot.issued_at,
          lot.backdate_reason,
          lot_url(lot)};
}

// "0000012", or nothing where labels have no sealed serials.
std::string serial_text(std::uint32_t number) {
  return number == 0 ? std::string() : Serial::sealed(number).text();
}

SheetValue number_or_nothing(std::int64_t number) {
  return number == 0 ? SheetValue(std::string()) : SheetValue(number);
}

std::string reason_of(const PrintJob& job) {
  return job.reprint_reason.empty() ? job.over_quantity_reason : job.reprint_reason;
}

Values job_row(const Lot& lot, const PrintRecord& record, Language language) {
  const PrintJob& job = record.job;
  const auto out = came_out(record);
  return {job.id,
          job.at,
          lot.code.text(),
          lot.short_code.printed(),
          product_name(lot),
          lot.gtin.printed(),
          lot.cooperative_id,
          job.template_id,
          words(language, "export.code." + to_text(job.kind)),
          static_cast<std::int64_t>(job.labels),
          static_cast<std::int64_t>(job.setup.copies),
          serial_text(job.first_serial),
          serial_text(job.last_serial),
          words(language, "print_state." + to_text(state_of(record))),
          out ? SheetValue(static_cast<std::int64_t>(*out)) : SheetValue(std::string()),
          static_cast<std::int64_t>(record.voided_labels),
          job.who,
          number_or_nothing(job.reprint_of),
          reason_of(job),
          job.setup.placement.printer,
          record.parts.empty() ? std::string() : record.parts.front().file};
}

bool is_asked(const ExportOrder& order, const Lot& lot, Day printed) {
  return (order.cooperative_id.empty() || lot.cooperative_id == order.cooperative_id) &&
         (!order.from || printed >= *order.from) && (!order.until || printed <= *order.until);
}

}  // namespace

SheetTable lot_table(const Workplace& workplace, const ExportOrder& order, std::size_t limit,
                     Language language) {
  SheetTable table;
  table.header =
      header_of(language, "lot",
                {"packed_on", "code", "short_code", "product", "product_id", "gtin",
                 "cooperative_id", "quantity", "unit", "expires_on", "labels", "state", "reason",
                 "place_id", "issue_number", "issued_at", "backdate_reason", "url"});
  const LotFilter filter{.cooperative_id = order.cooperative_id,
                         .packed_from = order.from,
                         .packed_until = order.until,
                         .limit = static_cast<unsigned>(limit)};
  for (const Lot& lot : workplace.registry().lots(filter))
    table.rows.push_back(lot_row(workplace, lot, language));
  return table;
}

SheetTable job_table(const Workplace& workplace, const ExportOrder& order, std::size_t limit,
                     Language language) {
  SheetTable table;
  table.header = header_of(language, "job", {"job",
                                             "at",
                                             "lot",
                                             "short_code",
                                             "product",
                                             "gtin",
                                             "cooperative_id",
                                             "template",
                                             "codes",
                                             "labels",
                                             "copies",
                                             "first_serial",
                                             "last_serial",
                                             "state",
                                             "came_out",
                                             "voided",
                                             "who",
                                             "reprint_of",
                                             "reason",
                                             "printer",
                                             "file"});
  const Registry& registry = workplace.registry();
  for (const PrintRecord& record : registry.print_records(
           {.cooperative_id = order.cooperative_id, .limit = static_cast<unsigned>(limit)})) {
    const Lot lot = registry.lot(record.job.lot_id).value();
    if (is_asked(order, lot, vietnam_day(record.job.at)))
      table.rows.push_back(job_row(lot, record, language));
  }
  return table;
}

}  // namespace temgoc
