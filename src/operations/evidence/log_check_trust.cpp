// Checks the kept trust lists and root sets, each by its own signatures.
#include <algorithm>

#include "operations/evidence/log_check_facts.h"
#include "temgoc/base/text.h"
#include "temgoc/workplace/public_trust.h"

namespace temgoc {
namespace {

bool has_own_digest(const TrustNote& note) {
  const std::string own = trust_note_digest(note.note);
  return !own.empty() && own == note.digest;
}

// The root set in a row, if it is one of this realm that its own threshold signed.
std::optional<RootSet> root_set_in(const TrustNote& note, const std::string& realm) {
  auto set = open_roots(note.note);
  if (!set || set->realm != realm || set->version != note.version) return std::nullopt;
  return *std::move(set);
}

bool is_list_of(const TrustNote& note, const std::vector<RootSet>& sets) {
  return std::ranges::any_of(sets, [&note](const RootSet& set) {
    const auto trust = Trust::open(note.note, set);
    return trust && trust->list().version == note.version;
  });
}

}  // namespace

void check_trust_notes(const RegistryAudit& registry, const RootSet& roots, Findings& findings) {
  std::vector<RootSet> sets{roots};
  registry.each_trust_note([&](const RegistryAudit::TrustNoteRow& row) {
    bool good = row.note && has_own_digest(*row.note);
    if (good && row.note->kind == TrustNote::Kind::roots) {
      // By kind, so every root set comes before the first list.
      auto set = root_set_in(*row.note, roots.realm);
      good = set.has_value();
      if (set) sets.push_back(*std::move(set));
    } else if (good) {
      good = is_list_of(*row.note, sets);
    }
    if (good) return;
    const std::string name = row.kind + " " + std::to_string(row.version);
    findings.add(Error{.code = "trust_note_edited", .value = shortened(name)});
  });
}

}  // namespace temgoc
