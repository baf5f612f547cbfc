#include "console/key_ring.h"

#include <doctest/doctest.h>

using namespace temgoc;
using namespace std::chrono_literals;

TEST_CASE("a key is open to the session that unlocked it, until its time is over") {
  KeyRing ring;
  const auto now = std::chrono::steady_clock::now();
  ring.unlock("lan", "C01", SecretText("đồng bằng"), now + 15min);
  CHECK(ring.passphrase("lan", "C01", now + 14min).value() == "đồng bằng");
  CHECK(ring.open_for("lan", now + 14min) == 1min);
  CHECK_FALSE(ring.passphrase("hoa", "C01", now).has_value());
  CHECK_FALSE(ring.passphrase("lan", "C02", now).has_value());
  CHECK_FALSE(ring.passphrase("lan", "C01", now + 15min).has_value());
  CHECK_FALSE(ring.open_for("lan", now).has_value());  // it was wiped when its time was over
}

TEST_CASE("locking closes all keys of a session and of no other") {
  KeyRing ring;
  const auto now = std::chrono::steady_clock::now();
  ring.unlock("lan", "C01", SecretText("a"), now + 15min);
  ring.unlock("lan", "C02", SecretText("b"), now + 15min);
  ring.unlock("hoa", "C01", SecretText("a"), now + 15min);
  ring.lock("lan");
  CHECK_FALSE(ring.open_for("lan", now).has_value());
  CHECK(ring.passphrase("hoa", "C01", now).value() == "a");
}
