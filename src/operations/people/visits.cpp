// Visits as the office reads them.
#include "temgoc/people/visits.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/table_out.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostPhotos = 12;
constexpr const char* kColumns[] = {"receipt", "inspector",    "received_at", "place",
                                    "note",    "checked_at",   "verdict",     "reason",
                                    "product", "lot",          "serial",      "cooperative",
                                    "label",   "data_made_at", "remark"};
constexpr std::string_view kPhotoStart = "data:image/jpeg;base64,";

// A phone's text, whatever else it may have put there.
std::string text_in(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& list_in(const Json& object, const char* name) {
  static const Json kNone = Json::array();
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : kNone;
}

SheetValue moment_of(const std::string& text) {
  const auto moment = parse_instant(text);
  return moment ? SheetValue(*moment) : SheetValue(text);
}

// As the phone said it to the inspector; else what the code alone says.
std::string said(const Json& item, const char* text, const char* code, Language language) {
  std::string shown = text_in(item, text);
  if (!shown.empty()) return shown;
  const std::string value = text_in(item, code);
  const std::string kind = std::string_view(code) == "verdict" ? "headline." : "reason.";
  return value.empty() || !has_words(language, kind + value) ? value
                                                             : words(language, kind + value);
}

VisitedLabel label_in(const Json& item, Language language) {
  const auto times = item.find("times");
  return {.checked_at = text_in(item, "at"),
          .verdict = text_in(item, "verdict"),
          .headline = said(item, "headline", "verdict", language),
          .reason = said(item, "reason_words", "reason", language),
          .product = text_in(item, "product"),
          .lot = text_in(item, "lot"),
          .serial = text_in(item, "serial"),
          .cooperative = text_in(item, "cooperative"),
          .label = text_in(item, "label"),
          .data_made_at = text_in(item, "data_made_at"),
          .data_digest = text_in(item, "data_digest"),
          .note = text_in(item, "note"),
          .times = times != item.end() && times->is_number_unsigned() ? times->get<unsigned>() : 1};
}

std::vector<SheetValue> row_of(const InspectionVisit& visit, const VisitAsSent& sent,
                               const VisitedLabel& label) {
  return {visit.receipt,     visit.inspector_name,
          visit.received_at, sent.place,
          sent.note,         moment_of(label.checked_at),
          label.headline,    label.reason,
          label.product,     label.lot,
          label.serial,      label.cooperative,
          label.label,       moment_of(label.data_made_at),
          label.note};
}

Json body_of(const InspectionVisit& visit) {
  auto body = parse_json(visit.body);
  return body ? *std::move(body) : Json::object();
}

std::vector<std::string> photos_in(const Json& body) {
  std::vector<std::string> photos;
  for (const Json& photo : list_in(body, "photos")) {
    const std::string* const text = photo.get_ptr<const std::string*>();
    if (!text || !text->starts_with(kPhotoStart) || photos.size() == kMostPhotos) continue;
    const auto bytes = from_base64(std::string_view(*text).substr(kPhotoStart.size()));
    if (bytes) photos.emplace_back(as_text(*bytes));
  }
  return photos;
}

}  // namespace

VisitAsSent visit_as_sent(const InspectionVisit& visit, Language language) {
  const Json body = body_of(visit);
  VisitAsSent sent{.began_at = text_in(body, "began_at"),
                   .ended_at = text_in(body, "ended_at"),
                   .place = text_in(body, "place"),
                   .note = text_in(body, "note"),
                   .labels = {},
                   .photos = photos_in(body)};
  for (const Json& item : list_in(body, "items"))
    if (item.is_object()) sent.labels.push_back(label_in(item, language));
  return sent;
}

SheetTable visit_table(const std::vector<InspectionVisit>& visits, Language language) {
  SheetTable table{.sheet = words(language, "visit.sheet"), .header = {}, .rows = {}};
  for (const char* column : kColumns)
    table.header.push_back(words(language, std::string("visit.column.") + column));
  for (const InspectionVisit& visit : visits) {
    const VisitAsSent sent = visit_as_sent(visit, language);
    for (const VisitedLabel& label : sent.labels) table.rows.push_back(row_of(visit, sent, label));
  }
  return table;
}

Result<std::size_t> write_visits(const Workplace& workplace, const VisitExport& order,
                                 Language language) {
  if (auto checked = check_table_out(order.out, order.replace); !checked) return checked.error();
  auto inspections = Inspections::open_read_only(registry_path(workplace.folder()));
  if (!inspections) return inspections.error();
  const SheetTable table = visit_table(inspections->visits(order.filter), language);
  write_table(order.out, table);
  return table.rows.size();
}

Result<std::vector<fs::path>> write_photos(const Workplace& workplace, const std::string& receipt,
                                           const fs::path& folder) {
  auto inspections = Inspections::open_read_only(registry_path(workplace.folder()));
  if (!inspections) return inspections.error();
  const auto visit = inspections->visit(receipt);
  if (!visit) return Error{.code = "visit_unknown", .value = receipt};
  if (!fs::is_directory(folder))
    return Error{.code = "folder_not_found", .field = "photos", .value = folder.string()};
  std::vector<fs::path> files;
  for (const std::string& photo : photos_in(body_of(*visit))) {
    files.push_back(folder / (receipt + "-" + std::to_string(files.size() + 1) + ".jpg"));
    write_file(files.back(), as_bytes(photo));
  }
  return files;
}

}  // namespace temgoc
