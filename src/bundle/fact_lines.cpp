// Writes each fact as one line of JSON, and reads it back member by member.
#include "fact_lines.h"

#include <algorithm>

#include "bundle_file.h"
#include "members.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {

namespace {

Bytes bytes_of(const std::string& text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

void add_line(std::string& out, const Json& line) { out += dump(line) + "\n"; }

// Passes each line as JSON to `take`; false where a line is no JSON or `take` refuses it.
template <class Take>
bool each_line(ByteView section, Take take) {
  std::string_view rest = as_text(section);
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (end == rest.npos) return false;
    const auto json = parse_json(rest.substr(0, end));
    if (!json || !take(*json)) return false;
    rest.remove_prefix(end + 1);
  }
  return true;
}

std::optional<Recall::Scope> recall_scope(const std::string& text) {
  for (const auto scope :
       {Recall::Scope::lot, Recall::Scope::product, Recall::Scope::cooperative}) {
    if (to_text(scope) == text) return scope;
  }
  return std::nullopt;
}

Json key_line(const KeyOfIndex& key) {
  return {{"key", to_hex(key.id)}, {"test", key.test}, {"lots", key.lots}};
}

Json product_line(const ProductOfIndex& product) {
  return {
      {"id", product.id}, {"gtin", product.gtin.digits()}, {"cooperative", product.cooperative_id}};
}

bool read_keys(const Json& list, BundleIndex& index) {
  return std::ranges::all_of(list, [&index](const Json& json) {
    Members members(json);
    index.keys.push_back({members.hex<4>("key"), members.flag("test"), members.number32("lots")});
    return members.all_good();
  });
}

bool read_products(const Json& list, BundleIndex& index) {
  return std::ranges::all_of(list, [&index](const Json& json) {
    Members members(json);
    const std::string id = members.text("id");
    const std::string digits = members.text("gtin");
    const auto gtin = Gtin::parse(digits);
    if (!gtin || gtin->digits() != digits) return false;
    index.products.push_back({id, *gtin, members.text("cooperative")});
    return members.all_good();
  });
}

bool read_texts(const Json& list, std::vector<std::string>& texts) {
  return std::ranges::all_of(list, [&texts](const Json& json) {
    if (!json.is_string()) return false;
    texts.push_back(json.get<std::string>());
    return true;
  });
}

// In rising order, each once: then there is one text for one index.
template <class Projection = std::identity>
bool are_rising(const auto& values, Projection projection = {}) {
  return std::ranges::adjacent_find(values, std::ranges::greater_equal{}, projection) ==
         values.end();
}

// One record under its kind; its own reader throws on what it did not write.
bool take_record(const Json& line, RecordsOfBundle& records) {
  if (!line.is_object() || line.size() != 1) return false;
  const std::string kind = line.begin().key();
  const Json& json = line.begin().value();
  if (kind == "cooperative") {
    Cooperative record = cooperative_from(json);
    return records.cooperatives.emplace(record.id, record).second;
  }
  if (kind == "product") {
    Product record = product_from(json);
    return records.products.emplace(record.id, record).second;
  }
  if (kind != "certification") return false;
  Certification record = certification_from(json);
  return records.certifications.emplace(record.id, record).second;
}

Json recall_line(const RecallOfBundle& each) {
  const bool lot = each.recall.scope == Recall::Scope::lot;
  return {{"scope", to_text(each.recall.scope)},
          {"key", lot ? Json(to_hex(each.key)) : Json(nullptr)},
          {"number", lot ? Json(each.issue_number) : Json(nullptr)},
          {"subject", lot ? Json(nullptr) : Json(each.subject)},
          {"reason", each.recall.reason},
          {"instruction", each.recall.instruction},
          {"since", to_iso(each.recall.since)},
          {"at", to_iso(each.at)}};
}

std::optional<RecallOfBundle> recall_of(const Json& json) {
  Members members(json);
  const auto scope = recall_scope(members.text("scope"));
  if (!scope) return std::nullopt;
  const bool lot = *scope == Recall::Scope::lot;
  if (members.is_null("key") == lot || members.is_null("number") == lot ||
      members.is_null("subject") != lot)
    return std::nullopt;
  RecallOfBundle each;
  if (lot) {
    each.key = members.hex<4>("key");
    each.issue_number = members.number32("number");
  } else {
    members.text_or_null("key");
    members.text_or_null("number");
  }
  each.subject = lot ? members.text_or_null("subject") : members.text("subject");
  const std::string reason = members.text("reason");
  const std::string instruction = members.text("instruction");
  each.recall = {*scope, reason, instruction, members.day("since")};
  each.at = members.instant("at");
  if (!members.all_good()) return std::nullopt;
  return each;
}

Json void_line(const VoidOfBundle& each) {
  return {{"key", to_hex(each.key)},
          {"number", each.issue_number},
          {"first", each.voided.first},
          {"last", each.voided.last},
          {"serial", each.voided.listed_serial},
          {"reason", each.voided.reason},
          {"at", to_iso(each.voided.at)}};
}

std::optional<VoidOfBundle> void_of(const Json& json) {
  Members members(json);
  VoidOfBundle each;
  each.key = members.hex<4>("key");
  each.issue_number = members.number32("number");
  each.voided.first = members.number32("first");
  each.voided.last = members.number32("last");
  each.voided.listed_serial = members.text("serial");
  each.voided.reason = members.text("reason");
  each.voided.at = members.instant("at");
  if (!members.all_good()) return std::nullopt;
  return each;
}

Json cancelled_lot_line(const CancelledLotOfBundle& each) {
  return {{"key", to_hex(each.key)},
          {"number", each.issue_number},
          {"reason", each.cancelled.reason},
          {"at", to_iso(each.cancelled.at)}};
}

std::optional<CancelledLotOfBundle> cancelled_lot_of(const Json& json) {
  Members members(json);
  CancelledLotOfBundle each;
  each.key = members.hex<4>("key");
  each.issue_number = members.number32("number");
  each.cancelled.reason = members.text("reason");
  each.cancelled.at = members.instant("at");
  if (!members.all_good()) return std::nullopt;
  return each;
}

template <class Each, class Read>
std::optional<std::vector<Each>> read_lines(ByteView section, Read read) {
  std::vector<Each> all;
  const bool whole = each_line(section, [&](const Json& json) {
    auto each = read(json);
    if (each) all.push_back(std::move(*each));
    return each.has_value();
  });
  if (!whole) return std::nullopt;
  return all;
}

}  // namespace

