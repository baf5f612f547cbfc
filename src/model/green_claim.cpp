// Finds green and organic claims in texts and looks for the evidence behind them.
#include "temgoc/model/green_claim.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// As `folded` writes them. "Xanh" alone is a colour, and "sinh thái" alone a kind of tourism.
constexpr std::array<std::string_view, 24> kClaims{"huu_co",
                                                   "organic",
                                                   "organik",
                                                   "bio_dynamic",
                                                   "biodynamic",
                                                   "tcvn_11041",
                                                   "pgs",
                                                   "san_pham_xanh",
                                                   "nong_nghiep_xanh",
                                                   "nong_san_xanh",
                                                   "thuc_pham_xanh",
                                                   "nhan_xanh",
                                                   "nhan_sinh_thai",
                                                   "chung_nhan_xanh",
                                                   "than_thien_moi_truong",
                                                   "than_thien_voi_moi_truong",
                                                   "eco_friendly",
                                                   "ecolabel",
                                                   "eco_label",
                                                   "green_label",
                                                   "green_product",
                                                   "carbon_neutral",
                                                   "trung_hoa_carbon",
                                                   "trung_hoa_cac_bon"};

bool has_words(std::string_view folded_text, std::string_view claim) {
  const std::string text = "_" + std::string(folded_text) + "_";
  return text.find("_" + std::string(claim) + "_") != std::string::npos;
}

}  // namespace

bool claims_green(std::string_view text) {
  const std::string word = folded(text);
  return std::ranges::any_of(kClaims, [&](auto claim) { return has_words(word, claim); });
}

bool may_be_shown(const Certification& certification, Day day) {
  if (!claims_green(certification.scheme) && !claims_green(certification.level)) return true;
  return !certification.issuer.empty() && certification.issued &&
         in_force(certification, day) == std::optional(true);
}

bool has_green_evidence(const std::vector<Certification>& certifications, const Product& product,
                        Day day) {
  return std::ranges::any_of(certifications, [&](const Certification& each) {
    const bool of_it = each.product_id.empty() ? each.cooperative_id == product.cooperative_id
                                               : each.product_id == product.id;
    return of_it && (claims_green(each.scheme) || claims_green(each.level)) &&
           may_be_shown(each, day);
  });
}

std::vector<GreenClaim> green_claims(const Product& product) {
  std::vector<GreenClaim> claims;
  for (const auto& [column, text] : {std::pair{"name_vi", &product.name},
                                     {"name_en", &product.name_en},
                                     {"label_name", &product.label_name},
                                     {"brand", &product.brand},
                                     {"ingredients", &product.ingredients},
                                     {"ingredients_en", &product.ingredients_en},
                                     {"usage", &product.usage},
                                     {"usage_en", &product.usage_en},
                                     {"standards", &product.standards}})
    if (claims_green(*text)) claims.push_back({column, *text});
  return claims;
}

}  // namespace temgoc
