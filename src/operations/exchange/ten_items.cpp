// The ten items of Circular 02/2024 and of Circular 31/2026, and the passport of Decree 37/2026.
#include <array>

#include "operations/exchange/lot_story.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

constexpr int kVersion = 1;

// A stage of production or trade, as these files tell it.
struct Stage {
  std::string name, when, place, gln, lot;
};

std::string in_one_line(const EventPlace& place) {
  return place.name + (place.address.empty() ? "" : ", " + place.address);
}

std::vector<Stage> stages_of(const LotStory& story, const Registry& registry, Language language) {
  std::vector<Stage> stages;
  bool packed = false;
  for (const RecordedEvent& recorded : story.events) {
    const Event& event = recorded.event;
    packed = packed || event.kind == EventKind::pack;
    const EventPlace place = place_of(registry, event);
    std::string lots;
    for (const EventLot& each : event.lots)
      lots += (lots.empty() ? "" : ", ") + lot_words(registry, each.lot);
    stages.push_back({words(language, "event_kind." + to_text(event.kind)), event.when.text(),
                      in_one_line(place), place.gln, lots});
  }
  if (packed) return stages;
  // Nobody recorded the packing, but the lot itself says its day and place.
  const EventPlace place =
      place_of(registry, Event{.when = {.at = Instant(story.lot.packed_on), .zone_minutes = 0},
                               .cooperative_id = story.lot.cooperative_id,
                               .place_id = story.lot.place_id});
  stages.push_back({words(language, "event_kind.pack"), to_iso(story.lot.packed_on),
                    in_one_line(place), place.gln, story.lot.code.text()});
  return stages;
}

std::string certificate_words(const Certification& each) {
  std::string text = each.scheme;
  if (!each.level.empty()) text += " " + each.level;
  if (!each.number.empty()) text += " " + each.number;
  if (!each.decision_no.empty()) text += " (" + each.decision_no + ")";
  return text;
}

std::string standards_of(const LotStory& story) {
  std::string text = story.product.standards;
  for (const Certification& each : story.in_force)
    text += (text.empty() ? "" : "; ") + certificate_words(each);
  return text;
}

std::string expiry_of(const LotStory& story) {
  const auto day = story.lot.expires_on();
  return day ? to_iso(*day) : std::string();
}

std::string joined(const std::vector<Stage>& stages, std::string Stage::*member) {
  std::string text;
  for (const Stage& stage : stages) text += (text.empty() ? "" : "\n") + stage.*member;
  return text;
}

Json stages_json(const std::vector<Stage>& stages) {
  Json list = Json::array();
  for (const Stage& each : stages) {
    list.push_back({{"stage", each.name},
                    {"time", each.when},
                    {"place", text_or_null(each.place)},
                    {"location_code", text_or_null(each.gln)},
                    {"lots", each.lot}});
  }
  return list;
}

Json certificates_json(const LotStory& story) {
  Json list = Json::array();
  for (const Certification& each : story.in_force) {
    const auto end = valid_through(each);
    list.push_back({{"scheme", each.scheme},
                    {"level", text_or_null(each.level)},
                    {"number", text_or_null(each.number)},
                    {"decision", text_or_null(each.decision_no)},
                    {"issuer", text_or_null(each.issuer)},
                    {"valid_through", end ? Json(end->text()) : Json()}});
  }
  return list;
}

Json brand_json(const LotStory& story) {
  return {{"brand", text_or_null(story.product.brand)}, {"lot", story.lot.code.text()}};
}

// One record; the members are named after the circular's items.
Json record_of(const LotStory& story, TraceFileKind kind, const Registry& registry,
               Language language) {
  Json record{{"product_name", story.product.name}};
  if (kind == TraceFileKind::circular_31) record["origin"] = text_or_null(story.product.origin);
  record["picture"] = text_or_null(story.picture);
  record["producer_name"] = story.cooperative.name;
  record["producer_address"] =
      text_or_null(address_of(story.cooperative.addresses, story.lot.packed_on));
  record["trace_code"] = trace_link(story.lot);
  record["events"] = stages_json(stages_of(story, registry, language));
  record["brand_and_lot"] = brand_json(story);
  record["use_by"] = text_or_null(expiry_of(story));
  record["standards"] = text_or_null(standards_of(story));
  return record;
}

