// What the labels of a lot said, print by print: an electronic label must say the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/lot_facts.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// One item of a label as its records had it. `name` is one of those of e_label_items().
struct LabelFact {
  std::string name = {};
  std::string vietnamese = {};
  std::string english = {};  // empty: there is none
  bool operator==(const LabelFact&) const = default;
};

struct LabelVersion {
  Instant first_at = {}, last_at = {};         // the first and last print that it is of
  bool printed = false;                        // false: no label is printed yet; it is of the issue
  std::vector<std::uint64_t> print_jobs = {};  // their numbers in the log
  std::vector<LabelFact> facts = {};           // in the order of e_label_items()
};

// Every item that Decree 43/2017/NĐ-CP, Article 10 and Annex I, asks of a food's label, in its
// order: name, who is responsible, origin, quantity, dates, ingredients, warnings, use.
const std::vector<std::string_view>& e_label_items();

// Prints whose labels said the same are one version; the oldest first, never none. Names, trade
// mark and net content are of the issue, everything else of the day of the print, as on paper
// (docs/decisions/label_facts.md). REQUIRES a lot in `facts`.
std::vector<LabelVersion> label_versions(const Registry& registry, const LotFacts& facts);

// The version that a print of that number in the log is of, else the last one.
std::size_t version_of(const std::vector<LabelVersion>& versions,
                       const std::optional<std::uint64_t>& print_leaf_index);

}  // namespace temgoc
