// Copies lots, listed codes, recalls, cancellations and records from the registry into a writer.
#include "operations/evidence/bundle_facts.h"

namespace temgoc {

void add_facts(const Registry& registry, BundleWriter& writer) {
  registry.each_lot([&](const Lot& lot, const LabelsPrinted& labels) {
    writer.add_lot(lot.key_id, lot, labels);
  });
  registry.each_listed_serial([&](const ListedSerial& each) {
    writer.add_listed(each.realm, each.gtin, each.lot, each.serial, each.printed_at, each.voided);
  });
  for (const RecallOnRecord& each : registry.recalls()) {
    const LotNumber lot = each.lot.value_or(LotNumber{});
    writer.add_recall(each.recall, each.at, lot.key_id, lot.issue_number, each.subject);
  }
  for (const VoidOnRecord& each : registry.voids())
    writer.add_void(each.lot.key_id, each.lot.issue_number, each.voided);
  for (const CancellationOnRecord& each : registry.cancellations())
    writer.add_cancelled_lot(each.lot.key_id, each.lot.issue_number, each.cancelled);
}

void add_records(const Registry& registry, BundleWriter& writer) {
  for (const Cooperative& record : registry.cooperatives()) {
    writer.add(record);
    for (const Product& product : registry.products(record.id)) writer.add(product);
    for (const Certification& each : registry.certifications(record.id)) writer.add(each);
  }
}

}  // namespace temgoc
