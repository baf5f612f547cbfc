// Label templates as they were saved, version by version.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/registry.h"

namespace temgoc {

struct TemplateVersion {
  enum class Origin {
    saved,
    found  // a file that was changed outside the program, kept before the next one took its place
  };
  unsigned number = 0;  // of its template, from 1
  Origin origin = Origin::saved;
  std::string sha256 = {};  // of its TOML, hex
  Instant at = {};
  Actor actor = {};  // who saved it; of a found one, who saved the next
};

// Reads and writes through the connection of its registry, which must outlive it.
class TemplateBook {
 public:
  explicit TemplateBook(Registry& registry) : engine_(registry.engine_.get()) {}
  static const TemplateBook of(const Registry& registry) {
    return TemplateBook(registry.engine_.get());
  }

  // The versions of one template, newest first.
  std::vector<TemplateVersion> versions(std::string_view template_id, unsigned limit = 1000) const;
  std::optional<TemplateVersion> newest(std::string_view template_id) const;
  // The TOML text of that version.
  std::optional<std::string> text(std::string_view template_id, unsigned number) const;
  // Adds the next version, whose number it gives; `version` says the rest. REQUIRES a transaction
  // around it, so that two who save have two numbers.
  unsigned add(std::string_view template_id, std::string_view toml, const TemplateVersion& version);

 private:
  explicit TemplateBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
