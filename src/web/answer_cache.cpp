// Keeps answers, parts and pages for a minute at most, and drops them when the registry changes.
#include "web/answer_cache.h"

#include "temgoc/http/accept.h"
#include "temgoc/http/body_pattern.h"

namespace temgoc {
namespace {

// Everything that an answer may depend on.
std::string key_of(const HttpRequest& request) {
  std::string key;
  key.reserve(request.path.size() + request.query.size() + request.accept.size() +
              request.accept_language.size() + 16);
  for (const std::string* part :
       {&request.method, &request.path, &request.query, &request.accept, &request.accept_language})
    (key += *part) += '\n';
  key += request.has_query ? '?' : ' ';
  key += accepts_gzip(request.accept_encoding) ? 'z' : ' ';
  return key;
}

}  // namespace

void AnswerCache::forget_old(const Site& site) {
  const State now{site.registry().content_version(), site.trust().list().version, site.today()};
  const Instant moment = site.now();
  if (now == state_ && moment >= since_ && moment - since_ < kLongest) return;
  kept_.clear();
  parts_.clear();
  like_pages_.clear();
  state_ = now;
  since_ = moment;
}

// One-off labels pass without pushing out what many ask for.
bool AnswerCache::asked_before(const std::string& key) {
  const std::size_t hash = std::hash<std::string>()(key);
  return std::exchange(asked_once_[hash % kAskedOnce], hash) == hash;
}

SharedResponse AnswerCache::answer(const HttpRequest& request, const Site& site,
                                   const std::function<HttpResponse()>& make) {
  forget_old(site);
  const std::string key = key_of(request);
  if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  SharedResponse response = share(make());
  if (!response->repeatable || !asked_before(key)) return response;
  if (kept_.size() >= most_) kept_.erase(kept_.begin());
  kept_.emplace(key, response);
  return response;
}

std::string AnswerCache::part(const std::string& key, const std::function<std::string()>& make) {
  if (const auto found = parts_.find(key); found != parts_.end()) return found->second;
  if (parts_.size() >= most_) parts_.erase(parts_.begin());
  return parts_.emplace(key, make()).first->second;
}

HttpResponse AnswerCache::page(const std::string& key, std::vector<std::string> texts,
                               const std::function<HttpResponse()>& make) {
  if (like_pages_.size() >= most_ && !like_pages_.contains(key))
    like_pages_.erase(like_pages_.begin());
  LikePages& like = like_pages_[key];
  if (like.shown) {
    HttpResponse page = like.head;
    page.texts = std::move(texts);
    return page;
  }
  HttpResponse page = make();
  if (like.pattern && like.name == texts.front()) return page;
  like.shown = like.pattern && like.pattern->has_all() && like.pattern->filled(texts) == page.body;
  if (like.shown) {
    like.pattern->pack();
    like.head = page;
    like.head.body.clear();
    like.head.pattern = like.pattern;
  } else {
    like.pattern = std::make_shared<BodyPattern>(page.body, page.beginning, texts);
    like.name = std::move(texts.front());
  }
  return page;
}

}  // namespace temgoc
