// temgoc log watch
#include <algorithm>
#include <thread>

#include "cli/command.h"
#include "cli/every.h"
#include "temgoc/base/text.h"
#include "temgoc/evidence/log_watch.h"

namespace temgoc {
namespace {

int said(const Session& session, const WatchRequest& request, const Watched& watched) {
  const WordArgs args{
      {"log", request.log.name},
      {"size", std::to_string(watched.head.size)},
      {"kept", std::to_string(watched.kept_before ? watched.kept_before->size : 0)}};
  const char* word = !watched.kept_before ? "log.watch.first"
                     : watched.kept       ? "log.watch.grown"
                                          : "log.watch.same";
  const Json kept_before = watched.kept_before ? Json(watched.kept_before->size) : Json(nullptr);
  const Json kept = watched.kept ? Json(watched.kept->string()) : Json(nullptr);
  return session.terminal.done({{"log", request.log.name},
                                {"size", watched.head.size},
                                {"kept_before", kept_before},
                                {"kept", kept}},
                               session.terminal.word(word, args) + "\n");
}

int watched_once(const Session& session, const WatchRequest& request) {
  auto watched = watch_log(request);
  return watched ? said(session, request, *watched) : session.terminal.fail(watched.error());
}

// Ends with the first alarm, or with the process. A log that cannot be looked at now, for a copy is
// under way or a disk is not mounted, is looked at again.
int watched_often(const Session& session, const WatchRequest& request,
                  std::chrono::minutes between) {
  for (;; std::this_thread::sleep_for(between)) {
    auto watched = watch_log(request);
    if (watched)
      said(session, request, *watched);
    else if (is_alarm(watched.error()))
      return session.terminal.fail(watched.error());
    else
      session.terminal.warn(watched.error());
  }
}

int log_watch(const Session& session, const Given& given) {
  auto log = VerifierKey::parse(given.text("log-key"), VerifierKey::Type::log);
  if (!log) return session.terminal.fail(log.error());
  const WatchRequest request{given.text("source"), given.text("keep"), *log};
  const auto every = every_of(given);
  if (!every) return session.terminal.fail(every.error());
  if (!*every) return watched_once(session, request);
  return watched_often(session, request, every->value());
}

}  // namespace

void add_log_watch_command(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"log",
                 "watch",
                 {{"source", Kind::argument, true},
                  {"log-key", Kind::text, true},
                  {"keep", Kind::text, true},
                  {"every", Kind::number}},
                 log_watch});
}

}  // namespace temgoc
