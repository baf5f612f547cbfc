// An event of our own as EPCIS has it, after GS1 US's recommendations for traced food.
#include <algorithm>
#include <map>

#include "operations/exchange/lot_story.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/model/measure.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {
namespace {

constexpr std::string_view kOwn = "urn:temgoc:epcis:";

// What a kind of event is in the words of CBV.
struct Meaning {
  std::string step, disposition;
};
Meaning meaning_of(const Event& event) {
  switch (event.kind) {
    case EventKind::planting:
      return {"urn:temgoc:bizstep:planting", "in_progress"};
    case EventKind::treatment:
      return {"urn:temgoc:bizstep:treatment", "in_progress"};
    case EventKind::harvest:
    case EventKind::process:
    case EventKind::pack:
      return {"creating_class_instance", "active"};
    case EventKind::receive:
      return {"receiving", "in_progress"};
    case EventKind::cool:
      return {"other", "in_progress"};
    case EventKind::aggregate:
      return {"packing", "in_progress"};
    case EventKind::disaggregate:
      return {"unpacking", "in_progress"};
    case EventKind::ship:
      return {"shipping", "in_transit"};
    case EventKind::sell:
      return {"retail_selling", "retail_sold"};
    case EventKind::return_goods:
      return {"receiving", "returned"};
    case EventKind::dispose:
      return {"destroying", "destroyed"};
    case EventKind::inspect:
      return {"inspecting", event.passed.value_or(false) ? "conformant" : "non_conformant"};
    case EventKind::hold:
      return {"holding", "non_sellable_other"};
    case EventKind::release:
      return {"urn:temgoc:bizstep:release", "sellable_not_accessible"};
  }
  return {};
}

// What the paper behind the event is.
std::string paper_type(EventKind kind) {
  if (kind == EventKind::ship) return "desadv";
  if (kind == EventKind::receive || kind == EventKind::return_goods) return "recadv";
  if (kind == EventKind::sell) return "inv";
  return kind == EventKind::inspect ? "testres" : "prodorder";
}

// UNECE's codes of units, and the amount in that unit; none: the unit stands for itself.
struct UnitCode {
  std::string code;
  double amount = 0;
};
UnitCode coded(const Measure& measure) {
  constexpr double kMillion = 1e6, kThousand = 1e3;
  const auto amount = static_cast<double>(measure.amount);
  if (measure.unit == kMilligrams) return {"KGM", amount / kMillion};
  if (measure.unit == kMicrolitres) return {"LTR", amount / kMillion};
  return {"", amount / kThousand};
}

Json number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

class Form {
 public:
  Form(const Registry& registry, const std::string& realm, const Event& event)
      : registry_(registry), book_(EventBook::of(registry)), realm_(realm), event_(event) {}

  Json made() {
    Json form = {{"@context", Json::array({kEpcisContext, Json{{"temgoc", kOwn}}})}};
    form["type"] = type();
    form["eventTime"] = moment();
    form["eventTimeZoneOffset"] = zone();
    add_goods(form);
    const Meaning meaning = meaning_of(event_);
    form["bizStep"] = event_.kind == EventKind::ship && is_raw() ? "transporting" : meaning.step;
    form["disposition"] = meaning.disposition;
    const Json point{{"id", place()}};
    form["readPoint"] = point;
    if (event_.kind != EventKind::ship && event_.kind != EventKind::sell)
      form["bizLocation"] = point;
    add_paper(form);
    add_parties(form);
    add_own(form);
    return form;
  }

 private:
  bool has(LotRole role) const {
    return std::ranges::any_of(event_.lots,
                               [&](const EventLot& each) { return each.role == role; });
  }
  bool packs() const {
    const bool kind = event_.kind == EventKind::aggregate || event_.kind == EventKind::disaggregate;
    return kind && !event_.container.empty();
  }
  std::string type() const {
    if (packs()) return "AggregationEvent";
    return has(LotRole::input) && has(LotRole::output) ? "TransformationEvent" : "ObjectEvent";
  }
  std::string action() const {
    if (packs()) return event_.kind == EventKind::aggregate ? "ADD" : "DELETE";
    // What is received is there already, under the number that its sender gave it.
    if (has(LotRole::output) && event_.kind != EventKind::receive) return "ADD";
    return event_.kind == EventKind::dispose ? "DELETE" : "OBSERVE";
  }

