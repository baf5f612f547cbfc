// Documents of keys: what ours holds, and what of others is read.
#include "temgoc/credential/did_web.h"

#include <doctest/doctest.h>

#include "temgoc/credential/multibase.h"

using namespace temgoc;

namespace {

const PublicKeyBytes kKey =
    key_of_multikey("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").value();
const std::string kDid = "did:web:tg.example.vn:cooperative:C01";

Json document() { return did_document(kDid, std::vector<DidKey>{{"a1b2c3d4", kKey}}); }

}  // namespace

TEST_CASE("a name leads to the place of its document") {
  CHECK(did_web("tg.example.vn", "/cooperative/C01") == kDid);
  CHECK(jwk_method(kDid, "a1b2c3d4") == kDid + "#a1b2c3d4");
  CHECK(multikey_method(kDid, "a1b2c3d4") == kDid + "#a1b2c3d4-multikey");
}

TEST_CASE("a key stands twice in the document, and reads back as itself both times") {
  const Json made = document();
  REQUIRE(made["verificationMethod"].size() == 2);
  CHECK(made["verificationMethod"][0]["publicKeyJwk"]["crv"] == "Ed25519");
  CHECK_FALSE(made["verificationMethod"][0]["publicKeyJwk"].contains("d"));
  const DidKeys read = read_did_document(made).value();
  CHECK(read.did == kDid);
  REQUIRE(read.by_method.size() == 2);
  CHECK(read.by_method.at(kDid + "#a1b2c3d4") == kKey);
  CHECK(read.by_method.at(kDid + "#a1b2c3d4-multikey") == kKey);
}

TEST_CASE("a key that may not make assertions, or is another's, is passed over") {
  Json made = document();
  made["assertionMethod"] = Json::array({kDid + "#a1b2c3d4"});
  CHECK(read_did_document(made).value().by_method.size() == 1);
  made["assertionMethod"] = Json::array({"#a1b2c3d4"});
  CHECK(read_did_document(made).value().by_method.size() == 1);
  made["verificationMethod"][0]["controller"] = "did:web:other.example";
  CHECK(read_did_document(made).value().by_method.empty());
  Json within = document();
  within["assertionMethod"] = Json::array({within["verificationMethod"][1]});
  within.erase("verificationMethod");
  CHECK(read_did_document(within).value().by_method.size() == 1);
  Json other = document();
  other["verificationMethod"][0]["publicKeyJwk"]["crv"] = "P-256";
  other["verificationMethod"][1]["publicKeyMultibase"] = "zzz";
  CHECK(read_did_document(other).value().by_method.empty());
}

TEST_CASE("what is no document is refused") {
  for (const Json& each :
       {Json(1), Json::array(), Json::object(), Json{{"id", "tg.example.vn"}}, Json{{"id", 7}}})
    CHECK(read_did_document(each).error().code == "did_unreadable");
  // Members of the wrong kind are no fault of their own: they name no key.
  CHECK(read_did_document({{"id", kDid}, {"verificationMethod", 1}, {"assertionMethod", {1, "x"}}})
            .value()
            .by_method.empty());
}
