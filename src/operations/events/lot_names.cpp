// Which lot somebody means.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/events/events.h"
#include "temgoc/events/told_to_others.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongestCode = 40;

Result<std::string> code_of(std::string_view text) {
  auto clean = clean_text(text, "lot", kLongestCode);
  if (!clean) return clean;
  if (clean->empty()) return Error{.code = "lot_name_missing", .field = "lot"};
  if (clean->find_first_of(":=") != clean->npos)
    return Error{.code = "lot_name_invalid", .field = "lot", .value = shortened(text)};
  return clean;
}

// "OWNER:CODE".
Result<LotName> owned(const Registry& registry, std::string_view owner, std::string_view code) {
  auto clean = code_of(code);
  if (!clean) return clean.error();
  const std::string id = trimmed(owner);
  if (registry.cooperative(id)) return LotName{LotName::Kind::own, id, *clean};
  if (EventBook::of(registry).partner(id)) return LotName{LotName::Kind::partner, id, *clean};
  return Error{.code = "lot_owner_unknown", .field = "lot", .value = shortened(id)};
}

Error lot_unknown(std::string_view text) {
  return {.code = "event_lot_unknown", .field = "lot", .value = shortened(text)};
}

// As if nobody but that cooperative were on record.
Result<LotName> lot_within(const Registry& registry, std::string_view text,
                           std::string_view only_cooperative) {
  auto name = lot_named(registry, text, only_cooperative);
  if (!name) return name;
  const std::size_t colon = text.find(':');
  if (keeper_of(registry, *name) != only_cooperative) {
    if (colon == text.npos) return lot_unknown(text);
    return Error{.code = "lot_owner_unknown",
                 .field = "lot",
                 .value = shortened(trimmed(text.substr(0, colon)))};
  }
  const bool stands = colon != text.npos || name->kind == LotName::Kind::sealed ||
                      EventBook::of(registry).lot(*name);
  return stands ? name : Result<LotName>(lot_unknown(text));
}

Error ambiguous(std::string_view text, const std::vector<LotName>& found) {
  std::string names;
  for (const LotName& each : found) names += (names.empty() ? "" : ", ") + each.text();
  return {.code = "lot_name_ambiguous",
          .field = "lot",
          .value = shortened(text),
          .args = {{"names", names}}};
}

}  // namespace

Result<LotName> lot_named(const Registry& registry, std::string_view text,
                          std::string_view cooperative_id) {
  if (const std::size_t colon = text.find(':'); colon != text.npos)
    return owned(registry, text.substr(0, colon), text.substr(colon + 1));
  auto clean = code_of(text);
  if (!clean) return clean.error();
  const EventBook book = EventBook::of(registry);
  std::vector<LotName> found;
  if (const auto typed = ShortCode::parse(*clean); typed && registry.lot(*typed))
    return LotName{LotName::Kind::sealed, {}, typed->text()};
  if (const auto code = LotCode::parse(*clean)) {
    for (const std::string& typed : book.typed_codes(cooperative_id, *code))
      found.push_back({LotName::Kind::sealed, {}, typed});
  }
  const LotName own{LotName::Kind::own, std::string(cooperative_id), *clean};
  if (book.lot(own)) found.push_back(own);
  if (found.size() > 1) return ambiguous(text, found);
  return found.empty() ? own : found.front();
}

Result<LotName> lot_on_record(const Registry& registry, std::string_view text,
                              std::string_view only_cooperative) {
  if (!only_cooperative.empty()) return lot_within(registry, text, only_cooperative);
  if (text.find(':') != text.npos) return lot_named(registry, text, {});
  const EventBook book = EventBook::of(registry);
  std::vector<LotName> found;
  for (const Cooperative& cooperative : registry.cooperatives()) {
    auto name = lot_named(registry, text, cooperative.id);
    if (!name) return name;
    const bool stands = name->kind == LotName::Kind::sealed || book.lot(*name);
    if (stands && std::ranges::find(found, *name) == found.end()) found.push_back(*name);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return ambiguous(text, found);
  return lot_unknown(text);
}

}  // namespace temgoc
