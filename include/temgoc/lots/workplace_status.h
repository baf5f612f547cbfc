// Where a workplace stands today: what waits for somebody, and what ends soon.
#pragma once

#include <cstdint>
#include <vector>

#include "temgoc/registry/registry.h"

namespace temgoc {

struct WorkplaceStatus {
  std::size_t cooperatives = 0;
  std::size_t products = 0;  // without closed ones
  std::size_t lots = 0;      // real lots, as are all below
  std::uint64_t labels = 0;
  std::vector<Lot> without_labels;  // nothing was printed, and they are not recalled or cancelled
  std::vector<Lot> recalled;
  std::vector<Lot> cancelled;
  std::vector<Certification> ending;        // in force today, and over within kEndsSoonDays
  std::vector<Certification> ended;         // over, and no other of that scheme is in force
  std::vector<Product> without_shelf_life;  // it is not on record
};

inline constexpr int kEndsSoonDays = 60;

WorkplaceStatus workplace_status(const Registry& registry, Instant now);

}  // namespace temgoc
