// What the labels of a lot say, although the records may say something else by now.
#pragma once

#include <optional>
#include <string_view>

#include "temgoc/model/lot_facts.h"

namespace temgoc {

// The records of a lot as they stood when it was issued. None: not on record.
struct AsIssued {
  std::optional<Product> product = {};
  std::optional<Cooperative> cooperative = {};
};

// Of a lot's record, as Lot::record has it. An empty one knows neither. Throws SystemFailure
// `record_damaged` on what this program did not write.
AsIssued as_issued(std::string_view record);
// From the lot's own record where `facts` has it; else from the records of today, which then still
// say what the labels say.
AsIssued as_issued(const LotFacts& facts);

// Returns true if goods of this lot are known not to expire: its seal has no use-by day, and that
// was no gap in the product's record.
bool never_expires(const LotFacts& facts);

// The record of today, with what labels show to tell the goods and their producer by as it was when
// the lot was issued (docs/decisions/label_facts.md): names, trade mark and net content. What was
// empty then and is filled in now is as it is now.
Product as_labelled(Product today, const Product& issued);
Cooperative as_labelled(Cooperative today, const Cooperative& issued);

}  // namespace temgoc
