// The bundles of a service that has no registry: looked for at an interval, verified each time, and
// the newest good one in use.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "temgoc/workplace/site.h"
#include "web/bundle_source.h"

namespace temgoc {

// What was taken is kept in `bundle_in_use/` of the workplace, with what was ever seen of bundles,
// lists and root sets: a start needs no source, and nobody brings an older bundle back.
class BundleWatch {
 public:
  // Takes what was kept, and looks at the source once. Where neither gave a bundle: why it was
  // refused, those of BundleSource, `bundle_source_empty`, or those of the settings and root sets.
  static Result<std::unique_ptr<BundleWatch>> start(const std::filesystem::path& folder,
                                                    const std::string& place,
                                                    std::chrono::seconds interval, Clock clock);
  ~BundleWatch();
  BundleWatch(const BundleWatch&) = delete;
  BundleWatch& operator=(const BundleWatch&) = delete;

  // Another pointer: another bundle, or another trust list. Any thread.
  std::shared_ptr<const BundleInUse> in_use() const;

  struct State {
    bool reaches_source = false;  // when it was looked at last
    std::uint64_t taken = 0;      // since the start
    std::uint64_t refused = 0;
    std::string fault = {};  // the code of what was wrong when it was looked at last; empty: none
  };
  State state() const;
  // What went wrong since it was asked last, once for each beginning of a fault.
  std::optional<Error> begun_fault();

  // One look, as the thread of its own has it; one at a time.
  void look();

 private:
  BundleWatch(std::filesystem::path folder, const std::string& place, std::chrono::seconds interval,
              Clock clock);
  void run();
  std::filesystem::path kept_file() const;
  std::filesystem::path state_file() const;
  Result<void> look_at_source();
  Result<bool> look_at(const BundleSource::Offer& offer);  // true: nothing beyond it is newer
  Result<void> look_at_papers();
  Result<void> take(ByteView file);
  Result<void> use(ByteView whole, bool kept_before);
  Result<void> remember(const BundleInUse& next, const FollowedRoots& roots, ByteView whole,
                        bool kept_before);
  bool is_in_use(const BundleName& name) const;
  bool is_older(const BundleName& name) const;
  void refuse(const BundleSource::Offer& offer, Error error);
  void say(std::optional<Error> fault);
  void publish(std::shared_ptr<const BundleInUse> next);

  const std::filesystem::path folder_;
  const std::chrono::seconds interval_;
  const Clock clock_;
  std::mutex look_mutex_;  // of what follows, to papers_stamp_
  BundleSource source_;
  // What was refused, as it lay there, until another bundle is taken.
  std::map<std::string, Error> refused_;
  std::optional<Error> refusal_;  // the first of this look
  bool delta_settled_ = false;    // the delta that the server gave last is in use
  std::string papers_stamp_;

  mutable std::mutex mutex_;
  std::shared_ptr<const BundleInUse> in_use_;
  State state_;
  std::optional<Error> begun_;
  std::condition_variable wake_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace temgoc
