// The JSON form of every record: one form for the table, the log's record hash, `show --json` and
// export.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/model/certification.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/model/link.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/place.h"
#include "temgoc/model/product.h"

namespace temgoc {

// The text, or null where it is empty: not known.
Json text_or_null(const std::string& text);

// Every member is a key, always present; what is not known is null, an empty list is [].
Json to_json(const Address& address);
Json to_json(const Cooperative& cooperative);
Json to_json(const Place& place);
Json to_json(const Product& product);
Json to_json(const Certification& certification);
Json to_json(const VagueDate& date);
Json to_json(const Link& link);

// The reverse of to_json, for what this program wrote. Throws SystemFailure `record_damaged` on
// anything else.
Cooperative cooperative_from(const Json& json);
Place place_from(const Json& json);
Product product_from(const Json& json);
Certification certification_from(const Json& json);
Link link_from(const Json& json);

}  // namespace temgoc
