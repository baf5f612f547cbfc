// The electronic label of a lot, as Article 53 of Decree 37/2026/NĐ-CP allows it: off unless the
// workplace turned it on.
#pragma once

#include <string>

#include "temgoc/verdict/verdict.h"
#include "web/pages/frame.h"

namespace temgoc {

// Every item of the label as it stood at the print that `?version=` names, from 1; left out: the
// last one. Not found while it is turned off.
HttpResponse e_label_page(const Asked& asked, const Gtin& gtin, const LotCode& lot);
// Where the page of a checked label leads to it, in the version of the label's own print; empty:
// there is none.
std::string e_label_href(const Asked& asked, const Verdict& verdict);

}  // namespace temgoc
