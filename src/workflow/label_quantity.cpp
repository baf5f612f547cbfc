#include "workflow/label_quantity.h"

#include <limits>

#include "temgoc/pack_count.h"

namespace temgoc {
namespace {

// A lot's seal is on labels that are all alike: those that staff say never came out, and are void,
// are not on goods.
std::uint64_t labels_on_goods(const PrintRecord& record) {
  return record.job.reprint_of ? 0 : record.job.labels - record.voided_labels;
}

}  // namespace

LabelQuantity label_quantity(const Registry& registry, const Lot& lot) {
  const auto product = registry.product(std::string_view(lot.product_id));
  LabelQuantity quantity{pack_count(lot.quantity, product ? product->net_content : "")};
  const PrintFilter all{.lot_id = lot.id, .limit = std::numeric_limits<unsigned>::max()};
  for (const PrintRecord& record : registry.print_records(all))
    quantity.labels += labels_on_goods(record);
  return quantity;
}

Result<void> check_quantity(const LabelQuantity& quantity, std::uint32_t asked,
                            const std::string& reason) {
  if (!quantity.packs || quantity.labels + asked <= *quantity.packs || !reason.empty()) return {};
  return Error{
      "labels_over_quantity",
      "count",
      std::to_string(asked),
      {},
      {{"packs", std::to_string(*quantity.packs)}, {"printed", std::to_string(quantity.labels)}}};
}

}  // namespace temgoc
