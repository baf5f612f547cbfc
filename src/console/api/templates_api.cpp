// Label templates over the API: their text, what the check finds, saving, and earlier versions.
#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/template_check.h"
#include "temgoc/printing/template_versions.h"

namespace temgoc {
namespace {

HttpResponse template_unknown(const ApiCall& call, const Error& error) {
  return problem_answer(call.request(), 404, error);
}

// The number of the version that says what stands; none: it was never saved here.
Json number_of(const Registry& registry, const std::string& id, const std::string& version) {
  for (const TemplateVersion& each : TemplateBook::of(registry).versions(id))
    if (each.sha256 == version) return each.number;
  return nullptr;
}

Json text_json(const Registry& registry, const std::string& id, const TemplateText& text) {
  const std::string version = template_version(text.toml);
  return {{"template", id},
          {"own", text.is_own},
          {"version", version},
          {"number", number_of(registry, id, version)},
          {"toml", text.toml}};
}

HttpResponse text_answer(const Registry& registry, unsigned status, const std::string& id,
                         const TemplateText& text) {
  HttpResponse response = json_answer(status, text_json(registry, id, text));
  response.headers.emplace_back("ETag", "\"" + template_version(text.toml) + "\"");
  return response;
}

Json version_json(const std::string& id, const TemplateVersion& version) {
  return {{"template", id},
          {"number", version.number},
          {"found", version.origin == TemplateVersion::Origin::found},
          {"version", version.sha256},
          {"at", to_iso(version.at)},
          {"by",
           {{"id", version.actor.id},
            {"name", version.actor.name},
            {"role", version.actor.role},
            {"channel", to_text(version.actor.channel)}}}};
}

HttpResponse saved(ApiCall& call, unsigned status, const TemplateDraft& draft) {
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  auto done = save_template(*workplace, draft);
  if (!done) return problem_answer(call.request(), done.error());
  HttpResponse response = text_answer(workplace->registry(), status, draft.id, {draft.toml, true});
  if (status == 201)
    response.headers.emplace_back(
        "Location", std::string(kApiRoot) + "/templates/" + percent_encoded(draft.id));
  return response;
}

Json faults_json(const std::vector<Error>& faults, Language language) {
  Json list = Json::array();
  for (const Error& each : faults) list.push_back(fault_json(each, language));
  return list;
}

}  // namespace

HttpResponse show_template(ApiCall& call) {
  const std::string& id = call.place(0);
  const auto text = template_text(call.house().folder, id);
  if (!text) return template_unknown(call, text.error());
  HttpResponse response = text_answer(call.registry(), 200, id, *text);
  if (call.request().if_none_match == "\"" + template_version(text->toml) + "\"") {
    response.status = 304;
    response.body.clear();
    response.content_type.clear();
  }
  return response;
}

HttpResponse create_template(ApiCall& call) {
  return saved(call, 201, {call.text("template"), call.text("toml"), ""});
}

HttpResponse put_template(ApiCall& call) {
  const std::string& id = call.place(0);
  const auto text = template_text(call.house().folder, id);
  if (!text) return template_unknown(call, text.error());
  const std::string standing = template_version(text->toml);
  return saved(call, 200, {id, call.text("toml"), call.has_seen(standing) ? standing : "none"});
}

HttpResponse check_template_asked(ApiCall& call) {
  const std::string id = call.text("template").empty() ? "new" : call.text("template");
  auto label = read_draft(call.house().folder, call.text("toml"), id);
  const auto answer = [&](bool reads, const std::vector<Error>& faults, Json dpi) {
    return json_answer(200, Json{{"reads", reads},
                                 {"good", faults.empty()},
                                 {"dpi", std::move(dpi)},
                                 {"faults", faults_json(faults, call.language())}});
  };
  if (!label) return answer(false, {label.error()}, nullptr);
  const auto dpi = static_cast<unsigned>(call.whole("dpi").value_or(label->stock.dpi));
  auto faults = template_faults(*label, dpi, trial_items(call.site(), *label));
  if (!faults) return problem_answer(call.request(), 503, faults.error());
  return answer(true, *faults, dpi);
}

HttpResponse list_template_versions(ApiCall& call) {
  const std::string& id = call.place(0);
  const auto text = template_text(call.house().folder, id);
  if (!text) return template_unknown(call, text.error());
  Json items = Json::array();
  for (const TemplateVersion& each : TemplateBook::of(call.registry()).versions(id))
    items.push_back(version_json(id, each));
  return page_answer(call, std::move(items), "");
}

HttpResponse show_template_version(ApiCall& call) {
  const std::string &id = call.place(0), number = call.place(1);
  const TemplateBook book = TemplateBook::of(call.registry());
  for (const TemplateVersion& each : book.versions(id)) {
    if (std::to_string(each.number) != number) continue;
    Json json = version_json(id, each);
    json["toml"] = book.text(id, each.number).value();
    return json_answer(200, json);
  }
  return problem_answer(call.request(),
                        Error{"template_version_unknown", "number", shortened(number)});
}

}  // namespace temgoc
