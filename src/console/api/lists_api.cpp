// What is looked up: printers, templates, the journal, a label's text, the log, the token itself.
#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/openapi.h"
#include "console/api/problem.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/check/check.h"
#include "temgoc/log/log.h"
#include "temgoc/model/records.h"
#include "temgoc/people/journal.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/seal/checkpoint.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace {

template <class Number>
Json number_or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json printer_json(const Printer& printer) {
  const ThermalSettings& thermal = printer.thermal;
  const bool is_pdf = printer.language == PrinterLanguage::pdf;
  return {{"printer", printer.id},
          {"name", printer.name},
          {"language", to_text(printer.language)},
          {"dpi", printer.dpi},
          {"speed", number_or_null(thermal.speed)},
          {"darkness", number_or_null(thermal.darkness)},
          {"head_mm", is_pdf ? Json(nullptr) : Json(thermal.head_mm)}};
}

Json template_json(const LabelTemplate& label, Language language) {
  Json codes = Json::array(), languages = Json::array();
  for (const CodeKind kind : label.codes) codes.push_back(to_text(kind));
  for (const LabelLanguage each : label.languages) languages.push_back(to_text(each));
  const Stock& stock = label.stock;
  return {{"template", label.id},
          {"name", label.name.at(language)},
          {"codes", std::move(codes)},
          {"languages", std::move(languages)},
          {"label_mm", Json::array({stock.label_width_mm, stock.label_height_mm})},
          {"page_mm", Json::array({stock.page_width_mm, stock.page_height_mm})},
          {"labels_a_page", stock.cells()},
          {"dpi", stock.dpi},
          {"sha256", label.sha256}};
}

Json act_json(const JournalAct& each, Language language) {
  Json args = Json::object();
  for (const auto& [name, value] : each.act.args) args[name] = value;
  return {{"id", each.id},
          {"at", to_iso(each.at)},
          {"kind", each.act.kind},
          {"args", std::move(args)},
          {"text", act_words(language, each.act)},
          {"cooperative", text_or_null(each.act.cooperative_id)},
          {"actor",
           {{"id", each.actor.id},
            {"name", each.actor.name},
            {"role", each.actor.role},
            {"channel", to_text(each.actor.channel)}}}};
}

Result<ActFilter> filter_of(const ApiCall& call) {
  auto limit = call.limit();
  if (!limit) return limit.error();
  auto before = number_cursor(call, INT64_MAX);
  if (!before) return before.error();
  auto from = call.day_asked("from");
  if (!from) return from.error();
  auto until = call.day_asked("until");
  if (!until) return until.error();
  return ActFilter{.cooperative_id = call.scope(),
                   .kind = call.asked("kind"),
                   .actor_id = call.asked("by"),
                   .channel = channel_from(call.asked("channel")),
                   .from = *from,
                   .until = *until,
                   .before_id = *before,
                   .limit = *limit + 1};
}

}  // namespace

HttpResponse list_printers(ApiCall& call) {
  Json items = Json::array();
  for (const Printer& each : call.registry().printers()) items.push_back(printer_json(each));
  return page_answer(call, std::move(items), "");
}

HttpResponse list_templates(ApiCall& call) {
  Json items = Json::array();
  for (const std::string& id : template_ids(call.house().folder))
    if (const auto label = find_template(call.house().folder, id))
      items.push_back(template_json(*label, call.language()));
  return page_answer(call, std::move(items), "");
}

HttpResponse list_acts(ApiCall& call) {
  auto filter = filter_of(call);
  if (!filter) return problem_answer(call.request(), filter.error());
  auto acts = call.registry().acts(*filter);
  const bool more = acts.size() == filter->limit;
  if (more) acts.pop_back();
  Json items = Json::array();
  for (const JournalAct& each : acts) items.push_back(act_json(each, call.language()));
  return page_answer(call, std::move(items), more ? std::to_string(acts.back().id) : "");
}

HttpResponse verify_text(ApiCall& call) {
  const Verdict verdict = check_label(call.text("text"), call.site().check_context());
  return json_answer(200, verdict_json(verdict, call.language()));
}

HttpResponse show_checkpoint(ApiCall& call) {
  const bool test = call.site().settings().hosts.empty();
  const auto note = read_checkpoint_note(log_folder(call.house().folder, test));
  if (!note) return problem_answer(call.request(), 503, note.error());
  const auto checkpoint = parse_checkpoint_text(*note);
  if (!checkpoint) return problem_answer(call.request(), 503, checkpoint.error());
  return json_answer(200, {{"origin", checkpoint->origin},
                           {"size", checkpoint->head.size},
                           {"root", to_base64(checkpoint->head.root)},
                           {"note", *note}});
}

HttpResponse show_token(ApiCall& call) {
  const ApiToken& token = call.token();
  return json_answer(200, {{"id", token.id},
                           {"name", token.name},
                           {"role", to_text(token.role)},
                           {"cooperative", text_or_null(token.cooperative_id)},
                           {"networks", token.networks},
                           {"expires_at", to_iso(token.expires_at)}});
}

HttpResponse show_openapi(ApiCall& call) {
  return json_answer(200, openapi_document(call.language()));
}

}  // namespace temgoc