std::string listed_section(bool test, std::string_view month) {
  return (test ? "listed_test/" : "listed/") + std::string(month);
}

std::vector<std::string> section_names(const BundleIndex& index) {
  std::vector<std::string> names{kTrustListSection, "index", "records",       "earlier",
                                 "recalls",         "voids", "cancelled_lots"};
  for (const KeyOfIndex& key : index.keys) {
    for (const char* kind : {"lots/", "codes/", "status/"}) names.push_back(kind + to_hex(key.id));
  }
  for (const std::string& month : index.listed) names.push_back(listed_section(false, month));
  for (const std::string& month : index.listed_test) names.push_back(listed_section(true, month));
  return names;
}

Bytes index_section(const BundleIndex& index) {
  Json keys = Json::array();
  Json products = Json::array();
  for (const KeyOfIndex& key : index.keys) keys.push_back(key_line(key));
  for (const ProductOfIndex& product : index.products) products.push_back(product_line(product));
  return bytes_of(dump({{"keys", keys},
                        {"products", products},
                        {"hosts", index.hosts},
                        {"listed", index.listed},
                        {"listed_test", index.listed_test}}));
}

std::optional<BundleIndex> read_index(ByteView section) {
  const auto json = parse_json(as_text(section));
  if (!json) return std::nullopt;
  BundleIndex index;
  Members members(*json);
  const bool read = read_keys(members.list("keys"), index) &&
                    read_products(members.list("products"), index) &&
                    read_texts(members.list("hosts"), index.hosts) &&
                    read_texts(members.list("listed"), index.listed) &&
                    read_texts(members.list("listed_test"), index.listed_test);
  const bool once = are_rising(index.keys, &KeyOfIndex::id) && are_rising(index.listed) &&
                    are_rising(index.listed_test);
  if (!read || !members.all_good() || !once) return std::nullopt;
  return index;
}

Bytes records_section(const RecordsOfBundle& records) {
  std::string out;
  for (const auto& [id, record] : records.cooperatives)
    add_line(out, {{"cooperative", to_json(record)}});
  for (const auto& [id, record] : records.products) add_line(out, {{"product", to_json(record)}});
  for (const auto& [id, record] : records.certifications)
    add_line(out, {{"certification", to_json(record)}});
  return bytes_of(out);
}

std::optional<RecordsOfBundle> read_records(ByteView section) {
  RecordsOfBundle records;
  try {
    if (each_line(section, [&](const Json& line) { return take_record(line, records); }))
      return records;
  } catch (const SystemFailure&) {
    // A record that this program did not write: said by its reader, not a broken world here.
  }
  return std::nullopt;
}

Bytes recalls_section(const std::vector<RecallOfBundle>& recalls) {
  std::string out;
  for (const RecallOfBundle& each : recalls) add_line(out, recall_line(each));
  return bytes_of(out);
}

std::optional<std::vector<RecallOfBundle>> read_recalls(ByteView section) {
  return read_lines<RecallOfBundle>(section, recall_of);
}

Bytes voids_section(const std::vector<VoidOfBundle>& voids) {
  std::string out;
  for (const VoidOfBundle& each : voids) add_line(out, void_line(each));
  return bytes_of(out);
}

std::optional<std::vector<VoidOfBundle>> read_voids(ByteView section) {
  return read_lines<VoidOfBundle>(section, void_of);
}

Bytes cancelled_lots_section(const std::vector<CancelledLotOfBundle>& lots) {
  std::string out;
  for (const CancelledLotOfBundle& each : lots) add_line(out, cancelled_lot_line(each));
  return bytes_of(out);
}

std::optional<std::vector<CancelledLotOfBundle>> read_cancelled_lots(ByteView section) {
  return read_lines<CancelledLotOfBundle>(section, cancelled_lot_of);
}

}  // namespace temgoc
