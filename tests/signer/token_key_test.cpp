// Keys in a PKCS#11 token, against SoftHSM.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

#include "signer/support.h"
#include "temgoc/seal/signature.h"

using namespace temgoc;

namespace {

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";
constexpr std::string_view kPin = "654321";

// One store of tokens for this whole program: the module reads its settings once.
class SoftTokens {
 public:
  static const SoftTokens& get() {
    static const SoftTokens tokens;
    return tokens;
  }
  void add(const std::string& label) const {
    const Outcome made = shell("softhsm2-util --init-token --free --label '" + label +
                               "' --so-pin 12345678 --pin 654321");
    REQUIRE_MESSAGE(made.status == 0, made.output);
  }
  const TestFolder& folder() const { return folder_; }

 private:
  SoftTokens() {
    std::filesystem::create_directory(folder_ / "tokens");
    const auto settings =
        folder_.write("softhsm2.conf", "directories.tokendir = " + (folder_ / "tokens").string() +
                                           "\nobjectstore.backend = file\nlog.level = ERROR\n");
    ::setenv("SOFTHSM2_CONF", settings.c_str(), 1);
    add("HTX C01");
  }
  TestFolder folder_;
};

// A key of its own, and the file that names it.
struct InToken {
  TokenKeyPlace place;
  std::filesystem::path file;

  explicit InToken(const std::string& name) {
    const SoftTokens& tokens = SoftTokens::get();
    place = make_token_key({kModule, "HTX C01"}, kPin, system_random()).value();
    file = tokens.folder() / name;
    std::filesystem::remove(file);
    REQUIRE(save_token_place(file, place));
  }
};

std::string code_of(const auto& result) { return result.has_value() ? "ok" : result.error().code; }

bool is_good(const SigningKey& key, std::string_view message) {
  return VerifyKey::admit(key.public_key()).value().verify(message, key.sign(message));
}

}  // namespace

