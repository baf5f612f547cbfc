// The threads that answer from a bundle, with no registry beside them.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "temgoc/http/http_server.h"
#include "temgoc/workplace/site.h"
#include "web/answer_cache.h"
#include "web/bundle_watch.h"
#include "web/scan_recorder.h"

namespace temgoc {

class BundleSeats {
 public:
  // `bundles` and `scans` must outlive it. Those of Site::open_on.
  static Result<std::unique_ptr<BundleSeats>> open(const std::filesystem::path& folder,
                                                   unsigned threads, const Clock& clock,
                                                   ScanRecorder& scans, BundleWatch& bundles);

  // One for each thread; the BundleSeats must outlive them.
  std::vector<Answerer> answerers();
  // Gives the threads another bundle where one was taken. Returns a fault when one begins. Main
  // thread.
  std::optional<Error> look();

 private:
  // Its own thread answers with it; look() puts another in its place.
  struct Seat {
    std::mutex mutex;
    std::optional<Site> site;
    std::optional<AnswerCache> cache;  // there while the site is
  };
  BundleSeats(std::filesystem::path folder, Clock clock, ScanRecorder& scans, BundleWatch& bundles);
  Result<void> open_all(const std::shared_ptr<const BundleInUse>& use);
  Result<void> follow(const std::shared_ptr<const BundleInUse>& use);
  HttpResponse health() const;

  const std::filesystem::path folder_;
  const Clock clock_;
  ScanRecorder& scans_;
  BundleWatch& bundles_;
  std::shared_ptr<const BundleInUse> use_;
  std::shared_ptr<const BundleInUse> failed_;  // could not be opened
  Instant failed_at_{};
  std::vector<std::unique_ptr<Seat>> seats_;
};

}  // namespace temgoc
