// Reads a table of OCOP criteria: the workplace's own, else the one that ships.
#include <fmt/format.h>

#include "embedded/ocop_criteria.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/ocop_rating.h"

namespace temgoc {
namespace {

constexpr std::string_view kFile = "ocop_criteria.json";
constexpr std::string_view kFormat = "temgoc.ocop_criteria";
constexpr std::size_t kMostBytes = 1 << 20, kMostCriteria = 200, kMostParts = 20, kMostText = 1000;
constexpr int kMostPoints = 100;

// Reads on behind a fault, of which the first is kept: where it stands.
class TableReader {
 public:
  const std::string& fault() const { return fault_; }

  RatingTable table_of(const Json& json, const std::optional<OcopSet>& set) {
    if (text(json, "format", "") != kFormat) fail("format");
    RatingTable table{.decision = text(json, "decision", "")};
    const std::string number = set ? std::to_string(set->number()) : std::string();
    const Json* of_set = set ? found(found(json, "sets"), number) : nullptr;
    const Json& chosen = of_set ? *of_set : json;
    table.parts = parts(chosen, of_set ? "sets." + number : std::string());
    const Json* complete = found(chosen, "complete");
    table.complete = complete && complete->is_boolean() && complete->get<bool>();
    return table;
  }

 private:
  static const Json* found(const Json& json, const std::string& name) {
    return json.is_object() && json.contains(name) ? &json.at(name) : nullptr;
  }
  static const Json* found(const Json* json, const std::string& name) {
    return json ? found(*json, name) : nullptr;
  }

  void fail(const std::string& where) {
    if (fault_.empty()) fault_ = where;
  }

  std::string text(const Json& json, const char* name, const std::string& where) {
    const Json* value = found(json, name);
    if (value && value->is_string() && value->get<std::string>().size() <= kMostText)
      return value->get<std::string>();
    fail(where + "." + name);
    return {};
  }

  int points(const Json* value, const std::string& where) {
    const bool whole = value && value->is_number_integer();
    const auto number = whole ? value->get<std::int64_t>() : -1;
    if (number >= 0 && number <= kMostPoints) return static_cast<int>(number);
    fail(where + ".points");
    return 0;
  }

  RatingCriterion criterion(const Json& json, const std::string& where) {
    RatingCriterion read{.number = text(json, "number", where),
                         .title = text(json, "title", where)};
    const Json* most = found(json, "points");
    if (most && !most->is_null()) read.points = points(most, where);
    const Json* evidence = found(json, "evidence");
    if (!evidence) return read;
    for (const Json& each : *evidence) {
      if (each.is_string())
        read.evidence.push_back(each.get<std::string>());
      else
        fail(where + ".evidence");
    }
    return read;
  }

  RatingPart part(const Json& json, const std::string& where) {
    RatingPart read{.part = text(json, "part", where),
                    .title = text(json, "title", where),
                    .points = points(found(json, "points"), where)};
    const Json* rows = found(json, "criteria");
    if (!rows || !rows->is_array() || rows->size() > kMostCriteria) {
      fail(where + ".criteria");
      return read;
    }
    for (std::size_t i = 0; i < rows->size(); ++i)
      read.criteria.push_back(criterion((*rows)[i], fmt::format("{}.criteria[{}]", where, i)));
    return read;
  }

  std::vector<RatingPart> parts(const Json& json, const std::string& where) {
    const Json* list = found(json, "parts");
    std::vector<RatingPart> read;
    if (!list || !list->is_array() || list->empty() || list->size() > kMostParts) {
      fail(where + ".parts");
      return read;
    }
    for (std::size_t i = 0; i < list->size(); ++i)
      read.push_back(part((*list)[i], fmt::format("{}.parts[{}]", where, i)));
    return read;
  }

  std::string fault_;
};

}  // namespace

Result<RatingTable> rating_table_of(std::string_view text, const std::optional<OcopSet>& set) {
  const auto json = parse_json(text);
  if (!json) return Error{"ocop_criteria_unreadable", {}, std::string(kFile)};
  TableReader reader;
  RatingTable table = reader.table_of(*json, set);
  if (reader.fault().empty()) return table;
  return Error{"ocop_criteria_unreadable", {}, fmt::format("{}: {}", kFile, reader.fault())};
}

Result<RatingTable> rating_table(const std::filesystem::path& workplace,
                                 const std::optional<OcopSet>& set) {
  auto own = read_file(workplace / kFile, kMostBytes);
  if (own) return rating_table_of(*own, set);
  if (own.error().code != "file_not_found") return own.error();
  return rating_table_of(embedded::ocop_criteria.front().second, set);
}

}  // namespace temgoc
