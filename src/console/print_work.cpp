// Labels are printed in a workplace of the desk's own thread.
#include "console/print_work.h"

#include "temgoc/base/bytes.h"

namespace temgoc {

PrintDesk::Work print_work(const House& house, const Actor& actor, const std::string& name,
                           LabelsToPrint labels, SecretText passphrase) {
  return [folder = house.folder, clock = house.world.clock, random = house.world.random, actor,
          name, labels = std::move(labels),
          passphrase = std::move(passphrase)](const ProgressSink& progress) -> Result<PrintReport> {
    auto workplace = Workplace::open(folder, actor, clock, random);
    if (!workplace) return workplace.error();
    workplace->ask_once(to_hex(sha256(as_bytes("print " + name))), false);
    return labels(*workplace, passphrase, progress);
  };
}

}  // namespace temgoc
