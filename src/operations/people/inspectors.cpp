// Makes enrolment codes with a part of the roots' hash, and parses codes as people type them.
#include "temgoc/people/inspectors.h"

#include <algorithm>

#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace {

constexpr std::size_t kCodeCharacters = 16;
constexpr std::size_t kRootsCharacters = 8;
constexpr std::size_t kRootsLimit = 1 << 20;
constexpr std::size_t kMostNameCharacters = 100;

RecordedAct act_of(const char* kind, const Inspector& inspector) {
  return {kind, {{"inspector", inspector.name}}};
}

// The first 40 bits, five a character.
std::string beginning_of(const Digest& digest) {
  constexpr std::size_t kBytes = 5;
  constexpr unsigned kBits = 5;
  const std::uint64_t bits = read_be(digest, 0, kBytes);
  std::string text;
  for (std::size_t i = kRootsCharacters; i-- > 0;) text += kCrockford[bits >> (kBits * i) & 31];
  return text;
}

}  // namespace

Result<EnrolmentCard> enrol_inspector(Workplace& workplace, const std::string& name,
                                      std::uint64_t days) {
  const auto shown = clean_text(name, "name", kMostNameCharacters);
  if (!shown) return shown.error();
  if (shown->empty()) return Error{.code = "inspector_name_empty", .field = "name"};
  if (days < 1 || days > kMostInspectorDays) {
    return Error{.code = "inspector_days_invalid",
                 .field = "days",
                 .value = std::to_string(days),
                 .args = {{"most", std::to_string(kMostInspectorDays)}}};
  }
  if (workplace.test_only()) return Error{.code = "inspector_needs_host"};
  auto note = read_text_file(workplace.roots_path(), kRootsLimit);
  if (!note) return note.error();
  const auto roots = SignedNote::parse(*note);
  if (!roots) return roots.error();
  const Digest digest = sha256(as_bytes(roots->text));
  const std::string code = random_crockford(workplace.random(), kCodeCharacters);
  const Instant now = workplace.now();
  Inspector added;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    added = Inspections::of(workplace.registry())
                .add({.name = *shown, .added_at = now, .expires_at = now + std::chrono::days(days)},
                     code, workplace.random());
    return act_of("inspector", added);
  });
  if (!recorded) return recorded.error();
  return EnrolmentCard{added, in_groups(code + beginning_of(digest)),
                       "https://" + workplace.host(false) + std::string(kInspectorPath) +
                           "#ghi-danh=" + code + "." + to_hex(digest)};
}

Result<Inspector> revoke_inspector(Workplace& workplace, std::int64_t id) {
  Result<Inspector> revoked = Error{.code = "inspector_unknown", .value = std::to_string(id)};
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    Inspections inspections = Inspections::of(workplace.registry());
    const auto before = inspections.inspectors();
    const auto standing = std::ranges::find(before, id, &Inspector::id);
    const bool was_revoked = standing != before.end() && standing->revoked_at.has_value();
    revoked = inspections.revoke(id, workplace.now());
    if (!revoked) return revoked.error();
    return was_revoked ? RecordedAct{} : act_of("inspector_revoked", *revoked);
  });
  if (!recorded) return recorded.error();
  return revoked;
}

std::string inspector_state(const Inspector& inspector, Instant now) {
  if (inspector.revoked_at) return "revoked";
  return now < inspector.expires_at ? "active" : "expired";
}

std::string enrolment_code(std::string_view typed) {
  std::string code;
  for (const char c : ascii_upper(typed)) {
    if (c == '-' || c == ' ') continue;
    code += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  }
  const bool whole =
      code.size() == kCodeCharacters || code.size() == kCodeCharacters + kRootsCharacters;
  if (!whole || code.find_first_not_of(kCrockford) != std::string::npos) return {};
  return code.substr(0, kCodeCharacters);
}

Result<void> check_enrolment(const Inspector& inspector, Instant now) {
  if (inspector.revoked_at) return Error{.code = "inspector_revoked", .value = inspector.name};
  if (now < inspector.expires_at) return {};
  return Error{.code = "inspector_expired",
               .value = inspector.name,
               .args = {{"day", to_dmy(vietnam_day(inspector.expires_at))}}};
}

}  // namespace temgoc
