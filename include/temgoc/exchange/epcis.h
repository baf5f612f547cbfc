// EPCIS 2.0: documents of others taken in whole, our own events in its form, and the standard's
// simple event query over both. docs/events.md, docs/decisions/epcis.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/epcis/epcis_document.h"
#include "temgoc/registry/epcis_book.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct CaptureOrder {
  std::string_view body = {};  // a document, or one event
  bool one_event = false;
  bool proceed = false;             // stores what is sound of a document that has faults
  std::string cooperative_id = {};  // whose affair it is; empty: the whole workplace's
};
// Stores a document as it came with its events, in one transaction; what is on record already
// counts as done. Those of read_epcis, and `epcis_event_differs` (value the id; args event): all of
// them in `faults`. Without `proceed` one fault refuses the whole and nothing is stored; with it
// the faulty events are told in the capture's errors.
struct Captured {
  EpcisCapture capture;
  EpcisDocument document;  // as it was read
};
Result<Captured> capture_epcis(Workplace& workplace, const CaptureOrder& order,
                               std::vector<Error>& faults);

// Gives every event that was recorded here its EPCIS form, and every error declaration. A form once
// given stays: a record that changes later does not change it. Nothing is done where all have one.
Result<void> settle_own_events(Workplace& workplace);
bool own_events_wait(const Registry& registry);

// One of our own events as EPCIS has it, with its @context. `realm`: of the workplace.
Json epcis_form(const Registry& registry, const std::string& realm, const Event& event);

// What a client asked for.
struct EpcisQuery {
  EpcisFilter filter = {};
  unsigned per_page = 30;
  std::optional<std::uint64_t> at_most = {};      // more than these are refused
  std::optional<std::uint64_t> count_limit = {};  // after these the answer ends
  std::uint64_t seen = 0;                         // on the pages before
};
using Parameters = std::vector<std::pair<std::string, std::string>>;
// `extensions`: prefixes that the client declares. `epcis_parameter_unknown` (field the
// name), `epcis_parameter_invalid` (field the name, value), `epcis_parameters_clash` (field, value:
// the other).
Result<EpcisQuery> epcis_query(const EpcisBook& book, const Parameters& parameters,
                               const std::map<std::string, std::string>& extensions);

struct EpcisPage {
  std::vector<EpcisRow> events = {};
  std::string next = {};  // token of the next page; empty: this is the last
};
// `epcis_query_too_large` (args limit).
Result<EpcisPage> run_query(const EpcisBook& book, const EpcisQuery& query);

// A query as the standard's JSON has it: parameters with lists for several values, and an @context
// for prefixes.
struct QueryParts {
  Parameters parameters = {};
  std::map<std::string, std::string> extensions = {};
};
// `epcis_parameter_invalid` (field the name, value): a value of no use, or one of paging.
Result<QueryParts> query_parts(const Json& query);

inline constexpr std::uint64_t kMostEpcisQueries = 200;           // kept of one cooperative
inline constexpr std::size_t kMostEpcisQueryBytes = 16UL << 10U;  // of one, as JSON

// Keeps `{"name": …, "query": …}` for a cooperative (empty: the whole workplace). The name is of
// letters, digits and "-_.~", 100 at most. `epcis_query_unnamed` (field what is missing or no
// name), `epcis_query_taken` (value), `epcis_query_too_long` (args count, limit),
// `epcis_queries_full` (args limit), those of query_parts and of epcis_query.
Result<EpcisNamedQuery> keep_named_query(Workplace& workplace, const Json& definition,
                                         const std::string& cooperative_id);
// `epcis_query_unknown` (value).
Result<void> forget_named_query(Workplace& workplace, const std::string& name,
                                const std::string& cooperative_id);

// Events as they came, with their ids and the moment of their record.
Json epcis_query_document(const std::vector<EpcisRow>& events, Instant now);
// The same events as a document that can be sent to others.
Json epcis_document(const std::vector<EpcisRow>& events, Instant now);

inline constexpr std::string_view kEpcisContext =
    "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";

}  // namespace temgoc
