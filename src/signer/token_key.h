// An Ed25519 key that never leaves its PKCS#11 token, spoken to through Cryptoki.
#pragma once

#include <memory>

#include "temgoc/base/secret_text.h"
#include "temgoc/signer/signer.h"

namespace temgoc {

class CryptokiModule;

// One session, logged in. Any thread may sign; they take turns, since a session holds one operation
// at a time. A session that was lost (token pulled out and put back, process forked) is opened
// again once.
class TokenKey {
 public:
  // Those of open_token_key in signer.h.
  static Result<std::shared_ptr<TokenKey>> open(const TokenKeyPlace& place, std::string_view pin);
  ~TokenKey();
  TokenKey(const TokenKey&) = delete;
  TokenKey& operator=(const TokenKey&) = delete;

  const PublicKeyBytes& public_key() const;
  // `token_key_extractable`: the token gives the private part away to whoever has the PIN;
  // `token_key_imported`: it was made outside, or could be taken out once. None for a key that
  // never was anywhere else.
  std::optional<Error> may_be_elsewhere() const;
  // SystemFailure: `token_signature_wrong`, `token_failed` (args call, code), and, as failures, the
  // errors of opening again.
  Signature sign(std::string_view message);

 private:
  struct Session;
  TokenKey(TokenKeyPlace place, std::string_view pin, std::unique_ptr<Session> session);
  struct Guarded;
  std::unique_ptr<Guarded> guarded_;
};

}  // namespace temgoc
