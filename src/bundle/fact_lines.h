// The sections that are JSON: index, records, recalls, voids and cancelled lots. Each reader gives
// none for anything that its writer does not write.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

struct KeyOfIndex {
  KeyId id{};
  bool test = false;
  std::uint32_t lots = 0;  // issue numbers given out
};
struct ProductOfIndex {
  std::string id;
  Gtin gtin;
  std::string cooperative_id;
};
struct BundleIndex {
  std::vector<KeyOfIndex> keys;
  std::vector<ProductOfIndex> products;
  std::vector<std::string> hosts;
  std::vector<std::string> listed;       // months of which listed codes are told
  std::vector<std::string> listed_test;  // likewise, of the test realm
};
// The names of exactly those sections that belong to such an index.
std::vector<std::string> section_names(const BundleIndex& index);
std::string listed_section(bool test, std::string_view month);
Bytes index_section(const BundleIndex& index);
std::optional<BundleIndex> read_index(ByteView section);

struct RecordsOfBundle {
  std::map<std::string, Cooperative, std::less<>> cooperatives;  // by id
  std::map<std::string, Product, std::less<>> products;
  std::map<std::string, Certification, std::less<>> certifications;
};
Bytes records_section(const RecordsOfBundle& records);
std::optional<RecordsOfBundle> read_records(ByteView section);

struct RecallOfBundle {
  Recall recall;
  KeyId key{};  // with issue_number, where its scope is a lot
  std::uint32_t issue_number = 0;
  std::string subject;  // else
  Instant at;
};
Bytes recalls_section(const std::vector<RecallOfBundle>& recalls);
std::optional<std::vector<RecallOfBundle>> read_recalls(ByteView section);

struct VoidOfBundle {
  KeyId key{};
  std::uint32_t issue_number = 0;
  Void voided;
};
Bytes voids_section(const std::vector<VoidOfBundle>& voids);
std::optional<std::vector<VoidOfBundle>> read_voids(ByteView section);

struct CancelledLotOfBundle {
  KeyId key{};
  std::uint32_t issue_number = 0;
  LotCancellation cancelled;  // without who
};
Bytes cancelled_lots_section(const std::vector<CancelledLotOfBundle>& lots);
std::optional<std::vector<CancelledLotOfBundle>> read_cancelled_lots(ByteView section);

}  // namespace temgoc
