// Evidence behind events and certificates: every version is kept, the highest counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/evidence.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

// Reads and writes through the connection of its registry, which must outlive it.
class EvidenceBook {
 public:
  explicit EvidenceBook(Registry& registry) : engine_(registry.engine_.get()) {}
  static const EvidenceBook of(const Registry& registry) {
    return EvidenceBook(registry.engine_.get());
  }

  // Stores a new one (number 0), or a further version of one on record, with its log entry. Returns
  // its number.
  std::int64_t store(const Evidence& evidence, Instant at);
  std::optional<Evidence> evidence(std::int64_t number) const;  // also a removed one
  // What stands behind it, without what was removed; in the order added.
  std::vector<Evidence> of_subject(const EvidenceSubject& subject) const;
  // What was not removed, the newest first. An empty id: of all cooperatives.
  std::vector<Evidence> all(std::string_view cooperative_id, unsigned limit) const;
  // One that names the file and was not removed. `shown`: only one that everybody may see.
  std::optional<Evidence> of_file(std::string_view file, bool shown) const;

 private:
  explicit EvidenceBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
