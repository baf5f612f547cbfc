// What tokens do that SoftHSM does not, with a module of our own.
#include <doctest/doctest.h>

#include "signer/support.h"
#include "temgoc/seal/signature.h"

using namespace temgoc;

namespace {

// The key opened, and one signature made, by a token that behaves so.
std::string outcome(const char* behaviour) {
  const TestFolder folder;
  ::setenv("FAKE_TOKEN", behaviour, 1);
  REQUIRE(save_token_place(folder / "fake.token", {FAKE_TOKEN_MODULE, "fake", "0102"}));
  const auto key = load_key(folder / "fake.token", "1234");
  if (!key) return key.error().code;
  try {
    const bool good = VerifyKey::admit(key->public_key()).value().verify("lô", key->sign("lô"));
    return good && key->public_key() == test_key().public_key() ? "good" : "bad";
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  }
}

}  // namespace

TEST_CASE("a token's public key is read in every form that tokens give it") {
  CHECK(outcome("der_point") == "good");
  CHECK(outcome("raw_point") == "good");
  CHECK(outcome("point_on_private_key") == "good");
  CHECK(outcome("short_point") == "token_key_missing");
}

TEST_CASE("a session that is lost is opened again, a token that is gone is said to be") {
  CHECK(outcome("lost_once") == "good");
  CHECK(outcome("gone") == "token_failed");
  CHECK(outcome("refuses") == "token_failed");
  CHECK(outcome("no_session") == "token_failed");
  CHECK(outcome("locked") == "pin_locked");
}

TEST_CASE("a token that comes back with another key signs nothing") {
  CHECK(outcome("exchanged") == "key_file_wrong");
}

TEST_CASE("a wrong signature never leaves, and a key of small order never enters") {
  CHECK(outcome("wrong_signature") == "token_signature_wrong");
  CHECK(outcome("small_order") == "key_small_order");
}
