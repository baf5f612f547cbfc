// The recall of a lot with everything that was made of it.
#pragma once

#include "cli/command.h"
#include "temgoc/model/lot_facts.h"

namespace temgoc {

// `lot recall LOT --with-descendants`: shows what it would take in, and does it once --confirm says
// the lot again.
int recall_lot_chain(const Session& session, const Given& given, const Recall& recall);

}  // namespace temgoc
