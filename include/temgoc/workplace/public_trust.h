// Whom a workplace believes: the trust list and root sets in force, read from the registry and from
// the files of trust/, which are its projection. Whatever a crash, a full disk or an older copy
// left in the files, the newest list that verifies is in force.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/registry/registry.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A root set with the note that it was read from.
struct SignedRoots {
  RootSet set;
  std::string note;
};

// Whom to believe, with whom that was signed.
struct PublicTrust {
  SignedRoots roots;                      // of the list in force
  std::optional<SignedRoots> next_roots;  // adopted, waiting for its first list
  Trust trust;
  std::string list_note;
  bool files_behind = false;  // the files of trust/ or the registry lack some of it
  // Set where trust_list is gone or damaged and the registry's list is in force in its place.
  std::optional<Error> list_file_fault = {};
};

// `trust_file_damaged` (args kept, the copy to put in its place), `trust_file_lost`,
// `trust_copies_lost` (neither the registry nor a kept copy knows the list), `realm_changed`,
// `trust_rolled_back` (args seen: the registry holds a newer
// list that these roots did not sign), `trust_forked` (args seen: it holds another list of that
// version), `trust_kept_unreadable` (value: the file of a newer list that does not verify), those
// of open_roots, succeed_roots and Trust::open.
Result<PublicTrust> read_public_trust(const std::filesystem::path& folder, const Settings& settings,
                                      const Registry& registry);

// Each brings up to it, the registry or the files; these in the order that a reader without the
// lock can follow. What is new in the registry is logged before a file of it can leave the house.
// REQUIRES the lock of Workplace::hold_trust.
void record_public_trust(Registry& registry, const PublicTrust& trust, Instant now);
void write_public_trust(const std::filesystem::path& folder, const PublicTrust& trust);

// The same for what takes force now. First the registry; a crash after that is healed on opening.
TrustNote trust_note_of(const Trust& trust, std::string_view note, Instant now);
TrustNote trust_note_of(const RootSet& roots, std::string_view note, Instant now);

// SHA-256, in hex, of what the note of a list or root set signs; empty: it is no note.
std::string trust_note_digest(std::string_view note);

// Where a trust list or root set lies that was ever signed here.
std::filesystem::path kept_roots(const std::filesystem::path& folder, std::uint64_t version);
std::filesystem::path next_roots_path(const std::filesystem::path& folder);
std::filesystem::path kept_list(const std::filesystem::path& folder, std::uint64_t version);

}  // namespace temgoc
