// Does a registry still agree with the log that was published from it? Cheap enough to be asked
// every few seconds while it is served. What it leaves out, `check_log` compares.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "temgoc/log/log.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// One for each Site, asked by its thread.
class LogAgreement {
 public:
  // None where nothing speaks against it. Else, of the realm's log or its test realm's:
  //   `log_missing`              (value: the origin) no checkpoint
  //   `log_checkpoint_unsigned`  (value: the origin)
  //   `log_ahead`                (value: the origin) the registry went back to an older state
  //   `log_forks`                (args index) its entries are not those of the checkpoint
  //   `log_rows_differ`          (value: what) as many recalls, say, as the log has are not there
  // Reads at most kEntriesAtOnce entries a call, so a long log is compared over several calls; all
  // of it is read again after kLookAnew. Throws what the registry throws.
  std::optional<Error> find_fault(const Site& site);

  static constexpr std::size_t kEntriesAtOnce = 20'000;
  static constexpr std::chrono::minutes kLookAnew{10};

 private:
  struct Log {
    TreeBuilder tree = {};                            // of the entries that were published
    std::uint64_t counted = 0;                        // entries, pending ones too
    std::map<std::string, std::uint64_t> kinds = {};  // how many of each
  };
  std::optional<Error> compare(const Registry& registry, bool test, const std::string& origin,
                               const TreeHead& published);
  std::optional<Error> compare_rows(const Registry& registry) const;

  std::array<Log, 2> logs_ = {};  // the realm's, its test realm's
  Instant began_ = {};
};

}  // namespace temgoc
