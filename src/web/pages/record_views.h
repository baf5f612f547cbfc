// Records as rows of a page: names, addresses with "nay là", certificates, recalls.
#pragma once

#include <string>
#include <vector>

#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/evidence.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/place.h"
#include "temgoc/model/product.h"
#include "temgoc/verdict/verdict.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

// Under a value: words in the page's language, then a record's own.
struct RowNote {
  std::string said;
  std::string own = {};
};
struct RowText {
  std::string value;
  bool vietnamese = false;  // a record's own words, whatever the page's language
  std::string href = {};
  std::vector<RowNote> notes = {};
  View parts = list_view();  // the value as spoken() makes it; empty: it is plain
};
void add_row(View& rows, std::string label, const RowText& text);
// What a label says, and under it what the record says today where that is something else.
RowText then_and_now(const Asked& asked, RowText then, const std::string& now);
// The record's own words, or that it says nothing.
RowText on_record(const Asked& asked, const std::string& value);

// The words of the page's language, where the record has them.
RowText in_language(const Asked& asked, const std::string& vietnamese, const std::string& english);
// The same, without the words of the caption that it stands under.
RowText under(const Asked& asked, const char* caption, const std::string& vietnamese,
              const std::string& english);
// What a product's label must say beside name, quantity and dates, as far as it is on record.
void add_label_rows(View& rows, const Asked& asked, const Product& product);

// The words for a lot without a use-by day: that it has none, or that none is on record.
std::string without_use_by(const Asked& asked, const LotFacts& facts);
// As exact as it is; of the others, that the exact day is not on record.
std::string date_words(const Asked& asked, const VagueDate& date);

// The address as written on `then`, with what it is called today, or was before districts ended.
RowText address_row(const Asked& asked, const std::vector<Address>& addresses, Day then);
// Name, registration number, address and phone. Sets `phone` and `tel` too. `issued`: what labels
// call it.
View cooperative_view(const Asked& asked, const Cooperative& cooperative, const Cooperative& issued,
                      Day then);
void put_phone(View& view, const Cooperative& cooperative);
std::string kind_words(const Asked& asked, PlaceKind kind);

// What the picture file of a product is reached by; empty where the workplace has none.
std::string picture_href(const Site& site, const Gtin& gtin);
// The product's name in the page's language, where it has one.
std::string product_name(const Asked& asked, const Product& product);
std::string certification_name(const Asked& asked, const Certification& certification);

// Cards for each; `packed_on` none: of a product without a lot.
View certification_views(const Asked& asked, const std::vector<CertificationFinding>& findings,
                         std::optional<Day> packed_on);
std::vector<CertificationFinding> findings_of(const std::vector<Certification>& certifications,
                                              Day today);
// Fills show_certifications and what is below it.
void put_certifications(View& view, const Asked& asked,
                        const std::vector<CertificationFinding>& findings,
                        std::optional<Day> packed_on);
// Photos as pictures, papers as links; empty: the list is.
View evidence_views(const Asked& asked, const std::vector<Evidence>& evidence);
View recall_views(const Asked& asked, const std::vector<Recall>& recalls);

}  // namespace temgoc
