// Finds the records that rows name, and gives a numbered id to each row that has none.
#include "temgoc/import/import_references.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// In the order in which they were learnt.
std::vector<std::string> ids_of(const std::multimap<std::string, std::string>& known,
                                const std::string& name) {
  std::vector<std::string> ids;
  const auto [from, until] = known.equal_range(name);
  for (auto each = from; each != until; ++each) ids.push_back(each->second);
  return ids;
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return shortened(text);
}

// A name within a cooperative.
std::string named(const std::string& cooperative, const std::string& name) {
  return cooperative + "\n" + name;
}

// A certificate has no name: the same scheme for the same product under the same numbers is the
// same paper.
std::string paper(const std::string& product, const std::string& scheme, const std::string& number,
                  const std::string& decision, const std::optional<VagueDate>& issued) {
  return product + "\n" + scheme + "\n" + number + "\n" + decision + "\n" +
         (issued ? to_iso(issued->first) : std::string());
}

// A cooperative as people write it: "Hợp tác xã" and "HTX" are one word, and capitals say nothing.
std::string called(const std::string& name) {
  std::string rest = name;
  if (folded(name).starts_with("hop_tac_xa_")) {
    for (int word = 0; word < 3; ++word) rest.erase(0, rest.find(' ') + 1);
    rest.insert(0, "htx ");
  }
  return ascii_lower(rest);
}

// No id has a space in it. What is neither a name nor on record may be an id of this very file.
bool is_told_by_name(const std::string& written, const std::vector<std::string>& ids) {
  return ids.empty() ? written.find(' ') != std::string::npos : ids.front() != written;
}

// For a cell that names a record by something other than its id. `place`: its column, where that is
// another.
void take_named(ImportRow& row, std::string_view column, std::string_view kind,
                const std::vector<std::string>& ids, std::string_view place = {}) {
  if (ids.size() == 1) return row.assume(column, ids.front());
  Error error{ids.empty() ? "unknown_reference" : "reference_ambiguous",
              {},
              {},
              {},
              {{"kind", std::string(kind)}}};
  if (!ids.empty()) error.args["ids"] = joined(ids);
  row.fail(place.empty() ? column : place, error);
  row.assume(column, "");
}

// Holds what the second column says of the record against what the first one said.
void compare_beside(ImportRow& row, std::string_view column, std::string_view kind,
                    const std::vector<std::string>& ids) {
  const std::string told = row.key(column);
  if (told.empty() || std::ranges::find(ids, told) != ids.end()) return;
  if (ids.empty())
    return row.warn(beside(column), {"reference_named_otherwise", {}, {}, {}, {{"id", told}}});
  row.fail(beside(column),
           {"reference_contradicts", {}, {}, {}, {{"kind", std::string(kind)}, {"id", told}}});
}

}  // namespace

ImportReferences::ImportReferences(const Registry& registry, ImportKind kind)
    : registry_(registry) {
  if (kind == ImportKind::cooperatives) return;
  auto all = registry.cooperatives();
  if (all.size() == 1) sole_ = std::move(all.front());
}

std::vector<std::string> ImportReferences::cooperatives_called(const std::string& written) {
  if (registry_.cooperative(written)) return {written};
  return ids_of(cooperatives_by_name(), called(written));
}

void ImportReferences::find_cooperative(ImportRow& row) {
  constexpr std::string_view kColumn = "coop_id";
  const std::string written = row.peek(kColumn);
  const std::string again = row.peek(beside(kColumn));
  bool known = !row.key(kColumn).empty();
  if (!written.empty()) {
    const auto ids = cooperatives_called(written);
    if (is_told_by_name(written, ids)) take_named(row, kColumn, "cooperative", ids);
    known = !ids.empty();
  } else if (!known && !again.empty()) {
    take_named(row, kColumn, "cooperative", cooperatives_called(again), beside(kColumn));
  } else if (!known && sole_) {
    ++rows_of_sole_;
    row.assume(kColumn, sole_->id);
  }
  if (known && !again.empty())
    compare_beside(row, kColumn, "cooperative", cooperatives_called(again));
}

std::vector<std::string> ImportReferences::products_called(const ImportRow& row,
                                                           const std::string& written) {
  if (registry_.product(std::string_view(written))) return {written};
  if (const auto gtin = Gtin::parse(written)) {
    if (const auto product = registry_.product(*gtin)) return {product->id};
  }
  return ids_of(products_by_name(), named(row.key("coop_id"), written));
}

void ImportReferences::find_product(ImportRow& row) {
  constexpr std::string_view kColumn = "product_id";
  const std::string written = row.peek(kColumn);
  const std::string again = row.peek(beside(kColumn));
  if (!written.empty()) {
    const auto ids = products_called(row, written);
    if (is_told_by_name(written, ids)) take_named(row, kColumn, "product", ids);
    if (!ids.empty() && !again.empty())
      compare_beside(row, kColumn, "product", products_called(row, again));
  } else if (!again.empty()) {
    take_named(row, kColumn, "product", products_called(row, again), beside(kColumn));
  }
}

