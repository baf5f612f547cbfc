// Answers that a worker has given more than once lately, for the lot that everyone scans today. Of
// one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "temgoc/http/http.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most = 256) : most_(most), asked_once_(kAskedOnce) {}

  // The kept answer to the request, else what `make` answers, kept where it is `repeatable` and was
  // asked for before. What the site knew differently, another Vietnamese day, and a minute end all
  // that is kept: counts of scans on a page may be that old, a recall never is.
  SharedResponse answer(const HttpRequest& request, const Site& site,
                        const std::function<HttpResponse()>& make);
  // What several answers share, as `make` makes it, kept no longer than they are. REQUIRES: while
  // answer() has one made.
  std::string part(const std::string& key, const std::function<std::string()>& make);
  // A page that differs from others of its key in `texts` alone, as they stand in it; the first
  // names it. Put together of what those share, once pages of two names that `make` made have shown
  // that it is the same; until then as `make` makes it. REQUIRES: as part().
  HttpResponse page(const std::string& key, std::vector<std::string> texts,
                    const std::function<HttpResponse()>& make);

 private:
  struct LikePages {
    HttpResponse head;  // but for the body
    std::shared_ptr<BodyPattern> pattern;
    std::string name;    // of the page that the pattern was made of
    bool shown = false;  // by a page of another name
  };
  static constexpr std::size_t kAskedOnce = 4096;
  static constexpr std::chrono::seconds kLongest{60};

  struct State {
    std::uint64_t registry = 0;
    std::uint64_t trust = 0;
    Day today;
    bool operator==(const State&) const = default;
  };
  void forget_old(const Site& site);
  bool asked_before(const std::string& key);

  const std::size_t most_;
  State state_{};
  Instant since_{};
  std::unordered_map<std::string, SharedResponse> kept_;
  std::unordered_map<std::string, std::string> parts_;
  std::unordered_map<std::string, LikePages> like_pages_;
  std::vector<std::size_t> asked_once_;  // hashes, each in the one place it may have
};

}  // namespace temgoc
