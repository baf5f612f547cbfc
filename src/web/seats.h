// What the worker threads answer with: a site each, all of one registry file. Once a second it is
// asked whether that file was replaced; then no thread answers from the old one any longer.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/evidence/log_agreement.h"
#include "temgoc/http/http_server.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/workplace/site.h"
#include "web/answer_cache.h"
#include "web/inspect/bundle_shelf.h"
#include "web/replica_watch.h"
#include "web/scan_recorder.h"

namespace temgoc {

class Seats {
 public:
  // Those of Site::open. `scans` must outlive it.
  // `replica`: what tells how far it is behind; none: the registry itself is read.
  static Result<std::unique_ptr<Seats>> open(const std::filesystem::path& folder, unsigned threads,
                                             const Clock& clock, ScanRecorder& scans,
                                             ReadFrom from = {},
                                             const ReplicaWatch* replica = nullptr);

  // One for each thread; the Seats must outlive them.
  std::vector<Answerer> answerers();

  // Looks at the file, at most once a second by the clock. If it was replaced, every connection to
  // the old one is closed, and the new one is opened unless the old one's write-ahead log still
  // lies beside it, which SQLite would mix into it. Until it is opened all answers are 503. Returns
  // a fault when one begins: `registry_replaced`, why the new file cannot be opened, or
  // Site::trust_fault, with which the threads go on. Main thread.
  std::optional<Error> look();

 private:
  // Its own thread answers with it; look() takes it away, and gives it back.
  struct Seat {
    std::mutex mutex;
    std::optional<Site> site;
    LogAgreement agreement = {};
    std::optional<AnswerCache> cache = {};  // there while the site is
  };

  Seats(std::filesystem::path folder, Clock clock, ScanRecorder& scans, ReadFrom from,
        const ReplicaWatch* replica);
  std::filesystem::path registry() const;  // that is read
  HttpResponse health(const std::string& fault, const Site* site) const;
  Result<void> open_all();
  void close_all();
  bool old_wal_lies_there() const;
  std::optional<Error> trust_fault();
  std::optional<Error> begin_fault(const Error& fault);
  std::string fault() const;

  std::filesystem::path folder_;
  Clock clock_;
  ScanRecorder& scans_;
  ReadFrom from_;
  const ReplicaWatch* replica_;
  BundleShelf bundles_;
  std::vector<std::unique_ptr<Seat>> seats_;
  std::optional<RegistryWatch> watch_;  // none: closed
  std::uint64_t wal_inode_ = 0;         // of the open registry's write-ahead log
  std::uint64_t registry_inode_ = 0;    // of the registry that was opened last
  Instant looked_at_;
  std::string trust_fault_;  // the code of the last; empty: none
  mutable std::mutex fault_mutex_;
  std::string fault_;  // the code; empty: none
};

}  // namespace temgoc