void ImportReferences::find_place(ImportRow& row) {
  constexpr std::string_view kColumn = "place_id";
  const std::string written = row.peek(kColumn);
  if (written.empty() || registry_.place(written)) return;
  take_named(row, kColumn, "place", ids_of(places_by_name(), named(row.key("coop_id"), written)));
}

const ImportReferences::Known& ImportReferences::cooperatives_by_name() {
  if (cooperatives_) return *cooperatives_;
  cooperatives_.emplace();
  for (const Cooperative& each : registry_.cooperatives()) {
    for (const std::string& name : std::set{called(each.name), called(each.short_name)})
      cooperatives_->emplace(name, each.id);
  }
  return *cooperatives_;
}

const ImportReferences::Known& ImportReferences::products_by_name() {
  if (products_) return *products_;
  products_.emplace();
  for (const Product& each : registry_.products("")) {
    for (const std::string& within : {each.cooperative_id, std::string()}) {
      products_->emplace(named(within, each.name), each.id);
      if (each.label_name != each.name) products_->emplace(named(within, each.label_name), each.id);
    }
  }
  return *products_;
}

const ImportReferences::Known& ImportReferences::places_by_name() {
  if (places_) return *places_;
  places_.emplace();
  for (const Place& each : registry_.places("")) {
    for (const std::string& within : {each.cooperative_id, std::string()})
      places_->emplace(named(within, each.name), each.id);
  }
  return *places_;
}

template <class Record, class Key>
void ImportReferences::learn(const std::vector<Record>& all, Key key) {
  known_.emplace();
  for (const Record& each : all) known_->emplace(key(each), each.id);
}

void ImportReferences::give_cooperative_id(ImportRow& row) {
  if (!row.key("coop_id").empty()) return;
  if (!known_) learn(registry_.cooperatives(), [](const Cooperative& each) { return each.name; });
  give(row, "coop_id", "HTX", row.peek("name_vi"));
}

void ImportReferences::give_place_id(ImportRow& row) {
  if (!row.key("place_id").empty()) return;
  if (!known_)
    learn(registry_.places(""),
          [](const Place& each) { return named(each.cooperative_id, each.name); });
  give(row, "place_id", "DD", named(row.key("coop_id"), row.peek("name_vi")));
}

// The same number is the same product, whatever it is called now. Another number is another product
// of that name, unless the number on record was only lent.
void ImportReferences::give_product_id(ImportRow& row) {
  if (!row.key("product_id").empty()) return;
  if (!known_)
    learn(registry_.products(""),
          [](const Product& each) { return named(each.cooperative_id, each.name); });
  const auto gtin = Gtin::parse(row.peek("gtin"));
  if (gtin) {
    if (const auto numbered = registry_.product(*gtin))
      return row.assume("product_id", numbered->id);
  }
  const std::string key = named(row.key("coop_id"), row.peek("name_vi"));
  const auto found = known_->find(key);
  const auto standing = gtin && found != known_->end()
                            ? registry_.product(std::string_view(found->second))
                            : std::nullopt;
  const bool is_other = standing && !standing->gtin.is_restricted();
  give(row, "product_id", "SP", is_other ? key + "\n" + gtin->digits() : key);
}

void ImportReferences::give_certification_id(ImportRow& row) {
  if (!row.key("cert_id").empty()) return;
  if (!known_) {
    learn(registry_.certifications(""), [](const Certification& each) {
      return named(each.cooperative_id,
                   paper(each.product_id, each.scheme, each.number, each.decision_no, each.issued));
    });
  }
  const auto issued = VagueDate::parse(row.peek("issue_date"), "issue_date");
  give(row, "cert_id", "CN",
       named(row.key("coop_id"),
             paper(row.key("product_id"), row.peek("scheme"), row.peek("number"),
                   row.peek("decision_no"), issued ? std::optional(*issued) : std::nullopt)));
}

bool ImportReferences::is_free(std::string_view column, const std::string& id) const {
  if (column == "coop_id") return !registry_.cooperative(id);
  if (column == "place_id") return !registry_.place(id);
  if (column == "product_id") return !registry_.product(std::string_view(id));
  return !registry_.certification(id);
}

void ImportReferences::give(ImportRow& row, std::string_view column, std::string_view prefix,
                            const std::string& key) {
  if (known_->count(key) == 1) return row.assume(column, known_->find(key)->second);
  std::string id;
  do {
    id = fmt::format("{}{:02}", prefix, next_number_++);
  } while (!is_free(column, id));
  known_->emplace(key, id);
  given_.push_back(id);
  row.assume(column, std::move(id));
}

void ImportReferences::tell(ImportReport& report) const {
  const Position header{report.table.header_row, 0};
  if (rows_of_sole_ > 0) {
    report.warnings.push_back({"cooperative_assumed",
                               {},
                               sole_->id,
                               header,
                               {{"name", sole_->name}, {"rows", std::to_string(rows_of_sole_)}}});
  }
  if (!given_.empty()) {
    report.warnings.push_back({"ids_given",
                               {},
                               {},
                               header,
                               {{"count", std::to_string(given_.size())},
                                {"first", given_.front()},
                                {"last", given_.back()}}});
  }
}

}  // namespace temgoc
