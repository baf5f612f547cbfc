// A workplace as the public service sees it: read alone. Opens no signing key, settles no log,
// writes nothing.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "temgoc/check/check.h"
#include "temgoc/registry/registry.h"
#include "temgoc/seal/trust_list.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct PublicTrust;

// As of when a replica knows all that was committed: told by whoever asks its primary, read by the
// threads that answer.
class ReplicaAge {
 public:
  // Never goes back. Another moment after it is told anew.
  void tell(Instant as_of) {
    std::int64_t before = as_of_;
    const std::int64_t now = as_of.time_since_epoch().count();
    while (before < now && !as_of_.compare_exchange_weak(before, now)) {
    }
  }
  Instant as_of() const { return Instant(std::chrono::milliseconds(as_of_.load())); }

 private:
  std::atomic<std::int64_t> as_of_{0};
};

// Where a service reads.
struct ReadFrom {
  std::filesystem::path registry = {};                    // empty: as the settings say
  std::shared_ptr<const ReplicaAge> age = {};             // of a replica; none: it is not asked
  std::chrono::minutes most_lag = std::chrono::hours(1);  // after that it is not believed
};

// One for each worker thread: its registry connection is its own.
class Site {
 public:
  // `workplace_not_found`, `workplace_damaged`, `host_removed`, `realm_changed`,
  // `trust_rolled_back`, and those of the settings, of Registry::open_read_only and of Trust::open.
  static Result<Site> open(const std::filesystem::path& folder, Clock clock, ReadFrom from = {});

  const Settings& settings() const { return settings_; }
  std::string host() const;  // that new labels carry; kTestHost where none is set
  const Trust& trust() const { return *trust_; }
  // The notes of the list and root set in force, as they are published. What lies on the disk may
  // be damaged.
  const std::string& trust_note() const { return trust_note_; }
  const std::string& roots_note() const { return roots_note_; }
  // Why the list or root set on the disk was not taken when refresh() last looked; the one in
  // memory goes on. A start would refuse what is damaged, unless the registry holds it.
  const std::optional<Error>& trust_fault() const { return trust_fault_; }
  const Registry& registry() const { return registry_; }  // read-only connection
  // A replica whose last news is older than it may be.
  bool is_behind() const;
  const std::filesystem::path& folder() const { return folder_; }
  Instant now() const { return clock_(); }
  Day today() const { return vietnam_day(clock_()); }
  // Of this moment: one for each check. The Site must outlive it, and neither move nor refresh.
  CheckContext check_context() const;

  // Takes a trust list that has replaced the one on disk, looking at most once a second by its
  // clock. One that the roots did not sign, or an older one, is not taken.
  void refresh();

 private:
  Site(std::filesystem::path folder, Settings settings, Registry registry, Clock clock,
       ReadFrom from);
  std::optional<Instant> believed_until() const;
  void take(PublicTrust trust, std::string stamp);
  std::filesystem::path folder_;
  Settings settings_;
  Registry registry_;
  RootSet roots_;
  std::shared_ptr<const Trust> trust_;
  std::string trust_note_, roots_note_;
  std::string trust_stamp_;  // of the files that trust_ and roots_ were read from
  std::optional<Error> trust_fault_;
  Instant looked_at_;
  Clock clock_;
  ReadFrom from_;
};

}  // namespace temgoc