  // A harvest on its way to whoever packs it: to FSMA 204 it is moved, and not yet shipped.
  bool is_raw() const {
    return std::ranges::all_of(event_.lots, [&](const EventLot& each) {
      const auto traced = each.lot.kind == LotName::Kind::own ? book_.lot(each.lot) : std::nullopt;
      const auto moves = traced ? book_.moves(traced->id) : std::vector<LotMove>();
      return !moves.empty() && std::ranges::all_of(moves, [](const LotMove& move) {
        return move.role != LotRole::output || move.kind == EventKind::harvest;
      });
    });
  }

  // "+07:00".
  std::string zone() const {
    const int minutes = std::abs(event_.when.zone_minutes);
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return (event_.when.zone_minutes < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60);
  }
  std::string moment() const {
    const Instant local = event_.when.at + std::chrono::minutes(event_.when.zone_minutes);
    std::string text = to_iso(local);
    text.pop_back();  // Z
    return text + zone();
  }

  std::string own_name(const char* kind, const std::string& owner, const std::string& id) const {
    return "urn:temgoc:" + percent_encoded(realm_) + ":" + kind + ":" +
           (owner.empty() ? "" : percent_encoded(owner) + ":") + percent_encoded(id);
  }

  std::string lot_name(const LotName& name) const {
    if (name.kind != LotName::Kind::sealed) return own_name("lot", name.owner, name.code);
    const auto lot = issued_lot(registry_, name);
    return lot ? trace_link(*lot) : own_name("lot", "", name.code);
  }

  std::string party(const std::string& id) const {
    const auto partner = book_.partner(id);
    if (partner && !partner->gln.empty()) return "https://id.gs1.org/417/" + partner->gln;
    return own_name("party", event_.cooperative_id, id);
  }
  std::string place_of(const std::string& partner_id) const {
    const auto partner = book_.partner(partner_id);
    if (partner && !partner->gln.empty()) return "https://id.gs1.org/414/" + partner->gln;
    return own_name("partner-place", event_.cooperative_id, partner_id);
  }
  std::string ourselves() const {
    const auto cooperative = registry_.cooperative(event_.cooperative_id);
    if (cooperative && !cooperative->gln.empty())
      return "https://id.gs1.org/417/" + cooperative->gln;
    return own_name("party", "", event_.cooperative_id);
  }
  std::string place() const {
    const auto place = event_.place_id.empty() ? std::nullopt : registry_.place(event_.place_id);
    if (place && !place->gln.empty()) return "https://id.gs1.org/414/" + place->gln;
    if (place) return own_name("place", event_.cooperative_id, place->id);
    const auto cooperative = registry_.cooperative(event_.cooperative_id);
    if (cooperative && !cooperative->gln.empty())
      return "https://id.gs1.org/414/" + cooperative->gln;
    return own_name("place", event_.cooperative_id, "seat");
  }

  Json quantities(std::optional<LotRole> role) {
    Json list = Json::array();
    for (const EventLot& each : event_.lots) {
      if (role && each.role != *role) continue;
      Json element{{"epcClass", lot_name(each.lot)}};
      if (each.quantity) {
        const UnitCode code = coded(measure_of(*each.quantity).value());
        element["quantity"] = number(code.amount);
        if (code.code.empty())
          units_.push_back(
              {{"temgoc:lot", element["epcClass"]}, {"temgoc:unit", each.quantity->unit}});
        else
          element["uom"] = code.code;
      }
      list.push_back(std::move(element));
      if (!each.goods.empty())
        goods_.push_back({{"temgoc:lot", list.back()["epcClass"]}, {"temgoc:name", each.goods}});
    }
    return list;
  }

