// The parameters of the standard's simple event query, as conditions of the book of EPCIS events.
#include <algorithm>
#include <array>
#include <charconv>

#include "epcis_fields.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/event_hash.h"
#include "temgoc/exchange/epcis.h"

namespace temgoc {
namespace {

constexpr unsigned kLargestPage = 1'000;
constexpr std::size_t kMostValues = 500;

struct Named {
  std::string_view parameter, field;
};
// EQ_NAME, and MATCH_NAME of keys.
constexpr std::array<Named, 18> kEqual{{{"eventType", "type"},
                                        {"EQ_action", "action"},
                                        {"EQ_bizStep", "bizStep"},
                                        {"EQ_disposition", "disposition"},
                                        {"EQ_persistentDisposition_set", "set"},
                                        {"EQ_persistentDisposition_unset", "unset"},
                                        {"EQ_readPoint", "readPoint"},
                                        {"EQ_bizLocation", "bizLocation"},
                                        {"EQ_transformationID", "transformationID"},
                                        {"EQ_eventID", "eventID"},
                                        {"EQ_errorReason", "errorReason"},
                                        {"EQ_correctiveEventID", "correctiveEventID"},
                                        {"MATCH_epc", "epc"},
                                        {"MATCH_parentID", "parentID"},
                                        {"MATCH_inputEPC", "inputEPC"},
                                        {"MATCH_outputEPC", "outputEPC"},
                                        {"MATCH_inputEPCClass", "inputEPCClass"},
                                        {"MATCH_outputEPCClass", "outputEPCClass"}}};
Error unknown(const std::string& name) { return {"epcis_parameter_unknown", shortened(name, 80)}; }
Error invalid(const std::string& name, const std::string& value) {
  return {"epcis_parameter_invalid", name, shortened(value)};
}

// "EQ", "GT" … and what follows its "_".
struct Compared {
  std::string op, rest;
};
std::optional<Compared> compared(const std::string& name) {
  const std::size_t bar = name.find('_');
  if (bar == std::string::npos) return std::nullopt;
  const std::string op = name.substr(0, bar);
  for (const char* known : {"EQ", "GT", "GE", "LT", "LE", "EXISTS"})
    if (op == known) return Compared{op, name.substr(bar + 1)};
  return std::nullopt;
}

class Reading {
 public:
  Reading(const EpcisBook& book, const std::map<std::string, std::string>& extensions)
      : book_(book), fields_(book, extensions) {}

  Result<void> take(const std::string& name, const std::string& value) {
    if (auto paging = take_paging(name, value)) return *paging;
    if (auto time = take_time(name, value)) return *time;
    if (auto presence = take_presence(name, value)) return *presence;
    if (auto key = take_key(name, value)) return *key;
    if (const auto asked = behind(name, "HASATTR_"))
      return add_attribute_names(name, *asked, value);
    // GS1's schema of queries has a bar more than the standard's text.
    for (const char* start : {"EQATTR_", "EQ_ATTR_"})
      if (const auto asked = behind(name, start)) return add_attribute(name, *asked, value);
    const auto split_name = compared(name);
    if (!split_name) return unknown(name);
    return take_compared(name, *split_name, value);
  }

  Result<EpcisQuery> finished() {
    if (query_.count_limit && query_.at_most)
      return Error{"epcis_parameters_clash", "eventCountLimit", "maxEventCount"};
    if (query_.count_limit && !ordered_)
      return Error{"epcis_parameters_clash", "eventCountLimit", "orderBy"};
    // The standard's order, where one is asked for, is the newest first.
    query_.filter.newest_first = direction_.empty() ? ordered_ : direction_ == "DESC";
    return std::move(query_);
  }

 private:
  using Taken = std::optional<Result<void>>;

  Taken take_paging(const std::string& name, const std::string& value) {
    if (name == "perPage" || name == "eventCountLimit" || name == "maxEventCount") {
      if (!is_digits(value) || value.size() > 9 || value == std::string(value.size(), '0'))
        return invalid(name, value);
      const auto number = static_cast<unsigned>(std::stoul(value));
      if (name == "perPage") query_.per_page = std::min(number, kLargestPage);
      if (name == "maxEventCount") query_.at_most = number;
      if (name == "eventCountLimit") query_.count_limit = number;
      return Result<void>();
    }
    if (name == "orderBy") {
      if (value != "eventTime" && value != "recordTime") return invalid(name, value);
      ordered_ = true;
      query_.filter.by_record_time = value == "recordTime";
      return Result<void>();
    }
    if (name == "orderDirection") {
      direction_ = value;
      return value == "ASC" || value == "DESC" ? Result<void>()
                                               : Result<void>(invalid(name, value));
    }
    if (name == "nextPageToken") return take_token(name, value);
    return std::nullopt;
  }

