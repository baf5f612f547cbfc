// Files behind events and certificates: kept, shown, hidden, taken back.
#include "temgoc/records/evidence.h"

#include <algorithm>
#include <array>

#include "operations/records/kept_paper.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/event_book.h"
#include "temgoc/workplace/kept_files.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

std::string fresh_salt(const RandomSource& random) {
  std::array<std::uint8_t, 16> bytes{};
  random(bytes);
  return to_hex(bytes);
}

// Whose event or certificate it is; none: there is none, or it is out of sight.
std::optional<std::string> owner_of(const Registry& registry, const EvidenceSubject& subject,
                                    std::string_view only_cooperative) {
  std::optional<std::string> owner;
  if (subject.kind == EvidenceSubject::Kind::event) {
    const auto event = EventBook::of(registry).event(std::stoll(subject.id));
    if (event && !event->error) owner = event->event.cooperative_id;
  } else if (const auto record = registry.certification(subject.id)) {
    owner = record->cooperative_id;
  }
  const bool in_sight = owner && (only_cooperative.empty() || *owner == only_cooperative);
  return in_sight ? owner : std::nullopt;
}

std::optional<Evidence> in_sight(const Registry& registry, std::int64_t number,
                                 std::string_view only_cooperative) {
  auto found = EvidenceBook::of(registry).evidence(number);
  const bool seen = found && !found->removed &&
                    (only_cooperative.empty() || found->cooperative_id == only_cooperative);
  return seen ? found : std::nullopt;
}

Error unknown(std::int64_t number) {
  return {"evidence_unknown", "evidence", std::to_string(number)};
}

RecordedAct act_of(const char* kind, const Evidence& evidence) {
  return {kind,
          {{"evidence", std::to_string(evidence.number)}, {"of", evidence.subject.text()}},
          evidence.cooperative_id};
}

bool is_picture(const Registry& registry, const std::string& file) {
  return std::ranges::count(registry.products(""), file, &Product::picture) > 0;
}

bool is_scan(const Registry& registry, const std::string& file) {
  return std::ranges::any_of(registry.certifications(""), [&](const Certification& each) {
    return std::ranges::count(each.papers, file) > 0;
  });
}

// The public copy is there while somebody shows the file, the kept one while anything names it.
// Under the write lock, so that nobody takes the file up again meanwhile.
void settle_files(Workplace& workplace, const std::string& file) {
  (void)workplace.registry().transaction([&]() -> Result<void> {
    const Registry& registry = workplace.registry();
    const EvidenceBook book = EvidenceBook::of(registry);
    std::error_code stays;  // then the doctor finds it
    if (!book.of_file(file, true) && !is_picture(registry, file))
      fs::remove(kept_folder(workplace.folder(), KeptKind::picture) / file, stays);
    if (!book.of_file(file, false) && !is_scan(registry, file))
      fs::remove(kept_folder(workplace.folder(), KeptKind::paper) / file, stays);
    return {};
  });
}

Result<Evidence> stored(Workplace& workplace, const char* act,
                        const std::function<Result<Evidence>()>& change) {
  std::optional<Evidence> evidence;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto made = change();
    if (!made) return made.error();
    const bool stands =
        made->number != 0 && EvidenceBook::of(workplace.registry()).evidence(made->number) == *made;
    evidence = *std::move(made);
    if (stands) return RecordedAct{};
    evidence->number = EvidenceBook(workplace.registry()).store(*evidence, workplace.now());
    return act_of(act, *evidence);
  });
  if (!recorded) return recorded.error();
  settle_files(workplace, evidence->file);
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(evidence);
}

}  // namespace

Result<Evidence> add_evidence(Workplace& workplace, const EvidenceOrder& order, ByteView file) {
  constexpr std::size_t kLongestTitle = 120;
  auto title = clean_text(order.title, "title", kLongestTitle);
  if (!title) return title.error();
  if (title->empty()) return Error{"evidence_title_missing", "title"};
  const auto kept = paper_to_keep(file);
  if (!kept) return kept.error();
  return stored(workplace, "evidence", [&]() -> Result<Evidence> {
    const auto owner = owner_of(workplace.registry(), order.subject, order.only_cooperative);
    if (!owner) return Error{"evidence_subject_unknown", "of", order.subject.text()};
    const std::string name = kept_name(kept->content, kept->ending);
    const auto there = EvidenceBook::of(workplace.registry()).of_subject(order.subject);
    const auto same = std::ranges::find(there, name, &Evidence::file);
    if (same != there.end()) return *same;
    if (there.size() >= kMostEvidence)
      return Error{"evidence_too_many",
                   "of",
                   order.subject.text(),
                   {},
                   {{"limit", std::to_string(kMostEvidence)}}};
    for (const KeptKind kind : {KeptKind::paper, KeptKind::picture})
      if (kind == KeptKind::paper || order.shown)
        keep_file(workplace.folder(), kind, kept->content, kept->ending);
    return Evidence{.cooperative_id = *owner,
                    .subject = order.subject,
                    .kind = order.kind,
                    .title = *title,
                    .file = name,
                    .shown = order.shown,
                    .salt = fresh_salt(workplace.random())};
  });
}

Result<Evidence> show_evidence(Workplace& workplace, std::int64_t number, bool shown,
                               std::string_view only_cooperative) {
  return stored(workplace, shown ? "evidence_shown" : "evidence_hidden", [&]() -> Result<Evidence> {
    auto evidence = in_sight(workplace.registry(), number, only_cooperative);
    if (!evidence) return unknown(number);
    if (shown) {
      const auto content = evidence_file(workplace.folder(), *evidence);
      if (!content) return content.error();
      keep_file(workplace.folder(), KeptKind::picture, as_bytes(*content),
                std::string_view(evidence->file).substr(evidence->file.find('.')));
    }
    evidence->shown = shown;
    return *std::move(evidence);
  });
}

Result<Evidence> remove_evidence(Workplace& workplace, std::int64_t number,
                                 std::string_view only_cooperative) {
  return stored(workplace, "evidence_removed", [&]() -> Result<Evidence> {
    auto evidence = in_sight(workplace.registry(), number, only_cooperative);
    if (!evidence) return unknown(number);
    evidence->removed = true;
    evidence->shown = false;
    return *std::move(evidence);
  });
}

Result<std::string> evidence_file(const fs::path& workplace, const Evidence& evidence) {
  return read_kept_file(workplace, KeptKind::paper, evidence.file);
}

}  // namespace temgoc
