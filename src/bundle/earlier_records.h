// The section `earlier`: how labels of a lot call their product and cooperative, where the records
// say something else today.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fact_lines.h"

namespace temgoc {

// Lots of one key by their issue numbers, both ends included.
struct IssueRange {
  KeyId key{};
  std::uint32_t first = 1;
  std::uint32_t last = 1;
  bool operator==(const IssueRange&) const = default;
};

// A version of a record, and the lots of that product or cooperative that were issued under it.
template <class Record>
struct EarlierVersion {
  Record record;
  std::vector<IssueRange> lots = {};
};

// What differs from the records of today in nothing that a label shows is not kept.
class EarlierRecords {
 public:
  // Once for each lot, of one key in the order of issue numbers.
  void add_lot(const KeyId& key, const Lot& lot);
  void leave_out_unchanged(const RecordsOfBundle& today);

  // None: as today.
  const Product* product(std::string_view id, const KeyId& key, std::uint32_t number) const;
  const Cooperative* cooperative(std::string_view id, const KeyId& key, std::uint32_t number) const;

  Bytes section() const;
  // None for anything that section() does not write, and for lots that `index` does not have.
  static std::optional<EarlierRecords> read(ByteView section, const BundleIndex& index);

  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [id, versions] : cooperatives_)
      for (const auto& version : versions) visit("cooperative", id, version.record);
    for (const auto& [id, versions] : products_)
      for (const auto& version : versions) visit("product", id, version.record);
  }

 private:
  template <class Record>
  using ById = std::map<std::string, std::vector<EarlierVersion<Record>>, std::less<>>;
  // Of each record and key the run of lots that the next lot may join.
  struct Run {
    std::size_t version = 0, range = 0;
  };
  using Runs = std::map<std::pair<std::string, KeyId>, Run>;
  template <class Record>
  static void add(ById<Record>& by_id, Runs& runs, const std::string& id, const KeyId& key,
                  std::uint32_t number, const std::optional<Record>& record);

  ById<Product> products_;
  ById<Cooperative> cooperatives_;
  Runs product_runs_;
  Runs cooperative_runs_;
};

}  // namespace temgoc
