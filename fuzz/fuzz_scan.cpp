// Any bytes as a scanned text: read into something, and what was read as a seal writes the same URI
// again.
#include <string_view>

#include "require.h"
#include "temgoc/scan/scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const temgoc::Scanned scanned = temgoc::read_scan(text);
  const auto* sealed = std::get_if<temgoc::SealedScan>(&scanned);
  if (sealed == nullptr) return 0;
  const std::string again = temgoc::sealed_uri(sealed->host, sealed->sealed);
  const temgoc::Scanned twice = temgoc::read_scan(again);
  const auto* same = std::get_if<temgoc::SealedScan>(&twice);
  REQUIRE(same != nullptr && same->sealed == sealed->sealed);
  return 0;
}
