// Events of a lot's way as UNTP has them: goods are made, moved or modified.
#include <algorithm>

#include "operations/exchange/untp_parts.h"
#include "temgoc/model/measure.h"

namespace temgoc {
namespace {

constexpr const char* kBizStep = "https://ref.gs1.org/cbv/BizStep";

// What an event of a kind is called. Kinds that are not told: those of buyers and of cartons, and
// what the public page leaves out too.
struct Told {
  const char* step = nullptr;  // of CBV
  const char* type = nullptr;
};
std::optional<Told> told(const Event& event) {
  switch (event.kind) {
    case EventKind::planting:
    case EventKind::harvest:
    case EventKind::process:
    case EventKind::pack:
      return Told{"commissioning", "MakeEvent"};
    case EventKind::receive:
      return Told{"receiving", "MoveEvent"};
    case EventKind::cool:
      return Told{"storing", "ModifyEvent"};
    case EventKind::inspect:
      if (event.passed.value_or(false)) return Told{"inspecting", "ModifyEvent"};
      break;
    default:
      break;
  }
  return std::nullopt;
}

// In the largest unit in which the amount is whole: proofs take no fractions.
std::optional<Json> quantity(const Quantity& written) {
  const auto measure = measure_of(written);
  if (!measure) return std::nullopt;
  constexpr std::int64_t kThousand = 1'000, kMillion = 1'000'000;
  const auto in = [&](std::int64_t size, const char* code) {
    return Json{{"value", measure->amount / size}, {"unit", code}};
  };
  const bool weight = measure->unit == kMilligrams;
  if (weight || measure->unit == kMicrolitres) {
    if (measure->amount % kMillion == 0) return in(kMillion, weight ? "KGM" : "LTR");
    if (measure->amount % kThousand == 0) return in(kThousand, weight ? "GRM" : "MLT");
    return in(1, weight ? "MGM" : "4G");
  }
  // Boxes, bunches: pieces, if there are no parts of one.
  if (measure->amount % kThousand != 0) return std::nullopt;
  return in(kThousand, "C62");
}

std::string moment(const EventTime& when) {
  const Instant local = when.at + std::chrono::minutes(when.zone_minutes);
  std::string text = to_iso(local);
  text.resize(text.find('.'));
  const int minutes = std::abs(when.zone_minutes);
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return text + (when.zone_minutes < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60);
}

class Maker {
 public:
  Maker(const Event& event, const std::string& owner, const Json& producer, const UntpParts& parts)
      : event_(event), owner_(owner), producer_(producer), parts_(parts) {}

  Json made(const Told& as) const {
    Json form = common(as);
    const std::string type = as.type;
    if (type == "MakeEvent") {
      form["inputProduct"] = products({LotRole::input}, "consumed");
      form["outputProduct"] = products({LotRole::output}, "new");
      form["madeAtFacility"] = here();
    } else if (type == "MoveEvent") {
      form["movedProduct"] = products({LotRole::output, LotRole::handled}, "active");
      form["fromFacility"] = supplier();
      form["toFacility"] = here();
    } else {
      form["modifiedProduct"] = products({LotRole::handled, LotRole::output}, "active");
      form["modifiedAtFacility"] = here();
    }
    return form;
  }

 private:
  Json common(const Told& as) const {
    const std::string kind = words(parts_.language(), "event_kind." + to_text(event_.kind));
    Json form{{"type", Json::array({as.type, "LifecycleEvent"})},
              {"id", parts_.own_name("event", std::to_string(event_.id))},
              {"name", kind}};
    if (event_.when.precision == EventTime::Precision::day)
      form["description"] = words(parts_.language(), "untp.day_only");
    form["eventDate"] = moment(event_.when);
    form["activityType"] = {{"code", as.step},
                            {"name", kind},
                            {"schemeId", kBizStep},
                            {"schemeName", "GS1 CBV Business Step"}};
    form["relatedParty"] = Json::array({{{"role", "producer"}, {"party", who()}}});
    return form;
  }

  Json who() const {
    return event_.cooperative_id == owner_ ? producer_ : parts_.cooperative(event_.cooperative_id);
  }

  Json here() const {
    return parts_.facility(event_.cooperative_id, event_.place_id, event_.when.day());
  }
  // Who supplied the goods is not told; the same supplier has no name by which to know him again.
  Json supplier() const {
    return {{"type", Json::array({"Facility"})},
            {"id", parts_.own_name("supplier", "not-told")},
            {"name", words(parts_.language(), "untp.supplier")}};
  }

  Json products(std::initializer_list<LotRole> roles, const char* disposition) const {
    Json list = Json::array();
    for (const EventLot& each : event_.lots) {
      if (std::ranges::find(roles, each.role) == roles.end()) continue;
      Json entry{{"product", parts_.product_of(each)}};
      if (each.quantity)
        if (auto amount = quantity(*each.quantity)) entry["quantity"] = *std::move(amount);
      entry["disposition"] = disposition;
      list.push_back(std::move(entry));
    }
    return list;
  }

  const Event& event_;
  const std::string& owner_;
  const Json& producer_;
  const UntpParts& parts_;
};

}  // namespace

Json untp_events(const LotStory& story, const Json& producer, const UntpParts& parts) {
  Json list = Json::array();
  // An event without a number is another cooperative's, which states its own.
  for (const RecordedEvent& each : story.events)
    if (const auto as = each.event.id != 0 ? told(each.event) : std::nullopt)
      list.push_back(Maker(each.event, story.lot.cooperative_id, producer, parts).made(*as));
  return list;
}

}  // namespace temgoc
