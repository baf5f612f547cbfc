#include <doctest/doctest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <cstring>
#include <fstream>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr int kDiskFailed = 10;

// Issues until the disk refuses; kDiskFailed where it did so as it should and every lot before it
// stands.
int issue_until_refused(const std::filesystem::path& path) {
  Result<Registry> registry = Registry::open(path);
  if (!registry) return 1;
  std::uint64_t lots = 0;
  try {
    for (; lots < 100'000; ++lots) {
      if (!issue(*registry, request(), system_random())) return 2;
    }
  } catch (const SystemFailure& failure) {
    if (failure.error().code != "disk_write_failed") return 3;
    return registry->log_size(kRealm) == lots ? kDiskFailed : 5;
  }
  return 4;
}

void check_whole(const std::filesystem::path& path) {
  Registry registry = opened(path);
  const auto lots = registry.lots({.limit = 1'000'000});
  CHECK(lots.size() > 0);
  CHECK(registry.log_size(kRealm) == lots.size());
  CHECK(issued(registry).issue_number == lots.size() + 1);
  CHECK(RawSqlite(path).rows("PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

// A small file system of its own; not there where this user may not mount one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& at) : at_(at) {
    std::filesystem::create_directory(at_);
    mounted_ = mount("tmpfs", at_.c_str(), "tmpfs", 0, "size=2m") == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount(at_.c_str());
  }
  bool mounted() const { return mounted_; }
  void make_read_only() const {
    REQUIRE(mount("tmpfs", at_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0);
  }

 private:
  std::filesystem::path at_;
  bool mounted_ = false;
};

Registry filled(const std::filesystem::path& path) {
  REQUIRE(Registry::create(path));
  Registry registry = opened(path);
  fill(registry);
  return registry;
}

}  // namespace

TEST_CASE("a file that may not grow leaves nothing half stored") {
  ScratchRegistry scratch;
  const int process = start_process([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{600'000, 600'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    return issue_until_refused(scratch.path);
  });
  CHECK(exit_code_of(process) == kDiskFailed);
  check_whole(scratch.path);
}

TEST_CASE("a full disk leaves nothing half stored") {
  const ScratchFolder folder;
  const SmallDisk disk(folder / "disk");
  if (!disk.mounted()) {
    MESSAGE("skipped: no small file system may be mounted here");
    return;
  }
  { filled(folder / "disk/registry.sqlite"); }
  CHECK(issue_until_refused(folder / "disk/registry.sqlite") == kDiskFailed);
  // Room again, as when someone deletes a film.
  REQUIRE(mount("tmpfs", (folder / "disk").c_str(), "tmpfs", MS_REMOUNT, "size=20m") == 0);
  check_whole(folder / "disk/registry.sqlite");
}

TEST_CASE("a disk too full for a registry keeps no trace of one") {
  const ScratchFolder folder;
  const SmallDisk disk(folder / "disk");
  if (!disk.mounted()) {
    MESSAGE("skipped: no small file system may be mounted here");
    return;
  }
  std::ofstream(folder / "disk/film", std::ios::binary) << std::string(2'000'000, 'x');
  CHECK_THROWS_AS((void)Registry::create(folder / "disk/registry.sqlite"), SystemFailure);
  CHECK(!std::filesystem::exists(folder / "disk/registry.sqlite"));
}

TEST_CASE("a disk that became read-only refuses a lot and keeps the others") {
  const ScratchFolder folder;
  const SmallDisk disk(folder / "disk");
  if (!disk.mounted()) {
    MESSAGE("skipped: no small file system may be mounted here");
    return;
  }
  {
    Registry registry = filled(folder / "disk/registry.sqlite");
    issued(registry);
  }
  disk.make_read_only();
  std::string code;
  try {
    Result<Registry> registry = Registry::open(folder / "disk/registry.sqlite");
    REQUIRE(registry);
    (void)issue(*registry, request(), system_random());
  } catch (const SystemFailure& failure) {
    code = failure.error().code;
  }
  const bool told = code == "write_denied" || code == "registry_unreadable";
  CHECK(told);
}
