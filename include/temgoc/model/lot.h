// Which batch: a lot as it is asked for, and as it was issued.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {

// An exact amount: thousandths of `unit`, at most 1,000,000,000 units.
struct Quantity {
  std::int64_t thousandths = 0;  // above 0
  std::string unit = {};         // kg, g, l, hộp …: 1 to 20 characters
  // As people write it, either mark for decimals and the other for thousands: "12", "12.5", "12,5",
  // "1.250,5", "1,250.5", "1.250.000", "0,125". At most 3 decimals. One mark with 1 to 3 digits
  // before it (no leading 0) and exactly 3 after it, "1.234", may be either and is refused as
  // `quantity_ambiguous` (args low, high: the two readings), never guessed. `quantity_unreadable`,
  // `quantity_not_positive`, `quantity_too_large` (args limit), `unit_missing`, and for the unit
  // those of clean_text. Fields "quantity" and "unit".
  static Result<Quantity> parse(std::string_view amount, std::string_view unit);
  // "12.5": a point and no more decimals than needed. For showing; "1.234" does not parse back.
  std::string amount_text() const;
  bool operator==(const Quantity&) const = default;
};

// What the co-op says of a batch, before anything is allocated.
struct LotDraft {
  Gtin gtin;
  std::optional<LotCode> code = {};  // none: suggested
  Day packed_on = {};
  std::optional<unsigned> shelf_life_days = {};  // none: the product's
  Quantity quantity = {};
  std::string place_id = {};  // growing area or packing house
  std::string request_id = {};
  std::string backdate_reason = {};
};

// A lot as committed. Nothing in it ever changes; what happens later is a new fact.
struct Lot {
  std::int64_t id = 0;     // registry row; order of commit
  std::string realm = {};  // the log's origin; ends in "/test" for a test lot
  bool test = false;
  std::string cooperative_id = {};
  std::string product_id = {};
  Gtin gtin;
  LotCode code;
  ShortCode short_code;
  std::uint32_t issue_number = 0;
  // The issuer key that sealed it: bytes 1 to 4 of its seal. Whoever believes a lot, by whatever it
  // was named, judges it by what the trust list says of this key.
  std::array<std::uint8_t, 4> key_id{};
  std::array<std::uint8_t, 77> seal{};  // the lot's seal (no serial)
  std::string host = {};                // what its labels carry
  Day packed_on = {};
  unsigned shelf_life_days = 0;  // 0: none
  Quantity quantity = {};
  std::string place_id = {};
  std::string request_id = {};
  std::string backdate_reason = {};
  Instant issued_at = {};
  std::string record =
      {};  // canonical JSON of all facts known when issued, certifications included
  std::uint64_t leaf_index = 0;  // in its realm's log

  std::optional<Day> expires_on() const {
    if (shelf_life_days == 0) return std::nullopt;
    return packed_on + std::chrono::days(shelf_life_days);
  }
};

}  // namespace temgoc
