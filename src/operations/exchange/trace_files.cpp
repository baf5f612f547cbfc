// Chooses lots and events, and puts them together in the form that is asked for.
#include "temgoc/exchange/trace_files.h"

#include <array>

#include "operations/exchange/lot_story.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

constexpr std::array<std::pair<TraceFileKind, std::string_view>, 5> kKinds{
    {{TraceFileKind::circular_02, "circular-02"},
     {TraceFileKind::circular_31, "circular-31"},
     {TraceFileKind::passport, "passport"},
     {TraceFileKind::fsma204, "fsma204"},
     {TraceFileKind::epcis, "epcis"}}};
constexpr std::array<std::pair<TraceFormat, std::string_view>, 3> kFormats{
    {{TraceFormat::json, "json"}, {TraceFormat::csv, "csv"}, {TraceFormat::xlsx, "xlsx"}}};

Error too_large(std::size_t limit) {
  return {.code = "export_too_large", .args = {{"limit", std::to_string(limit)}}};
}

bool of_lots(TraceFileKind kind) {
  return kind == TraceFileKind::circular_02 || kind == TraceFileKind::circular_31 ||
         kind == TraceFileKind::passport;
}

class Maker {
 public:
  Maker(Workplace& workplace, const TraceFileOrder& order, Language language)
      : workplace_(workplace),
        registry_(workplace.registry()),
        order_(order),
        language_(language) {}

  Result<TraceFile> made() {
    if (!order_.cooperative_id.empty() && !registry_.cooperative(order_.cooperative_id))
      return Error{"cooperative_unknown", "cooperative", shortened(order_.cooperative_id)};
    if (auto named = name_lot(); !named) return named.error();
    if (of_lots(order_.kind)) return file_of_lots();
    auto events = asked_events();
    if (!events) return events.error();
    return order_.kind == TraceFileKind::fsma204 ? fsma_file(*events) : epcis_file(*events);
  }

 private:
  Result<void> name_lot() {
    if (order_.lot.empty()) {
      if (order_.kind == TraceFileKind::passport) return Error{"trace_file_needs_lot", "lot"};
      return {};
    }
    auto name = lot_on_record(registry_, order_.lot);
    if (!name) return name.error();
    name_ = *name;
    issued_ = issued_lot(registry_, *name);
    if (of_lots(order_.kind) && !issued_)
      return Error{"trace_file_needs_issued_lot", "lot", name->text()};
    const std::string owner = issued_ ? issued_->cooperative_id : owner_of(*name);
    if (order_.cooperative_id.empty() || owner == order_.cooperative_id) return {};
    return Error{"lot_of_other_cooperative", "lot", name->text(), {}, {{"cooperative", owner}}};
  }

  std::string owner_of(const LotName& name) const {
    if (name.kind != LotName::Kind::partner) return name.owner;
    const auto partner = EventBook::of(registry_).partner(name.owner);
    return partner ? partner->cooperative_id : std::string();
  }

  // Lots that were issued in earnest, unless the workplace makes nothing but test labels.
  Result<std::vector<Lot>> asked_lots() const {
    if (issued_) return std::vector<Lot>{*issued_};
    auto lots = registry_.lots({.cooperative_id = order_.cooperative_id,
                                .packed_from = order_.from,
                                .packed_until = order_.until,
                                .limit = kMostFileLots + 1});
    if (lots.size() > kMostFileLots) return too_large(kMostFileLots);
    std::erase_if(lots, [&](const Lot& lot) { return lot.test && !workplace_.test_only(); });
    return lots;
  }

  Result<TraceFile> file_of_lots() const {
    auto lots = asked_lots();
    if (!lots) return lots.error();
    std::vector<LotStory> stories;
    for (const Lot& lot : *lots) {
      auto story = story_of(registry_, lot, workplace_.today());
      if (!story) return story.error();
      stories.push_back(*std::move(story));
    }
    TraceFile file{.records = stories.size()};
    if (order_.kind == TraceFileKind::passport) {
      file.json = passport_json(stories.front(), registry_, workplace_.now(), language_);
      return file;
    }
    file.json = ten_item_json(stories, order_.kind, registry_, workplace_.now(), language_);
    file.table = ten_item_table(stories, order_.kind, registry_, language_);
    return file;
  }

