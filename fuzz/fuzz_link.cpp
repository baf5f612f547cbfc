// Any bytes as the path and query of a GS1 Digital Link: read or refused, and the link that was
// read is read again from the path that it writes.
#include <string_view>

#include "require.h"
#include "temgoc/gs1/application_identifiers.h"
#include "temgoc/gs1/digital_link.h"
#include "temgoc/gs1/epc_binary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t mark = text.find('?');
  const std::string_view path = text.substr(0, mark);
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
  if (temgoc::is_epc_segment(text)) (void)temgoc::decompress_epc(text);
  if (!temgoc::names_a_gs1_key(path)) return 0;
  const auto link = temgoc::read_digital_link(path, query);
  if (!link) return 0;
  REQUIRE(temgoc::is_primary_key(link->key.ai));
  REQUIRE(!temgoc::value_fault(link->key.ai, link->key.value));
  const auto again = temgoc::read_digital_link(link->path(), "");
  REQUIRE(again && again->key == link->key && again->qualifiers == link->qualifiers);
  return 0;
}
