// What hangs below a lot's page: its events, its safety information, its proof in the log.
#pragma once

#include "web/pages/frame.h"

namespace temgoc {

// What is known of the lot of that number; a real lot goes before a test lot. None: never issued,
// or, where Site::may_lack_newest, not known here.
std::optional<LotFacts> facts_of(const Site& site, const Gtin& gtin, const LotCode& lot);

// Where facts_of() has none.
HttpResponse missing_lot_page(const Asked& asked);

// Each says "never issued" where no such lot is on record; a real lot goes before a test lot.
HttpResponse events_page(const Asked& asked, const Gtin& gtin, const LotCode& lot);
HttpResponse safety_page(const Asked& asked, const Gtin& gtin, const LotCode& lot);
// The lot's receipt: C2SP tlog-proof, text/plain. `could not check` while the log is behind.
HttpResponse proof_page(const Asked& asked, const Gtin& gtin, const LotCode& lot);

}  // namespace temgoc
