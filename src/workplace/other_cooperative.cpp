// Who is told whose a thing is.
#include "temgoc/workplace/other_cooperative.h"

namespace temgoc {

Error of_other_cooperative(const Actor& actor, Error owned, Error unknown) {
  return actor.channel == Channel::command ? std::move(owned) : std::move(unknown);
}

}  // namespace temgoc
