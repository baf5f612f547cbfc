// What the length of a site's name costs: every label carries it in its code.
#pragma once

#include <optional>
#include <string_view>

namespace temgoc {

struct HostCost {
  unsigned modules = 0;  // along a side of a sealed code with a serial, without its quiet zone
  double side_mm = 0;    // with it, in modules of half a millimetre
  // The most letters with which the code would be smaller, and its side then. None: no shorter name
  // makes it smaller.
  std::optional<unsigned> shorter_letters;
  double shorter_side_mm = 0;
};

// REQUIRES a host as a trust list writes it. The lot's code is taken to be as long as the one that
// `lot issue` suggests.
HostCost host_cost(std::string_view host);

}  // namespace temgoc
