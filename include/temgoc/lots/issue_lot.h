// A lot's way in: registered, sealed and logged in one durable step.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A lot with its warnings. The passphrase is the cooperative's; a test lot needs none.
struct IssueReport {
  Lot lot;
  std::string url;
  bool created = false;  // false: the same facts had been issued before
  std::vector<Error> warnings;
};
// `product_unknown`, `product_closed`, `product_is_service`, `packed_in_future`,
// `packed_after_tomorrow` (where the settings allow tomorrow), `lot_is_cancelled`,
// `packed_too_long_ago`, `packed_before_2020`, `shelf_life_too_long`, `place_unknown`,
// `place_of_other_cooperative`, `key_missing`, `key_not_trusted`, `gtin_out_of_scope`,
// `host_not_trusted`, `lot_differs` (args fields: a lot of that code or request id stands with
// other facts), those of load_key.
Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase);

// By GTIN and code (the real lot before a test lot), or by the typed code alone. `lot_unknown`,
// `lot_code_alone`.
Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code);

}  // namespace temgoc
