// Asks the kernel with adjtimex(2) whether its clock is synchronised.
#include "cli/network_clock.h"

#include <sys/timex.h>

namespace temgoc {

bool network_keeps_clock() {
  timex state{};  // modes 0: it only asks
  const int result = adjtimex(&state);
  return result >= 0 && result != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

}  // namespace temgoc
