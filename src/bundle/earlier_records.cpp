// Joins runs of lots with the same older record, and leaves out records that still say the same.
#include "earlier_records.h"

#include <algorithm>

#include "members.h"
#include "temgoc/base/text.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

template <class Record>
const Record* version_of(const std::vector<EarlierVersion<Record>>& versions, const KeyId& key,
                         std::uint32_t number) {
  for (const EarlierVersion<Record>& version : versions) {
    const bool holds = std::ranges::any_of(version.lots, [&](const IssueRange& range) {
      return range.key == key && range.first <= number && number <= range.last;
    });
    if (holds) return &version.record;
  }
  return nullptr;
}

template <class Record>
std::string lines_of(
    const char* kind,
    const std::map<std::string, std::vector<EarlierVersion<Record>>, std::less<>>& by_id) {
  std::string out;
  for (const auto& [id, versions] : by_id) {
    for (const EarlierVersion<Record>& version : versions) {
      Json lots = Json::array();
      for (const IssueRange& range : version.lots)
        lots.push_back({{"key", to_hex(range.key)}, {"first", range.first}, {"last", range.last}});
      out += dump(Json{{kind, to_json(version.record)}, {"lots", lots}}) + "\n";
    }
  }
  return out;
}

bool is_known(const IssueRange& range, const BundleIndex& index) {
  const auto key = std::ranges::find(index.keys, range.key, &KeyOfIndex::id);
  return key != index.keys.end() && range.first >= 1 && range.first <= range.last &&
         range.last <= key->lots;
}

std::optional<std::vector<IssueRange>> read_lots(const Json& list, const BundleIndex& index) {
  if (!list.is_array() || list.empty()) return std::nullopt;
  std::vector<IssueRange> lots;
  for (const Json& json : list) {
    Members members(json);
    const IssueRange range{members.hex<4>("key"), members.number32("first"),
                           members.number32("last")};
    if (!members.all_good() || !is_known(range, index)) return std::nullopt;
    lots.push_back(range);
  }
  return lots;
}

}  // namespace

// A lot joins the run before it where its version is the same. Lots in between are of others.
template <class Record>
void EarlierRecords::add(ById<Record>& by_id, Runs& runs, const std::string& id, const KeyId& key,
                         std::uint32_t number, const std::optional<Record>& record) {
  if (!record) {
    runs.erase({id, key});
    return;
  }
  auto& versions = by_id[id];
  if (const auto run = runs.find({id, key}); run != runs.end()) {
    EarlierVersion<Record>& version = versions[run->second.version];
    if (version.record == *record) {
      version.lots[run->second.range].last = number;
      return;
    }
  }
  auto same = std::ranges::find(versions, *record, &EarlierVersion<Record>::record);
  if (same == versions.end()) same = versions.insert(versions.end(), {*record});
  same->lots.push_back({key, number, number});
  runs[{id, key}] = {static_cast<std::size_t>(same - versions.begin()), same->lots.size() - 1};
}

void EarlierRecords::add_lot(const KeyId& key, const Lot& lot) {
  const AsIssued issued = as_issued(lot.record);
  add(products_, product_runs_, lot.product_id, key, lot.issue_number, issued.product);
  add(cooperatives_, cooperative_runs_, lot.cooperative_id, key, lot.issue_number,
      issued.cooperative);
}

void EarlierRecords::leave_out_unchanged(const RecordsOfBundle& today) {
  const auto clean = [](auto& by_id, const auto& records) {
    for (auto& [id, versions] : by_id) {
      const auto record = records.find(id);
      std::erase_if(versions, [&](const auto& version) {
        return record == records.end() ||
               as_labelled(record->second, version.record) == record->second;
      });
    }
    std::erase_if(by_id, [](const auto& entry) { return entry.second.empty(); });
  };
  clean(products_, today.products);
  clean(cooperatives_, today.cooperatives);
}

const Product* EarlierRecords::product(std::string_view id, const KeyId& key,
                                       std::uint32_t number) const {
  const auto found = products_.find(id);
  return found == products_.end() ? nullptr : version_of(found->second, key, number);
}

const Cooperative* EarlierRecords::cooperative(std::string_view id, const KeyId& key,
                                               std::uint32_t number) const {
  const auto found = cooperatives_.find(id);
  return found == cooperatives_.end() ? nullptr : version_of(found->second, key, number);
}

Bytes EarlierRecords::section() const {
  const std::string text = lines_of("cooperative", cooperatives_) + lines_of("product", products_);
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

std::optional<EarlierRecords> EarlierRecords::read(ByteView section, const BundleIndex& index) {
  EarlierRecords all;
  std::string_view rest = as_text(section);
  try {
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      if (end == rest.npos) return std::nullopt;
      const auto json = parse_json(rest.substr(0, end));
      rest.remove_prefix(end + 1);
      if (!json || !json->is_object() || json->size() != 2 || !json->contains("lots"))
        return std::nullopt;
      auto lots = read_lots(json->at("lots"), index);
      if (!lots) return std::nullopt;
      if (json->contains("product")) {
        Product record = product_from(json->at("product"));
        all.products_[record.id].push_back({record, std::move(*lots)});
      } else if (json->contains("cooperative")) {
        Cooperative record = cooperative_from(json->at("cooperative"));
        all.cooperatives_[record.id].push_back({record, std::move(*lots)});
      } else {
        return std::nullopt;
      }
    }
  } catch (const SystemFailure&) {
    // A record that this program did not write: said by its reader, not a broken world here.
    return std::nullopt;
  }
  if (all.section() != Bytes(section.begin(), section.end())) return std::nullopt;
  return all;
}

}  // namespace temgoc
