// What a job's labels say, kept in the ledger so that a reprint says the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct PrintContent {
  LabelItem item;  // all but the code and the serial, which differ from label to label
  bool sample = false;
  std::string title;  // of the PDF
};

struct LotContent {
  PrintContent content;
  std::vector<Error> warnings;
};
// As known now. `product_unknown`.
Result<LotContent> content_of(Workplace& workplace, const Lot& lot);

std::string stored(const PrintContent& content);  // canonical JSON
// Throws SystemFailure `registry_damaged` on anything but `stored`.
PrintContent content_from(std::string_view json);

}  // namespace temgoc
