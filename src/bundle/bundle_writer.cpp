// Gathers lots, records and facts in memory and lays them out as the sections of a bundle.
#include <algorithm>
#include <map>
#include <stdexcept>

#include "content.h"
#include "temgoc/base/compression.h"

namespace temgoc {

namespace {

// Numbers things in the order of the first lot that names them. Later lots do not change it, so a
// delta stays small. Until finish() a thing has a number in order of arrival.
template <class Thing>
class Numbered {
 public:
  std::uint32_t number_of(const std::string& name, const Thing& thing, std::int64_t lot_id) {
    const auto [at, added] = by_name_.try_emplace(name, static_cast<std::uint32_t>(all_.size()));
    if (added) all_.push_back({thing, lot_id});
    all_[at->second].first_lot = std::min(all_[at->second].first_lot, lot_id);
    return at->second;
  }
  // The final number of each provisional one.
  std::vector<std::uint32_t> final_numbers() const {
    std::vector<std::uint32_t> order(all_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [this](std::uint32_t i) { return all_[i].first_lot; });
    std::vector<std::uint32_t> numbers(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) numbers[order[i]] = i;
    return numbers;
  }
  std::vector<Thing> in_final_order() const {
    std::vector<Thing> things;
    for (const Entry& entry : all_) things.push_back(entry.thing);
    const auto numbers = final_numbers();
    for (std::size_t i = 0; i < numbers.size(); ++i) things[numbers[i]] = all_[i].thing;
    return things;
  }

 private:
  struct Entry {
    Thing thing;
    std::int64_t first_lot;
  };
  std::vector<Entry> all_;
  std::map<std::string, std::uint32_t> by_name_;
};

struct KeyDraft {
  bool test = false;
  LotTable lots;
};

Bytes bytes_of(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

// The position of a test lot's job in the test realm's log is left out, as the lot's is.
void add_labels(LotTable& lots, LotRow& row, const LabelsPrinted& labels, bool test) {
  row.first_job = static_cast<std::uint32_t>(lots.jobs.size());
  row.jobs = static_cast<std::uint32_t>(labels.sealed.size());
  for (const SealedSerials& job : labels.sealed)
    lots.jobs.push_back({job.last, test ? 0 : job.leaf_index});
  if (!labels.listed) return;
  const ListedSerials& listed = *labels.listed;
  lots.links.push_back({test ? 0 : listed.first_leaf_index, test ? 0 : listed.last_leaf_index,
                        month_number(listed.first_at)});
  row.links = static_cast<std::uint32_t>(lots.links.size());
}

}  // namespace

struct BundleWriter::Draft {
  BundleManifest manifest;
  std::map<std::string, Bytes> sections;  // unpacked
  Bytes trust_list;
  Trust trust = Trust::none();
  std::map<KeyId, KeyDraft> keys;
  Numbered<ProductOfIndex> products;
  Numbered<std::string> hosts;
  RecordsOfBundle records;
  EarlierRecords earlier;
  std::vector<RecallOfBundle> recalls;
  std::vector<VoidOfBundle> voids;
  std::vector<CancelledLotOfBundle> cancelled_lots;
  std::map<std::string, std::vector<ListedHash>> listed;  // by month
  std::map<std::string, std::vector<ListedHash>> listed_test;

