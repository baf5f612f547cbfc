// What a label says: the values of the fields that label_templates/README.md names.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/product.h"

namespace temgoc {

using LabelFields = std::map<std::string, std::string>;

// The product's own OCOP certificate with its stars, the newest of those that are known to be in
// force today.
std::optional<Certification> certificate_in_force(const std::vector<Certification>& certifications,
                                                  const Product& product, Day today);
// Its stars and its line in both languages.
void show_certificate(const Certification& certification, LabelItem& item);

// What the template calls compulsory and the records leave empty, each with where it is filled in:
// `label_lacks_product` (args item, column), `label_lacks_cooperative`, `label_lacks_use_by`,
// `label_lacks_field`; field is the template's. And `label_without_use_by`, where a template has
// room for a use-by day that nobody knows.
std::vector<Error> lacking_items(const LabelTemplate& label, const LabelItem& item, const Lot& lot);
// The same of a label that is of no lot.
std::vector<Error> lacking_items(const LabelTemplate& label, const LabelItem& item,
                                 const Product& product);

// What the record has in another language than the label's, with args item and column.
struct TranslationFaults {
  // `allergens_untranslated`; `fact_untranslated`: the label would leave the fact out.
  std::vector<Error> refusals;
  std::vector<Error> warnings;  // `label_lacks_translation`: printed in the language there is
};
// `product` is what messages call the product by.
TranslationFaults translation_faults(const LabelTemplate& label, const LabelItem& item,
                                     const std::string& product);

// Refuses a label that would print a green or organic claim which no certificate bears out on
// `today`: `label_claim_unproven` (value the text; args item, column).
Result<void> check_claims(const LabelTemplate& label, const LabelItem& item, const Product& product,
                          const std::vector<Certification>& certifications, Day today);

// Of a product, whatever its lot.
LabelFields product_fields(const Product& product, const Cooperative& cooperative, Day today);
// Of a lot's labels, all but `serial` and the certificate's.
LabelFields label_fields(const Lot& lot, const Product& product, const Cooperative& cooperative,
                         Day today);

}  // namespace temgoc
