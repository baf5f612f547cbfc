// Any bytes as a document of EPCIS: judged or refused, and its events keep their hashes when the
// document is written again.
#include <string_view>

#include "require.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/epcis/event_hash.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = temgoc::read_epcis(text);
  const auto hashes = temgoc::epcis_event_hashes(text);
  if (read && read->faults.empty() && hashes) {
    REQUIRE(read->events.size() == read->count);
    for (const temgoc::EpcisEvent& event : read->events) {
      REQUIRE(event.hash == (*hashes)[event.place - 1]);
      REQUIRE(!event.id.empty());
    }
  }
  (void)temgoc::read_epcis_event(text);
  (void)temgoc::epcis_event_texts(text);
  (void)temgoc::epc_pattern(text);
  (void)temgoc::epcis_moment(text);
  (void)temgoc::epcis_number(text);
  const std::string key = temgoc::canonical_gs1_key(text);
  REQUIRE(temgoc::canonical_gs1_key(key) == key);
  return 0;
}
