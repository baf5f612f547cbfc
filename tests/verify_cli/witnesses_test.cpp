// Who stands behind a checkpoint: a witness that was asked for, at a time that can be.
#include "verify_cli/witnesses.h"

#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "verify_cli/scratch.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Instant kNow = instant("2026-12-01T03:00:00.000Z");
const VerifierKey kWitness{"witness.example/w1", VerifierKey::Type::witness,
                           kTestRealm.other.public_key};

Witnesses asked() {
  const Scratch scratch;
  return Witnesses::open({scratch.write("witnesses", kWitness.text() + "\n")}).value();
}

std::uint64_t seconds_at(const char* iso) {
  return static_cast<std::uint64_t>(instant(iso).time_since_epoch() / std::chrono::seconds(1));
}

SignedNote::SignatureLine line_at(const std::string& text, std::uint64_t seconds) {
  return cosignature_line(kWitness, seconds,
                          kTestRealm.other.sign(cosigned_message(text, seconds)));
}

bool stands_at(std::uint64_t seconds, std::optional<Instant> earliest = {}) {
  const std::string text = checkpoint_text(kRealm, tree_head({}));
  return asked().stand_behind({text, {line_at(text, seconds)}}, kNow, earliest);
}

}  // namespace

TEST_CASE("a cosignature that is dated 0, in 2100 or in the days to come is none") {
  CHECK(stands_at(seconds_at("2026-11-30T12:00:00.000Z")));
  CHECK(stands_at(seconds_at("2026-12-02T02:59:00.000Z")));
  CHECK_FALSE(stands_at(0));
  CHECK_FALSE(stands_at(seconds_at("2100-01-01T00:00:00.000Z")));
  CHECK_FALSE(stands_at(seconds_at("2026-12-03T00:00:00.000Z")));
}

TEST_CASE("nobody cosigned a bundle's checkpoint long before the bundle was made") {
  const Instant made = instant("2026-11-20T03:00:00.000Z");
  CHECK(stands_at(seconds_at("2026-11-20T04:00:00.000Z"), made));
  CHECK(stands_at(seconds_at("2026-11-19T04:00:00.000Z"), made));
  CHECK_FALSE(stands_at(seconds_at("2026-11-19T02:00:00.000Z"), made));
  CHECK(stands_at(seconds_at("2026-11-19T02:00:00.000Z")));
}

TEST_CASE(
    "beside a cosignature with a false date one of the same witness with a true date counts") {
  const std::string text = checkpoint_text(kRealm, tree_head({}));
  const auto good = line_at(text, seconds_at("2026-11-30T12:00:00.000Z"));
  CHECK(asked().stand_behind({text, {line_at(text, 0), good}}, kNow));
  CHECK(asked().stand_behind({text, {good, line_at(text, 0)}}, kNow));
  CHECK_FALSE(asked().stand_behind({text, {line_at(text, 0)}}, kNow));
  CHECK(Witnesses().stand_behind({text, {}}, kNow));
}
