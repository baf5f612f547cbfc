// Photos, laboratory results and papers behind events and certificates: sent, shown, taken back.
#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/records/evidence.h"

namespace temgoc {
namespace {

constexpr unsigned kMostListed = 200;
constexpr EvidenceKind kKinds[] = {EvidenceKind::photo, EvidenceKind::laboratory,
                                   EvidenceKind::paper};

std::optional<Evidence> in_sight(const Visit& visit) {
  const std::string& text = visit.place(0);
  if (!is_digits(text) || text.size() > 17) return std::nullopt;
  auto found = EvidenceBook::of(visit.registry()).evidence(std::stoll(text));
  const bool seen = found && !found->removed && visit.sees(found->cooperative_id);
  return seen ? found : std::nullopt;
}

View evidence_view(const Visit& visit, const Evidence& evidence) {
  const std::string href = "/evidence/" + std::to_string(evidence.number);
  View row;
  row.set("number", std::to_string(evidence.number));
  row.set("title", evidence.title);
  row.set("kind", visit.word("evidence_kind." + to_text(evidence.kind)));
  row.set("of", visit.word(evidence.subject.kind == EvidenceSubject::Kind::event
                               ? "console.evidence.event"
                               : "console.evidence.certification",
                           {{"id", evidence.subject.id}}));
  row.set("file_href", href + "/file");
  row.set("shown", View(evidence.shown));
  row.set("shown_href", href + "/shown");
  row.set("removed_href", href + "/removed");
  row.set("may_enter", View(visit.may(Right::enter)));
  return row;
}

// Those behind the thing that is asked for, or the newest of all.
std::vector<Evidence> asked_evidence(const Visit& visit, const std::string& of) {
  const EvidenceBook book = EvidenceBook::of(visit.registry());
  if (of.empty()) return book.all(visit.scope(), kMostListed);
  const auto subject = evidence_subject(of);
  if (!subject) return {};
  auto found = book.of_subject(*subject);
  std::erase_if(found, [&](const Evidence& each) { return !visit.sees(each.cooperative_id); });
  return found;
}

HttpResponse page(Visit& visit, const std::optional<Error>& error = {}) {
  const std::string of = visit.typed("of").empty() ? visit.asked("of") : visit.typed("of");
  View view, list = list_view(), kinds = list_view();
  for (const Evidence& each : asked_evidence(visit, of)) list.push_back(evidence_view(visit, each));
  for (const EvidenceKind kind : kKinds) {
    View item;
    item.set("value", to_text(kind));
    item.set("text", visit.word("evidence_kind." + to_text(kind)));
    item.set("chosen", View(visit.typed("kind") == to_text(kind)));
    kinds.push_back(std::move(item));
  }
  put_list(view, "evidence", std::move(list));
  view.set("kinds", std::move(kinds));
  put(view, "of", of);
  put(view, "title", visit.typed("title"));
  view.set("may_enter", View(visit.may(Right::enter)));
  if (visit.asked("saved") == "1") view.set("saved", View(true));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "evidence",
                       .title = visit.word("console.evidence"),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

std::string page_href(const EvidenceSubject& subject) {
  return "/evidence?saved=1&of=" + percent_encoded(subject.text());
}

Result<Evidence> sent(Visit& visit) {
  const auto subject = evidence_subject(visit.typed("of"));
  if (!subject) return subject.error();
  const auto kind = evidence_kind(visit.typed("kind"));
  if (!kind) return Error{"evidence_kind_unknown", "as", shortened(visit.typed("kind"))};
  const auto file = visit.sent_file("file");
  if (!file || file->content.empty()) return Error{"picture_empty", "file"};
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return add_evidence(*workplace,
                      {.subject = *subject,
                       .kind = *kind,
                       .title = visit.typed("title"),
                       .shown = !visit.typed("public").empty(),
                       .only_cooperative = visit.scope()},
                      as_bytes(file->content));
}

}  // namespace

HttpResponse evidence_page(Visit& visit) { return page(visit); }

HttpResponse evidence_sent(Visit& visit) {
  const auto done = sent(visit);
  return done ? redirect(page_href(done->subject)) : page(visit, done.error());
}

// As papers of certificates: always to be saved, never shown.
HttpResponse evidence_sent_file(Visit& visit) {
  const auto evidence = in_sight(visit);
  if (!evidence) return not_found_page(visit);
  auto content = evidence_file(visit.house().folder, *evidence);
  if (!content) return broken_page(visit, content.error());
  const std::string ending = evidence->file.substr(evidence->file.find('.'));
  const std::string name = "bang-chung-" + std::to_string(evidence->number) + ending;
  return {.status = 200,
          .content_type = ending == ".pdf" ? "application/pdf" : "image/jpeg",
          .body = *std::move(content),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + name + '"'},
                      {"Content-Security-Policy", "sandbox"}}};
}

HttpResponse evidence_shown_sent(Visit& visit) {
  const auto evidence = in_sight(visit);
  if (!evidence) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const auto done =
      show_evidence(*workplace, evidence->number, visit.typed("shown") == "yes", visit.scope());
  return done ? redirect(page_href(done->subject)) : page(visit, done.error());
}

HttpResponse evidence_removed_sent(Visit& visit) {
  const auto evidence = in_sight(visit);
  if (!evidence) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const auto done = remove_evidence(*workplace, evidence->number, visit.scope());
  return done ? redirect(page_href(done->subject)) : page(visit, done.error());
}

}  // namespace temgoc
