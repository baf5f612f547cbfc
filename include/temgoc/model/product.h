// What: a product as one GTIN names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/identifiers.h"
#include "temgoc/model/ocop_set.h"

namespace temgoc {

// OCOP group code: a group I to VI (decision 919/QĐ-TTg) with optional sub-group, "I.3.d". Groups I
// and II have 6 and 2 sub-groups; of the others the decision's annexes are not on record, so 1 to 9
// are taken. Letters a to d.
class OcopGroup {
 public:
  static Result<OcopGroup> parse(
      std::string_view text);  // `ocop_group_unknown`; letter case is forgiven
  const std::string& code() const { return code_; }
  int group() const;                                // 1 to 6
  bool is_service() const { return group() == 6; }  // tourism: has no package and so no lot
  bool operator==(const OcopGroup&) const = default;

 private:
  explicit OcopGroup(std::string code) : code_(std::move(code)) {}
  std::string code_;
};

inline constexpr unsigned kMaxShelfLifeDays = 65534;

struct Product {
  std::string id = {};  // P12
  std::string cooperative_id = {};
  std::string name = {};  // Vietnamese
  std::string name_en = {};
  std::string label_name = {};          // what a label says where the name is long; empty: the name
  std::string brand = {};               // trade mark, model; empty: none
  std::optional<OcopGroup> group = {};  // none: not an OCOP product, or not known
  // By Decision 26/2026. A product that was judged before keeps its group and may have both.
  std::optional<OcopSet> ocop_set = {};
  Gtin gtin;
  std::string net_content = {};
  std::optional<unsigned> shelf_life_days = {};  // 0: it does not expire; none: not known
  // What a food label must say beside name, quantity and dates (decrees 43/2017, 111/2021), as it
  // says it. `_en`: for an export label.
  std::string storage = {}, storage_en = {};
  std::string ingredients = {}, ingredients_en = {};
  std::string allergens = {}, allergens_en = {};
  std::string warnings = {}, warnings_en = {};
  std::string usage = {}, usage_en = {};  // how to prepare or use it
  std::string origin = {};                // the country or region: "Việt Nam"
  std::string standards = {};             // applied to it, as declared: TCVN, QCVN, TCCS …
  std::optional<int> ocop_stars_last_known =
      {};  // as a public source last said; never drawn on a label
  std::string ocop_round_last_known = {};
  std::string picture = {};  // its file, named by its SHA-256 (workplace/kept_files.h); empty: none
  bool closed = false;       // no further lots
  bool sample = false;
  std::vector<std::string> sample_fields = {};  // the invented fields; "ALL": the whole record
  std::string source = {};
  std::string confidence = {};
  bool operator==(const Product&) const = default;

  // I to VI, by the set if there is one, else by the group.
  std::optional<int> ocop_branch() const;
  bool is_service() const { return ocop_branch() == 6; }  // tourism: no package and so no lot
};

// What is odd and may be right: `ocop_set_other_branch` (value the set; args group), if set and
// group are of different branches.
std::vector<Error> doubts(const Product& product);

}  // namespace temgoc
