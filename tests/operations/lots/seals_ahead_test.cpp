#include "operations/lots/seals_ahead.h"

#include <doctest/doctest.h>

#include "temgoc/base/clock.h"

using namespace temgoc;

namespace {

SigningKey key_of(std::uint8_t byte) {
  return SigningKey::generate(
      [byte](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), byte); });
}

std::string message(int number) { return "lot " + std::to_string(number); }

}  // namespace

TEST_CASE(
    "a signature made ahead is the one that would be made now, and a wrong guess costs nothing") {
  const SigningKey key = key_of(1), other = key_of(2);
  for (const int guesses : {0, 1, 3, 64, 500}) {
    std::vector<SealsAhead::Wish> wishes;
    for (int i = 0; i < guesses; ++i) wishes.push_back({key, message(i)});
    SealsAhead ahead(std::move(wishes));
    for (const int number : {0, 1, 2, 40, 499, 1000}) {
      CAPTURE(guesses);
      CAPTURE(number);
      CHECK(ahead.sign(key, message(number)) == key.sign(message(number)));
      // Under another key than was guessed.
      CHECK(ahead.sign(other, message(number)) == other.sign(message(number)));
    }
  }
}

TEST_CASE("all of many signatures are got while threads make them") {
  const SigningKey key = key_of(3);
  std::vector<SealsAhead::Wish> wishes;
  for (int i = 0; i < 300; ++i) wishes.push_back({key, message(i)});
  SealsAhead ahead(std::move(wishes));
  int good = 0;
  for (int i = 0; i < 300; ++i) good += ahead.sign(key, message(i)) == key.sign(message(i));
  CHECK(good == 300);
}
