// What has been answered so far. It is kept in the folder from answer to answer, so that a closed
// browser or a killed process costs nothing, until the workplace is there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/import/import.h"
#include "temgoc/registry/accounts.h"

namespace temgoc {

struct SetupAnswers {
  RecordTexts cooperative = {};     // by the columns of an import
  User administrator = {.id = {}};  // as checked_user gave it
  std::string password_hash = {};
  // The host that every code carries. None: it was not asked yet; empty: there is none, so that
  // every label is a test.
  std::optional<std::string> host = {};

  bool complete() const { return !cooperative.empty() && !password_hash.empty() && host; }
  // Of which hosts `init` is told.
  std::vector<std::string> hosts() const;
};

// Those that were kept. A file that cannot be read counts as none: the questions are asked again.
SetupAnswers kept_answers(const std::filesystem::path& folder);
// For its owner alone. Throws SystemFailure as write_file does.
void keep_answers(const std::filesystem::path& folder, const SetupAnswers& answers);
// Removes them, with the lock's file.
void forget_answers(const std::filesystem::path& folder);

}  // namespace temgoc
