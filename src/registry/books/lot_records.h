// A lot's record in its parts: what many lots tell alike of cooperative, product, place and
// certifications is stored once.
#pragma once

#include <cstdint>
#include <string>

#include "engine.h"

namespace temgoc::sql {

// The record of the lot `l.id` as one text again, to the byte; NULL where it has none.
inline constexpr const char* kRecordOfLot =
    "(SELECT replace(replace(replace(replace(x.record, "
    "'\"certifications\":@', '\"certifications\":' || coalesce(xc.body, '@')), "
    "'\"cooperative\":@', '\"cooperative\":' || coalesce(xo.body, '@')), "
    "'\"place\":@', '\"place\":' || coalesce(xp.body, '@')), "
    "'\"product\":@', '\"product\":' || coalesce(xg.body, '@')) FROM lot_record x "
    "LEFT JOIN lot_record_part xc ON xc.id = x.certifications "
    "LEFT JOIN lot_record_part xo ON xo.id = x.cooperative "
    "LEFT JOIN lot_record_part xp ON xp.id = x.place "
    "LEFT JOIN lot_record_part xg ON xg.id = x.product WHERE x.lot_id = l.id)";

// REQUIRES a transaction; `known` of its connection.
void insert_lot_record(Database& database, KnownParts& known, std::int64_t lot_id,
                       const std::string& record);

}  // namespace temgoc::sql
