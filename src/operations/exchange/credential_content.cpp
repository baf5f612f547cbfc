// Of which lot, certificate and events a credential may be made.
#include "operations/exchange/issuer.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// The certificate that is asked for, or the only one.
Result<Certification> declared(const LotStory& story, std::string_view asked) {
  std::string known;
  std::vector<Certification> fitting;
  for (Certification& each : certificates_to_declare(story)) {
    known += (known.empty() ? "" : ", ") + each.id;
    if (asked.empty() || each.id == asked) fitting.push_back(std::move(each));
  }
  if (fitting.size() == 1) return fitting.front();
  Error error{"credential_no_certificate", "certificate", story.lot.code.text()};
  error.args = {{"certificate", shortened(asked)}};
  if (fitting.empty()) return error;
  error.code = "credential_choose_certificate";
  error.args = {{"known", known}};
  return error;
}

}  // namespace

Result<void> check_credential_lot(const Workplace& workplace, const Lot& lot) {
  if (workplace.test_only()) return Error{"credential_needs_host", "host"};
  if (lot.test) return Error{"credential_of_test_lot", "lot", lot.code.text()};
  if (const auto cancelled = workplace.registry().cancellation(lot.id))
    return lot_is_cancelled(lot, *cancelled);
  return {};
}

Result<Json> credential_content(const Workplace& workplace, TraceFileKind kind,
                                std::string_view certificate_id, const LotStory& story,
                                const Issuer& issuer, Language language) {
  std::optional<Certification> certificate;
  if (kind == TraceFileKind::untp_conformity) {
    auto chosen = declared(story, certificate_id);
    if (!chosen) return chosen.error();
    certificate = *std::move(chosen);
  }
  Json content =
      untp_credential(kind, story, certificate ? &*certificate : nullptr, workplace.registry(),
                      workplace.settings().realm, issuer, workplace.now(), language);
  if (content.at("credentialSubject").empty())
    return Error{"credential_no_events", "lot", story.lot.code.text()};
  return content;
}

}  // namespace temgoc
