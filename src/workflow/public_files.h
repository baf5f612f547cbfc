// What a workplace shows without a key: its settings, whom it pins and whom it believes. Shared by
// the Workplace, which may sign, and the Site, which cannot.
#pragma once

#include <filesystem>

#include "temgoc/check.h"
#include "temgoc/workplace.h"

namespace temgoc {

inline constexpr std::size_t kSettingsLimit = 64 << 10;

std::filesystem::path settings_path(const std::filesystem::path& folder);
std::filesystem::path registry_path(const std::filesystem::path& folder);
std::filesystem::path log_folder(const std::filesystem::path& folder, bool test);

// `host_removed`: a host that printed labels carry is gone from the settings.
Result<void> check_hosts(const Settings& settings, const Registry& registry);
// `trust_file_damaged` (args kept, the copy to put in its place), `trust_file_lost`,
// `realm_changed`.
Result<RootSet> read_roots(const std::filesystem::path& folder, const Settings& settings);
// `trust_file_damaged`, `trust_file_lost`, `trust_rolled_back` and those of Trust::open.
Result<Trust> read_trust(const std::filesystem::path& folder, const RootSet& roots);
// The adopted successor of `roots` that waits for its first trust list; none: there is none.
Result<std::optional<RootSet>> read_next_roots(const std::filesystem::path& folder,
                                               const RootSet& roots);
// Whom to believe, with whom that was signed: under the waiting successor where its first list has
// already taken force.
struct PublicTrust {
  RootSet roots;
  std::optional<RootSet> next_roots;
  Trust trust;
  bool roots_behind = false;  // a crash left the file `roots` at the set before
};
Result<PublicTrust> read_public_trust(const std::filesystem::path& folder,
                                      const Settings& settings);

// Where a trust list or root set lies that was ever signed here.
std::filesystem::path kept_roots(const std::filesystem::path& folder, std::uint64_t version);
std::filesystem::path next_roots_path(const std::filesystem::path& folder);
std::filesystem::path kept_list(const std::filesystem::path& folder, std::uint64_t version);

// Facts from the registry, which must outlive it, as must the settings.
FactSource registry_facts(const Registry& registry, const Settings& settings, Instant now);

}  // namespace temgoc
