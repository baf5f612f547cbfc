// Evidence as records.
#include "temgoc/model/evidence.h"

#include "named.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr Names<EvidenceKind, 3> kKinds{{{EvidenceKind::photo, "photo"},
                                         {EvidenceKind::laboratory, "laboratory"},
                                         {EvidenceKind::paper, "paper"}}};
using Subject = EvidenceSubject::Kind;
constexpr Names<Subject, 2> kSubjects{
    {{Subject::event, "event"}, {Subject::certification, "certification"}}};

constexpr std::size_t kMostDigits = 18;

[[noreturn]] void damaged() {
  throw SystemFailure(Error{.code = "record_damaged", .value = "evidence"});
}

}  // namespace

std::string to_text(EvidenceKind kind) { return name_in(kKinds, kind); }
std::optional<EvidenceKind> evidence_kind(std::string_view text) { return value_in(kKinds, text); }

std::string EvidenceSubject::text() const {
  return std::string(name_in(kSubjects, kind)) + "/" + id;
}

Result<EvidenceSubject> evidence_subject(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto kind = value_in(kSubjects, text.substr(0, slash));
  const std::string id = trimmed(text.substr(std::min(slash + 1, text.size())));
  const bool number = is_digits(id) && id.size() <= kMostDigits;
  if (!kind || id.empty() || (*kind == Subject::event && !number))
    return Error{.code = "evidence_subject_invalid", .field = "of", .value = shortened(text)};
  return EvidenceSubject{*kind, id};
}

Json to_json(const Evidence& evidence) {
  return {{"cooperative_id", evidence.cooperative_id},
          {"subject", evidence.subject.text()},
          {"kind", to_text(evidence.kind)},
          {"title", evidence.title},
          {"file", evidence.file},
          {"shown", evidence.shown},
          {"removed", evidence.removed},
          {"salt", evidence.salt}};
}

Evidence evidence_from(const Json& json) {
  try {
    const auto text = [&json](const char* name) { return json.at(name).get<std::string>(); };
    const auto subject = evidence_subject(text("subject"));
    const auto kind = evidence_kind(text("kind"));
    if (!subject || !kind) damaged();
    return {.cooperative_id = text("cooperative_id"),
            .subject = *subject,
            .kind = *kind,
            .title = text("title"),
            .file = text("file"),
            .shown = json.at("shown").get<bool>(),
            .removed = json.at("removed").get<bool>(),
            .salt = text("salt")};
  } catch (const Json::exception&) {
    damaged();
  }
}

}  // namespace temgoc
