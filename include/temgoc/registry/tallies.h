// Sums over many lots and scans, for those who look over a whole year or a whole country.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/registry.h"

namespace temgoc {

// The real lots that a cooperative issued in a month of Vietnam's calendar.
struct LotsOfMonth {
  std::chrono::year_month month = {};
  std::string cooperative_id = {};
  std::uint64_t lots = 0;
  std::uint64_t cancelled = 0;  // of them, taken back since
};

struct ScansOnDay {
  Day day = {};
  std::uint64_t scans = 0;
};

struct ScansInPlace {
  std::string place = {};  // the province; empty: not known
  std::uint64_t scans = 0;
};

// Reads through the connection of its registry, which must outlive it.
class Tallies {
 public:
  explicit Tallies(const Registry& registry) : engine_(registry.engine_.get()) {}

  // Lots by month, then by cooperative. The day of issue decides; both bounds are included.
  std::vector<LotsOfMonth> lots_by_month(Day from, Day until) const;
  // Of real lots, of the days, cooperative and lot that the filter lets through; its limit does
  // not count. Days and places without a scan are left out.
  std::vector<ScansOnDay> scans_by_day(const ScanFilter& filter) const;
  std::vector<ScansInPlace> scans_by_place(const ScanFilter& filter) const;  // most first

 private:
  Registry::Engine* engine_;
};

}  // namespace temgoc
