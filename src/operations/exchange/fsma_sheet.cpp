// The electronic sortable spreadsheet of 21 CFR 1.1455: critical tracking events in rows, key data
// elements in columns.
#include <algorithm>

#include "operations/exchange/lot_story.h"
#include "temgoc/model/measure.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

// FDA reads English, whatever language the rest of the program speaks.
const std::vector<std::string> kColumns = {"Critical tracking event",
                                           "Event date",
                                           "Traceability lot code",
                                           "Product description",
                                           "Quantity",
                                           "Unit of measure",
                                           "Location description",
                                           "Location GLN",
                                           "Field or growing area",
                                           "Traceability lot code source",
                                           "Traceability lot code source reference",
                                           "Input traceability lot codes",
                                           "Immediate previous source",
                                           "Immediate subsequent recipient",
                                           "Carrier",
                                           "Container",
                                           "Reference document type",
                                           "Reference document number",
                                           "Record number",
                                           "Recorded at"};

std::string event_name(const Event& event, const EventBook& book) {
  switch (event.kind) {
    case EventKind::harvest:
      return "Harvesting";
    case EventKind::cool:
      return "Cooling";
    case EventKind::receive:
      return "Receiving";
    case EventKind::ship:
      return "Shipping";
    case EventKind::process:
      return "Transformation";
    case EventKind::pack:
      break;
    default:
      return {};
  }
  // What is packed was changed before, or it is what came from the field.
  for (const EventLot& each : event.lots) {
    const auto traced = each.role == LotRole::input ? book.lot(each.lot) : std::nullopt;
    if (!traced) continue;
    for (const LotMove& move : book.moves(traced->id))
      if (move.role == LotRole::output && move.kind == EventKind::process) return "Transformation";
  }
  return "Initial packing";
}

std::string document_type(EventKind kind) {
  if (kind == EventKind::ship) return "Despatch advice";
  return kind == EventKind::receive ? "Receiving advice" : "Production record";
}

std::string quantity_words(const EventLot& each) {
  return each.quantity ? " (" + each.quantity->amount_text() + " " + each.quantity->unit + ")" : "";
}

class Sheet {
 public:
  explicit Sheet(const Registry& registry) : registry_(registry), book_(EventBook::of(registry)) {}

  void add(const RecordedEvent& recorded) {
    const Event& event = recorded.event;
    const std::string name = event_name(event, book_);
    if (name.empty()) return;
    for (const EventLot& each : event.lots) {
      const bool told = each.role == LotRole::output || each.role == LotRole::handled;
      if (told) rows_.push_back(row(recorded, name, each));
    }
  }

  std::vector<std::vector<SheetValue>> rows() { return std::move(rows_); }

 private:
  std::vector<SheetValue> row(const RecordedEvent& recorded, const std::string& name,
                              const EventLot& lot) const {
    const Event& event = recorded.event;
    const EventPlace place = place_of(registry_, event);
    const bool of_field = event.kind == EventKind::harvest;
    const bool comes = event.kind == EventKind::receive;
    const bool goes = event.kind == EventKind::ship;
    const auto source = source_of(lot.lot, event);
    return {name,
            event.when.day(),
            lot_words(registry_, lot.lot),
            description(lot),
            amount(lot),
            unit(lot),
            place.name + (place.address.empty() ? "" : ", " + place.address),
            place.gln,
            of_field ? place.name : std::string(),
            source.first,
            source.second,
            inputs(event),
            comes ? partner(event.partner_id) : std::string(),
            goes ? partner(event.partner_id) : std::string(),
            partner(event.carrier_id),
            event.container,
            event.document.empty() ? std::string() : document_type(event.kind),
            event.document,
            event.id,
            recorded.at};
  }

  std::string description(const EventLot& lot) const {
    const auto issued = issued_lot(registry_, lot.lot);
    const auto product = issued ? registry_.product(issued->product_id) : std::nullopt;
    if (product) return product->name_en.empty() ? product->name : product->name_en;
    const auto traced = book_.lot(lot.lot);
    return traced ? traced->goods : lot.goods;
  }

  static SheetValue amount(const EventLot& lot) {
    if (!lot.quantity) return std::string();
    return static_cast<double>(lot.quantity->thousandths) / 1000;
  }
  static SheetValue unit(const EventLot& lot) {
    return lot.quantity ? lot.quantity->unit : std::string();
  }

  // Where the lot code was given, and where that may be looked up.
  std::pair<std::string, std::string> source_of(const LotName& name, const Event& event) const {
    if (name.kind == LotName::Kind::partner) return {partner(name.owner), ""};
    std::string reference;
    std::string cooperative_id = name.owner;
    if (name.kind == LotName::Kind::sealed) {
      const auto lot = issued_lot(registry_, name);
      if (!lot) return {};
      reference = trace_link(*lot);
      cooperative_id = lot->cooperative_id;
      // Of another cooperative's lot its seat is told, as its labels tell it.
      const bool is_own = cooperative_id == event.cooperative_id && !lot->place_id.empty();
      if (const auto place = is_own ? registry_.place(lot->place_id) : std::nullopt)
        return {place->name + ", " + address_of(place->addresses, lot->packed_on), reference};
    }
    const auto cooperative = registry_.cooperative(cooperative_id);
    if (!cooperative) return {"", reference};
    const std::string address = address_of(cooperative->addresses, event.when.day());
    return {cooperative->name + (address.empty() ? "" : ", " + address), reference};
  }

  std::string inputs(const Event& event) const {
    std::string text;
    for (const EventLot& each : event.lots) {
      if (each.role != LotRole::input) continue;
      text += (text.empty() ? "" : "; ") + lot_words(registry_, each.lot) + quantity_words(each);
    }
    return text;
  }

  std::string partner(const std::string& id) const {
    const auto found = id.empty() ? std::nullopt : book_.partner(id);
    if (!found) return id;
    std::string text = found->name;
    if (!found->address.empty()) text += ", " + found->address;
    if (!found->phone.empty()) text += ", " + found->phone;
    return found->gln.empty() ? text : text + ", GLN " + found->gln;
  }

  const Registry& registry_;
  const EventBook book_;
  std::vector<std::vector<SheetValue>> rows_;
};

}  // namespace

SheetTable fsma_table(const std::vector<RecordedEvent>& events, const Registry& registry) {
  Sheet sheet(registry);
  for (const RecordedEvent& recorded : events) sheet.add(recorded);
  return {.sheet = "FSMA 204", .header = kColumns, .rows = sheet.rows()};
}

}  // namespace temgoc
