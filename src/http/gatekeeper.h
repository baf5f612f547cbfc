// Decides what a whole head is answered with before a page is asked, and asks. Without sockets.
#pragma once

#include <chrono>
#include <optional>

#include "http/request_head.h"
#include "http/shared.h"

namespace temgoc {

// What the sockets say of a connection.
struct Ends {
  IpAddress peer;
  IpAddress local;
  bool internal = false;  // came in at the metrics listener
  bool tls = false;
};

// One for each connection.
class Gatekeeper {
 public:
  Gatekeeper(Shared& shared, WorkerMetrics& metrics, const Answerer& answerer, const Ends& ends)
      : shared_(shared), metrics_(metrics), answerer_(answerer), ends_(ends) {}

  // The refusal; none: `head.request.client` is filled in and the request may be answered.
  std::optional<HttpResponse> refusal(RequestHead& head);
  // Whether the body of this request goes to a file.
  bool takes_upload(const HttpRequest& request) const;
  // Counted and logged. REQUIRES: refusal() of its head gave none.
  SharedResponse answer(const HttpRequest& request);
  // Whether another thread will make the answer, and call `reply`. REQUIRES likewise.
  bool answer_later(const HttpRequest& request, Reply reply) const;
  // Counts and logs an answer that another thread made.
  void answered(const HttpRequest& request, const HttpResponse& response, Moment began);
  // Counts and logs a refusal, also one that came about elsewhere.
  HttpResponse refused(HttpResponse response, Refusal why);

 private:
  std::optional<HttpResponse> check(RequestHead& head);
  std::optional<HttpResponse> host_refusal(const RequestHead& head);
  std::optional<HttpResponse> rate_refusal(const HttpRequest& request);
  void limit_forms(HttpRequest& request);
  unsigned length_fault(const RequestHead& head) const;
  HttpResponse too_many(const HttpRequest& request, const TokenBuckets& buckets, std::uint64_t key,
                        Refusal why);
  SharedResponse asked(const HttpRequest& request) const;
  HttpResponse metrics_page() const;
  void note(const HttpRequest& request, const HttpResponse& response, Moment began);

  Shared& shared_;
  WorkerMetrics& metrics_;
  const Answerer& answerer_;
  const Ends ends_;
  bool from_within_ = false;  // this request may see /health and /metrics
  std::uint64_t client_key_ = 0;
};

}  // namespace temgoc
