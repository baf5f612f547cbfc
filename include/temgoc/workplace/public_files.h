// What a workplace shows without a key: its settings and its facts. Shared by the Workplace, which
// may sign, and the Site, which cannot. Whom it believes: public_trust.h.
#pragma once

#include <filesystem>

#include "temgoc/check/check.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::size_t kSettingsLimit = 64 << 10;

std::filesystem::path settings_path(const std::filesystem::path& folder);
// The file, or the URL that the settings name.
std::filesystem::path registry_path(const std::filesystem::path& folder);
std::filesystem::path log_folder(const std::filesystem::path& folder, bool test);

// `host_removed`: a host that printed labels carry is gone from the settings.
Result<void> check_hosts(const Settings& settings, const Registry& registry);
// Facts from the registry, which must outlive it, as must the settings.
FactSource registry_facts(const Registry& registry, const Settings& settings, Instant now);

}  // namespace temgoc
