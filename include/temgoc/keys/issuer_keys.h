// The life of an issuer key: made, replaced with an overlap, retired, cut when it was stolen. What
// is done here reaches verifiers with the next signed trust list. docs/keys.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A new issuer key for a cooperative, its encrypted file in the workplace. It issues nothing until
// a trust list holds it. The cooperative gets its block of GTINs with it, unless it has one: a list
// that names the key covers every number that is given out later. `cooperative_unknown`,
// `cooperative_has_key` (args key_id), `passphrase_too_short`, `gtin_block_full`.
// With `token` the key is made in, or taken from, a PKCS#11 token whose PIN the passphrase is, and
// the file only names it: those of make_token_key and load_key.
Result<IssuerKeyRecord> new_issuer_key(Workplace& workplace, std::string_view cooperative_id,
                                       std::string_view passphrase,
                                       const std::optional<TokenKeyOrder>& token = {});

// The next key of a cooperative that has one. Both are active: the older one issues until a signed
// list holds the new one, and what it sealed stays good. `cooperative_unknown`, `key_missing`,
// `rotation_unfinished` (args key_id: a key that no list holds yet), those of new_issuer_key.
Result<IssuerKeyRecord> rotate_issuer_key(Workplace& workplace, std::string_view cooperative_id,
                                          std::string_view passphrase,
                                          const std::optional<TokenKeyOrder>& token = {});

// The key with that id, 8 hexadecimal digits. `key_unknown`.
Result<IssuerKeyRecord> find_issuer_key(const Workplace& workplace, std::string_view hex);

// Takes a key out of use: it issues no more, what it sealed stays good. With `packed_until`,
// verifiers refuse later pack days of it. `key_not_active` (args status), `packed_until_too_early`
// (args last: a lot of it was packed later).
Result<void> retire_issuer_key(Workplace& workplace, const IssuerKeyRecord& key,
                               std::optional<Day> packed_until, std::string_view reason);

// A stolen key: from log index `cut_at` on nothing that it signed is believed, before it every
// claim on record stays good. At once it issues no more. A later call may move the cut.
// `key_is_test`, `reason_missing`, `cut_beyond_log` (args size).
Result<void> cut_issuer_key(Workplace& workplace, const IssuerKeyRecord& key, std::uint64_t cut_at,
                            std::string_view reason);

}  // namespace temgoc
