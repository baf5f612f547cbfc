// Answering as the registry would, and saying not known where something may have happened since.
#include <algorithm>

#include "content.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {

namespace {

constexpr std::size_t kListedCharacters = 13;

// FNV-1a. The index may bring false neighbours: what is found is compared in full.
std::uint64_t link_value(bool test, const Gtin& gtin, std::string_view code) {
  std::uint64_t value = test ? 0xcbf29ce484222325u : 0x84222325cbf29ce4u;
  for (const std::string_view part : {std::string_view(gtin.digits()), code}) {
    for (const char c : part) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  return value;
}

template <class Add>
void each_place(const std::vector<KeyOfBundle>& keys, Add add) {
  for (std::uint32_t key = 0; key < keys.size(); ++key) {
    const auto& rows = keys[key].lots.rows;
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      if (rows[row].product != 0) add(LotRowPlace{key, row});
    }
  }
}

bool looks_listed(const Serial& serial) {
  return serial.text().size() == kListedCharacters &&
         serial.text().find_first_not_of(kCrockford) == std::string::npos;
}

template <class Which>
const Void* first_void(const std::vector<Void>* voids, Which which) {
  if (voids == nullptr) return nullptr;
  const auto found = std::ranges::find_if(*voids, which);
  return found == voids->end() ? nullptr : &*found;
}

void say(LotFacts& facts, SerialState otherwise, const Void* voided) {
  facts.serial = voided ? SerialState::voided : otherwise;
  if (voided) facts.voided = *voided;
}

// Of a listed code it is known only that one of the lot's jobs printed it.
std::optional<std::uint64_t> position_of(const LinkJobs* links) {
  if (links == nullptr || links->first_leaf_index != links->last_leaf_index) return std::nullopt;
  return links->first_leaf_index;
}

bool is_same(const Claim& claim, const LotTable& lots, const LotRow& row, const Gtin& gtin) {
  return claim.header.packed_on == row.packed_on() &&
         claim.header.shelf_life_days == row.shelf_life_days && claim.gtin == gtin &&
         claim.lot.text() == lots.code_of(row);
}

}  // namespace

std::string Bundle::Content::realm(bool test) const {
  return test ? manifest.realm + std::string(kTestRealmSuffix) : manifest.realm;
}

std::vector<Recall> Bundle::Content::recalls_of(const LotRowPlace& at) const {
  const ProductOfIndex& of = product(row(at));
  const KeyOfBundle& owner = keys[at.key];
  const bool recalled = owner.recalled.is_set(at.issue_number());
  std::vector<Recall> found;
  for (const RecallOfBundle& each : recalls) {
    const bool hit =
        each.recall.scope == Recall::Scope::lot
            ? recalled && each.key == owner.entry.id && each.issue_number == at.issue_number()
        : each.recall.scope == Recall::Scope::product ? each.subject == of.id
                                                      : each.subject == of.cooperative_id;
    if (hit) found.push_back(each.recall);
  }
  return found;
}

bool Bundle::Content::has_listed(bool test, const ListedHash& hash) const {
  return std::ranges::any_of(test ? listed_test : listed,
                             [&hash](const ListedCodes& month) { return month.contains(hash); });
}

Lot Bundle::Content::lot_at(const LotRowPlace& at) const {
  const KeyOfBundle& owner = keys[at.key];
  const LotRow& of = row(at);
  const ProductOfIndex& what = product(of);
  return {.realm = realm(owner.entry.test),
          .test = owner.entry.test,
          .cooperative_id = what.cooperative_id,
          .product_id = what.id,
          .gtin = what.gtin,
          .code = LotCode::parse(owner.lots.code_of(of)).value(),
          .short_code = typed_code(of.typed_code),
          .issue_number = at.issue_number(),
          .key_id = owner.entry.id,
          .host = index.hosts[of.host],
          .packed_on = of.packed_on(),
          .shelf_life_days = of.shelf_life_days,
          .record = record_of(at),
          .leaf_index = of.leaf_index};
}

// As much of a lot's record as differs from the records of today.
std::string Bundle::Content::record_of(const LotRowPlace& at) const {
  const KeyId& key = keys[at.key].entry.id;
  const ProductOfIndex& what = product(row(at));
  Json record = Json::object();
  if (const Product* then = earlier.product(what.id, key, at.issue_number()))
    record["product"] = to_json(*then);
  if (const Cooperative* then = earlier.cooperative(what.cooperative_id, key, at.issue_number()))
    record["cooperative"] = to_json(*then);
  return record.empty() ? std::string() : canonical_json(record);
}

