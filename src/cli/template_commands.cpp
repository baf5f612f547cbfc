// temgoc template list|check|preview|suggest|schema
#include <fmt/format.h>

#include <cmath>

#include "cli/command.h"
#include "cli/exit_status.h"
#include "temgoc/base/text.h"
#include "temgoc/label/code_size.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/template_check.h"
#include "temgoc/printing/template_choice.h"
#include "temgoc/printing/trial_items.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr unsigned kPreviewDpi = 300;

Json template_json(const LabelTemplate& label, const std::string& name) {
  Json codes = Json::array(), languages = Json::array();
  for (const CodeKind kind : label.codes) codes.push_back(to_text(kind));
  for (const LabelLanguage language : label.languages) languages.push_back(to_text(language));
  return {{"template", label.id},
          {"name", name},
          {"codes", codes},
          {"languages", languages},
          {"label_mm", {label.stock.label_width_mm, label.stock.label_height_mm}},
          {"page_mm", {label.stock.page_width_mm, label.stock.page_height_mm}},
          {"labels_a_page", label.stock.cells()},
          {"dpi", label.stock.dpi},
          {"sha256", label.sha256}};
}

int template_list(const Session& session, const Given&) {
  Json list = Json::array();
  std::string text;
  for (const std::string& id : template_ids(session.workplace)) {
    auto label = find_template(session.workplace, id);
    if (!label) {
      session.terminal.warn({"template_unusable",
                             "template",
                             id,
                             {},
                             {{"reason", message(session.terminal.language(), label.error())}}});
      continue;
    }
    const std::string name = label->name.at(session.terminal.language());
    list.push_back(template_json(*label, name));
    text += fmt::format("{:<20} {}\n", id, name);
  }
  return session.terminal.done({{"templates", list}}, text);
}

Result<unsigned> dpi_of(const Given& given, unsigned otherwise) {
  const auto dpi = given.number("dpi", otherwise);
  if (!dpi) return dpi.error();
  if (*dpi < 100 || *dpi > 1200) return Error{"dpi_invalid", "dpi", given.text("dpi")};
  return static_cast<unsigned>(*dpi);
}

TrialItems trial_of(const Session& session, const LabelTemplate& label) {
  auto workplace = session.open();
  return trial_items(workplace ? &*workplace : nullptr, label);
}

// How many letters a lot's code may have on this template: one is given by hand, of 20 at most.
std::size_t most_letters(const Session& session, const LabelTemplate& label, unsigned dpi) {
  auto workplace = session.open();
  std::size_t letters = kLongestLotCode;
  for (; letters > 1; --letters) {
    const auto trial =
        trial_items(workplace ? &*workplace : nullptr, label, trial_lot_code(letters));
    const auto faults = template_faults(label, dpi, trial);
    if (!faults || faults->empty()) break;
  }
  return letters;
}

int tell_faults(const Session& session, const std::vector<Error>& faults) {
  if (session.terminal.json()) {
    Json list = Json::array();
    for (const Error& fault : faults) list.push_back(session.terminal.error_json(fault));
    write_out(dump(Json{{"ok", false},
                        {"error", session.terminal.error_json(faults.front())},
                        {"faults", list}}) +
              "\n");
    return kInputErrors;
  }
  for (const Error& fault : faults) session.terminal.fail(fault);
  return kInputErrors;
}

Json code_json(const std::optional<CodeSize>& code) {
  if (!code) return nullptr;
  const auto hundredths = [](double mm) { return std::round(mm * 100) / 100; };
  return {{"modules", code->modules},
          {"module_mm", hundredths(code->module_mm)},
          {"side_mm", hundredths(code->side_mm)},
          {"distance_cm", std::lround(code->distance_mm / 10)},
          {"is_easy", code->is_easy}};
}

std::string code_words(const Session& session, const CodeSize& code) {
  const auto decimal = [&](double mm, int digits) {
    return session.terminal.number(fmt::format("{:.{}f}", mm, digits));
  };
  return session.terminal.word(
             code.is_easy ? "template.check.code" : "template.check.code.fine",
             {{"module_mm", decimal(code.module_mm, 2)},
              {"side_mm", decimal(code.side_mm, 1)},
              {"distance_cm", std::to_string(std::lround(code.distance_mm / 10))}}) +
         "\n";
}

