// Everything that is on record of a lot's way, for files that others read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/events/events.h"
#include "temgoc/exchange/trace_files.h"
#include "temgoc/model/lot_facts.h"

namespace temgoc {

// Valid events of the lot's own cooperative that name the lot or one that it was made of, and if
// asked those that name what was made of it, in the order in which they happened. A cooperative
// hands out its own records alone, whoever makes the file. `export_too_large`.
Result<std::vector<RecordedEvent>> events_of_lot(const Registry& registry, const LotName& lot,
                                                 bool forward);

// What the labels of an issued lot say, and what is known of it today.
struct LotStory {
  Lot lot;
  Product product;
  Cooperative cooperative;
  std::optional<Place> place = {};
  std::vector<Certification> in_force = {};  // on that day
  // On the way to it: its cooperative's own, and of others what told_to_others leaves.
  std::vector<RecordedEvent> events = {};
  std::string picture = {};  // where anybody may see it; empty: there is none
};
Result<LotStory> story_of(const Registry& registry, const Lot& lot, Day today);
// The same without its events, which cost the most to find.
LotStory story_without_events(const Registry& registry, const Lot& lot, Day today);

// The certificates that may be declared to others: in force, since a day that is known exactly.
std::vector<Certification> certificates_to_declare(const LotStory& story);

// The lot's GS1 Digital Link without its seal: who has the file cannot print a label that verifies.
std::string trace_link(const Lot& lot);
std::string address_of(const std::vector<Address>& addresses, Day day);
// "K1 – Vuông 1"; the cooperative's own seat where the event names no place.
struct EventPlace {
  std::string name, address, gln;
};
EventPlace place_of(const Registry& registry, const Event& event);
// The lot that was issued under that name; none: it has no seal, or there is none on record.
std::optional<Lot> issued_lot(const Registry& registry, const LotName& name);
// What people call a lot in such files: the lot code of an issued one.
std::string lot_words(const Registry& registry, const LotName& name);

SheetTable ten_item_table(const std::vector<LotStory>& stories, TraceFileKind kind,
                          const Registry& registry, Language language);
Json ten_item_json(const std::vector<LotStory>& stories, TraceFileKind kind,
                   const Registry& registry, Instant now, Language language);
Json passport_json(const LotStory& story, const Registry& registry, Instant now, Language language);
SheetTable fsma_table(const std::vector<RecordedEvent>& events, const Registry& registry);

}  // namespace temgoc
