// The names of how far a recall reaches, and what is said of a cancelled lot.
#include "temgoc/model/lot_facts.h"

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<Recall::Scope, 3> kScopes{{{Recall::Scope::lot, "lot"},
                                           {Recall::Scope::product, "product"},
                                           {Recall::Scope::cooperative, "cooperative"}}};

}  // namespace

std::string to_text(Recall::Scope scope) { return name_in(kScopes, scope); }

Error lot_is_cancelled(const Lot& lot, const LotCancellation& cancelled) {
  return {.code = "lot_is_cancelled",
          .field = "lot",
          .value = lot.code.text(),
          .args = {{"reason", cancelled.reason}}};
}

}  // namespace temgoc
