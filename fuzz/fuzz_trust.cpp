// Any bytes as a signed note, a trust list, a root set and what root holders sign one after
// another: read or refused, and what was read says the same again.
#include <string_view>

#include "require.h"
#include "temgoc/seal/pending_note.h"
#include "temgoc/seal/trust_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto note = temgoc::SignedNote::parse(text)) {
    const auto again = temgoc::SignedNote::parse(note->serialised());
    REQUIRE(again && again->text == note->text);
  }
  if (const auto list = temgoc::TrustList::parse_text(text)) {
    const auto again = temgoc::TrustList::parse_text(list->text());
    REQUIRE(again && *again == *list);
  }
  if (const auto roots = temgoc::RootSet::parse_text(text)) {
    const auto again = temgoc::RootSet::parse_text(roots->text());
    REQUIRE(again && *again == *roots);
    if (const auto pending = temgoc::PendingNote::parse(text))
      (void)temgoc::read_pending(*pending, *roots);
  }
  if (const auto pending = temgoc::PendingNote::parse(text)) {
    const auto again = temgoc::PendingNote::parse(pending->serialised());
    REQUIRE(again && again->text == pending->text);
    REQUIRE(again->signatures.size() == pending->signatures.size());
    (void)temgoc::is_root_set(*pending);
  }
  return 0;
}