TEST_CASE("a key made in a token signs as one in a file does") {
  const InToken made("sign.token");
  const auto key = load_key(made.file, kPin);
  REQUIRE(key.has_value());
  CHECK(is_good(*key, "lô 261124-01"));
  CHECK(is_good(*key, ""));
  CHECK(is_good(*key, std::string(100'000, 'x')));
  CHECK(key->sign("như nhau") == key->sign("như nhau"));
  CHECK_THROWS_AS((void)key->to_pem("", system_random()), std::logic_error);
}

TEST_CASE("a key made in a token cannot be taken out, and is not seen without the PIN") {
  const InToken made("kept.token");
  const std::string list =
      std::string("pkcs11-tool --module ") + kModule + " --token-label 'HTX C01' --list-objects ";
  const auto of_key = [&](const std::string& options) {
    return shell(list + "--type privkey --id " + made.place.key_id + " " + options).output;
  };
  const std::string shown = of_key("--login --pin 654321");
  INFO(shown);
  CHECK(shown.find("always sensitive") != std::string::npos);
  CHECK(shown.find("never extractable") != std::string::npos);
  CHECK(of_key("").find("Private Key Object") == std::string::npos);
}

TEST_CASE("the file that names a key in a token holds no secret, and only its owner may read it") {
  const InToken made("place.token");
  const std::string content = read_file(made.file, 4096).value();
  CHECK(content.find(kPin) == std::string::npos);
  CHECK(content.find("HTX C01") != std::string::npos);
  CHECK((static_cast<unsigned>(std::filesystem::status(made.file).permissions()) & 077U) == 0);
  CHECK(code_of(save_token_place(made.file, made.place)) == "key_file_exists");
}

TEST_CASE("what is wrong with token, PIN, module or key is said by name") {
  const InToken made("wrong.token");
  const auto loaded = [&](const TokenKeyPlace& place, std::string_view pin) {
    const auto file = SoftTokens::get().folder() / "try.token";
    std::filesystem::remove(file);
    REQUIRE(save_token_place(file, place));
    return code_of(load_key(file, pin));
  };
  CHECK(loaded(made.place, "") == "pin_needed");
  CHECK(loaded(made.place, "000000") == "pin_wrong");
  CHECK(loaded(made.place, "1") == "pin_wrong");
  CHECK(loaded({kModule, "HTX C99", made.place.key_id}, kPin) == "token_missing");
  CHECK(loaded({"/no/such.so", "HTX C01", made.place.key_id}, kPin) == "token_module_missing");
  CHECK(loaded({"/lib/x86_64-linux-gnu/libc.so.6", "HTX C01", made.place.key_id}, kPin) ==
        "token_module_missing");
  CHECK(loaded({kModule, "HTX C01", "0011223344556677"}, kPin) == "token_key_missing");
  CHECK(loaded({kModule, "HTX C01", "not hex"}, kPin) == "key_file_unreadable");
  for (const char* text : {"{", "{}", "{\"module\":1,\"token\":\"a\",\"key_id\":\"b\"}"}) {
    const auto file = SoftTokens::get().folder().write("damaged.token", text);
    CHECK(code_of(load_key(file, kPin)) == "key_file_unreadable");
  }
  CHECK(loaded(made.place, kPin) == "ok");
}

TEST_CASE("while a key of the token is in use, a wrong PIN opens nothing more") {
  const InToken made("in_use.token");
  const auto in_use = load_key(made.file, kPin);
  REQUIRE(in_use.has_value());
  CHECK(code_of(load_key(made.file, "000000")) == "pin_wrong");
  CHECK(code_of(load_key(made.file, kPin)) == "ok");
  CHECK(is_good(*in_use, "lô 261124-02"));
}

TEST_CASE("a module that one thread gives up while another asks for it serves both") {
  const InToken made("given_up.token");
  std::atomic<unsigned> opened = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([&] {
        for (int again = 0; again < 10; ++again)
          if (const auto key = load_key(made.file, kPin); key && is_good(*key, "lô")) ++opened;
      });
  }
  CHECK(opened == 40);
}

TEST_CASE("a key of the token other than the one known is refused") {
  const InToken one("one.token");
  const InToken other("other.token");
  const PublicKeyBytes known = load_key(one.file, kPin)->public_key();
  CHECK(code_of(load_key(one.file, kPin, known)) == "ok");
  CHECK(code_of(load_key(other.file, kPin, known)) == "key_file_wrong");
}

TEST_CASE("a key that another program made is taken by its label, another kind is not") {
  SoftTokens::get();
  const std::string tool = std::string("pkcs11-tool --module ") + kModule +
                           " --token-label 'HTX C01' --login --pin 654321 --keypairgen ";
  REQUIRE(shell(tool + "--key-type EC:edwards25519 --id a1b2 --label 'khóa cũ'").status == 0);
  REQUIRE(shell(tool + "--key-type EC:prime256v1 --id c3d4 --label 'khóa khác'").status == 0);
  const auto place = make_token_key({kModule, "HTX C01", "khóa cũ"}, kPin, system_random());
  REQUIRE(place.has_value());
  CHECK(place->key_id == "a1b2");
  const auto file = SoftTokens::get().folder() / "taken.token";
  REQUIRE(save_token_place(file, *place));
  CHECK(is_good(load_key(file, kPin).value(), "x"));
  CHECK(code_of(make_token_key({kModule, "HTX C01", "không có"}, kPin, system_random())) ==
        "token_key_missing");
  const auto other = SoftTokens::get().folder() / "p256.token";
  REQUIRE(save_token_place(other, {kModule, "HTX C01", "c3d4"}));
  CHECK(code_of(load_key(other, kPin)) == "key_not_ed25519");
}

TEST_CASE("two tokens of one label are not guessed between") {
  SoftTokens::get().add("đôi");
  SoftTokens::get().add("đôi");
  CHECK(code_of(make_token_key({kModule, "đôi"}, kPin, system_random())) == "token_ambiguous");
}

TEST_CASE("many threads sign with one key") {
  const InToken made("threads.token");
  const SigningKey key = load_key(made.file, kPin).value();
  const VerifyKey verify = VerifyKey::admit(key.public_key()).value();
  std::array<int, 4> good{};
  {
    std::vector<std::jthread> threads;
    for (int& mine : good) {
      threads.emplace_back([&key, &verify, &mine] {
        for (int i = 0; i < 25; ++i) {
          const std::string message = "lô " + std::to_string(i);
          mine += verify.verify(message, key.sign(message)) ? 1 : 0;
        }
      });
    }
  }
  CHECK(good == std::array{25, 25, 25, 25});
}

TEST_CASE("a forked child opens its own session") {
  const InToken made("fork.token");
  const SigningKey key = load_key(made.file, kPin).value();
  REQUIRE(is_good(key, "trước"));
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 1;
    try {
      status = is_good(key, "con") ? 0 : 2;
    } catch (const SystemFailure&) {
      status = 3;
    }
    ::_exit(status);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(is_good(key, "sau"));
}
