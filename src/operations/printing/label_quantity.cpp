// Adds up the labels of a lot that may be on goods, and compares them with its packs.
#include "operations/printing/label_quantity.h"

#include <limits>
#include <map>
#include <string>

#include "operations/printing/print_task.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/pack_count.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {
namespace {

// A lot's seal is on labels that are all alike: those that staff say never came out, and are void,
// are not on goods.
std::uint64_t labels_on_goods(const PrintRecord& record) {
  const std::uint64_t labels = record.job.labels - record.voided_labels;
  return record.job.reprint_of ? 0 : labels * record.job.setup.copies;
}

// By the template as it was frozen; a lot's jobs share a few.
class OnPacks {
 public:
  explicit OnPacks(const Registry& registry) : registry_(registry) {}
  bool operator()(const PrintJob& job) {
    const auto [known, is_new] = known_.try_emplace(job.template_sha256, true);
    if (is_new) known->second = read(job);
    return known->second;
  }

 private:
  bool read(const PrintJob& job) const {
    const auto label = frozen_template(registry_, job);
    return !label || label->on_packs;
  }

  const Registry& registry_;
  std::map<std::string, bool> known_;
};

}  // namespace

LabelQuantity label_quantity(const Registry& registry, const Lot& lot) {
  const auto today = registry.product(std::string_view(lot.product_id));
  const auto issued = as_issued(lot.record).product;
  const std::string net_content = !today   ? ""
                                  : issued ? as_labelled(*today, *issued).net_content
                                           : today->net_content;
  LabelQuantity quantity{pack_count(lot.quantity, net_content)};
  const PrintFilter all{.lot_id = lot.id, .limit = std::numeric_limits<unsigned>::max()};
  OnPacks on_packs(registry);
  for (const PrintRecord& record : registry.print_records(all))
    if (on_packs(record.job)) quantity.labels += labels_on_goods(record);
  quantity.labels += RollBook::of(registry).labels_of_lot(lot.id);
  return quantity;
}

bool is_over(const LabelQuantity& quantity, const LabelTemplate& label, std::uint64_t asked) {
  return label.on_packs && quantity.packs && quantity.labels + asked > *quantity.packs;
}

Error labels_over_quantity(const LabelQuantity& quantity, std::uint64_t asked) {
  return {
      "labels_over_quantity",
      "count",
      std::to_string(asked),
      {},
      {{"packs", std::to_string(*quantity.packs)}, {"printed", std::to_string(quantity.labels)}}};
}

}  // namespace temgoc
