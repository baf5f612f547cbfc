// The names of the kinds of code.
#include "temgoc/print_job.h"

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<CodeKind, 3> kCodeKinds{{{CodeKind::lot_seal, "lot_seal"},
                                         {CodeKind::item_seal, "item_seal"},
                                         {CodeKind::item_link, "item_link"}}};

}  // namespace

std::string to_text(CodeKind kind) { return name_in(kCodeKinds, kind); }
std::optional<CodeKind> code_kind(std::string_view text) { return value_in(kCodeKinds, text); }

}  // namespace temgoc