  // TIME.ID.SEEN
  Result<void> take_token(const std::string& name, const std::string& value) {
    std::array<std::int64_t, 3> parts{};
    const auto texts = split(value, '.');
    if (texts.size() != parts.size()) return invalid(name, value);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string_view text = texts[i];
      const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
      if (fault != std::errc() || end != text.data() + text.size()) return invalid(name, value);
    }
    query_.filter.after = {parts[0], parts[1]};
    query_.seen = static_cast<std::uint64_t>(std::max<std::int64_t>(parts[2], 0));
    return {};
  }

  Taken take_time(const std::string& name, const std::string& value) {
    EpcisFilter& filter = query_.filter;
    const std::array<std::pair<const char*, std::optional<Instant>*>, 4> kTimes{
        {{"GE_eventTime", &filter.from},
         {"LT_eventTime", &filter.before},
         {"GE_recordTime", &filter.recorded_from},
         {"LT_recordTime", &filter.recorded_before}}};
    for (const auto& [each, place] : kTimes) {
      if (name != each) continue;
      const auto moment = epcis_moment(value);
      if (!moment) return invalid(name, value);
      // Where a bound is asked for twice, both hold.
      const bool narrows = !*place || (name[0] == 'G' ? **place < *moment : *moment < **place);
      if (narrows) *place = moment;
      return Result<void>();
    }
    return std::nullopt;
  }

  // Whole members of EPCIS's own that must be there.
  Taken take_presence(const std::string& name, const std::string& value) {
    constexpr std::array<Named, 2> kPresence{{{"EXISTS_errorDeclaration", "errorDeclarationTime"},
                                              {"EXISTS_sensorElementList", "sensorElementList"}}};
    for (const auto& [parameter, field] : kPresence) {
      if (name != parameter) continue;
      if (value == "false") return Result<void>();
      if (value != "true" && !value.empty()) return invalid(name, value);
      query_.filter.conditions.push_back({.fields = {std::string(field)}});
      return Result<void>();
    }
    return std::nullopt;
  }

  Taken take_key(const std::string& name, const std::string& value) {
    for (const auto& [parameter, field] : kEqual)
      if (name == parameter) return add_values(name, {std::string(field)}, value);
    if (name == "MATCH_epcClass") return add_values(name, {"epcClass"}, value);
    if (name == "MATCH_anyEPC")
      return add_values(name, {"epc", "parentID", "inputEPC", "outputEPC"}, value);
    if (name == "MATCH_anyEPCClass")
      return add_values(name, {"epcClass", "inputEPCClass", "outputEPCClass"}, value);
    for (const char* point : {"readPoint", "bizLocation"})
      if (name == std::string("WD_") + point) return add_locations(name, point, value);
    for (const char* list : {"bizTransaction", "source", "destination"}) {
      if (const auto type = behind(name, std::string("EQ_") + list + "_"))
        return add_values(name, {std::string(list) + " " + epcis_list_type(list, *type)}, value);
    }
    return std::nullopt;
  }

  // Values stand between bars.
  Result<void> add_values(const std::string& name, std::vector<std::string> fields,
                          const std::string& value) {
    EpcisCondition condition{.fields = std::move(fields)};
    const auto texts = split(value, '|');
    if (value.empty() || texts.size() > kMostValues) return invalid(name, value);
    for (const std::string_view text : texts) {
      if (text.empty()) return invalid(name, value);
      const auto pattern = name.starts_with("MATCH_") ? epc_pattern(text) : std::nullopt;
      if (pattern) {
        condition.prefixes.insert(condition.prefixes.end(), pattern->begin(), pattern->end());
        // A class may be written as the pattern itself.
        condition.values.push_back(canonical_gs1_key(text));
      } else {
        condition.values.push_back(
            epcis_term_value(condition.fields.front(), fields_.in_full(trimmed(text))));
      }
    }
    query_.filter.conditions.push_back(std::move(condition));
    return {};
  }

