// Settings that are changed while a workplace is in use, one by one and on record.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A setting by its name in temgoc.toml, "issuing.max_backdate_days", with its value as a person
// writes it: a number, "true" or "false", and of `programme.communes` a line for each.
using SettingText = std::pair<std::string, std::string>;

// Those that may be changed: what they change is how the program works from then on, never what
// labels mean. In the order of the file. The realm never changes; hosts and how the services listen
// are changed in the file, since a trust list or a start of the service belongs to them.
std::vector<SettingText> changeable_settings(const Settings& settings);

// What `changes` would make of them. `setting_fixed` (value: the name), `setting_invalid` (field:
// the name), `commune_unreadable`.
Result<Settings> changed_settings(const Settings& settings, std::span<const SettingText> changes);

// Writes them and records an act that names what changed; nothing where nothing does. Those of
// changed_settings. SystemFailure `disk_write_failed`.
Result<void> change_settings(Workplace& workplace, std::span<const SettingText> changes);

}  // namespace temgoc
