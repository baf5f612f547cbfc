// Rolls of codes that are printed before their lot is known, and the lots that claim them.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/roll.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// A roll with how many of its labels were given to lots and taken out of use.
struct RollOnRecord {
  Roll roll;
  std::uint32_t claimed = 0;
  std::uint32_t voided = 0;
  std::uint32_t unclaimed() const { return roll.labels - claimed - voided; }
};
struct RollFilter {
  std::string cooperative_id = {};  // empty: any
  bool only_unclaimed = false;      // those with labels that nobody has claimed
  std::int64_t before_id = std::numeric_limits<std::int64_t>::max();  // for the next page
  unsigned limit = 100;                                               // newest first
};
// Where a code stands: label `label` of a roll.
struct RollLabel {
  std::int64_t roll_id = 0;
  std::uint32_t label = 0;
};

// Reads and writes through the connection of its registry, which must outlive it.
class RollBook {
 public:
  explicit RollBook(Registry& registry) : engine_(registry.engine_.get()) {}
  static const RollBook of(const Registry& registry) { return RollBook(registry.engine_.get()); }

  // Stores a roll with its codes in the order of its labels and its log entry, in one transaction.
  // `asked` says all but id and leaf_index. REQUIRES one code for each label. `serial_taken`.
  Result<Roll> add_roll(const Roll& asked, std::string_view template_text,
                        std::span<const Serial> codes,
                        const std::function<std::string(const Roll&)>& entry);
  std::optional<Roll> roll(std::int64_t id) const;
  std::optional<RollOnRecord> roll_on_record(std::int64_t id) const;
  std::vector<RollOnRecord> rolls(const RollFilter& filter) const;
  std::vector<Serial> codes(std::int64_t roll_id) const;  // in the order of labels
  std::optional<Serial> code(const RollLabel& label) const;
  std::optional<RollLabel> find(const Serial& code) const;

  // Gives labels to a lot or takes them out of use, with the log entry, in one transaction.
  // `asked` says all but id and leaf_index. The lot must be of the roll's realm.
  // `roll_labels_given` (value the range, args first, last, lot: of the range in the way; lot
  // empty: out of use), `lot_is_cancelled` (value the lot's code, args reason),
  // `unknown_reference`.
  Result<RollRange> add_range(const RollRange& asked,
                              const std::function<std::string(const RollRange&)>& entry);
  std::vector<RollRange> ranges(std::int64_t roll_id) const;        // in the order of labels
  std::vector<RollRange> ranges_of_lot(std::int64_t lot_id) const;  // in the order of commit
  // How many labels of rolls the lot has claimed, those left out that were voided since.
  std::uint64_t labels_of_lot(std::int64_t lot_id) const;

 private:
  explicit RollBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
