// Whether the system says that a time service of the network keeps its clock.
#pragma once

namespace temgoc {

bool network_keeps_clock();

}  // namespace temgoc
