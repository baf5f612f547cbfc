#include "temgoc/log.h"

namespace temgoc {
namespace {

constexpr std::size_t kSealHeaderBytes = 13;

std::string joined(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (std::string_view line : lines) text.append(line).push_back('\n');
  return text;
}

}  // namespace

std::string lot_leaf(const Lot& lot) {
  return joined({"temgoc-lot-leaf/v1", lot.realm,
                 to_hex(ByteView(lot.seal).first(kSealHeaderBytes)), lot.gtin.digits(),
                 lot.code.text(), to_hex(sha256(as_bytes(lot.record))), lot.backdate_reason});
}

std::string print_leaf(std::uint64_t lot_leaf_index, const PrintJob& job) {
  return joined({"temgoc-print/v1", std::to_string(lot_leaf_index),
                 std::to_string(job.first_serial), std::to_string(job.last_serial),
                 std::to_string(job.labels), to_text(job.kind)});
}

}  // namespace temgoc
