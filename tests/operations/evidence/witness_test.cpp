// A witness whose clock is wrong.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/evidence/transparency.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("a witness with a clock of before the calendar signs nothing and remembers nothing") {
  World world;
  const Workplace workplace = world.made();
  const fs::path key = world.folder / "witness.pem";
  const fs::path state = world.folder / "witness.json";
  REQUIRE(new_witness(key, state, "witness.example/w1", world.random()));
  const WitnessRequest request{workplace.log_folder(true), key, "witness.example/w1", state,
                               log_verifier_key(workplace, true)};
  const std::string empty = read_file(state, 1000).value();
  const auto refused = cosign(request, Instant{});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "cosignature_time_wrong");
  CHECK(refused.error().args.at("time") == "1970-01-01T00:00:00.000Z");
  CHECK(read_file(state, 1000).value() == empty);
  CHECK(cosign(request, world.now));
}
