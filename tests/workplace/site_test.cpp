// The workplace as the public service opens it: without keys, without writing.
#include <doctest/doctest.h>

#include <filesystem>
#include <random>

#include "temgoc/base/files.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/workplace/site.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";

struct World {
  fs::path folder;
  std::mt19937 generator{1};
  Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();

  World() {
    std::string name = (fs::temp_directory_path() / "temgoc-site-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  ~World() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  fs::path works() const { return folder / "works"; }
  Clock clock() {
    return [this] { return now; };
  }
  Workplace made() {
    const RandomSource random = [this](std::span<std::uint8_t> bytes) {
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator());
    };
    return std::move(*Workplace::init(
        {works(), "ocop.example.vn", {"tg.example.vn"}, folder / "roots", kPassphrase}, clock(),
        random));
  }
  void sign_trust(Workplace& workplace) const {
    REQUIRE(sign_trust_list(workplace, folder / "roots", kPassphrase).has_value());
  }
};

}  // namespace

TEST_CASE("a site opens and checks with every key gone") {
  World world;
  world.made();
  fs::remove_all(world.works() / "keys");
  const auto site = Site::open(world.works(), world.clock());
  REQUIRE(site.has_value());
  CHECK(site->host() == "tg.example.vn");
  CHECK(check_label("ABCD-EFGH-J", site->check_context()).main.headline == Headline::unknown);
}

TEST_CASE("a folder that is no workplace, and one that lost its roots, are refused") {
  World world;
  CHECK(Site::open(world.folder, world.clock()).error().code == "workplace_not_found");
  world.made();
  fs::remove(world.works() / "trust" / "trust_list");
  CHECK(Site::open(world.works(), world.clock()).has_value());  // the registry holds it
  fs::remove(world.works() / "trust" / "roots");
  CHECK(Site::open(world.works(), world.clock()).error().code == "trust_file_damaged");
}

TEST_CASE("a site takes the next trust list, and neither an older nor an unsigned one") {
  World world;
  Workplace workplace = world.made();
  auto site = Site::open(world.works(), world.clock());
  REQUIRE(site.has_value());
  const std::string first = *read_file(workplace.trust_path(), 1 << 20);

  world.sign_trust(workplace);
  site->refresh();
  CHECK(site->trust().list().version == 1);  // looked less than a second ago
  world.now += std::chrono::seconds(1);
  site->refresh();
  CHECK(site->trust().list().version == 2);

  for (const std::string& bad : {first, std::string("no list at all")}) {
    write_file(workplace.trust_path(), as_bytes(bad));
    world.now += std::chrono::seconds(1);
    site->refresh();
    CHECK(site->trust().list().version == 2);
  }
}

TEST_CASE("a site whose clock was put back does not wait for it") {
  World world;
  Workplace workplace = world.made();
  auto site = Site::open(world.works(), world.clock());
  REQUIRE(site.has_value());
  world.sign_trust(workplace);
  world.now -= std::chrono::hours(24 * 365);
  site->refresh();
  CHECK(site->trust().list().version == 2);
}
