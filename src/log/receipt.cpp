// Writes and parses a receipt's lines, and checks the checkpoint's signature and the proof.
#include "temgoc/log/receipt.h"

#include "proof_lines.h"

namespace temgoc {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";

Error unreadable(std::size_t line) {
  return {.code = "receipt_unreadable", .position = Position{.row = line, .in_text = true}};
}

std::optional<std::string> entry_in(std::string_view line) {
  if (!line.starts_with(kExtra)) return std::nullopt;
  const auto bytes = from_base64(line.substr(kExtra.size()));
  if (!bytes || bytes->size() > kMaxEntryBytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

}  // namespace

std::string Receipt::text() const {
  std::string text(kFirstLine);
  text.append("\n").append(kExtra).append(to_base64(as_bytes(entry)));
  text.append("\nindex ").append(std::to_string(index)).append("\n");
  return text.append(proof_lines(proof)).append("\n").append(checkpoint_note);
}

Result<Receipt> Receipt::parse(std::string_view text) {
  const auto first = take_line(text);
  if (!first || *first != kFirstLine) return unreadable(1);
  const auto extra = take_line(text);
  auto entry = extra ? entry_in(*extra) : std::nullopt;
  if (!entry) return unreadable(2);
  const auto index_line = take_line(text);
  const auto index = index_line ? number_after(*index_line, "index") : std::nullopt;
  if (!index) return unreadable(3);
  auto proof = take_proof(text);
  if (!proof) return unreadable(4);
  const std::size_t checkpoint_line = 5 + proof->size();
  if (!SignedNote::parse(text) || !parse_checkpoint_text(text)) return unreadable(checkpoint_line);
  return Receipt{.entry = *std::move(entry),
                 .index = *index,
                 .proof = *std::move(proof),
                 .checkpoint_note = std::string(text)};
}

Result<ProvenEntry> check_receipt(const Receipt& receipt, std::string_view realm,
                                  const VerifyKey& log_key) {
  const auto checkpoint = parse_checkpoint_text(receipt.checkpoint_note);
  const auto note = SignedNote::parse(receipt.checkpoint_note);
  if (!checkpoint || !note) return unreadable(5 + receipt.proof.size());
  const std::string& origin = checkpoint->origin;
  if (origin != realm && origin != std::string(realm) + std::string(kTestRealmSuffix)) {
    return Error{.code = "receipt_other_log",
                 .args = {{"found", origin}, {"expected", std::string(realm)}}};
  }
  if (!note_signed_by(*note, origin, log_key))
    return Error{.code = "receipt_unsigned", .value = origin};
  const Digest leaf = leaf_hash(as_bytes(receipt.entry));
  if (!check_inclusion(leaf, receipt.index, checkpoint->head, receipt.proof)) {
    const std::string index = std::to_string(receipt.index);
    const std::string size = std::to_string(checkpoint->head.size);
    return Error{.code = "receipt_not_included", .args = {{"index", index}, {"size", size}}};
  }
  return ProvenEntry{.entry = receipt.entry, .index = receipt.index, .checkpoint = *checkpoint};
}

}  // namespace temgoc
