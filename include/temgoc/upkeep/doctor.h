// Looks a workplace over: what is wrong, what will be soon, and what to do about it. It believes
// nothing, needs no passphrase, and writes only where it is asked to mend.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct Diagnosis {
  enum class Level {
    good,     // looked at, and as it should be
    note,     // worth knowing; nothing has to be done
    warning,  // something has to be done soon
    fault     // the workplace cannot be trusted or cannot work as it is
  };
  std::string check;  // settings, address, clock, disk, registry, log, trust, keys, labels, …
  Level level = Level::good;
  // Its sentence and remedy, as of any error. Empty for a good one.
  Error what = {};
  bool mended = false;  // it was so, and was put right
};
std::string to_text(Diagnosis::Level level);

struct DoctorOrder {
  std::filesystem::path workplace = {};
  // Puts right what cannot lose anything: modes of keys, leavings of dead processes, a log behind
  // its registry, tiles that the signed root proves, lots that waited for their product.
  bool mend = false;
  std::string lost_reason = {};  // as in RestoreOrder
};
// In the order looked at. Never fails: what cannot be looked at is a diagnosis.
std::vector<Diagnosis> look_over(const DoctorOrder& order, const Clock& clock,
                                 const RandomSource& random);

}  // namespace temgoc
