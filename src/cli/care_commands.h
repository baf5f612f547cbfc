// The commands that look after a workplace: backup, doctor, migrate, privacy.
#pragma once

#include <vector>

#include "cli/command.h"

namespace temgoc {

void add_backup_commands(std::vector<Command>& all);
void add_doctor_command(std::vector<Command>& all);
void add_migrate_command(std::vector<Command>& all);
void add_privacy_commands(std::vector<Command>& all);  // retention, export person, erase person

}  // namespace temgoc
