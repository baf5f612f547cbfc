#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <thread>
#include <vector>

#include "signer/support.h"
#include "temgoc/seal/signature.h"

using namespace temgoc;

namespace {

constexpr std::string_view kPassphrase = "mật khẩu của hợp tác xã";

std::string code_of(const Result<SigningKey>& key) { return key ? "" : key.error().code; }

SigningKey key_under(std::string_view pem, std::string_view passphrase) {
  return SigningKey::from_pem(pem, passphrase).value();
}

// A PKCS#8 key that the openssl command made, with few rounds so that many passphrases can be
// tried.
std::string openssl_key(const TestFolder& folder, const std::string& algorithm, int rounds) {
  const std::string out = (folder / "made.pem").string();
  const Outcome made =
      shell("openssl genpkey " + algorithm +
            " | openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter " +
            std::to_string(rounds) + " -passout pass:secret-words -out " + out);
  REQUIRE_MESSAGE(made.status == 0, made.output);
  return read_file(out, 65536).value();
}

}  // namespace

TEST_CASE("the keys and signatures of RFC 8032 section 7.1 come out") {
  struct Vector {
    const char* seed;
    const char* public_key;
    const char* message;
    const char* signature;
  };
  const Vector vectors[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9b46b"
       "d25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "11d8c"
       "387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
       "dc659"
       "4a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const Vector& vector : vectors) {
    const SigningKey key = SigningKey::generate(fixed(vector.seed));
    CHECK(to_hex(key.public_key()) == vector.public_key);
    const Bytes message = from_hex(vector.message).value();
    CHECK(to_hex(key.sign(as_text(message))) == vector.signature);
  }
}

TEST_CASE("a key comes back from its encrypted and from its plain text") {
  const SigningKey key = test_key();
  for (const std::string_view passphrase : {kPassphrase, std::string_view()}) {
    const SigningKey again = key_under(key.to_pem(passphrase, system_random()), passphrase);
    CHECK(again.public_key() == key.public_key());
    CHECK(again.sign("lô hàng") == key.sign("lô hàng"));
  }
}

TEST_CASE("the same random bytes give the same file, others another") {
  const SigningKey key = test_key();
  CHECK(key.to_pem(kPassphrase, fixed("01")) == key.to_pem(kPassphrase, fixed("01")));
  CHECK(key.to_pem(kPassphrase, fixed("01")) != key.to_pem(kPassphrase, fixed("02")));
}

TEST_CASE("openssl reads the file and finds the promised encryption") {
  const TestFolder folder;
  const SigningKey key = test_key();
  const std::string pem =
      folder.write("key.pem", key.to_pem(kPassphrase, system_random())).string();
  const std::string words = folder.write("words", std::string(kPassphrase) + "\n").string();

  const Outcome opened = shell("openssl pkey -in " + pem + " -passin file:" + words +
                               " -pubout -outform DER | od -An -v -tx1 | tr -d ' \\n'; echo");
  CHECK(opened.status == 0);
  CHECK(opened.output == "302a300506032b6570032100" + to_hex(key.public_key()) + "\n");

  const Outcome parsed = shell("openssl asn1parse -in " + pem);
  CHECK(parsed.output.find(":PBES2") != std::string::npos);
  CHECK(parsed.output.find(":PBKDF2") != std::string::npos);
  CHECK(parsed.output.find(":0927C0") != std::string::npos);  // 600,000
  CHECK(parsed.output.find(":hmacWithSHA256") != std::string::npos);
  CHECK(parsed.output.find(":aes-256-cbc") != std::string::npos);
}

TEST_CASE("openssl checks our signature and makes the same") {
  const TestFolder folder;
  const SigningKey key = test_key();
  const std::string pem = folder.write("key.pem", key.to_pem("", system_random())).string();
  const std::string message =
      folder.write("message", "temgoc-lot-seal/v1\nxã Bình Khánh\n").string();
  const Signature signature = key.sign("temgoc-lot-seal/v1\nxã Bình Khánh\n");
  const std::string ours = folder.write("signature", as_text(signature)).string();
  CHECK(shell("openssl pkeyutl -verify -rawin -inkey " + pem + " -in " + message + " -sigfile " +
              ours)
            .status == 0);
  CHECK(shell("openssl pkeyutl -sign -rawin -inkey " + pem + " -in " + message + " | cmp - " + ours)
            .status == 0);
}

TEST_CASE("a key that openssl made is read") {
  const TestFolder folder;
  const SigningKey key = key_under(openssl_key(folder, "-algorithm ed25519", 2048), "secret-words");
  const Outcome shown = shell("openssl pkey -in " + (folder / "made.pem").string() +
                              " -passin pass:secret-words -pubout -outform DER | tail -c 32 | od "
                              "-An -v -tx1 | tr -d ' \\n'; echo");
  CHECK(shown.output == to_hex(key.public_key()) + "\n");
}

