// What root holders sign one after another, on their own machines: a trust list or a root set with
// the signatures made so far. docs/trust_list_format.md, "Signing together".
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "temgoc/seal/trust_list.h"

namespace temgoc {

struct PendingNote {
  std::string text;                                   // what is signed; ends in a newline
  std::vector<SignedNote::SignatureLine> signatures;  // may be none

  // A signed note, or a text that nobody has signed yet. `note_unreadable`.
  static Result<PendingNote> parse(std::string_view file);
  std::string serialised() const;

  // Takes the place of an earlier signature of that name and key.
  void add(SignedNote::SignatureLine signature);
  // Takes over the other's signatures. `pending_differs`: it is not a copy of this text.
  Result<void> merge(const PendingNote& other);
};

// What stands in it: strictly read, of the realm of `pinned`, and signed (or to be signed) under
// it. Those of TrustList::parse_text, RootSet::parse_text, `trust_realm`, `trust_root_version`,
// `roots_not_successor`.
using PendingContent = std::variant<TrustList, RootSet>;
Result<PendingContent> read_pending(const PendingNote& pending, const RootSet& pinned);

// Of one root set: who has signed, and who has not.
struct RootSignatures {
  unsigned need = 1;                 // the threshold
  std::vector<std::string> have;     // names of roots
  std::vector<std::string> missing;  // the set's others
  bool complete() const { return have.size() >= need; }
};
// Whether it is a root set rather than a trust list, by its first line.
bool is_root_set(const PendingNote& pending);
RootSignatures signatures_of(const PendingNote& pending, const RootSet& roots);

}  // namespace temgoc
