// One scan goes on record, so that copies of one item's code show.
#include "temgoc/scans/count_scan.h"

namespace temgoc {

bool count_scan(Workplace& workplace, const Verdict& verdict, const Province& place) {
  return workplace.registry().add_scan(
      {verdict.facts->lot->id, verdict.serial ? verdict.serial->text() : "", place,
       workplace.now()},
      workplace.settings().copies.fastest_km_per_hour);
}

}  // namespace temgoc
