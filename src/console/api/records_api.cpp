// Records: listed, shown, made, edited. By the same rules as a form or a spreadsheet.
#include <algorithm>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/pages/record_fields.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/records/record_editing.h"

namespace temgoc {
namespace {

// "products" of "/api/v1/products/P01". REQUIRES a path that a route of records has.
ImportKind kind_of(const ApiCall& call) {
  const std::string_view path = std::string_view(call.request().path).substr(kApiRoot.size() + 1);
  return kind_in_address(std::string(path.substr(0, path.find('/')))).value();
}

std::vector<std::string> ids_of(const Registry& registry, ImportKind kind,
                                const std::string& cooperative) {
  std::vector<std::string> ids;
  const auto take = [&](const auto& records) {
    for (const auto& each : records) ids.push_back(each.id);
  };
  switch (kind) {
    case ImportKind::cooperatives:
      for (const Cooperative& each : registry.cooperatives())
        if (cooperative.empty() || each.id == cooperative) ids.push_back(each.id);
      break;
    case ImportKind::places:
      take(registry.places(cooperative));
      break;
    case ImportKind::products:
      take(registry.products(cooperative));
      break;
    case ImportKind::certifications:
      take(registry.certifications(cooperative));
      break;
    case ImportKind::lots:  // not a record: issued, and never edited
      break;
  }
  return ids;
}

Json standing_json(const Registry& registry, ImportKind kind, const std::string& id) {
  switch (kind) {
    case ImportKind::cooperatives:
      return to_json(registry.cooperative(id).value());
    case ImportKind::places:
      return to_json(registry.place(id).value());
    case ImportKind::products:
      return to_json(registry.product(std::string_view(id)).value());
    case ImportKind::certifications:
      return to_json(registry.certification(id).value());
    case ImportKind::lots:
      break;
  }
  return {};
}

// REQUIRES a record that stands.
Json record_json(const Registry& registry, ImportKind kind, const std::string& id, Day today) {
  Json columns = Json::object();
  for (const auto& [column, text] : record_texts(registry, kind, id, today, Language::en))
    columns[column] = text_or_null(text);
  return {{"id", id},
          {"cooperative", cooperative_of_record(registry, kind, id)},
          {"columns", std::move(columns)},
          {"record", standing_json(registry, kind, id)}};
}

std::string tag_of(const Registry& registry, ImportKind kind, const std::string& id) {
  return "\"" + record_version(registry, kind, id) + "\"";
}

HttpResponse record_answer(const Registry& registry, unsigned status, ImportKind kind,
                           const std::string& id, Day today) {
  HttpResponse response = json_answer(status, record_json(registry, kind, id, today));
  response.headers.emplace_back("ETag", tag_of(registry, kind, id));
  return response;
}

// Of the address; empty: there is none in sight.
std::string id_in_sight(const ApiCall& call, ImportKind kind) {
  const std::string& id = call.place(0);
  const std::string owner = cooperative_of_record(call.registry(), kind, id);
  return owner.empty() || !call.sees(owner) ? std::string() : id;
}

HttpResponse unknown(const ApiCall& call) {
  return problem_answer(call.request(), Error{"record_unknown", "id", shortened(call.place(0))});
}

std::string cell_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return words(Language::en, value.get<bool>() ? "yes" : "no");
  return value.is_null() ? std::string() : dump(value);
}

// What was sent, and what no row may lack as it stands.
RecordTexts texts_of(const ApiCall& call, ImportKind kind, const RecordTexts& standing) {
  RecordTexts texts;
  for (const ImportColumn& column : import_columns(kind)) {
    const auto sent = call.body().find(column.name);
    const bool owner = column.name == "coop_id" && kind != ImportKind::cooperatives;
    if (sent != call.body().end())
      texts.emplace_back(column.name, cell_text(*sent));
    else if (owner && !call.scope().empty())
      texts.emplace_back(column.name, call.scope());
    else if (!standing.empty() && (owner || is_required(kind, column.name)))
      texts.emplace_back(column.name, text_in(standing, column.name));
  }
  return texts;
}

HttpResponse saved(ApiCall& call, RecordChange change) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const ImportKind kind = change.kind;
  const bool is_new = change.id.empty();
  change.only_cooperative = call.scope();
  auto report = save_record(*workplace, change);
  if (!report) return problem_answer(call.request(), report.error());
  if (!report->errors.empty())
    return problem_answer(call.request(), report->errors.front(), report->errors);
  const std::string id = report->ids.front();
  HttpResponse response =
      record_answer(workplace->registry(), is_new ? 201 : 200, kind, id, workplace->today());
  if (is_new)
    response.headers.emplace_back(
        "Location", std::string(kApiRoot) + "/" + to_text(kind) + "/" + percent_encoded(id));
  return response;
}

// The version that the sender has seen; the one that stands for "*".
std::string version_seen(const ApiCall& call, ImportKind kind, const std::string& id) {
  const std::string standing = record_version(call.registry(), kind, id);
  return call.has_seen(standing) ? standing : "none";
}

}  // namespace

HttpResponse list_records(ApiCall& call) {
  const ImportKind kind = kind_of(call);
  auto ids = ids_of(call.registry(), kind, call.cooperative_asked());
  const std::string after = call.asked("cursor");
  std::erase_if(ids, [&](const std::string& id) { return id <= after; });
  auto limit = call.limit();
  if (!limit) return problem_answer(call.request(), limit.error());
  std::ranges::sort(ids);
  const bool more = ids.size() > *limit;
  if (more) ids.resize(*limit);
  Json items = Json::array();
  for (const std::string& id : ids)
    items.push_back(record_json(call.registry(), kind, id, call.site().today()));
  return page_answer(call, std::move(items), more ? ids.back() : "");
}

HttpResponse show_record(ApiCall& call) {
  const ImportKind kind = kind_of(call);
  const std::string id = id_in_sight(call, kind);
  if (id.empty()) return unknown(call);
  HttpResponse response = record_answer(call.registry(), 200, kind, id, call.site().today());
  if (call.request().if_none_match == tag_of(call.registry(), kind, id)) {
    response.status = 304;
    response.body.clear();
    response.content_type.clear();
  }
  return response;
}

HttpResponse show_history(ApiCall& call) {
  const ImportKind kind = kind_of(call);
  const std::string id = id_in_sight(call, kind);
  if (id.empty()) return unknown(call);
  Json items = Json::array();
  for (const RecordVersion& each : call.registry().history(record_noun(kind), id))
    items.push_back({{"at", to_iso(each.at)}, {"record", parse_json(each.json).value()}});
  return page_answer(call, std::move(items), "");
}

HttpResponse create_record(ApiCall& call) {
  const ImportKind kind = kind_of(call);
  return saved(call, {.kind = kind, .texts = texts_of(call, kind, {})});
}

HttpResponse edit_record(ApiCall& call) {
  const ImportKind kind = kind_of(call);
  const std::string id = id_in_sight(call, kind);
  if (id.empty()) return unknown(call);
  const RecordTexts standing =
      record_texts(call.registry(), kind, id, call.site().today(), Language::en);
  return saved(call, {.kind = kind,
                      .id = id,
                      .texts = texts_of(call, kind, standing),
                      .version = version_seen(call, kind, id)});
}

}  // namespace temgoc
