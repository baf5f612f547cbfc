// What a bundle holds once it was found whole, and the indexes over it.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "bundle_file.h"
#include "earlier_records.h"
#include "fact_lines.h"
#include "listed_codes.h"
#include "lot_table.h"

namespace temgoc {

struct KeyOfBundle {
  KeyOfIndex entry;
  LotTable lots;
  StatusBits recalled{0};
};

// A lot by its place here.
struct LotRowPlace {
  std::uint32_t key = 0;  // in `keys`
  std::uint32_t row = 0;
  std::uint32_t issue_number() const { return row + 1; }
  auto operator<=>(const LotRowPlace&) const = default;
};

// Lots by a number made of what they are looked up by; sorted when first asked.
class LotIndex {
 public:
  struct Entry {
    std::uint64_t value;
    LotRowPlace place;
  };
  // Those of `value`; `fill` lists every lot, once.
  template <class Fill>
  std::span<const Entry> find(std::uint64_t value, Fill fill) const {
    std::call_once(made_, [&] {
      fill(entries_);
      std::ranges::sort(entries_, {}, &Entry::value);
    });
    // No equal_range: the fuzzers' clang 14 cannot read libstdc++'s subrange.
    return {std::ranges::lower_bound(entries_, value, {}, &Entry::value),
            std::ranges::upper_bound(entries_, value, {}, &Entry::value)};
  }

 private:
  mutable std::once_flag made_;
  mutable std::vector<Entry> entries_;
};

struct Bundle::Content {
  BundleManifest manifest;
  std::string digest;
  SignedNote checkpoint;
  TreeHead log_head;
  Trust trust = Trust::none();
  std::string trust_note;
  BundleIndex index;
  RecordsOfBundle records;
  EarlierRecords earlier;
  std::vector<KeyOfBundle> keys;
  std::vector<RecallOfBundle> recalls;
  std::map<LotRowPlace, std::vector<Void>> voids;
  std::uint64_t void_count = 0;
  std::map<LotRowPlace, LotCancellation> cancelled_lots;
  std::vector<ListedCodes> listed;  // one for each month
  std::vector<ListedCodes> listed_test;
  LotIndex by_typed_code;
  LotIndex by_link;

  // `sections` by name: those of section_names().
  // `bundle_damaged`, `bundle_section_missing`, `bundle_section_unknown` (args section).
  Result<void> fill(const std::map<std::string, Bytes>& sections);

  const KeyOfBundle* key(const KeyId& id, std::uint32_t& place) const;
  const LotRow& row(const LotRowPlace& at) const { return keys[at.key].lots.rows[at.row]; }
  const ProductOfIndex& product(const LotRow& row) const { return index.products[row.product - 1]; }
  std::string realm(bool test) const;
  // Whether its owner may no longer seal with it, as far as this bundle knows.
  bool is_closed(const KeyId& id) const;
  std::vector<Recall> recalls_of(const LotRowPlace& at) const;
  bool has_listed(bool test, const ListedHash& hash) const;

  LotFacts facts_of(const LotRowPlace& at, const std::optional<Serial>& serial, bool sealed) const;
  std::optional<LotRowPlace> find(const ShortCode& code) const;
  std::optional<LotRowPlace> find(bool test, const Gtin& gtin, const LotCode& code) const;
  // The lot that claimed a code of a roll; and what is known of one that no lot had claimed.
  std::optional<LotRowPlace> claimant(bool test, const Gtin& gtin, const Serial& code) const;
  LotFacts unclaimed(bool test, const Gtin& gtin, const Serial& code) const;

 private:
  Result<void> fill_key(const KeyOfIndex& entry, const std::map<std::string, Bytes>& sections);
  Result<void> fill_listed(bool test, const std::map<std::string, Bytes>& sections);
  bool fill_voids(const Bytes& section);
  bool fill_cancelled_lots(const Bytes& section);
  // None where the bundle has no such lot.
  std::optional<LotRowPlace> place_of(const KeyId& id, std::uint32_t issue_number) const;
  bool recalls_fit() const;
  Lot lot_at(const LotRowPlace& at) const;
  std::string record_of(const LotRowPlace& at) const;
  void add_serial(LotFacts& facts, const LotRowPlace& at, const Serial& serial, bool sealed) const;
};

}  // namespace temgoc
