// Weights and volumes in one unit each.
#include "temgoc/model/measure.h"

#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

struct KnownUnit {
  std::string_view name;  // folded: no marks, lower case
  std::string_view base;
  std::int64_t thousandth;  // of one unit, in the base unit
};

constexpr std::int64_t kGram = 1000;  // in milligrams

constexpr std::array<KnownUnit, 17> kUnits{{{"mg", kMilligrams, 0},
                                            {"g", kMilligrams, 1},
                                            {"gam", kMilligrams, 1},
                                            {"gram", kMilligrams, 1},
                                            {"lang", kMilligrams, 100},
                                            {"kg", kMilligrams, kGram},
                                            {"ki", kMilligrams, kGram},
                                            {"ky", kMilligrams, kGram},
                                            {"yen", kMilligrams, 10 * kGram},
                                            {"ta", kMilligrams, 100 * kGram},
                                            {"tan", kMilligrams, 1000 * kGram},
                                            {"t", kMilligrams, 1000 * kGram},
                                            {"ml", kMicrolitres, 1},
                                            {"l", kMicrolitres, 1000},
                                            {"lit", kMicrolitres, 1000},
                                            {"m3", kMicrolitres, 1000 * 1000},
                                            {"khoi", kMicrolitres, 1000 * 1000}}};

const KnownUnit* known_unit(std::string_view unit) {
  const std::string name = folded(unit);
  for (const KnownUnit& each : kUnits) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace

std::optional<Measure> measure_of(const Quantity& quantity) {
  const KnownUnit* unit = known_unit(quantity.unit);
  if (unit == nullptr) {
    if (quantity.thousandths > kMostMeasured) return std::nullopt;
    return Measure{ascii_lower(quantity.unit), quantity.thousandths};
  }
  // A thousandth of a milligram is finer than any scale.
  if (unit->thousandth == 0) return Measure{std::string(unit->base), quantity.thousandths / 1000};
  if (quantity.thousandths > kMostMeasured / unit->thousandth) return std::nullopt;
  return Measure{std::string(unit->base), quantity.thousandths * unit->thousandth};
}

Quantity quantity_of(const Measure& measure) {
  const bool weight = measure.unit == kMilligrams;
  if (!weight && measure.unit != kMicrolitres) return {measure.amount, measure.unit};
  constexpr std::int64_t kLarge = 1000 * 1000;  // a kilogram, a litre
  const std::int64_t size = measure.amount < 0 ? -measure.amount : measure.amount;
  if (size >= kLarge) return {measure.amount / 1000, weight ? "kg" : "l"};
  return {measure.amount, weight ? "g" : "ml"};
}

std::string measure_text(const Measure& measure) {
  const Quantity quantity = quantity_of(measure);
  return quantity.amount_text() + " " + quantity.unit;
}

}  // namespace temgoc