  Result<void> add_locations(const std::string& name, const std::string& field,
                             const std::string& value) {
    EpcisCondition condition{.fields = {field}};
    for (const std::string_view text : split(value, '|')) {
      if (text.empty()) return invalid(name, value);
      const auto below = book_.with_children(canonical_gs1_key(text));
      condition.values.insert(condition.values.end(), below.begin(), below.end());
    }
    query_.filter.conditions.push_back(std::move(condition));
    return {};
  }

  // Names of attributes stand between bars.
  Result<void> add_attribute_names(const std::string& name, const std::string& field,
                                   const std::string& value) {
    EpcisOfAttribute asked{.fields = fields_.with_attributes(field)};
    const auto texts = split(value, '|');
    if (asked.fields.empty()) return unknown(name);
    if (value.empty() || texts.size() > kMostValues) return invalid(name, value);
    for (const std::string_view text : texts) {
      const auto names = fields_.attribute_names(trimmed(text));
      asked.names.insert(asked.names.end(), names.begin(), names.end());
    }
    query_.filter.attributes.push_back(std::move(asked));
    return {};
  }

  // FIELD_ATTRIBUTE; either of them may hold a '_' of its own.
  Result<void> add_attribute(const std::string& name, const std::string& rest,
                             const std::string& value) {
    for (std::size_t bar = rest.find('_'); bar != rest.npos; bar = rest.find('_', bar + 1)) {
      EpcisOfAttribute asked{.fields = fields_.with_attributes(rest.substr(0, bar))};
      if (asked.fields.empty() || bar + 1 == rest.size()) continue;
      asked.names = fields_.attribute_names(rest.substr(bar + 1));
      const auto texts = split(value, '|');
      if (value.empty() || texts.size() > kMostValues) return invalid(name, value);
      for (const std::string_view text : texts) asked.values.push_back(trimmed(text));
      query_.filter.attributes.push_back(std::move(asked));
      return {};
    }
    return unknown(name);
  }

  Result<void> take_compared(const std::string& name, const Compared& asked,
                             const std::string& value) {
    auto fields = fields_.compared(asked.rest);
    if (fields.empty()) return unknown(name);
    if (asked.op == "EXISTS") {
      query_.filter.conditions.push_back({.fields = std::move(fields)});
      return {};
    }
    if (asked.op == "EQ") return add_values(name, std::move(fields), value);
    const auto bound = epcis_number(value);
    if (!bound) return invalid(name, value);
    EpcisCondition condition{.fields = std::move(fields)};
    (asked.op.starts_with("G") ? condition.least : condition.most) = bound;
    condition.above = asked.op == "GT";
    condition.below = asked.op == "LT";
    query_.filter.conditions.push_back(std::move(condition));
    return {};
  }

  const EpcisBook& book_;
  EpcisFields fields_;
  EpcisQuery query_;
  std::string direction_;
  bool ordered_ = false;
};

}  // namespace

Result<EpcisQuery> epcis_query(const EpcisBook& book, const Parameters& parameters,
                               const std::map<std::string, std::string>& extensions) {
  Reading reading(book, extensions);
  for (const auto& [name, value] : parameters)
    if (auto taken = reading.take(name, value); !taken) return taken.error();
  return reading.finished();
}

Result<EpcisPage> run_query(const EpcisBook& book, const EpcisQuery& query) {
  if (query.at_most && query.seen == 0 &&
      book.count(query.filter, *query.at_most + 1) > *query.at_most)
    return Error{"epcis_query_too_large", "maxEventCount", std::to_string(*query.at_most)};
  EpcisFilter filter = query.filter;
  std::uint64_t wanted = query.per_page;
  if (query.count_limit)
    wanted = std::min(wanted, *query.count_limit - std::min(*query.count_limit, query.seen));
  if (wanted == 0) return EpcisPage{};
  filter.limit = static_cast<unsigned>(wanted) + 1;
  EpcisPage page{.events = book.events(filter)};
  if (page.events.size() <= wanted) return page;
  page.events.pop_back();
  const std::uint64_t seen = query.seen + wanted;
  if (query.count_limit && seen >= *query.count_limit) return page;
  const EpcisRow& last = page.events.back();
  const Instant at = filter.by_record_time ? last.record_time : last.event_time;
  page.next = std::to_string(at.time_since_epoch().count()) + "." + std::to_string(last.id) + "." +
              std::to_string(seen);
  return page;
}

}  // namespace temgoc
