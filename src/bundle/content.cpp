// Filling a bundle from its sections. Each must be exactly what the writer makes.
#include "content.h"

#include <algorithm>

namespace temgoc {

namespace {

// REQUIRES that check_sections found it.
const Bytes& section(const std::map<std::string, Bytes>& sections, const std::string& name) {
  return sections.at(name);
}

// Exactly those that the index calls for: one left out would tell nothing where it had to tell of a
// recall.
Result<void> check_sections(const std::map<std::string, Bytes>& sections,
                            const BundleIndex& index) {
  const auto wrong = [](const char* code, const std::string& name) {
    return Error{code, "bundle", "", {}, {{"section", name}}};
  };
  const std::vector<std::string> names = section_names(index);
  for (const std::string& name : names) {
    if (!sections.contains(name)) return wrong("bundle_section_missing", name);
  }
  for (const auto& [name, content] : sections) {
    if (std::ranges::find(names, name) == names.end()) return wrong("bundle_section_unknown", name);
  }
  return {};
}

}  // namespace

const KeyOfBundle* Bundle::Content::key(const KeyId& id, std::uint32_t& place) const {
  const auto found =
      std::ranges::find(keys, id, [](const KeyOfBundle& key) { return key.entry.id; });
  if (found == keys.end()) return nullptr;
  place = static_cast<std::uint32_t>(found - keys.begin());
  return &*found;
}

bool Bundle::Content::is_closed(const KeyId& id) const {
  const auto known = trust.find(id);
  return !known.empty() && std::ranges::all_of(known, [](const Trust::Key* key) {
    return key->entry.status == KeyStatus::retired || key->entry.status == KeyStatus::cut;
  });
}

Result<void> Bundle::Content::fill(const std::map<std::string, Bytes>& sections) {
  if (!sections.contains("index"))
    return Error{"bundle_section_missing", "bundle", "", {}, {{"section", "index"}}};
  auto read = read_index(section(sections, "index"));
  if (!read) return damaged_section("index");
  index = std::move(*read);
  if (auto checked = check_sections(sections, index); !checked) return checked;
  auto all_records = read_records(section(sections, "records"));
  if (!all_records) return damaged_section("records");
  records = std::move(*all_records);
  auto all_earlier = EarlierRecords::read(section(sections, "earlier"), index);
  if (!all_earlier) return damaged_section("earlier");
  earlier = std::move(*all_earlier);
  for (const KeyOfIndex& entry : index.keys) {
    if (auto filled = fill_key(entry, sections); !filled) return filled;
  }
  auto all_recalls = read_recalls(section(sections, "recalls"));
  if (!all_recalls) return damaged_section("recalls");
  recalls = std::move(*all_recalls);
  if (!recalls_fit()) return damaged_section("recalls");
  if (!fill_voids(section(sections, "voids"))) return damaged_section("voids");
  if (!fill_cancelled_lots(section(sections, "cancelled_lots")))
    return damaged_section("cancelled_lots");
  if (auto filled = fill_listed(false, sections); !filled) return filled;
  return fill_listed(true, sections);
}

Result<void> Bundle::Content::fill_listed(bool test, const std::map<std::string, Bytes>& sections) {
  for (const std::string& month : test ? index.listed_test : index.listed) {
    const std::string name = listed_section(test, month);
    auto codes = ListedCodes::read(section(sections, name));
    if (!codes) return damaged_section(name);
    (test ? listed_test : listed).push_back(std::move(*codes));
  }
  return {};
}

Result<void> Bundle::Content::fill_key(const KeyOfIndex& entry,
                                       const std::map<std::string, Bytes>& sections) {
  const std::string id = to_hex(entry.id);
  const TableLimits limits{entry.lots, index.products.size(), index.hosts.size(),
                           manifest.facts_size, entry.test};
  auto lots =
      read_lot_table(section(sections, "lots/" + id), section(sections, "codes/" + id), limits);
  if (!lots) return damaged_section("lots/" + id);
  auto bits = StatusBits::from_bytes(section(sections, "status/" + id), entry.lots);
  if (!bits) return damaged_section("status/" + id);
  keys.push_back({entry, std::move(*lots), std::move(*bits)});
  return {};
}

std::optional<LotRowPlace> Bundle::Content::place_of(const KeyId& id,
                                                     std::uint32_t issue_number) const {
  std::uint32_t place = 0;
  const KeyOfBundle* owner = key(id, place);
  if (owner == nullptr || issue_number < 1 || issue_number > owner->entry.lots) return std::nullopt;
  return LotRowPlace{place, issue_number - 1};
}

// Exactly the lots with a recall of their own have their bit set.
bool Bundle::Content::recalls_fit() const {
  std::vector<StatusBits> expected;
  for (const KeyOfBundle& key : keys) expected.emplace_back(key.entry.lots);
  for (const RecallOfBundle& each : recalls) {
    if (each.recall.scope != Recall::Scope::lot) continue;
    const auto at = place_of(each.key, each.issue_number);
    if (!at) return false;
    expected[at->key].set(each.issue_number);
  }
  return std::ranges::equal(keys, expected, {}, &KeyOfBundle::recalled);
}

bool Bundle::Content::fill_voids(const Bytes& content) {
  auto all = read_voids(content);
  if (!all) return false;
  for (VoidOfBundle& each : *all) {
    const auto at = place_of(each.key, each.issue_number);
    if (!at) return false;
    voids[*at].push_back(std::move(each.voided));
  }
  void_count = all->size();
  return true;
}

// A lot is cancelled once.
bool Bundle::Content::fill_cancelled_lots(const Bytes& content) {
  auto all = read_cancelled_lots(content);
  if (!all) return false;
  for (CancelledLotOfBundle& each : *all) {
    const auto at = place_of(each.key, each.issue_number);
    if (!at || !cancelled_lots.emplace(*at, std::move(each.cancelled)).second) return false;
  }
  return true;
}

}  // namespace temgoc
