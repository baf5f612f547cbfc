// The words of the Core Business Vocabulary 2.0 that stand bare in events.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace temgoc {

// The words, and the addresses under which nobody else may put words of one's own.
struct Vocabulary {
  std::span<const std::string_view> words;
  std::array<std::string_view, 4> reserved;
};

extern const Vocabulary kActions, kBizSteps, kDispositions, kTransactionTypes, kPartyTypes,
    kErrorReasons, kMeasurements, kAlerts, kComponents;

}  // namespace temgoc