void Bundle::Content::add_serial(LotFacts& facts, const LotRowPlace& at, const Serial& serial,
                                 bool sealed) const {
  const LotTable& lots = keys[at.key].lots;
  const LotRow& of = row(at);
  const LinkJobs* links = lots.links_of(of);
  const Lot& lot = *facts.lot;
  const auto stands = voids.find(at);
  const std::vector<Void>* cancelled = stands == voids.end() ? nullptr : &stands->second;
  if (!sealed) {
    const Void* voided = first_void(
        cancelled, [&](const Void& each) { return each.listed_serial == serial.text(); });
    if (voided || has_listed(lot.test, listed_hash(lot.realm, lot.gtin, lot.code, serial))) {
      facts.print_leaf_index = position_of(links);
      return say(facts, SerialState::listed, voided);
    }
  }
  const std::uint32_t number = serial.sealed_number();
  const auto jobs = lots.jobs_of(of);
  // No lower_bound over a span with a projection: see LotIndex.
  const auto job = std::find_if(jobs.begin(), jobs.end(), [number](const SealedSerials& each) {
    return number <= each.last;
  });
  if (number >= 1 && job != jobs.end()) {
    facts.print_leaf_index = job->leaf_index;
    return say(facts, SerialState::issued, first_void(cancelled, [number](const Void& each) {
                 return each.first <= number && number <= each.last;
               }));
  }
  const bool closed = !facts.recalls.empty() || facts.cancelled || is_closed(keys[at.key].entry.id);
  const bool left_out =
      manifest.listed_from && links != nullptr && month_text(links->month) < *manifest.listed_from;
  const bool ours = number >= 1 || (!sealed && looks_listed(serial));
  const bool unknown = ours && (!closed || (!sealed && left_out));
  facts.serial = unknown ? SerialState::none_asked : SerialState::not_issued;
}

LotFacts Bundle::Content::facts_of(const LotRowPlace& at, const std::optional<Serial>& serial,
                                   bool sealed) const {
  LotFacts facts{.as_of = manifest.made_at};
  facts.lot = lot_at(at);
  facts.recalls = recalls_of(at);
  if (const auto found = cancelled_lots.find(at); found != cancelled_lots.end())
    facts.cancelled = found->second;
  if (serial) add_serial(facts, at, *serial, sealed);
  const Lot& lot = *facts.lot;
  if (const auto found = records.cooperatives.find(lot.cooperative_id);
      found != records.cooperatives.end())
    facts.cooperative = found->second;
  if (const auto found = records.products.find(lot.product_id); found != records.products.end())
    facts.product = found->second;
  for (const auto& [id, each] : records.certifications) {
    const bool whole = each.product_id.empty() && each.cooperative_id == lot.cooperative_id;
    if (whole || each.product_id == lot.product_id) facts.certifications.push_back(each);
  }
  return facts;
}

std::optional<LotRowPlace> Bundle::Content::find(const ShortCode& code) const {
  const std::uint64_t bits = typed_code_bits(code);
  const auto found = by_typed_code.find(bits, [this](std::vector<LotIndex::Entry>& entries) {
    each_place(keys, [&](const LotRowPlace& at) { entries.push_back({row(at).typed_code, at}); });
  });
  if (found.empty()) return std::nullopt;
  return found.front().place;
}

std::optional<LotRowPlace> Bundle::Content::find(bool test, const Gtin& gtin,
                                                 const LotCode& code) const {
  const auto fill = [this](std::vector<LotIndex::Entry>& entries) {
    each_place(keys, [&](const LotRowPlace& at) {
      const KeyOfBundle& owner = keys[at.key];
      const LotRow& of = row(at);
      entries.push_back(
          {link_value(owner.entry.test, product(of).gtin, owner.lots.code_of(of)), at});
    });
  };
  for (const auto& entry : by_link.find(link_value(test, gtin, code.text()), fill)) {
    const KeyOfBundle& owner = keys[entry.place.key];
    const LotRow& of = row(entry.place);
    const bool same = owner.entry.test == test && product(of).gtin == gtin &&
                      owner.lots.code_of(of) == code.text();
    if (same) return entry.place;
  }
  return std::nullopt;
}

