// Queries that a client keeps under a name: from the standard's JSON to the parameters of a query.
#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/exchange/epcis.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostNameBytes = 100;

Error invalid(const std::string& name, const Json& value) {
  return {"epcis_parameter_invalid", shortened(name, 80), shortened(dump(value))};
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump(value);
}

// Several values stand between bars, as in an address.
Result<std::string> joined(const std::string& name, const Json& value) {
  if (value.is_object()) return invalid(name, value);
  if (!value.is_array()) return value.is_null() ? std::string() : text_of(value);
  std::string all;
  for (const Json& each : value) {
    if (each.is_structured() || each.is_null()) return invalid(name, value);
    const std::string text = text_of(each);
    if (text.empty() || text.find('|') != text.npos) return invalid(name, value);
    all += (all.empty() ? "" : "|") + text;
  }
  return all.empty() ? Result<std::string>(invalid(name, value)) : all;
}

// The standard writes "1" or null where a thing must only be there.
std::string as_asked(const std::string& name, const Json& value, std::string text) {
  if (!name.starts_with("EXISTS_") || !(value.is_number() || value.is_null())) return text;
  return name == "EXISTS_errorDeclaration" ? "true" : "";
}

Result<std::map<std::string, std::string>> prefixes_of(const Json& context) {
  std::map<std::string, std::string> all;
  const std::vector<Json> parts =
      context.is_array() ? std::vector<Json>(context.begin(), context.end()) : std::vector{context};
  for (const Json& part : parts) {
    if (part.is_string()) continue;
    if (!part.is_object()) return invalid("@context", part);
    for (const auto& [prefix, address] : part.items())
      if (address.is_string()) all[prefix] = address.get<std::string>();
  }
  return all;
}

bool is_name(const Json& name) {
  if (!name.is_string()) return false;
  const std::string& text = name.get_ref<const std::string&>();
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= kMostNameBytes && std::ranges::all_of(text, plain) &&
         text != "." && text != "..";
}

}  // namespace

Result<QueryParts> query_parts(const Json& query) {
  if (!query.is_object()) return invalid("query", query);
  QueryParts parts;
  for (const auto& [name, value] : query.items()) {
    if (name == "@context") {
      auto prefixes = prefixes_of(value);
      if (!prefixes) return prefixes.error();
      parts.extensions = *std::move(prefixes);
      continue;
    }
    // Pages are of whoever reads the answer.
    if (name == "perPage" || name == "nextPageToken") return invalid(name, value);
    auto text = joined(name, value);
    if (!text) return text.error();
    parts.parameters.emplace_back(name, as_asked(name, value, *std::move(text)));
  }
  return parts;
}

Result<EpcisNamedQuery> keep_named_query(Workplace& workplace, const Json& definition,
                                         const std::string& cooperative_id) {
  const bool whole = definition.is_object() && definition.contains("query");
  if (!whole) return Error{"epcis_query_unnamed", "query"};
  if (!definition.contains("name") || !is_name(definition["name"])) {
    const Json name = definition.value("name", Json());
    return Error{"epcis_query_unnamed", "name", name.is_null() ? "" : shortened(text_of(name))};
  }
  const auto parts = query_parts(definition["query"]);
  if (!parts) return parts.error();
  const EpcisBook read = EpcisBook::of(workplace.registry());
  if (auto sound = epcis_query(read, parts->parameters, parts->extensions); !sound)
    return sound.error();
  const std::string written = dump(definition["query"]);
  if (written.size() > kMostEpcisQueryBytes)
    return Error{"epcis_query_too_long",
                 "query",
                 {},
                 {},
                 {{"count", std::to_string(written.size())},
                  {"limit", std::to_string(kMostEpcisQueryBytes)}}};
  EpcisNamedQuery kept{.cooperative_id = cooperative_id,
                       .name = definition["name"].get<std::string>(),
                       .query = written};
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    EpcisBook book(workplace.registry());
    if (book.named_query(cooperative_id, kept.name))
      return Error{"epcis_query_taken", "name", kept.name};
    if (book.count_named_queries(cooperative_id) >= kMostEpcisQueries)
      return Error{
          "epcis_queries_full", {}, {}, {}, {{"limit", std::to_string(kMostEpcisQueries)}}};
    book.add_named_query(kept);
    return RecordedAct{"epcis_query", {{"name", kept.name}}, cooperative_id};
  });
  if (!recorded) return recorded.error();
  return kept;
}

Result<void> forget_named_query(Workplace& workplace, const std::string& name,
                                const std::string& cooperative_id) {
  return workplace.record([&]() -> Result<RecordedAct> {
    EpcisBook book(workplace.registry());
    if (!book.named_query(cooperative_id, name))
      return Error{"epcis_query_unknown", "name", shortened(name, 80)};
    book.remove_named_query(cooperative_id, name);
    return RecordedAct{"epcis_query_removed", {{"name", name}}, cooperative_id};
  });
}

}  // namespace temgoc
