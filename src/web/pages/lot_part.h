// What a page says of a lot whichever of its labels was scanned, made once for many of them.
#pragma once

#include <string>

#include "temgoc/verdict/verdict.h"
#include "web/pages/asked.h"

namespace temgoc {

// HTML, to stand around the rows that are the label's own.
struct LotPart {
  std::string goods;  // picture, product, dates
  std::string story;  // journey, certificates, producer
};
// REQUIRES a verdict with a lot on record and a day of packing.
LotPart lot_part(const Asked& asked, const Verdict& verdict);

}  // namespace temgoc