// Nothing but the lot's own code makes the hash, so each lot of the product with listed codes is
// tried.
std::optional<LotRowPlace> Bundle::Content::claimant(bool test, const Gtin& gtin,
                                                     const Serial& code) const {
  std::optional<LotRowPlace> found;
  each_place(keys, [&](const LotRowPlace& at) {
    const KeyOfBundle& owner = keys[at.key];
    const LotRow& of = row(at);
    if (found || owner.entry.test != test || of.links == 0 || product(of).gtin != gtin) return;
    const LotCode lot = LotCode::parse(owner.lots.code_of(of)).value();
    if (has_listed(test, listed_hash(realm(test), gtin, lot, code))) found = at;
  });
  return found;
}

LotFacts Bundle::Content::unclaimed(bool test, const Gtin& gtin, const Serial& code) const {
  LotFacts facts{.as_of = manifest.made_at};
  const bool voided = has_listed(test, listed_hash(realm(test), gtin, {}, code, true));
  if (!voided && !has_listed(test, listed_hash(realm(test), gtin, {}, code))) {
    facts.beyond_source = true;
    return facts;
  }
  if (voided) facts.serial = SerialState::voided;
  facts.unclaimed = UnclaimedCode{realm(test), {}, gtin};
  const auto of = std::ranges::find(index.products, gtin, &ProductOfIndex::gtin);
  if (of == index.products.end()) return facts;
  facts.unclaimed->cooperative_id = of->cooperative_id;
  for (const RecallOfBundle& each : recalls) {
    const bool hit = each.recall.scope == Recall::Scope::product ? each.subject == of->id
                     : each.recall.scope == Recall::Scope::cooperative
                         ? each.subject == of->cooperative_id
                         : false;
    if (hit) facts.recalls.push_back(each.recall);
  }
  if (const auto found = records.products.find(of->id); found != records.products.end())
    facts.product = found->second;
  if (const auto found = records.cooperatives.find(of->cooperative_id);
      found != records.cooperatives.end())
    facts.cooperative = found->second;
  return facts;
}

std::optional<ProductNames> Bundle::product(const Gtin& gtin) const {
  const RecordsOfBundle& records = content_->records;
  const auto found = std::ranges::find_if(
      records.products, [&](const auto& entry) { return entry.second.gtin == gtin; });
  if (found == records.products.end()) return std::nullopt;
  const auto maker = records.cooperatives.find(found->second.cooperative_id);
  return ProductNames{found->second.name,
                      maker == records.cooperatives.end() ? "" : maker->second.name};
}

LotFacts Bundle::facts(const Claim& claim) const {
  const Content& content = *content_;
  LotFacts none{.as_of = content.manifest.made_at};
  std::uint32_t place = 0;
  const KeyOfBundle* key = content.key(claim.header.key_id, place);
  const std::uint32_t number = claim.header.issue_number;
  if (key == nullptr || number > key->entry.lots) {
    none.beyond_source = !content.is_closed(claim.header.key_id);
    return none;
  }
  const LotRowPlace at{place, number - 1};
  const LotRow& row = content.row(at);
  if (row.product == 0) return none;
  if (!is_same(claim, key->lots, row, content.product(row).gtin)) {
    none.number_conflict = true;
    return none;
  }
  return content.facts_of(at, claim.serial, true);
}

LotFacts Bundle::facts(bool test, const Gtin& gtin, const LotCode& lot,
                       const std::optional<Serial>& serial) const {
  const auto at = content_->find(test, gtin, lot);
  if (at) return content_->facts_of(*at, serial, false);
  return {.as_of = content_->manifest.made_at, .beyond_source = true};
}

LotFacts Bundle::facts(bool test, const Gtin& gtin, const Serial& code) const {
  if (const auto at = content_->claimant(test, gtin, code))
    return content_->facts_of(*at, code, false);
  return content_->unclaimed(test, gtin, code);
}

LotFacts Bundle::facts(const ShortCode& code) const {
  const auto at = content_->find(code);
  if (at) return content_->facts_of(*at, std::nullopt, false);
  return {.as_of = content_->manifest.made_at, .beyond_source = true};
}

}  // namespace temgoc
