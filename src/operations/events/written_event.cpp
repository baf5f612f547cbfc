// Texts of an event, read one by one.
#include "temgoc/events/written_event.h"

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongText = 300;

Result<void> read_texts(const WrittenEvent& written, Event& event) {
  struct Field {
    const char* name;
    const std::string& from;
    std::string& to;
  };
  for (const Field& each : {Field{"place", written.place, event.place_id},
                            {"partner", written.partner, event.partner_id},
                            {"carrier", written.carrier, event.carrier_id},
                            {"container", written.container, event.container},
                            {"document", written.document, event.document},
                            {"substance", written.substance, event.substance},
                            {"reason", written.reason, event.reason},
                            {"remark", written.remark, event.remark}}) {
    auto text = clean_text(each.from, each.name, kLongText);
    if (!text) return text.error();
    each.to = *std::move(text);
  }
  return {};
}

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
  auto goods = clean_text(written.goods, "goods", kLongText);
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

Result<EventOrder> event_order(const Registry& registry, const WrittenEvent& written,
                               const std::string& who) {
  auto kind = written_kind(written.kind);
  if (!kind) return kind.error();
  if (written.when.empty()) return Error{"field_missing", "when"};
  auto when = EventTime::parse(written.when);
  if (!when) return when.error();
  if (written.cooperative_id.empty()) return Error{"field_missing", "cooperative"};
  auto correction = clean_text(written.correction, "correction", kLongText);
  if (!correction) return correction.error();
  EventOrder order{
      .event = {.kind = *kind, .when = *when, .cooperative_id = written.cooperative_id},
      .who = who,
      .correction = *std::move(correction),
      .again = written.again};
  order.event.corrects = written.corrects;
  if (auto read = read_texts(written, order.event); !read) return read.error();
  if (auto read = read_measures(written, order.event); !read) return read.error();
  if (auto read = read_lots(registry, written, order.event); !read) return read.error();
  return order;
}

}  // namespace temgoc
