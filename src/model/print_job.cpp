// Stores where and how a job prints as JSON, and divides its labels among files.
#include "temgoc/model/print_job.h"

#include <algorithm>

#include "named.h"
#include "temgoc/base/json.h"

namespace temgoc {
namespace {

constexpr Names<CodeKind, 4> kCodeKinds{{{CodeKind::lot_seal, "lot_seal"},
                                         {CodeKind::item_seal, "item_seal"},
                                         {CodeKind::item_link, "item_link"},
                                         {CodeKind::product_link, "product_link"}}};

}  // namespace

std::string to_text(CodeKind kind) { return name_in(kCodeKinds, kind); }
std::optional<CodeKind> code_kind(std::string_view text) { return value_in(kCodeKinds, text); }

std::string stored(const PrintPlacement& placement) {
  if (placement == PrintPlacement{}) return {};
  const Correction& c = placement.correction;
  Json json{{"printer", placement.printer},
            {"language", to_text(placement.language)},
            {"order", to_text(placement.order)},
            {"cut_marks", placement.cut_marks},
            {"correction", {c.offset_x_mm, c.offset_y_mm, c.scale_x, c.scale_y}}};
  const ThermalSettings& thermal = placement.thermal;
  if (thermal.speed) json["speed"] = *thermal.speed;
  if (thermal.darkness) json["darkness"] = *thermal.darkness;
  if (thermal.head_mm != ThermalSettings().head_mm) json["head_mm"] = thermal.head_mm;
  return dump(json);
}

PrintPlacement placement_from(const std::string& text) {
  if (text.empty()) return {};
  try {
    const Json json = Json::parse(text);
    const Json& c = json.at("correction");
    ThermalSettings thermal;
    if (json.contains("speed")) thermal.speed = json.at("speed").get<unsigned>();
    if (json.contains("darkness")) thermal.darkness = json.at("darkness").get<unsigned>();
    thermal.head_mm = json.value("head_mm", thermal.head_mm);
    return {.printer = json.at("printer").get<std::string>(),
            .language = printer_language(json.value("language", "pdf")).value(),
            .order = cell_order(json.at("order").get<std::string>()).value(),
            .cut_marks = json.at("cut_marks").get<bool>(),
            .correction = {c.at(0).get<double>(), c.at(1).get<double>(), c.at(2).get<double>(),
                           c.at(3).get<double>()},
            .thermal = thermal};
  } catch (const std::exception& failure) {
    throw SystemFailure({.code = "record_damaged", .args = {{"reason", failure.what()}}});
  }
}

std::vector<DrawnRange> parts_of(const PrintJob& job) {
  const std::uint64_t in_part = std::uint64_t{job.setup.cells} * job.setup.pages_in_part;
  const std::uint64_t all = job.drawn();
  std::vector<DrawnRange> parts;
  // The cells before the first label take room in the first part alone.
  for (std::uint64_t end = in_part - (job.setup.start_cell - 1), from = 1; from <= all;
       from = end + 1, end += in_part) {
    parts.push_back(
        {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(std::min(end, all))});
  }
  return parts;
}

}  // namespace temgoc
