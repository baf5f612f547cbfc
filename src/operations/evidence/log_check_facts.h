// The part of `log check` that compares facts: rows that are neither lots nor print jobs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/evidence/transparency.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

class Findings {
 public:
  explicit Findings(LogCheck& check) : check_(check) {}
  void add(Error error) {
    ++check_.total_differences;
    if (wanted()) check_.differences.push_back(std::move(error));
  }
  void add(std::vector<Error> errors) {
    for (Error& error : errors) add(std::move(error));
  }
  bool wanted() const { return check_.differences.size() < kMaxDifferences; }

 private:
  LogCheck& check_;
};

Error at_index(const char* code, std::uint64_t index, std::string value = {});

// What it means that an entry of that kind has no row; none for a kind that is no fact.
std::optional<const char*> hidden_code(std::string_view kind);

// Facts by their entries: each must stand once in the registry for each time in the log.
class FactBook {
 public:
  void logged(std::string_view entry, std::uint64_t index);
  // A row's entry in any of the realms that it may stand under; its number in the log, of equal
  // ones the first that is left.
  std::optional<std::uint64_t> claim(const std::optional<std::string>& entry, const char* unlogged,
                                     Findings& findings);
  bool knows(const std::string& entry) const { return logged_.contains(entry); }
  void report_unclaimed(Findings& findings) const;

 private:
  std::map<std::string, std::vector<std::uint64_t>> logged_;
};

// Takes each row's entry out of the book and reports what then is left.
void check_facts(const RegistryAudit& registry, const std::vector<std::string>& realms,
                 FactBook& facts, Findings& findings);
// What a key began with is in no entry: it follows from the key itself, and from the trust list.
void check_keys(const RegistryAudit& registry, const Trust& trust, Findings& findings);
// Each trust list and root set that is kept: signed by its roots, under its own version and digest.
// `roots`: those in force.
void check_trust_notes(const RegistryAudit& registry, const RootSet& roots, Findings& findings);

}  // namespace temgoc
