// Texts of an event, read one by one.
#include "temgoc/events/written_event.h"

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

Result<void> read_measures(const WrittenEvent& written, Event& event) {
  event.passed = written.passed;
  if (written.wait_days) {
    if (*written.wait_days < 0 || *written.wait_days > kMostWaitDays)
      return Error{"wait_days_too_long",
                   "wait_days",
                   std::to_string(*written.wait_days),
                   {},
                   {{"most", std::to_string(kMostWaitDays)}}};
    event.wait_days = static_cast<unsigned>(*written.wait_days);
  }
  if (written.loss.empty()) return {};
  auto loss = written_quantity(written.loss, {});
  if (!loss) {
    Error fault = loss.error();
    fault.field = "loss";
    return fault;
  }
  event.loss = *loss;
  return {};
}

Result<EventLot> lot_of(const Registry& registry, const WrittenLot& written, const Event& event) {
  auto name = lot_named(registry, written.lot, event.cooperative_id);
  if (!name) return name.error();
  EventLot lot{.role = written.role.value_or(usual_role(event.kind, name->kind)), .lot = *name};
  auto goods = clean_text(written.goods, "goods", kMostEventText);
  if (!goods) return goods.error();
  if (lot.role == LotRole::output) lot.goods = *goods;
  if (written.quantity.empty()) return lot;
  auto quantity = written_quantity(written.quantity, written.unit);
  if (!quantity) return quantity.error();
  lot.quantity = *quantity;
  return lot;
}

Result<void> read_lots(const Registry& registry, const WrittenEvent& written, Event& event) {
  for (const WrittenLot& each : written.lots) {
    auto lot = lot_of(registry, each, event);
    if (!lot) {
      Error fault = lot.error();
      fault.field = "lots[" + std::to_string(event.lots.size() + 1) + "]" +
                    (fault.field.empty() ? "" : "." + fault.field);
      return fault;
    }
    event.lots.push_back(*std::move(lot));
  }
  return {};
}

}  // namespace

Result<void> read_event_texts(const EventTexts& texts, Event& event) {
  for (auto [name, member] : {std::pair{"place", &event.place_id},
                              {"partner", &event.partner_id},
                              {"carrier", &event.carrier_id},
                              {"container", &event.container},
                              {"document", &event.document},
                              {"substance", &event.substance},
                              {"reason", &event.reason},
                              {"remark", &event.remark}}) {
    auto text = clean_text(texts(name), name, kMostEventText);
    if (!text) return text.error();
    *member = *std::move(text);
  }
  return {};
}

Result<EventOrder> event_order(const Registry& registry, const WrittenEvent& written,
                               const EventTexts& texts, const std::string& who) {
  auto kind = written_kind(written.kind);
  if (!kind) return kind.error();
  if (written.when.empty()) return Error{"field_missing", "when"};
  auto when = EventTime::parse(written.when);
  if (!when) return when.error();
  if (written.cooperative_id.empty()) return Error{"field_missing", "cooperative"};
  auto correction = clean_text(written.correction, "correction", kMostEventText);
  if (!correction) return correction.error();
  EventOrder order{
      .event = {.kind = *kind, .when = *when, .cooperative_id = written.cooperative_id},
      .who = who,
      .correction = *std::move(correction),
      .again = written.again};
  order.event.corrects = written.corrects;
  if (auto read = read_event_texts(texts, order.event); !read) return read.error();
  if (auto read = read_measures(written, order.event); !read) return read.error();
  if (auto read = read_lots(registry, written, order.event); !read) return read.error();
  return order;
}

}  // namespace temgoc