  void add_section(const std::string& name, Bytes content) {
    manifest.sections.push_back({name, content.size(), sha256(content)});
    sections[name] = std::move(content);
  }
  void number_finally();
  void leave_out_unused_records();
  BundleIndex index() const;
  Bytes status_section(const KeyId& key, std::uint32_t lots) const;
};

// Rows so far hold provisional numbers, of products plus 1.
void BundleWriter::Draft::number_finally() {
  const auto product_numbers = products.final_numbers();
  const auto host_numbers = hosts.final_numbers();
  for (auto& [id, key] : keys) {
    for (LotRow& row : key.lots.rows) {
      if (row.product == 0) continue;
      row.product = product_numbers[row.product - 1] + 1;
      row.host = static_cast<std::uint16_t>(host_numbers[row.host]);
    }
  }
}

void BundleWriter::Draft::leave_out_unused_records() {
  std::map<std::string, std::string, std::less<>> used;  // product id -> cooperative id
  std::map<std::string, bool, std::less<>> cooperatives;
  for (const ProductOfIndex& product : products.in_final_order()) {
    used[product.id] = product.cooperative_id;
    cooperatives[product.cooperative_id] = true;
  }
  std::erase_if(records.cooperatives,
                [&](const auto& e) { return !cooperatives.contains(e.first); });
  std::erase_if(records.products, [&](const auto& e) { return !used.contains(e.first); });
  std::erase_if(records.certifications, [&](const auto& e) {
    const Certification& certification = e.second;
    return certification.product_id.empty() ? !cooperatives.contains(certification.cooperative_id)
                                            : !used.contains(certification.product_id);
  });
}

BundleIndex BundleWriter::Draft::index() const {
  BundleIndex index{{}, products.in_final_order(), hosts.in_final_order(), {}, {}};
  for (const auto& [id, key] : keys)
    index.keys.push_back({id, key.test, static_cast<std::uint32_t>(key.lots.rows.size())});
  for (const auto& [month, hashes] : listed) index.listed.push_back(month);
  for (const auto& [month, hashes] : listed_test) index.listed_test.push_back(month);
  return index;
}

Bytes BundleWriter::Draft::status_section(const KeyId& key, std::uint32_t lots) const {
  StatusBits bits(lots);
  for (const RecallOfBundle& each : recalls) {
    const bool of_lot = each.recall.scope == Recall::Scope::lot && each.key == key;
    if (of_lot) bits.set(each.issue_number);
  }
  return bits.bytes();
}

BundleWriter::BundleWriter(BundleManifest terms) : draft_(std::make_unique<Draft>()) {
  draft_->manifest = std::move(terms);
  draft_->manifest.sections.clear();
}
BundleWriter::BundleWriter(BundleWriter&&) noexcept = default;
BundleWriter::~BundleWriter() = default;

void BundleWriter::set_trust_list(std::string_view note, const Trust& trust) {
  draft_->trust_list = bytes_of(note);
  draft_->trust = trust;
  draft_->manifest.trust_version = trust.list().version;
}

void BundleWriter::add_lot(const KeyId& key_id, const Lot& lot, const LabelsPrinted& labels) {
  KeyDraft& key = draft_->keys[key_id];
  key.test = lot.test;
  if (lot.issue_number <= key.lots.rows.size())
    throw std::logic_error("lots of a key out of the order of their issue numbers");
  key.lots.rows.resize(lot.issue_number);
  LotRow& row = key.lots.rows.back();
  const ProductOfIndex product{lot.product_id, lot.gtin, lot.cooperative_id};
  const std::string name = lot.product_id + "\n" + lot.gtin.digits() + "\n" + lot.cooperative_id;
  row.product = draft_->products.number_of(name, product, lot.id) + 1;
  row.host = static_cast<std::uint16_t>(draft_->hosts.number_of(lot.host, lot.host, lot.id));
  row.typed_code = typed_code_bits(lot.short_code);
  row.leaf_index = lot.test ? 0 : lot.leaf_index;  // the test realm's log is another
  row.packed = static_cast<std::uint16_t>((lot.packed_on - kFirstPackDay).count());
  row.shelf_life_days = static_cast<std::uint16_t>(lot.shelf_life_days);
  row.nth = suggested_nth(lot.code.text(), lot.packed_on);
  if (row.nth == 0) {
    row.code = static_cast<std::uint32_t>(key.lots.codes.size());
    key.lots.codes.push_back(lot.code.text());
  }
  add_labels(key.lots, row, labels, lot.test);
  draft_->earlier.add_lot(key_id, lot);
}

void BundleWriter::add(const Cooperative& record) {
  draft_->records.cooperatives[record.id] = record;
}
void BundleWriter::add(const Product& record) {
  draft_->records.products.insert_or_assign(record.id, record);
}
void BundleWriter::add(const Certification& record) {
  draft_->records.certifications[record.id] = record;
}

void BundleWriter::add_recall(const Recall& recall, Instant at, const KeyId& key,
                              std::uint32_t issue_number, std::string_view subject) {
  draft_->recalls.push_back({recall, key, issue_number, std::string(subject), at});
}

void BundleWriter::add_void(const KeyId& key, std::uint32_t issue_number, const Void& voided) {
  draft_->voids.push_back({key, issue_number, voided});
}

void BundleWriter::add_cancelled_lot(const KeyId& key, std::uint32_t issue_number,
                                     const LotCancellation& cancelled) {
  draft_->cancelled_lots.push_back({key, issue_number, cancelled});
}

void BundleWriter::add_listed(std::string_view realm, const Gtin& gtin,
                              const std::optional<LotCode>& lot, const Serial& serial,
                              Instant printed_at, bool voided) {
  const std::string month = month_text(month_number(printed_at));
  if (draft_->manifest.listed_from && month < *draft_->manifest.listed_from) return;
  auto& listed = realm.ends_with(kTestRealmSuffix) ? draft_->listed_test : draft_->listed;
  listed[month].push_back(listed_hash(realm, gtin, lot, serial, voided));
}

const BundleManifest& BundleWriter::finish() {
  Draft& draft = *draft_;
  draft.number_finally();
  draft.leave_out_unused_records();
  draft.earlier.leave_out_unchanged(draft.records);
  draft.add_section(kTrustListSection, draft.trust_list);
  draft.add_section("index", index_section(draft.index()));
  draft.add_section("records", records_section(draft.records));
  draft.add_section("earlier", draft.earlier.section());
  draft.add_section("recalls", recalls_section(draft.recalls));
  draft.add_section("voids", voids_section(draft.voids));
  draft.add_section("cancelled_lots", cancelled_lots_section(draft.cancelled_lots));
  for (const auto& [id, key] : draft.keys) {
    const auto lots = static_cast<std::uint32_t>(key.lots.rows.size());
    draft.add_section("lots/" + to_hex(id), key.lots.lots_section());
    draft.add_section("codes/" + to_hex(id), key.lots.codes_section());
    draft.add_section("status/" + to_hex(id), draft.status_section(id, lots));
  }
  for (auto& [month, hashes] : draft.listed)
    draft.add_section(listed_section(false, month), ListedCodes::section(std::move(hashes)));
  for (auto& [month, hashes] : draft.listed_test)
    draft.add_section(listed_section(true, month), ListedCodes::section(std::move(hashes)));
  return draft.manifest;
}

const BundleManifest& BundleWriter::manifest() const { return draft_->manifest; }

Result<Bundle> BundleWriter::read_back() const {
  auto content = std::make_shared<Bundle::Content>();
  content->manifest = draft_->manifest;
  content->trust = draft_->trust;
  if (auto filled = content->fill(draft_->sections); !filled) return filled.error();
  return Bundle(std::move(content));
}

Bytes BundleWriter::file(const SignedNote& note, const BundleLogPart& log) const {
  if (note.text != draft_->manifest.text()) throw std::logic_error("another manifest was signed");
  std::vector<Bytes> stored;
  for (const BundleManifest::Section& section : draft_->manifest.sections) {
    const Bytes& content = draft_->sections.at(section.name);
    stored.push_back(is_stored_plain(section.name) ? content : compressed(content));
  }
  return put_together("", note, as_bytes(log.checkpoint), proof_bytes(log.proof), stored);
}

}  // namespace temgoc
