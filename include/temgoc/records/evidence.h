// Photos, laboratory results and papers behind an event or a certificate: kept by their hash, which
// is in the log; shown to everybody only where the cooperative says so. docs/events.md.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/evidence_book.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::size_t kMostEvidence = 20;  // behind one event or certificate

struct EvidenceOrder {
  EvidenceSubject subject = {};
  EvidenceKind kind = EvidenceKind::paper;
  std::string title = {};
  bool shown = false;
  std::string only_cooperative = {};  // another's event or certificate is not found; empty: any is
};
// Keeps the file and records it with its log entry and its act. A photo is made anew without
// metadata, a PDF is kept as it is. The same file behind the same thing changes nothing.
// `evidence_subject_unknown`, `evidence_title_missing`, `evidence_too_many` (args limit), those of
// clean_text, add_certificate_paper and settle_logs.
Result<Evidence> add_evidence(Workplace& workplace, const EvidenceOrder& order, ByteView file);

// Whether everybody may see it from now on. `evidence_unknown`.
Result<Evidence> show_evidence(Workplace& workplace, std::int64_t number, bool shown,
                               std::string_view only_cooperative = {});
// Takes it back: the file is deleted unless something else names it, the hash stays in the log.
// `evidence_unknown`.
Result<Evidence> remove_evidence(Workplace& workplace, std::int64_t number,
                                 std::string_view only_cooperative = {});

// The bytes of it. Those of read_kept_file.
Result<std::string> evidence_file(const std::filesystem::path& workplace, const Evidence& evidence);

}  // namespace temgoc
