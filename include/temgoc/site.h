// A workplace as the public service sees it: read alone. Opens no signing key, settles no log,
// writes nothing but scans and reports.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "temgoc/check.h"
#include "temgoc/registry.h"
#include "temgoc/trust_list.h"
#include "temgoc/workplace.h"

namespace temgoc {

// One for each worker thread: its registry connection is its own.
class Site {
 public:
  // `workplace_not_found` and those of the files.
  static Result<Site> open(const std::filesystem::path& folder, Clock clock);

  const Settings& settings() const { return settings_; }
  std::string host() const;  // that new labels carry; kTestHost where none is set
  const Trust& trust() const { return *trust_; }
  const Registry& registry() const { return registry_; }  // read-only connection
  const std::filesystem::path& folder() const { return folder_; }
  Instant now() const { return clock_(); }
  Day today() const { return vietnam_day(clock_()); }
  CheckContext check_context() const;  // the Site must outlive it

  // Takes a trust list that has replaced the one on disk, looking at most once a second.
  void refresh();

 private:
  Site(std::filesystem::path folder, Settings settings, Registry registry,
       std::shared_ptr<const Trust> trust, Clock clock);
  std::filesystem::path folder_;
  Settings settings_;
  Registry registry_;
  std::shared_ptr<const Trust> trust_;
  Clock clock_;
};

}  // namespace temgoc