int template_check(const Session& session, const Given& given) {
  const auto label = find_template(session.workplace, given.text("template"));
  if (!label) return session.terminal.fail(label.error());
  const auto dpi = dpi_of(given, label->stock.dpi);
  if (!dpi) return session.terminal.fail(dpi.error());
  const TrialItems trial = trial_of(session, *label);
  const auto faults = template_faults(*label, *dpi, trial);
  if (!faults) return session.terminal.fail(faults.error());
  if (!faults->empty()) return tell_faults(session, *faults);
  const bool has_lots = label->code != CodeKind::product_link;
  const std::size_t letters = has_lots ? most_letters(session, *label, *dpi) : kLongestLotCode;
  Json warnings = Json::array();
  if (letters < kLongestLotCode) {
    const Error limit{
        "template_lot_code_limit", "template", label->id, {}, {{"most", std::to_string(letters)}}};
    session.terminal.warn(limit);
    warnings.push_back(session.terminal.error_json(limit));
  }
  const auto code = code_size(*label, *dpi, trial.items.front().uri);
  return session.terminal.done(
      {{"template", label->id},
       {"dpi", *dpi},
       {"faults", Json::array()},
       {"code", code_json(code)},
       {"lot_code_letters", has_lots ? Json(letters) : Json(nullptr)},
       {"warnings", warnings}},
      session.terminal.word("template.check.good",
                            {{"template", label->id}, {"dpi", std::to_string(*dpi)}}) +
          "\n" + (code ? code_words(session, *code) : ""));
}

int template_suggest(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto or_null = [](const std::optional<std::string>& id) {
    return id ? Json(*id) : Json(nullptr);
  };
  Json list = Json::array();
  std::string text;
  for (const TemplateChoice& choice : template_choices(*workplace)) {
    list.push_back({{"product", choice.product},
                    {"name", choice.name},
                    {"roll", or_null(choice.roll)},
                    {"sheet", or_null(choice.sheet)}});
    text += fmt::format("{:<14} {:<20} {:<14} {}\n", choice.product, choice.roll.value_or("–"),
                        choice.sheet.value_or("–"), choice.name);
  }
  return session.terminal.done({{"products", list}}, text);
}

Result<LabelTemplate> chosen_template(const Session& session, const Given& given) {
  auto label = find_template(session.workplace, given.text("template"));
  if (!label || !given.has("label-language")) return label;
  const auto language = label_language(given.text("label-language"));
  if (!language)
    return Error{"label_language_unknown", "label-language",
                 shortened(given.text("label-language"))};
  return in_language(std::move(*label), *language);
}

// One lot's values, else the widest of the workplace.
Result<TrialItems> previewed(const Session& session, const Given& given,
                             const LabelTemplate& label) {
  if (given.has("lot")) {
    auto workplace = session.open();
    if (!workplace) return workplace.error();
    const auto lot = find_lot(*workplace, given.text("product"), given.text("lot"));
    if (!lot) return lot.error();
    return trial_item(*workplace, label, *lot);
  }
  return longest_item(label, trial_of(session, label));
}

int template_preview(const Session& session, const Given& given) {
  const auto label = chosen_template(session, given);
  if (!label) return session.terminal.fail(label.error());
  const auto dpi = dpi_of(given, kPreviewDpi);
  if (!dpi) return session.terminal.fail(dpi.error());
  const auto trial = previewed(session, given, *label);
  if (!trial) return session.terminal.fail(trial.error());
  const fs::path out = given.text("out");
  if (auto drawn = preview_label(*label, *trial, *dpi, out); !drawn)
    return session.terminal.fail(drawn.error());
  return session.terminal.done({{"template", label->id},
                                {"language", to_text(label->language)},
                                {"dpi", *dpi},
                                {"sample", trial->sample},
                                {"file", out.string()}},
                               out.string() + "\n");
}

int template_print_schema(const Session& session, const Given&) {
  return session.terminal.done({{"schema", parse_json(template_schema()).value()}},
                               template_schema());
}

}  // namespace

void add_template_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"template", "list", {}, template_list});
  all.push_back({"template",
                 "check",
                 {{"template", Kind::argument, true}, {"dpi", Kind::number}},
                 template_check});
  all.push_back({"template",
                 "preview",
                 {{"template", Kind::argument, true},
                  {"out", Kind::text, true},
                  {"lot"},
                  {"product"},
                  {"label-language"},
                  {"dpi", Kind::number}},
                 template_preview});
  all.push_back({"template", "suggest", {}, template_suggest});
  all.push_back({"template", "schema", {}, template_print_schema});
}

}  // namespace temgoc
