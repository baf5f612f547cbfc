// Documents of others, and our own events, into the book of EPCIS events.
#include <map>
#include <tuple>

#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr unsigned kOwnAtOnce = 2'000;

std::string fresh_name(const RandomSource& random) {
  std::array<std::uint8_t, 12> bytes{};
  random(bytes);
  return to_hex(bytes);
}

std::vector<EpcisKey> keys_of(const EpcisEvent& event) {
  std::vector<EpcisKey> keys;
  keys.reserve(event.terms.size());
  for (const EpcisTerm& each : event.terms) keys.push_back({each.field, each.value, each.number});
  return keys;
}

EpcisRow row_of(const EpcisEvent& event, const std::string& cooperative_id, Instant now) {
  return {.cooperative_id = cooperative_id,
          .event_id = event.id,
          .hash = event.hash,
          .declares_error = event.declares_error,
          .event_time = event.event_time,
          .record_time = now,
          .body = dump(event.body)};
}

// Events that say something else than one of the same id, on record or before them, become faults.
std::vector<const EpcisEvent*> new_events(const EpcisBook& book, const EpcisDocument& document,
                                          const std::string& cooperative_id,
                                          std::vector<Error>& faults) {
  std::vector<const EpcisEvent*> fresh;
  std::map<std::pair<std::string, bool>, std::string> seen;
  for (const EpcisEvent& event : document.events) {
    const auto [at, first] = seen.try_emplace({event.id, event.declares_error}, event.hash);
    const auto standing =
        first ? book.hash_of(cooperative_id, event.id, event.declares_error) : at->second;
    if (!standing) {
      fresh.push_back(&event);
      continue;
    }
    if (*standing == event.hash) continue;
    faults.push_back({.code = "epcis_event_differs",
                      .field = "eventID",
                      .value = shortened(event.id, 80),
                      .args = {{"event", std::to_string(event.place)}}});
  }
  return fresh;
}

std::string errors_text(const std::vector<Error>& faults) {
  Json list = Json::array();
  for (const Error& each : faults) {
    Json args = Json::object();
    for (const auto& [name, value] : each.args) args[name] = value;
    list.push_back(
        {{"code", each.code}, {"field", each.field}, {"value", each.value}, {"args", args}});
  }
  return dump(list);
}

void store(Workplace& workplace, const EpcisDocument& document, EpcisCapture& capture,
           const std::vector<const EpcisEvent*>& fresh, std::string_view body) {
  EpcisBook book(workplace.registry());
  capture.id = book.add_document(capture, body);
  for (const EpcisEvent* event : fresh) {
    EpcisRow row = row_of(*event, capture.cooperative_id, capture.at);
    row.document_id = capture.id;
    book.add_event(row, keys_of(*event));
  }
  for (const auto& [parent, child] : document.children) book.add_child(parent, child);
  for (const EpcisAttribute& each : document.attributes)
    book.add_attribute(capture.id, capture.cooperative_id, each.element, each.name, each.value);
  for (const auto& [prefix, address] : document.namespaces) book.add_prefix(prefix, address);
}

}  // namespace

Result<Captured> capture_epcis(Workplace& workplace, const CaptureOrder& order,
                               std::vector<Error>& faults) {
  auto document = order.one_event ? read_epcis_event(order.body) : read_epcis(order.body);
  if (!document) {
    faults = {document.error()};
    return document.error();
  }
  faults = document->faults;
  if (!order.proceed && !faults.empty()) return faults.front();
  // An event of ours that comes back is known by the id that its own form has.
  if (auto settled = settle_own_events(workplace); !settled) return settled.error();
  EpcisCapture capture{.name = fresh_name(workplace.random()),
                       .cooperative_id = order.cooperative_id,
                       .actor = workplace.actor().id,
                       .at = workplace.now(),
                       .proceed = order.proceed,
                       .events = document->count,
                       .context = dump(document->context)};
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    const auto fresh =
        new_events(EpcisBook::of(workplace.registry()), *document, order.cooperative_id, faults);
    if (!order.proceed && !faults.empty()) return faults.front();
    capture.stored = fresh.size();
    capture.errors = errors_text(faults);
    store(workplace, *document, capture, fresh, order.body);
    return RecordedAct{"epcis_capture",
                       {{"document", capture.name}, {"count", std::to_string(capture.stored)}},
                       order.cooperative_id};
  });
  if (!recorded) return recorded.error();
  return Captured{std::move(capture), *std::move(document)};
}

namespace {

// What is wrong with a form of ours is this program's fault.
EpcisEvent read_form(const Json& form) {
  auto read = read_epcis_event(dump(form));
  if (!read) throw SystemFailure(read.error());
  EpcisEvent event = std::move(read->events.front());
  event.body.erase("@context");
  return event;
}

Json declared_in_error(Json form, const EpcisBook& book, const EventError& error) {
  Json declaration{{"declarationTime", to_iso(error.at)},
                   {"reason", error.replaced_by == 0 ? "did_not_occur" : "incorrect_data"}};
  const std::string instead = error.replaced_by == 0 ? "" : book.id_of_own(error.replaced_by);
  if (!instead.empty()) declaration["correctiveEventIDs"] = Json::array({instead});
  declaration["temgoc:reason"] = error.reason;
  form["errorDeclaration"] = std::move(declaration);
  return form;
}

void add_form(Workplace& workplace, std::int64_t id, bool in_error) {
  Registry& registry = workplace.registry();
  EpcisBook book(registry);
  const auto recorded = EventBook::of(registry).event(id).value();
  Json form = epcis_form(registry, workplace.settings().realm, recorded.event);
  if (in_error) form = declared_in_error(std::move(form), book, *recorded.error);
  const EpcisEvent event = read_form(form);
  EpcisRow row =
      row_of(event, recorded.event.cooperative_id, in_error ? recorded.error->at : recorded.at);
  // The declaration has the id of the event, also where a record has changed since.
  const std::string standing = book.id_of_own(id);
  if (in_error && !standing.empty()) row.event_id = standing;
  row.own_event_id = id;
  book.add_event(row, keys_of(event));
}

}  // namespace

bool own_events_wait(const Registry& registry) {
  const EpcisBook book = EpcisBook::of(registry);
  return !book.own_without_form(1).empty() || !book.own_errors_without_form(1).empty();
}

Result<void> settle_own_events(Workplace& workplace) {
  while (own_events_wait(workplace.registry())) {
    auto done = workplace.record([&]() -> Result<RecordedAct> {
      const EpcisBook book = EpcisBook::of(workplace.registry());
      const auto waiting = book.own_without_form(kOwnAtOnce);
      for (const std::int64_t id : waiting) add_form(workplace, id, false);
      // What stands instead of an event must have its id first.
      if (waiting.size() < kOwnAtOnce)
        for (const std::int64_t id : book.own_errors_without_form(kOwnAtOnce))
          add_form(workplace, id, true);
      return RecordedAct{};
    });
    if (!done) return done.error();
  }
  return {};
}

}  // namespace temgoc
