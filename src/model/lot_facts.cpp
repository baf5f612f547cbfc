// The names of how far a recall reaches.
#include "temgoc/lot_facts.h"

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<Recall::Scope, 3> kScopes{{{Recall::Scope::lot, "lot"},
                                           {Recall::Scope::product, "product"},
                                           {Recall::Scope::cooperative, "cooperative"}}};

}  // namespace

std::string to_text(Recall::Scope scope) { return name_in(kScopes, scope); }

}  // namespace temgoc
