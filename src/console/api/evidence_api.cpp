// Photos, laboratory results and papers behind events and certificates.
#include <functional>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/records/evidence.h"

namespace temgoc {
namespace {

constexpr unsigned kMostListed = 1'000;

Json evidence_json(const Evidence& evidence) {
  return {{"evidence", evidence.number},   {"cooperative", evidence.cooperative_id},
          {"of", evidence.subject.text()}, {"as", to_text(evidence.kind)},
          {"title", evidence.title},       {"file", evidence.file},
          {"public", evidence.shown}};
}

std::optional<Evidence> in_sight(const ApiCall& call) {
  const std::string& number = call.place(0);
  if (!is_digits(number) || number.size() > 17) return std::nullopt;
  auto found = EvidenceBook::of(call.registry()).evidence(std::stoll(number));
  const bool seen = found && !found->removed && call.sees(found->cooperative_id);
  return seen ? found : std::nullopt;
}

HttpResponse unknown(const ApiCall& call) {
  return problem_answer(call.request(), 404,
                        Error{"evidence_unknown", "evidence", shortened(call.place(0))});
}

Result<Evidence> added(ApiCall& call) {
  const auto subject = evidence_subject(call.text("of"));
  if (!subject) return subject.error();
  const auto kind = evidence_kind(call.text("as"));
  if (!kind) return Error{"evidence_kind_unknown", "as", shortened(call.text("as"))};
  const auto file = from_base64(call.text("content"));
  if (!file) return Error{"base64_unreadable", "content"};
  auto workplace = call.open();
  if (!workplace) return workplace.error();
  return add_evidence(*workplace,
                      {.subject = *subject,
                       .kind = *kind,
                       .title = call.text("title"),
                       .shown = call.is_yes("public"),
                       .only_cooperative = call.scope()},
                      *file);
}

HttpResponse changed(ApiCall& call, const std::function<Result<Evidence>(Workplace&)>& change) {
  if (!in_sight(call)) return unknown(call);
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto done = change(*workplace);
  if (!done) return problem_answer(call.request(), done.error());
  return json_answer(200, evidence_json(*done));
}

}  // namespace

HttpResponse list_evidence(ApiCall& call) {
  const EvidenceBook book = EvidenceBook::of(call.registry());
  Json items = Json::array();
  if (const std::string of = call.asked("of"); !of.empty()) {
    const auto subject = evidence_subject(of);
    if (!subject)
      return problem_answer(call.request(), Error{"api_parameter_invalid", "of", shortened(of)});
    for (const Evidence& each : book.of_subject(*subject))
      if (call.sees(each.cooperative_id)) items.push_back(evidence_json(each));
  } else {
    for (const Evidence& each : book.all(call.cooperative_asked(), kMostListed))
      items.push_back(evidence_json(each));
  }
  return page_answer(call, std::move(items), "");
}

HttpResponse add_evidence_asked(ApiCall& call) {
  const auto done = added(call);
  if (!done) return problem_answer(call.request(), done.error());
  HttpResponse response = json_answer(201, evidence_json(*done));
  response.headers.emplace_back(
      "Location", std::string(kApiRoot) + "/evidence/" + std::to_string(done->number));
  return response;
}

HttpResponse show_evidence_asked(ApiCall& call) {
  const auto evidence = in_sight(call);
  return evidence ? json_answer(200, evidence_json(*evidence)) : unknown(call);
}

HttpResponse publish_evidence_asked(ApiCall& call) {
  return changed(call, [&](Workplace& workplace) {
    return show_evidence(workplace, std::stoll(call.place(0)), call.is_yes("public"), call.scope());
  });
}

HttpResponse remove_evidence_asked(ApiCall& call) {
  return changed(call, [&](Workplace& workplace) {
    return remove_evidence(workplace, std::stoll(call.place(0)), call.scope());
  });
}

HttpResponse show_evidence_file(ApiCall& call) {
  const auto evidence = in_sight(call);
  if (!evidence) return unknown(call);
  auto content = evidence_file(call.house().folder, *evidence);
  if (!content) return problem_answer(call.request(), 404, content.error());
  return {.status = 200,
          .content_type = "application/octet-stream",
          .body = *std::move(content),
          .headers = {{"Cache-Control", "no-store"}, {"Content-Security-Policy", "sandbox"}}};
}

}  // namespace temgoc
