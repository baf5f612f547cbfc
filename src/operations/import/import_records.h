// A row as a record. Each starts from the record as it stands, so that what the table has no column
// for is kept.
#pragma once

#include "temgoc/import/import_row.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/place.h"
#include "temgoc/model/product.h"

namespace temgoc {

// What is wrong is noted in `row`; the record is then not to be used.
Cooperative read_cooperative(ImportRow& row, Cooperative standing);
Place read_place(ImportRow& row, Place standing);
Certification read_certification(ImportRow& row, Certification standing, Day today);

// A GTIN has no empty state, so a product is read without one; `standing` may be null.
struct ProductRow {
  std::string id;
  std::string cooperative_id;
  std::string name;
  std::optional<Gtin> gtin;  // none: to be allocated, or to be kept
};
ProductRow read_product_keys(ImportRow& row);
// The rest, into a product that has its keys already.
Product read_product(ImportRow& row, Product product);

// The addresses before and from 2025-07-01 that the row's columns give.
std::vector<Address> read_addresses(ImportRow& row, const std::vector<Address>& standing);

}  // namespace temgoc
