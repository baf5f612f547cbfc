// Root keys, and what their holders sign together: the trust list and root sets. A note collects
// signatures until the threshold is met, on this machine or on others, and then takes force.
// docs/keys.md.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/secret_text.h"
#include "temgoc/seal/pending_note.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A root key's file with what opens it.
struct RootKeyFile {
  std::filesystem::path path;
  SecretText passphrase;
};

// A new root key in a folder of its own, for a holder to keep. No workplace is needed.
// `root_keys_exist`, `passphrase_too_short`.
struct NewRootKey {
  std::filesystem::path path;
  PublicKeyBytes key{};
};
Result<NewRootKey> new_root_key(const std::filesystem::path& folder, std::string_view passphrase,
                                const RandomSource& random);

// The files in `folder`, or in a folder directly in it, whose names are those of roots of the set.
std::vector<std::filesystem::path> find_root_keys(const std::filesystem::path& folder,
                                                  const RootSet& roots);

// Reads and judges the note against the pinned set, then signs it with each key. No workplace is
// needed. Those of read_pending, `root_key_foreign` (a key of neither the pinned nor the new set),
// those of load_key.
Result<PendingContent> sign_pending(PendingNote& note, const RootSet& pinned,
                                    std::span<const RootKeyFile> keys);

// Which of the two notes is meant.
enum class RootPaper { trust_list, roots };

// How far a note is on its way into force: its content, who has signed it, who has not yet.
struct Ceremony {
  PendingNote note;
  PendingContent content;
  std::vector<RootSignatures>
      signatures;         // of each set that must sign: one, or the old and the new
  bool in_force = false;  // the threshold was met, and the workplace has taken it
  bool outdated = false;  // a trust list: the records have changed since it was drawn up
};

// The note that waits for signatures, if any does; one that can take force no more is none.
Result<std::optional<Ceremony>> pending_ceremony(Workplace& workplace, RootPaper paper);

// The list that sign_together would sign now: the one that waits, else as it would be drawn up.
Result<TrustList> list_to_sign(Workplace& workplace);

// Draws up the next trust list from the records, unsigned. Takes the place of one that waits.
Result<Ceremony> draft_trust_list(Workplace& workplace);

struct RootChange {
  std::map<std::string, PublicKeyBytes> add = {};  // by label, `<realm>/root/<label>`
  std::vector<std::string> remove = {};            // labels
  std::optional<unsigned> threshold = {};          // none: as it is
};
// Adds a root as a holder sends it: LABEL=KEY, the key in base64 as `roots key` prints it.
// `root_unreadable` (value: the text).
Result<void> add_written_root(RootChange& change, std::string_view written);
// Draws up the next root set, unsigned. `root_unknown`, `roots_waiting` (an adopted set waits for
// its first trust list), `roots_unchanged`, `roots_lost`, those of RootSet::parse_text.
Result<Ceremony> draft_roots(Workplace& workplace, const RootChange& change);

// Asked with what is about to be signed; an error leaves it unsigned.
using ApproveContent = std::function<Result<void>(const PendingContent&)>;

// Signs the waiting note; a trust list is drawn up if none waits, or always (`anew`). Takes it into
// force where the thresholds are met, else keeps it. All of it happens under one lock: of two that
// sign at once, the second signs the version after the first's. `roots_not_drafted`,
// `roots_waiting`, those of `approve`, hold_trust, sign_pending and adopt_trust.
enum class Draft { if_none_waits, anew };
Result<Ceremony> sign_together(Workplace& workplace, RootPaper paper,
                               std::span<const RootKeyFile> keys,
                               const ApproveContent& approve = {},
                               Draft draft = Draft::if_none_waits);

// Takes in a note that came back from other machines, its signatures joined with those of the one
// that waits. Those of read_pending, `pending_differs`, `pending_unsigned` (no root signed it).
Result<Ceremony> take_in(Workplace& workplace, const PendingNote& note);

}  // namespace temgoc
