// Papers of a recall: the notice that goes to those who bought the goods and hangs at the point of
// sale, and the report of a drill, which an auditor signs.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "temgoc/base/words.h"
#include "temgoc/lots/recall_chain.h"

namespace temgoc {

// The notice of a recall of the lot and everything that was made of it, as PDF: which goods, by
// which marks they are known, why, and what to do. The cooperative of the lot is who recalls; lots
// of others stand in it with that cooperative's name. It names no buyer. Without `reason` that of
// the recall on record counts. `recall_notice_no_lot` (nothing that was issued is in the chain),
// `recall_notice_reason` (nothing is recalled and no reason is given), and those of print_words.
Result<void> print_recall_notice(const Workplace& workplace, const RecallChain& chain,
                                 const std::string& reason, const std::string& instruction,
                                 Language language, const std::filesystem::path& out);

// "MUA1 – Siêu thị (028 1234): C01:TH-2411 cá đù, 12,5 kg".
std::string receiver_text(const ChainReceiver& receiver, Language language);

struct RecallDrill {
  RecallChain chain;
  Instant begun_at = {};
  std::chrono::milliseconds took = {};
  std::string by = {};
};
// The report of a drill, as PDF, with lines for the auditor's name and signature.
Result<void> print_drill_report(const Workplace& workplace, const RecallDrill& drill,
                                Language language, const std::filesystem::path& out);

}  // namespace temgoc
