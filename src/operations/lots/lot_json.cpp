// The members of a lot.
#include "temgoc/lots/lot_json.h"

#include "temgoc/model/records.h"
#include "temgoc/seal/lot_seal.h"

namespace temgoc {

Json lot_json(const Lot& lot) {
  return {{"lot", lot.code.text()},
          {"gtin", lot.gtin.digits()},
          {"issue_number", lot.issue_number},
          {"short_code", lot.short_code.printed()},
          {"url", text_or_null(lot_url(lot))},
          {"test", lot.test},
          {"cooperative", lot.cooperative_id},
          {"product", lot.product_id},
          {"packed_on", to_iso(lot.packed_on)},
          {"expires_on", lot.expires_on() ? Json(to_iso(*lot.expires_on())) : Json(nullptr)},
          {"quantity", lot.quantity.amount_text()},
          {"unit", lot.quantity.unit},
          {"place", text_or_null(lot.place_id)},
          {"request_id", text_or_null(lot.request_id)},
          {"backdate_reason", text_or_null(lot.backdate_reason)},
          {"issued_at", to_iso(lot.issued_at)},
          {"leaf_index", lot.leaf_index}};
}

}  // namespace temgoc
