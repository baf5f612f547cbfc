// All that a bundle tells, one fact at a time.
#include "content.h"
#include "temgoc/model/records.h"

namespace temgoc {

namespace {

template <class Record>
void visit_records(
    const std::string& kind, const std::map<std::string, Record, std::less<>>& all,
    const std::function<void(const std::string&, const std::string&, const std::string&)>& visit) {
  for (const auto& [id, record] : all) visit(kind, id, canonical_json(to_json(record)));
}

}  // namespace

void Bundle::each_lot(const std::function<void(const BundleLot&)>& visit) const {
  for (const KeyOfBundle& key : content_->keys) {
    std::uint32_t number = 0;
    for (const LotRow& row : key.lots.rows) {
      ++number;
      if (row.product == 0) continue;
      BundleLot lot{.key = key.entry.id,
                    .test = key.entry.test,
                    .issue_number = number,
                    .gtin = content_->product(row).gtin,
                    .code = key.lots.code_of(row),
                    .packed_on = row.packed_on(),
                    .shelf_life_days = row.shelf_life_days,
                    .leaf_index = row.leaf_index,
                    .sealed = key.lots.jobs_of(row)};
      if (const LinkJobs* links = key.lots.links_of(row))
        lot.listed = ListedSerials{{}, links->first_leaf_index, links->last_leaf_index};
      visit(lot);
    }
  }
}

void Bundle::each_recall(const std::function<void(const Recall&, const std::string& subject,
                                                  Instant at, bool test)>& visit) const {
  for (const RecallOfBundle& each : content_->recalls) {
    if (each.recall.scope != Recall::Scope::lot) {
      visit(each.recall, each.subject, each.at, false);
      continue;
    }
    std::uint32_t place = 0;
    const KeyOfBundle* key = content_->key(each.key, place);  // found when the bundle was read
    const LotRow& row = content_->row({place, each.issue_number - 1});
    visit(each.recall, std::to_string(row.leaf_index), each.at, key->entry.test);
  }
}

void Bundle::each_void(
    const std::function<void(const Void&, std::uint64_t leaf_index, bool test)>& visit) const {
  for (const auto& [at, voids] : content_->voids) {
    for (const Void& voided : voids)
      visit(voided, content_->row(at).leaf_index, content_->keys[at.key].entry.test);
  }
}

void Bundle::each_cancelled_lot(
    const std::function<void(std::uint64_t leaf_index, bool test)>& visit) const {
  for (const auto& [at, cancelled] : content_->cancelled_lots)
    visit(content_->row(at).leaf_index, content_->keys[at.key].entry.test);
}

void Bundle::each_record(const std::function<void(const std::string& kind, const std::string& id,
                                                  const std::string& body)>& visit) const {
  visit_records("cooperative", content_->records.cooperatives, visit);
  visit_records("product", content_->records.products, visit);
  visit_records("certification", content_->records.certifications, visit);
  content_->earlier.each([&](const char* kind, const std::string& id, const auto& record) {
    visit(kind, id, canonical_json(to_json(record)));
  });
}

}  // namespace temgoc
