#include "temgoc/print_job.h"

#include <algorithm>

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<CodeKind, 4> kCodeKinds{{{CodeKind::lot_seal, "lot_seal"},
                                         {CodeKind::item_seal, "item_seal"},
                                         {CodeKind::item_link, "item_link"},
                                         {CodeKind::product_link, "product_link"}}};

}  // namespace

std::string to_text(CodeKind kind) { return name_in(kCodeKinds, kind); }
std::optional<CodeKind> code_kind(std::string_view text) { return value_in(kCodeKinds, text); }

std::vector<DrawnRange> parts_of(const PrintJob& job) {
  const std::uint64_t in_part = std::uint64_t{job.setup.cells} * job.setup.pages_in_part;
  const std::uint64_t all = job.drawn();
  std::vector<DrawnRange> parts;
  // The cells before the first label take room in the first part alone.
  for (std::uint64_t end = in_part - (job.setup.start_cell - 1), from = 1; from <= all;
       from = end + 1, end += in_part) {
    parts.push_back(
        {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(std::min(end, all))});
  }
  return parts;
}

}  // namespace temgoc
