#include <doctest/doctest.h>
#include <sys/stat.h>

#include "signer/support.h"
#include "temgoc/base/files.h"

using namespace temgoc;

namespace {

constexpr std::string_view kPassphrase = "tám chữ trở lên";

unsigned mode_of(const std::filesystem::path& path) {
  return static_cast<unsigned>(std::filesystem::status(path).permissions());
}

Error load_error(const std::filesystem::path& path, std::string_view passphrase) {
  return load_key(path, passphrase).error();
}

}  // namespace

TEST_CASE("a saved key is loaded again and only its owner may read it") {
  const TestFolder folder;
  const auto path = folder / "issuer.pem";
  ::umask(0);
  const Result<void> saved = save_key(path, test_key(), kPassphrase, system_random());
  ::umask(022);
  REQUIRE(saved);
  CHECK(mode_of(path) == 0600U);
  CHECK(load_key(path, kPassphrase)->public_key() == test_key().public_key());
}

TEST_CASE("a wrong or missing passphrase is named with the file") {
  const TestFolder folder;
  const auto path = folder / "issuer.pem";
  REQUIRE(save_key(path, test_key(), kPassphrase, system_random()));
  CHECK(load_error(path, "tám chữ trở xuống").code == "key_passphrase_wrong");
  CHECK(load_error(path, "tám chữ trở xuống").value == path.string());
  CHECK(load_error(path, "").code == "key_passphrase_needed");
}

TEST_CASE("a passphrase typed in decomposed letters opens the same file") {
  const TestFolder folder;
  const auto path = folder / "issuer.pem";
  REQUIRE(save_key(path, test_key(), "m\u1EADt kh\u1EA9u", system_random()));
  CHECK(load_key(path, "ma\u0323\u0302t kha\u0302\u0309u"));
}

TEST_CASE("a byte order mark is no part of a passphrase, and a key made with one still opens") {
  const std::string mark = "\xEF\xBB\xBF";
  const TestFolder folder;
  const auto typed = folder / "typed.pem", filed = folder / "filed.pem", old = folder / "old.pem";
  REQUIRE(save_key(typed, test_key(), kPassphrase, system_random()));
  REQUIRE(save_key(filed, test_key(), mark + std::string(kPassphrase), system_random()));
  // As it was once made: the mark went into the cipher.
  write_file(old, as_bytes(test_key().to_pem(mark + std::string(kPassphrase), system_random())),
             0600);
  for (const auto& path : {typed, filed, old}) {
    CHECK(load_key(path, kPassphrase));
    CHECK(load_key(path, mark + std::string(kPassphrase)));
    CHECK(load_error(path, mark).code == "key_passphrase_needed");
    CHECK(load_error(path, mark + "tám chữ trở xuống").code == "key_passphrase_wrong");
  }
}

TEST_CASE("a key that others may read is refused") {
  const TestFolder folder;
  const auto path = folder / "issuer.pem";
  REQUIRE(save_key(path, test_key(), "", system_random()));
  for (const unsigned mode : {0640U, 0604U, 0620U, 0601U, 0644U}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    CHECK(load_error(path, "").code == "key_file_open");
  }
  CHECK(load_error(path, "").args.at("mode") == "0644");
  REQUIRE(::chmod(path.c_str(), 0400) == 0);
  CHECK(load_key(path, ""));
}

TEST_CASE("passphrases and folders of keys that others may reach are named") {
  const TestFolder folder;
  const auto passphrase = folder.write("passphrase", "x", 0644);
  CHECK(open_passphrase_file(passphrase) ==
        Error{"passphrase_file_open", {}, passphrase.string(), {}, {{"mode", "0644"}}});
  REQUIRE(::chmod(passphrase.c_str(), 0600) == 0);
  CHECK(!open_passphrase_file(passphrase));
  CHECK(!open_passphrase_file(folder / "none"));
  CHECK(!open_passphrase_file("/dev/null"));  // what a shell hands over is no file of anybody's

  const auto keys = folder / "keys";
  std::filesystem::create_directory(keys);
  REQUIRE(::chmod(keys.c_str(), 0750) == 0);
  CHECK(open_keys_folder(keys)->code == "keys_folder_open");
  CHECK(open_keys_folder(keys)->args.at("mode") == "0750");
  REQUIRE(::chmod(keys.c_str(), 0700) == 0);
  CHECK(!open_keys_folder(keys));
  CHECK(!key_without_modes(passphrase));
}

TEST_CASE("a file that exists is never overwritten") {
  const TestFolder folder;
  const auto path = folder.write("issuer.pem", "something dear");
  const Result<void> saved = save_key(path, test_key(), kPassphrase, system_random());
  REQUIRE_FALSE(saved);
  CHECK(saved.error() == Error{.code = "key_file_exists", .value = path.string()});
  CHECK(read_file(path, 100).value() == "something dear");
}

TEST_CASE("a link that leads nowhere is not followed") {
  const TestFolder folder;
  std::filesystem::create_symlink(folder / "elsewhere", folder / "issuer.pem");
  CHECK(save_key(folder / "issuer.pem", test_key(), kPassphrase, system_random()).error().code ==
        "key_file_exists");
  CHECK_FALSE(std::filesystem::exists(folder / "elsewhere"));
}

TEST_CASE("a missing folder is a failure of the world and a missing key an error") {
  const TestFolder folder;
  CHECK_THROWS_AS(
      static_cast<void>(save_key(folder / "none/issuer.pem", test_key(), "", system_random())),
      SystemFailure);
  CHECK(load_error(folder / "none.pem", "").code == "file_not_found");
}
