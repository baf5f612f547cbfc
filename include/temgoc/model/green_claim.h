// Green and organic claims. They are shown only while dated evidence that names its issuer stands
// behind them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/certification.h"
#include "temgoc/model/product.h"

namespace temgoc {

// Whether a text says that goods are organic or kind to the environment: "hữu cơ", "organic", "sản
// phẩm xanh", "nhãn sinh thái", "eco-friendly" … A colour in a name ("trà xanh") says nothing.
bool claims_green(std::string_view text);

// A certificate of another scheme may always be shown. One of a green or organic scheme may be
// shown on `day` if it names its issuer and the day of its issue and is in force on that day.
bool may_be_shown(const Certification& certification, Day day);

// Whether a green or organic certificate of the product, or of its whole cooperative, may be shown
// on `day`.
bool has_green_evidence(const std::vector<Certification>& certifications, const Product& product,
                        Day day);

// A claim in a text of the product that a label or a page would print.
struct GreenClaim {
  std::string column = {};  // as an import calls it: name_vi, ingredients …
  std::string text = {};
};
// In the order of the import's columns.
std::vector<GreenClaim> green_claims(const Product& product);

}  // namespace temgoc
