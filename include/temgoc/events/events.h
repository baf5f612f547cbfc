// Events on the way from the field to the shelf: recorded with the rules of the chain, corrected by
// declaring them to be in error, read from a diary. docs/events.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/event.h"
#include "temgoc/model/partner.h"
#include "temgoc/registry/event_book.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Names the version of a partner that stands; empty: there is none of that id.
std::string partner_version(const Registry& registry, std::string_view id);

// Stores a partner; `at` and salt are given here. Those of EventBook::store, `field_missing`
// (name), `partner_id_taken` (a cooperative has that id), `record_differs` (args fields; a partner
// of that id stands with other content and `update` was not asked), `record_changed_meanwhile` (the
// version that stands is not `seen`; empty: whichever). What stands already is `unchanged`,
// whatever was seen.
Result<Stored> record_partner(Workplace& workplace, Partner partner, bool update,
                              std::string_view seen = {});

// The lot that a person names: a typed code, the code of an issued lot of the cooperative,
// "OWNER:CODE" with a cooperative or a partner as owner, or the code of a lot without a seal.
// `lot_name_missing`, `lot_name_invalid`, `lot_name_ambiguous` (args names: what it may be),
// `lot_owner_unknown` (value the owner).
Result<LotName> lot_named(const Registry& registry, std::string_view text,
                          std::string_view cooperative_id);

// The same for a lot that is on record. Also `event_lot_unknown`. `only_cooperative`: lots of that
// cooperative and its partners alone, as if there were no others; empty: of whichever.
Result<LotName> lot_on_record(const Registry& registry, std::string_view text,
                              std::string_view only_cooperative = {});

// Says whether an inspection passed: "đạt", "không đạt", "passed", "failed".
// `event_result_unknown`.
Result<bool> written_result(std::string_view text);

// "120 kg", "12,5 tạ"; without a unit in the text `unit` counts. Those of Quantity::parse.
Result<Quantity> written_quantity(std::string_view text, std::string_view unit);

// What people call a kind of event, in a diary or on the command line: its own word, or Vietnamese
// with or without marks ("thu hoạch", "giao hang"). `event_kind_unknown`.
Result<EventKind> written_kind(std::string_view text);

struct EventOrder {
  Event event;  // id and salt are given here
  std::string who = {};
  // Where the event corrects another: why that one was wrong.
  std::string correction = {};
  bool again = false;  // also if an event on record says the same
};
struct EventReport {
  std::int64_t id = 0;
  // `event_overuse` and `event_overfilled` (value the lot; args have, used, difference),
  // `event_more_out` (args in, out, difference), `event_in_waiting_time` (value the substance; args
  // until, place).
  std::vector<Error> warnings = {};
};
// Records one event, with its log entry and its actor. Those of check_rules; the warnings above
// instead as errors, if the settings refuse overuse or no reason is given;
//   who and where  `unknown_reference`, `place_of_other_cooperative`,
//                  `partner_of_other_cooperative`, `partner_differs` (a partner's lot that another
//                  partner is said to have brought)
//   when           `event_in_future`, `event_before_lot` (value the lot; args made)
//   lots           `event_lot_unknown`, `event_goods_missing`, `event_unit_differs` (args unit,
//                  lot_unit), `event_circle` (value the lot), `event_lot_recalled` (args reason),
//                  `event_lot_held`, `lot_is_cancelled`,
//                  `lot_of_other_cooperative` (args cooperative), `event_partner_lot` (a partner's
//                  lot comes into being in a receipt alone)
//   quantities     `quantity_too_large`
//   again          `event_repeated` (value the event on record)
//   a correction   `event_unknown`, `event_in_error`, `event_is_used` (value the lot; args event)
Result<EventReport> record_event(Workplace& workplace, EventOrder order);

// Records an event as record_event does, inside a transaction of the caller, who writes the journal
// and settles the log. It does not correct another event.
Result<EventReport> add_event(Workplace& workplace, EventOrder order);

// Declares an event to be in error: it stays and counts no more. `reason_missing`, `event_unknown`,
// `event_in_error`, `event_is_used`.
Result<EventReport> declare_event_error(Workplace& workplace, std::int64_t event_id,
                                        std::string_view reason, std::string_view who);

// A diary as cooperatives keep it: a row for each lot of an event, rows with the same slip number
// make one event. docs/events.md lists the columns.
struct DiaryReport {
  Table table;
  std::size_t events = 0;          // recorded, or would be
  std::size_t unchanged = 0;       // on record already, word for word
  std::vector<Error> errors = {};  // by row; with one of them nothing is recorded
  std::vector<Error> warnings = {};
};
struct DiaryOptions {
  bool dry_run = false;
  std::string cooperative_id = {};  // of rows that name none; empty: the only one on record
  std::string who = {};
  // Rows of another cooperative are refused: `cooperative_not_yours` (args own). Empty: none is.
  std::string only_cooperative = {};
};
// All of it, with its act in the journal and its entries in the log, or none of it: a dry run, or a
// row with an error. Those of read_table, Workplace::record and settle_logs, `column_missing`; in a
// cell `event_kind_unknown` and what the parsers and record_event refuse.
Result<DiaryReport> import_diary(Workplace& workplace, ByteView content, std::string_view name,
                                 const DiaryOptions& options);

}  // namespace temgoc