  Result<std::vector<RecordedEvent>> asked_events() const {
    if (name_) return events_of_lot(registry_, *name_, true);
    EventFilter filter{.cooperative_id = order_.cooperative_id,
                       .with_errors = false,
                       .limit = kMostFileEvents + 1};
    if (order_.from) filter.from = first_moment_of(*order_.from);
    if (order_.until) filter.until = last_moment_of(*order_.until);
    auto events = EventBook::of(registry_).events(filter);
    if (events.size() > kMostFileEvents) return too_large(kMostFileEvents);
    return std::vector<RecordedEvent>(events.rbegin(), events.rend());
  }

  Result<TraceFile> fsma_file(const std::vector<RecordedEvent>& events) const {
    TraceFile file{.table = fsma_table(events, registry_)};
    file.records = file.table.rows.size();
    return file;
  }

  Result<TraceFile> epcis_file(const std::vector<RecordedEvent>& events) const {
    if (auto settled = settle_own_events(workplace_); !settled) return settled.error();
    const EpcisBook book = EpcisBook::of(registry_);
    std::vector<EpcisRow> rows;
    for (const RecordedEvent& each : events) {
      const std::string id = book.id_of_own(each.event.id);
      for (EpcisRow& row :
           book.events_named(each.event.cooperative_id, epcis_term_value("eventID", id)))
        rows.push_back(std::move(row));
    }
    return TraceFile{.json = epcis_document(rows, workplace_.now()), .records = rows.size()};
  }

  Workplace& workplace_;
  const Registry& registry_;
  const TraceFileOrder& order_;
  Language language_;
  std::optional<LotName> name_ = {};
  std::optional<Lot> issued_ = {};
};

std::string formats_of(TraceFileKind kind) {
  std::string names;
  for (const auto& [format, name] : kFormats)
    if (is_offered(kind, format)) names += (names.empty() ? "." : ", .") + std::string(name);
  return names;
}

}  // namespace

std::string to_text(TraceFileKind kind) {
  for (const auto& [each, name] : kKinds)
    if (each == kind) return std::string(name);
  return {};
}

std::optional<TraceFileKind> trace_file_kind(std::string_view text) {
  for (const auto& [kind, name] : kKinds)
    if (name == text) return kind;
  return std::nullopt;
}

std::optional<TraceFormat> trace_format(std::string_view text) {
  for (const auto& [format, name] : kFormats)
    if (name == text) return format;
  return std::nullopt;
}

bool is_offered(TraceFileKind kind, TraceFormat format) {
  switch (kind) {
    case TraceFileKind::circular_02:
    case TraceFileKind::circular_31:
      return true;
    case TraceFileKind::fsma204:
      return format != TraceFormat::json;
    case TraceFileKind::passport:
    case TraceFileKind::epcis:
      break;
  }
  return format == TraceFormat::json;
}

Result<TraceFile> make_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                  Language language) {
  return Maker(workplace, order, language).made();
}

std::string trace_file_text(const TraceFile& file, TraceFormat format) {
  if (format == TraceFormat::json) return file.json.dump(2) + "\n";
  if (format == TraceFormat::csv) return sheet_csv(file.table, ',');
  return std::string(as_text(sheet_workbook(file.table)));
}

Result<std::size_t> write_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                     const std::filesystem::path& out, bool replace,
                                     Language language) {
  std::string ending = ascii_lower(out.extension().string());
  if (ending == ".jsonld") ending = ".json";
  const auto format = ending.empty() ? std::nullopt : trace_format(ending.substr(1));
  if (!format || !is_offered(order.kind, *format))
    return Error{"trace_format_unknown",
                 "out",
                 shortened(out.filename().string()),
                 {},
                 {{"known", formats_of(order.kind)}}};
  if (auto free = check_out(out, replace); !free) return free.error();
  auto file = make_trace_file(workplace, order, language);
  if (!file) return file.error();
  write_file(out, as_bytes(trace_file_text(*file, *format)));
  return file->records;
}

}  // namespace temgoc