  void add_goods(Json& form) {
    if (form["type"] == "TransformationEvent") {
      form["inputQuantityList"] = quantities(LotRole::input);
      form["outputQuantityList"] = quantities(LotRole::output);
      return;
    }
    form["action"] = action();
    if (packs()) {
      form["parentID"] = container();
      form["childQuantityList"] = quantities(std::nullopt);
      return;
    }
    Json list = quantities(std::nullopt);
    if (list.empty())
      form["epcList"] = Json::array();
    else
      form["quantityList"] = std::move(list);
  }

  std::string container() const {
    constexpr std::size_t kSscc = 18;
    if (event_.container.size() == kSscc && is_digits(event_.container))
      return "https://id.gs1.org/00/" + event_.container;
    return own_name("container", event_.cooperative_id, event_.container);
  }

  // As CBV names a paper: by the GLN of whoever gave it its number, where there is one.
  std::string paper() const {
    const auto cooperative = registry_.cooperative(event_.cooperative_id);
    if (cooperative && !cooperative->gln.empty())
      return "urn:epcglobal:cbv:bt:" + cooperative->gln + ":" + percent_encoded(event_.document);
    return own_name("document", event_.cooperative_id, event_.document);
  }

  void add_paper(Json& form) const {
    if (event_.document.empty()) return;
    form["bizTransactionList"] =
        Json::array({{{"type", paper_type(event_.kind)}, {"bizTransaction", paper()}}});
  }

  void add_parties(Json& form) const {
    const bool out = event_.kind == EventKind::ship || event_.kind == EventKind::sell;
    const bool in = event_.kind == EventKind::receive || event_.kind == EventKind::return_goods;
    if ((!out && !in) || event_.partner_id.empty()) return;
    const std::string from = out ? ourselves() : party(event_.partner_id);
    const std::string to = out ? party(event_.partner_id) : ourselves();
    // The parties, and the places that FSMA 204 asks for.
    const std::string there = place_of(event_.partner_id);
    const std::string left = out ? place() : there, reached = out ? there : place();
    form["sourceList"] = Json::array(
        {{{"type", "owning_party"}, {"source", from}}, {{"type", "location"}, {"source", left}}});
    form["destinationList"] = Json::array({{{"type", "owning_party"}, {"destination", to}},
                                           {{"type", "location"}, {"destination", reached}}});
  }

  // What EPCIS has no place for.
  void add_own(Json& form) const {
    form["temgoc:event"] = event_.id;
    form["temgoc:kind"] = to_text(event_.kind);
    form["temgoc:precision"] = to_text(event_.when.precision);
    if (!goods_.empty()) form["temgoc:goods"] = goods_;
    if (!units_.empty()) form["temgoc:units"] = units_;
    for (const auto& [name, text] :
         {std::pair{"temgoc:substance", event_.substance},
          std::pair{"temgoc:reason", event_.reason}, std::pair{"temgoc:remark", event_.remark}})
      if (!text.empty()) form[name] = text;
    if (event_.wait_days) form["temgoc:waitDays"] = *event_.wait_days;
    if (!event_.carrier_id.empty()) form["temgoc:carrier"] = party(event_.carrier_id);
    if (!event_.loss) return;
    const UnitCode loss = coded(measure_of(*event_.loss).value());
    form["temgoc:loss"] = {{"temgoc:quantity", number(loss.amount)},
                           {"temgoc:unit", loss.code.empty() ? event_.loss->unit : loss.code}};
  }

  const Registry& registry_;
  const EventBook book_;
  const std::string& realm_;
  const Event& event_;
  Json goods_ = Json::array(), units_ = Json::array();
};

}  // namespace

Json epcis_form(const Registry& registry, const std::string& realm, const Event& event) {
  return Form(registry, realm, event).made();
}

}  // namespace temgoc
