// Appends an entry behind its length, and splits a bundle into entries or refuses one cut short.
#include "entry_bundle.h"

#include <array>

#include "temgoc/base/bytes.h"

namespace temgoc {

void add_to_bundle(std::string& bundle, std::string_view entry) {
  std::array<std::uint8_t, 2> length{};
  write_be(length, 0, length.size(), entry.size());
  bundle.append(as_text(length)).append(entry);
}

std::optional<std::vector<std::string_view>> bundle_entries(std::string_view bundle) {
  std::vector<std::string_view> entries;
  while (!bundle.empty()) {
    if (bundle.size() < 2) return std::nullopt;
    const std::size_t length = read_be(as_bytes(bundle), 0, 2);
    bundle.remove_prefix(2);
    if (bundle.size() < length) return std::nullopt;
    entries.push_back(bundle.substr(0, length));
    bundle.remove_prefix(length);
  }
  return entries;
}

}  // namespace temgoc
