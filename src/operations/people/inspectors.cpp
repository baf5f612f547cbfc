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

Result<EnrolmentCard> enrol_inspector(const Workplace& workplace, const std::string& name,
                                      std::uint64_t days) {
  const std::string shown = trimmed(name);
  if (shown.empty()) return Error{.code = "inspector_name_empty", .field = "name"};
  if (days < 1 || days > kMostInspectorDays) {
    return Error{.code = "inspector_days_invalid",
                 .field = "days",
                 .value = std::to_string(days),
                 .args = {{"most", std::to_string(kMostInspectorDays)}}};
  }
  if (workplace.test_only()) return Error{.code = "inspector_needs_host"};
  auto inspections = Inspections::open(registry_path(workplace.folder()));
  if (!inspections) return inspections.error();
  auto note = read_text_file(workplace.roots_path(), kRootsLimit);
  if (!note) return note.error();
  const auto roots = SignedNote::parse(*note);
  if (!roots) return roots.error();
  const Digest digest = sha256(as_bytes(roots->text));
  const std::string code = random_crockford(workplace.random(), kCodeCharacters);
  const Instant now = workplace.now();
  const Inspector added = inspections->add(
      {.name = shown, .added_at = now, .expires_at = now + std::chrono::days(days)}, code,
      workplace.random());
  return EnrolmentCard{added, in_groups(code + beginning_of(digest)),
                       "https://" + workplace.host(false) + std::string(kInspectorPath) +
                           "#ghi-danh=" + code + "." + to_hex(digest)};
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
