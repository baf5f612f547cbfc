#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <utility>

#include "temgoc/base/same_secret.h"
#include "temgoc/base/secret_text.h"

using namespace temgoc;

namespace {

// Kilobytes of this process that cannot be swapped.
long locked_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (long kilobytes = 0; word == "VmLck:" && status >> kilobytes) return kilobytes;
  }
  return -1;
}

// Whether the mapping that holds `at` may be written into a core file: flag "dd" is MADV_DONTDUMP.
bool is_left_out_of_core_files(const char* at) {
  std::ifstream maps("/proc/self/smaps");
  const auto address = reinterpret_cast<std::uintptr_t>(at);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t from = 0, to = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &from, &to) == 2)
      inside = from <= address && address < to;
    if (inside && line.starts_with("VmFlags:")) return line.find(" dd") != std::string::npos;
  }
  return false;
}

}  // namespace

TEST_CASE("a secret is a text like another") {
  SecretText secret = "mật khẩu";
  CHECK(secret == "mật khẩu");
  CHECK_FALSE(secret == "mật");
  secret.push_back('!');
  CHECK(secret == "mật khẩu!");
  secret.pop_back();
  const SecretText copy = secret;
  const SecretText moved = std::move(secret);
  CHECK(copy.view() == moved.view());
  CHECK(SecretText().empty());
  SecretText longer;
  for (int i = 0; i < 10'000; ++i) longer.push_back(static_cast<char>('a' + i % 26));
  CHECK(longer.size() == 10'000);
  CHECK(longer.view().substr(9'998) == "op");
}

TEST_CASE("it is locked in memory, left out of core files, and wiped when it is cleared") {
  const long before = locked_kilobytes();
  SecretText secret = "mật khẩu";
  if (locked_kilobytes() <= before)
    MESSAGE("this machine lets no page be locked (ulimit -l): not looked at");
  CHECK(is_left_out_of_core_files(secret.view().data()));
  const char* at = secret.view().data();
  const std::size_t size = secret.size();
  secret.clear();
  CHECK(std::string(at, size) == std::string(size, '\0'));
  CHECK(secret.empty());
}

TEST_CASE("secrets are the same where every byte is, however the others are spread") {
  CHECK(is_same_secret("", ""));
  CHECK(is_same_secret("7KQ2M4XD", "7KQ2M4XD"));
  CHECK_FALSE(is_same_secret("7KQ2M4XD", "7KQ2M4X"));
  CHECK_FALSE(is_same_secret("", "x"));
  const std::string secret = "0123456789abcdef";
  for (std::size_t i = 0; i < secret.size(); ++i) {
    for (const int flip : {1, 0x80, 0xff}) {
      std::string other = secret;
      other[i] = static_cast<char>(other[i] ^ flip);
      CHECK_FALSE(is_same_secret(secret, other));
    }
  }
  // Two differences must not cancel one another.
  CHECK_FALSE(is_same_secret("ab", "ba"));
}
