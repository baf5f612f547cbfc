// A registry in a folder of its own, and the invented records that the cases share.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <string>

#include "temgoc/registry/registry.h"

namespace temgoc::test {

// Whether registries of this run are on a PostgreSQL server: TEMGOC_TEST_POSTGRES is set. The same
// cases hold there, but for those that look at a file.
bool on_server();
// For a case that looks at a file: `TEST_CASE("…" * looks_at_file())`.
inline doctest::skip looks_at_file() { return doctest::skip(on_server()); }

class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  // Where a registry of that name is; "registry.sqlite" may be a place on the server.
  std::filesystem::path operator/(const char* name) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline const std::string kRealm = "temgoc.example/ocop";
inline const std::string kTestRealm = "temgoc.example/ocop/test";
inline constexpr KeyId kKey{0xc9, 0x00, 0x00, 0x01};
inline constexpr KeyId kTestKey{0xc9, 0x00, 0x00, 0x02};

Instant instant(const std::string& iso);
Day day(const std::string& iso);
Gtin gtin(std::string digits_without_check);
LotCode lot_code(const std::string& text);
Serial serial(const std::string& text);
RandomSource seeded_random(std::uint64_t seed);

Cooperative cooperative(const std::string& id = "C90");
Product product(const std::string& id = "P90", const std::string& gtin_stem = "893850597401",
                const std::string& cooperative_id = "C90");
Place place(const std::string& id = "G90", const std::string& cooperative_id = "C90");
Certification certification(const std::string& id, const std::string& product_id = "P90",
                            const std::string& cooperative_id = "C90");

IssuerKeyRecord key(const KeyId& id, const std::string& realm,
                    const std::string& cooperative_id = "C90");

// With C90, its product P90, place G90, key kKey for kRealm and the test key.
void fill(Registry& registry);
Registry opened(const std::filesystem::path& path);

struct ScratchRegistry {
  ScratchRegistry();
  ScratchFolder folder;
  std::filesystem::path path;
  Registry registry;
};

LotRequest request(const std::string& packed_on = "2026-11-24");
// A lot as asked and allocated, with a seal whose signature is zeros.
Lot made(const LotRequest& request, const LotAllocation& allocation);
std::string entry_of(const Lot& lot);
std::string entry_of_job(const PrintJob& job);
Result<IssuedLot> issue(Registry& registry, const LotRequest& request, const RandomSource& random);
Lot issued(Registry& registry, const LotRequest& request = test::request());
// The claim that a label of the lot carries.
Claim claim_of(const Lot& lot, const std::optional<Serial>& serial = std::nullopt);

PrintJob printed(Registry& registry, const Lot& lot, CodeKind kind, std::uint32_t labels);
// What add_reprint is asked, of `labels` labels of `first` from `from` on.
PrintJob reprint_of(const PrintJob& first, std::uint32_t from, std::uint32_t labels);
// A released file whose hash is 64 times that digit.
PrintedPart part(unsigned number, char digit);

// Runs `work` in a process of its own, which never returns from here; its exit code is what `work`
// returns.
int start_process(const std::function<int()>& work);
int exit_code_of(int process);

}  // namespace temgoc::test
