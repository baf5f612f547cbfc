// What trust and roots commands share: the holders' keys as given, and notes as they are shown.
#pragma once

#include "cli/command.h"
#include "cli/trust_changes.h"
#include "temgoc/keys/root_ceremony.h"

namespace temgoc {

// --root-keys, --root-key and their passphrases.
std::vector<Option> root_key_options();
// The files named, each with its passphrase; with --root-keys those of `roots` found there.
// `usage_missing` where none is named, `root_key_missing` where the folder has none.
Result<std::vector<RootKeyFile>> root_keys_given(const Session& session, const Given& given,
                                                 const RootSet& roots);

// Signs a note that lies outside a workplace, --pending, against --roots or the file `roots` beside
// the key, and writes it back.
int sign_carried(const Session& session, const Given& given);
// Shows one, --pending, against --roots where given.
int show_carried(const Session& session, const Given& given);

Json signatures_json(const RootSignatures& signatures);
Json list_json(const TrustList& list);
Json roots_json(const RootSet& set);
std::string list_text(const Terminal& terminal, const TrustList& list);
std::string roots_text(const Terminal& terminal, const RootSet& set);
// "signed 1 of 2: …; missing: …"
std::string signatures_text(const Terminal& terminal, const RootSignatures& signatures);

// The result of signing, drawing up or taking in. `before`: the trust list that was in force, to
// which a new one's differences are shown.
int show_ceremony(const Session& session, const Workplace& workplace, const Ceremony& ceremony,
                  const TrustList& before);
// The note that waits, as show prints it; null where none does.
Json waiting_json(const std::optional<Ceremony>& ceremony);
std::string waiting_text(const Terminal& terminal, const std::optional<Ceremony>& ceremony);

// What the content changes beside that trust list; nothing where it is a root set.
std::vector<TrustChange> changes_of(const TrustList& before, const PendingContent& content);

}  // namespace temgoc
