// Amounts that can be added up and compared: a unit of weight or volume is turned into the smallest
// unit of its kind, every other unit stands for itself and converts to nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/model/lot.h"

namespace temgoc {

// The units that everything else of their kind is turned into.
inline constexpr std::string_view kMilligrams = "mg";
inline constexpr std::string_view kMicrolitres = "ul";

// An exact amount of a base unit: mg, ul (microlitres), or thousandths of any other unit.
struct Measure {
  std::string unit = {};    // in lower case; words of other units as typed: "hộp", "bó"
  std::int64_t amount = 0;  // at most kMostMeasured, so that a thousand of them can be added
  bool operator==(const Measure&) const = default;
};
inline constexpr std::int64_t kMostMeasured = 9'000'000'000'000'000;  // 9 million tonnes

// Knows g, kg, mg, lạng, yến, tạ, tấn and t; ml, l, lít and m3; also written without marks and in
// capitals. Returns nothing if the amount is above kMostMeasured.
std::optional<Measure> measure_of(const Quantity& quantity);
// As a person would say it: kg from one kilogram on, else g; litres from one litre on, else ml.
// What is finer than a thousandth of the unit is left out.
Quantity quantity_of(const Measure& measure);
// "120 kg", with a decimal point; "1 hộp".
std::string measure_text(const Measure& measure);

}  // namespace temgoc
