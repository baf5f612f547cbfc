// Chooses lots and events, and puts them together in the form that is asked for.
#include "temgoc/exchange/trace_files.h"

#include <array>

#include "operations/exchange/issuer.h"
#include "operations/exchange/lot_story.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace {

constexpr std::array kKinds{
    TraceFileKind::circular_02,   TraceFileKind::circular_31,     TraceFileKind::passport,
    TraceFileKind::fsma204,       TraceFileKind::epcis,           TraceFileKind::dpp,
    TraceFileKind::untp_passport, TraceFileKind::untp_conformity, TraceFileKind::untp_events};
constexpr std::array<std::pair<TraceFormat, std::string_view>, 4> kFormats{
    {{TraceFormat::json, "json"},
     {TraceFormat::csv, "csv"},
     {TraceFormat::xlsx, "xlsx"},
     {TraceFormat::jwt, "jwt"}}};

Error too_large(std::size_t limit) {
  return {.code = "export_too_large", .args = {{"limit", std::to_string(limit)}}};
}

bool of_lots(TraceFileKind kind) {
  return kind == TraceFileKind::circular_02 || kind == TraceFileKind::circular_31 ||
         is_of_one_lot(kind);
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
      if (is_of_one_lot(order_.kind)) return Error{"trace_file_needs_lot", "lot"};
      return {};
    }
    auto name = lot_on_record(registry_, order_.lot, order_.cooperative_id);
    if (!name) return name.error();
    name_ = *name;
    issued_ = issued_lot(registry_, *name);
    if (of_lots(order_.kind) && !issued_)
      return Error{"trace_file_needs_issued_lot", "lot", name->text()};
    return {};
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
    return order_.lot.empty() || !is_of_one_lot(order_.kind) ? records_of(stories)
                                                             : file_of_one(stories.front());
  }

  // What the format needs: a table is not made for JSON, nor JSON for a table.
  TraceFile records_of(const std::vector<LotStory>& stories) const {
    TraceFile file{.records = stories.size()};
    if (order_.format == TraceFormat::json)
      file.json = ten_item_json(stories, order_.kind, registry_, workplace_.now(), language_);
    else
      file.table = ten_item_table(stories, order_.kind, registry_, language_);
    return file;
  }

  Result<TraceFile> file_of_one(const LotStory& story) const {
    TraceFile file{.records = 1};
    if (is_credential(order_.kind)) return credential(story);
    if (order_.kind == TraceFileKind::passport) {
      file.json = passport_json(story, registry_, workplace_.now(), language_);
      return file;
    }
    auto passport = digital_product_passport(registry_, story.lot, workplace_.today(), true);
    if (!passport) return Error{"credential_of_test_lot", "lot", story.lot.code.text()};
    file.json = *std::move(passport);
    return file;
  }

  Result<TraceFile> credential(const LotStory& story) const {
    const Lot& lot = story.lot;
    if (auto fine = check_credential_lot(workplace_, lot); !fine) return fine.error();
    const auto issuer = open_issuer(workplace_, lot.cooperative_id, order_.passphrase);
    if (!issuer) return issuer.error();
    const auto content =
        credential_content(workplace_, order_.kind, order_.certificate, story, *issuer, language_);
    if (!content) return content.error();
    TraceFile file{.credential = issuer->signed_text(*content, order_.format, workplace_.now()),
                   .records = 1};
    auto recorded = workplace_.record([&]() -> Result<RecordedAct> {
      return RecordedAct{"credential_signed",
                         {{"kind", to_text(order_.kind)},
                          {"lot", lot.code.text()},
                          {"code", lot.short_code.printed()}},
                         lot.cooperative_id};
    });
    if (!recorded) return recorded.error();
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
    std::vector<std::int64_t> ids;
    for (const RecordedEvent& each : events) ids.push_back(each.event.id);
    const auto rows = EpcisBook::of(registry_).forms_of_own(ids);
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
  switch (kind) {
    case TraceFileKind::circular_02:
      return "circular-02";
    case TraceFileKind::circular_31:
      return "circular-31";
    case TraceFileKind::passport:
      return "passport";
    case TraceFileKind::fsma204:
      return "fsma204";
    case TraceFileKind::epcis:
      return "epcis";
    case TraceFileKind::dpp:
      return "dpp";
    case TraceFileKind::untp_passport:
      return "untp-passport";
    case TraceFileKind::untp_conformity:
      return "untp-conformity";
    case TraceFileKind::untp_events:
      return "untp-events";
  }
  return {};
}

std::optional<TraceFileKind> trace_file_kind(std::string_view text) {
  for (const TraceFileKind kind : kKinds)
    if (to_text(kind) == text) return kind;
  return std::nullopt;
}

std::span<const TraceFileKind> all_trace_file_kinds() { return kKinds; }

bool is_credential(TraceFileKind kind) {
  return kind == TraceFileKind::untp_passport || kind == TraceFileKind::untp_conformity ||
         kind == TraceFileKind::untp_events;
}

bool is_of_one_lot(TraceFileKind kind) {
  return kind == TraceFileKind::passport || kind == TraceFileKind::dpp || is_credential(kind);
}

std::optional<TraceFormat> trace_format(std::string_view text) {
  for (const auto& [format, name] : kFormats)
    if (name == text) return format;
  return std::nullopt;
}

bool is_offered(TraceFileKind kind, TraceFormat format) {
  if (is_credential(kind)) return format == TraceFormat::json || format == TraceFormat::jwt;
  switch (kind) {
    case TraceFileKind::circular_02:
    case TraceFileKind::circular_31:
      return format != TraceFormat::jwt;
    case TraceFileKind::fsma204:
      return format == TraceFormat::csv || format == TraceFormat::xlsx;
    default:
      return format == TraceFormat::json;
  }
}

Result<TraceFile> make_trace_file(Workplace& workplace, const TraceFileOrder& order,
                                  Language language) {
  return Maker(workplace, order, language).made();
}

std::string trace_file_text(const TraceFile& file, TraceFormat format) {
  if (!file.credential.empty()) return file.credential;
  if (format == TraceFormat::json) return file.json.dump(2) + "\n";
  if (format == TraceFormat::csv) return sheet_csv(file.table, ',');
  return std::string(as_text(sheet_workbook(file.table)));
}

Result<std::size_t> write_trace_file(Workplace& workplace, TraceFileOrder order,
                                     const std::filesystem::path& out, bool replace,
                                     Language language, bool by_ending) {
  std::string ending = ascii_lower(out.extension().string());
  if (ending == ".jsonld") ending = ".json";
  if (by_ending) {
    const auto format = ending.empty() ? std::nullopt : trace_format(ending.substr(1));
    if (!format || !is_offered(order.kind, *format))
      return Error{"trace_format_unknown",
                   "out",
                   shortened(out.filename().string()),
                   {},
                   {{"known", formats_of(order.kind)}}};
    order.format = *format;
  }
  if (auto free = check_out(out, replace); !free) return free.error();
  auto file = make_trace_file(workplace, order, language);
  if (!file) return file.error();
  write_file(out, as_bytes(trace_file_text(*file, order.format)));
  return file->records;
}

}  // namespace temgoc
