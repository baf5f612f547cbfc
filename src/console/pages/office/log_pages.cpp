// The transparency log: its checkpoint, and a check of everything against everything.
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/log/log.h"
#include "temgoc/seal/checkpoint.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostShown = 50;

Result<std::string> checkpoint_note(const Visit& visit) {
  const bool test = visit.site().settings().hosts.empty();
  return read_checkpoint_note(log_folder(visit.house().folder, test));
}

void put_checkpoint(const Visit& visit, View& view) {
  const auto note = checkpoint_note(visit);
  const auto checkpoint = note ? parse_checkpoint_text(*note) : Result<Checkpoint>(note.error());
  if (!checkpoint) return;
  View shown;
  shown.set("origin", checkpoint->origin);
  shown.set("size", number_words(visit, checkpoint->head.size));
  shown.set("root", to_base64(checkpoint->head.root));
  view.set("checkpoint", std::move(shown));
}

View log_view(const Visit& visit, const LogCheck::Log& log) {
  View view;
  view.set("realm", log.realm);
  view.set("entries", number_words(visit, log.entries));
  view.set("lots", number_words(visit, log.lots));
  view.set("jobs", number_words(visit, log.print_jobs));
  if (log.pending > 0) view.set("pending", number_words(visit, log.pending));
  if (log.known_by_entry > 0) view.set("by_entry", number_words(visit, log.known_by_entry));
  return view;
}

void put_check(Visit& visit, View& view, const LogCheck& check) {
  View shown, logs = list_view();
  shown.set("sound", View(check.sound()));
  shown.set("at", clock_words(visit, visit.now()));
  shown.set("count", number_words(visit, check.total_differences));
  for (const LogCheck::Log& log : check.logs) logs.push_back(log_view(visit, log));
  shown.set("logs", std::move(logs));
  std::vector<Error> some = check.differences;
  if (some.size() > kMostShown) some.resize(kMostShown);
  put_errors(visit, shown, "differences", some);
  if (check.total_differences > some.size())
    shown.set("more", number_words(visit, check.total_differences - some.size()));
  view.set("check", std::move(shown));
}

}  // namespace

HttpResponse log_page(Visit& visit) {
  View view;
  put_checkpoint(visit, view);
  return office_page(visit, "log", "log", std::move(view));
}

// Reads alone: what a crash left undone is looked at, not put right.
HttpResponse log_checked(Visit& visit) {
  View view;
  put_checkpoint(visit, view);
  const auto check = check_log(visit.site(), {});
  if (check) put_check(visit, view, *check);
  return office_page(visit, "log", "log", std::move(view),
                     check ? std::nullopt : std::optional(check.error()));
}

HttpResponse checkpoint_file(Visit& visit) {
  auto note = checkpoint_note(visit);
  if (!note) return not_found_page(visit);
  HttpResponse file = document_answer(*std::move(note), "checkpoint");
  file.content_type = "text/plain; charset=utf-8";
  return file;
}

}  // namespace temgoc