std::vector<const char*> columns_of(TraceFileKind kind) {
  if (kind == TraceFileKind::circular_31)
    return {"name",       "origin", "picture", "producer", "address",  "trace_code",
            "key_events", "times",  "brand",   "use_by",   "standards"};
  return {"name",  "picture",    "producer", "address", "stages",
          "times", "trace_code", "brand",    "use_by",  "standards"};
}

SheetValue value_of(const std::string& column, const LotStory& story,
                    const std::vector<Stage>& stages) {
  if (column == "name") return story.product.name;
  if (column == "origin") return story.product.origin;
  if (column == "picture") return story.picture;
  if (column == "producer") return story.cooperative.name;
  if (column == "address") return address_of(story.cooperative.addresses, story.lot.packed_on);
  if (column == "trace_code") return trace_link(story.lot);
  if (column == "times") return joined(stages, &Stage::when);
  if (column == "standards") return standards_of(story);
  if (column == "brand")
    return story.product.brand + (story.product.brand.empty() ? "" : " – ") + story.lot.code.text();
  if (column == "use_by") {
    const auto day = story.lot.expires_on();
    return day ? SheetValue(*day) : SheetValue(std::string());
  }
  return joined(stages, &Stage::name);
}

std::string law_of(TraceFileKind kind) {
  if (kind == TraceFileKind::circular_02) return "02/2024/TT-BKHCN";
  return kind == TraceFileKind::circular_31 ? "31/2026/TT-BCT" : "37/2026/NĐ-CP";
}

}  // namespace

SheetTable ten_item_table(const std::vector<LotStory>& stories, TraceFileKind kind,
                          const Registry& registry, Language language) {
  SheetTable table{
      .sheet = words(language, "trace_file.sheet." + to_text(kind)), .header = {}, .rows = {}};
  const auto columns = columns_of(kind);
  for (const char* column : columns)
    table.header.push_back(words(language, "trace_file.column." + std::string(column)));
  for (const LotStory& story : stories) {
    const auto stages = stages_of(story, registry, language);
    std::vector<SheetValue> row;
    for (const char* column : columns) row.push_back(value_of(column, story, stages));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Json ten_item_json(const std::vector<LotStory>& stories, TraceFileKind kind,
                   const Registry& registry, Instant now, Language language) {
  Json records = Json::array();
  for (const LotStory& story : stories)
    records.push_back(record_of(story, kind, registry, language));
  return {{"format", "temgoc." + to_text(kind)},
          {"version", kVersion},
          {"law", law_of(kind)},
          {"made_at", to_iso(now)},
          {"records", std::move(records)}};
}

Json passport_json(const LotStory& story, const Registry& registry, Instant now,
                   Language language) {
  const auto stages = stages_of(story, registry, language);
  return {{"format", "temgoc.passport"},
          {"version", kVersion},
          {"law", law_of(TraceFileKind::passport)},
          {"made_at", to_iso(now)},
          {"unique_id", trace_link(story.lot)},
          {"product", {{"name", story.product.name}, {"gtin", story.lot.gtin.digits()}}},
          {"producer",
           {{"name", story.cooperative.name},
            {"address", text_or_null(address_of(story.cooperative.addresses, story.lot.packed_on))},
            {"id_number", text_or_null(story.cooperative.registration_no)},
            {"gln", text_or_null(story.cooperative.gln)}}},
          {"origin", text_or_null(story.product.origin)},
          {"last_stage_place", text_or_null(stages.back().place)},
          {"trace",
           {{"code", trace_link(story.lot)},
            {"lot", story.lot.code.text()},
            {"events", stages_json(stages)}}},
          {"certificates", certificates_json(story)},
          {"standards", text_or_null(story.product.standards)},
          {"packed_on", to_iso(story.lot.packed_on)},
          {"use_by", text_or_null(expiry_of(story))},
          {"safety_warnings", text_or_null(story.product.warnings)},
          {"allergens", text_or_null(story.product.allergens)},
          {"storage", text_or_null(story.product.storage)},
          {"usage", text_or_null(story.product.usage)},
          {"picture", text_or_null(story.picture)}};
}

}  // namespace temgoc
