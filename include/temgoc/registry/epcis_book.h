// The registry's EPCIS events: documents of others as they came, our own events as EPCIS has them,
// and both found by their terms. It stores and finds; what a document says is judged elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/registry/registry.h"

namespace temgoc {

// What was sent to be captured, and what came of it.
struct EpcisCapture {
  std::int64_t id = 0;
  std::string name = {};            // random; how it is called in addresses
  std::string cooperative_id = {};  // empty: the whole workplace's
  std::string actor = {};
  Instant at = {};
  bool proceed = false;      // keeps what is sound of a document that has faults
  std::uint64_t events = 0;  // in the document
  std::uint64_t stored = 0;  // of them new
  std::string errors = {};   // a JSON array
  std::string context = {};  // JSON
};

// A term as EpcisTerm has it.
struct EpcisKey {
  std::string field = {}, value = {};
  std::optional<double> number = {};
};

struct EpcisRow {
  std::int64_t id = 0;
  std::int64_t document_id = 0;   // 0: an event of our own
  std::int64_t own_event_id = 0;  // 0: it came in a document
  std::string cooperative_id = {};
  std::string event_id = {};
  std::string hash = {};
  bool declares_error = false;
  Instant event_time = {};
  Instant record_time = {};
  std::string body = {};     // JSON
  std::string context = {};  // of its document, JSON; empty: an event of our own
};

// One condition: a term of one of the fields, with one of the values or within bounds.
struct EpcisCondition {
  std::vector<std::string> fields = {};
  std::vector<std::string> values = {};    // any of them
  std::vector<std::string> prefixes = {};  // or a value that begins with one of them
  std::optional<double> least = {}, most = {};
  bool above = false, below = false;  // the bounds themselves do not count
  // With neither values nor bounds it asks whether there is such a term.
};

// An attribute that master data gives a thing which one of the fields names; `values` empty: any.
struct EpcisOfAttribute {
  std::vector<std::string> fields = {};
  std::vector<std::string> names = {};  // any of them
  std::vector<std::string> values = {};
};

// A query that a client keeps under a name.
struct EpcisNamedQuery {
  std::string cooperative_id = {};  // empty: the whole workplace's
  std::string name = {};
  std::string query = {};  // JSON
};

// A value that events have in a field.
struct EpcisKnown {
  std::int64_t id = 0;  // in the order in which values first came
  std::string value = {};
};

struct EpcisFilter {
  std::string cooperative_id = {};                // empty: any
  std::vector<EpcisCondition> conditions = {};    // all of them
  std::vector<EpcisOfAttribute> attributes = {};  // all of them too
  std::optional<Instant> from = {}, before = {};  // when it happened
  std::optional<Instant> recorded_from = {}, recorded_before = {};
  bool by_record_time = false;
  bool newest_first = false;
  std::optional<std::pair<std::int64_t, std::int64_t>> after = {};  // time and id of the last seen
  unsigned limit = 30;
};

// Reads and writes through the connection of its registry, which must outlive it.
class EpcisBook {
 public:
  explicit EpcisBook(Registry& registry) : engine_(registry.engine_.get()) {}
  static const EpcisBook of(const Registry& registry) {  // to read
    return EpcisBook(registry.engine_.get());
  }

  // REQUIRES a transaction around it, as every change here.
  std::int64_t add_document(const EpcisCapture& capture, std::string_view body);
  // The hash of the event with that id, or of its error declaration. None: there is no such event.
  std::optional<std::string> hash_of(std::string_view cooperative_id, std::string_view event_id,
                                     bool declares_error) const;
  // REQUIRES hash_of to be none.
  void add_event(const EpcisRow& row, const std::vector<EpcisKey>& keys);
  void add_child(std::string_view parent, std::string_view child);
  void add_prefix(std::string_view prefix, std::string_view name_space);
  // What the master data of that document says of a thing; value empty: no text.
  void add_attribute(std::int64_t document_id, std::string_view cooperative_id,
                     std::string_view element, std::string_view name, std::string_view value);
  // REQUIRES that named_query finds none.
  void add_named_query(const EpcisNamedQuery& query);
  void remove_named_query(std::string_view cooperative_id, std::string_view name);

  std::optional<EpcisCapture> capture(std::string_view name) const;
  // Newest first, of those whose id is lower; empty cooperative: all.
  std::vector<EpcisCapture> captures(std::string_view cooperative_id, std::int64_t before_id,
                                     unsigned limit) const;
  // The document as it came.
  std::optional<std::string> document(std::string_view name) const;
  std::vector<EpcisRow> events(const EpcisFilter& filter) const;
  // The event that an id or a hash names, and its error declaration where there is one.
  std::vector<EpcisRow> events_named(std::string_view cooperative_id, std::string_view id) const;
  // How many fit, counted up to `most`.
  std::uint64_t count(const EpcisFilter& filter, std::uint64_t most) const;
  // The values that events of the cooperative (empty: of all) have in those fields, each once, in
  // the order of their ids, of those behind `after`.
  std::vector<EpcisKnown> known(std::span<const std::string> fields,
                                std::string_view cooperative_id, std::int64_t after,
                                unsigned limit) const;
  // The location and all beneath it.
  std::vector<std::string> with_children(std::string_view location) const;
  std::vector<std::string> namespaces(std::string_view prefix) const;
  std::optional<EpcisNamedQuery> named_query(std::string_view cooperative_id,
                                             std::string_view name) const;
  std::uint64_t count_named_queries(std::string_view cooperative_id) const;
  // In the order of their names, of those behind `after`.
  std::vector<EpcisNamedQuery> named_queries(std::string_view cooperative_id,
                                             std::string_view after, unsigned limit) const;

  // Events recorded here that have no EPCIS form yet, and error declarations likewise. Where a
  // document brought the declaration of an event of ours, that one stands.
  std::vector<std::int64_t> own_without_form(unsigned limit) const;
  std::vector<std::int64_t> own_errors_without_form(unsigned limit) const;
  // The id of the EPCIS form of an event of our own; empty: it has none yet.
  std::string id_of_own(std::int64_t own_event_id) const;
  // The forms of events of our own in the order given, each with its error declaration where there
  // is one. An event without a form is left out.
  std::vector<EpcisRow> forms_of_own(std::span<const std::int64_t> own_event_ids) const;

 private:
  explicit EpcisBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