TEST_CASE("a wrong passphrase is named, also where its padding happens to fit") {
  const TestFolder folder;
  const std::string pem = openssl_key(folder, "-algorithm ed25519", 1);
  for (int i = 0; i < 3000; ++i) {
    REQUIRE(code_of(SigningKey::from_pem(pem, "wrong " + std::to_string(i))) ==
            "key_passphrase_wrong");
  }
  CHECK(SigningKey::from_pem(pem, "secret-words"));
}

TEST_CASE("a key file that asks for hours of rounds is refused before the first") {
  // By the openssl command, with 10,000,001 rounds, under "secret-words".
  constexpr std::string_view kSlow =
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
      "MIGdMFkGCSqGSIb3DQEFDTBMMCsGCSqGSIb3DQEFDDAeBAjMRIkAQf5zXQIEAJiW\n"
      "gTAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQRGMONdVmMhw5yRD/HE7jagRA\n"
      "uQpdMAQUWJn+zwQUE6CoCi0E0AOJ1PoLs3U0Aq66LC4kC4StlEoxAoOXojnN7/eL\n"
      "omfcKhlhaFe5f7D3z9JL+w==\n"
      "-----END ENCRYPTED PRIVATE KEY-----\n";
  CHECK(code_of(SigningKey::from_pem(kSlow, "secret-words")) == "key_file_unreadable");
}

TEST_CASE("an encrypted key without a passphrase asks for one, and never at the terminal") {
  const std::string pem = test_key().to_pem(kPassphrase, system_random());
  CHECK(code_of(SigningKey::from_pem(pem, "")) == "key_passphrase_needed");
}

TEST_CASE("keys of other kinds are named") {
  const TestFolder folder;
  const std::string curve = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
  CHECK(code_of(SigningKey::from_pem(openssl_key(folder, curve, 1), "secret-words")) ==
        "key_not_ed25519");
  CHECK(code_of(SigningKey::from_pem(openssl_key(folder, "-algorithm x25519", 1),
                                     "secret-words")) == "key_not_ed25519");
  const Outcome older = shell("openssl ecparam -name prime256v1 -genkey -noout");
  CHECK(code_of(SigningKey::from_pem(older.output, "")) == "key_not_ed25519");
}

TEST_CASE("what is no private key is unreadable") {
  const TestFolder folder;
  const std::string pem = folder.write("key.pem", test_key().to_pem("", system_random())).string();
  CHECK(code_of(SigningKey::from_pem(shell("openssl pkey -in " + pem + " -pubout").output, "")) ==
        "key_file_unreadable");
  CHECK(code_of(SigningKey::from_pem("", "x")) == "key_file_unreadable");
  CHECK(code_of(SigningKey::from_pem(
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "")) ==
        "key_file_unreadable");
}

TEST_CASE("a key file that asks for hours of work, or for another scheme, is refused at once") {
  const TestFolder folder;
  const std::string plain =
      folder.write("plain.pem", test_key().to_pem("", system_random())).string();
  const Outcome scrypt =
      shell("openssl pkcs8 -topk8 -in " + plain + " -scrypt -passout pass:secret-words");
  CHECK(code_of(SigningKey::from_pem(scrypt.output, "secret-words")) == "key_file_unreadable");

  const Outcome slow = shell("openssl pkcs8 -topk8 -in " + plain +
                             " -iter 16909060 -v2 aes-256-cbc -passout pass:secret-words");
  REQUIRE(slow.status == 0);
  CHECK(code_of(SigningKey::from_pem(slow.output, "secret-words")) == "key_file_unreadable");
}

TEST_CASE("a key cut anywhere is an error, never another key") {
  const std::string pem = test_key().to_pem("", system_random());
  const std::size_t last_line = pem.find("-----END");
  for (std::size_t size = 0; size < last_line; ++size) {
    REQUIRE_FALSE(SigningKey::from_pem(std::string_view(pem).substr(0, size), ""));
  }
}

TEST_CASE("a changed key file is answered with a key or a code, never a crash") {
  const std::string pem = test_key().to_pem("", system_random());
  CHECK(rc::check("changed bytes", [&] {
    std::string changed = pem;
    const auto at = *rc::gen::inRange<std::size_t>(0, pem.size());
    changed[at] = *rc::gen::arbitrary<char>();
    const Result<SigningKey> key = SigningKey::from_pem(changed, "x");
    if (!key) RC_ASSERT_FALSE(key.error().code.empty());
  }));
}

TEST_CASE("many threads sign with one key") {
  const SigningKey key = test_key();
  const Signature expected = key.sign("một lô");
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) wrong += key.sign("một lô") == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("a new key is one that the verifier admits, and its signatures are good there") {
  for (int i = 0; i < 50; ++i) {
    const SigningKey key = SigningKey::generate(system_random());
    const Result<VerifyKey> verifier = VerifyKey::admit(key.public_key());
    REQUIRE(verifier);
    REQUIRE(verifier->verify("một lô", key.sign("một lô")));
    REQUIRE_FALSE(verifier->verify("một lô khác", key.sign("một lô")));
  }
}
