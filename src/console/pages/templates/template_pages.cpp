// The workplace's label templates: listed, edited, saved, and taken back to an earlier version.
#include <fmt/format.h>

#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "console/pages/templates/template_differences.h"
#include "console/pages/templates/template_form.h"
#include "console/pages/templates/template_form_view.h"
#include "console/pages/templates/template_look.h"
#include "console/pages/templates/template_parts.h"
#include "console/pages/templates/template_view.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/template_check.h"
#include "temgoc/printing/template_versions.h"

namespace temgoc {
namespace {

constexpr double kBlankWidth = 60, kBlankHeight = 40;
constexpr std::size_t kMostDifferences = 20, kMostVersions = 500;

std::string template_href(const std::string& id) { return "/templates/" + percent_encoded(id); }

std::string version_href(const std::string& id, unsigned number) {
  return template_href(id) + "/versions/" + std::to_string(number);
}

std::string who_saved(const TemplateVersion& version) {
  return version.actor.name.empty() ? version.actor.id : version.actor.name;
}

// The newest version that says the same as the file, or as the program ships it.
bool stands(const TemplateVersion& version, const std::string& text_version) {
  return version.sha256 == text_version;
}

// --- The list ------------------------------------------------------------------------------------

std::string mm(const Visit& visit, double length) {
  return number_words(visit, fmt::format("{:g}", length));
}

// As it stands.
Result<LabelTemplate> standing_label(const Visit& visit, const std::string& id) {
  auto text = template_text(visit.house().folder, id);
  if (!text) return text.error();
  return read_draft(visit.house().folder, text->toml, id);
}

View template_row(const Visit& visit, const std::string& id) {
  View row;
  row.set("href", template_href(id));
  row.set("copy_href", "/templates/new?from=" + percent_encoded(id));
  row.set("id", id);
  const auto label = standing_label(visit, id);
  if (!label) {
    row.set("name", id);
    row.set("broken", message(visit.language(), label.error()));
    return row;
  }
  const Stock& stock = label->stock;
  row.set("name", label->name.at(visit.language()));
  row.set("size",
          mm(visit, stock.label_width_mm) + " × " + mm(visit, stock.label_height_mm) + " mm");
  if (stock.cells() > 1) row.set("cells", std::to_string(stock.cells()));
  row.set("picture", template_href(id) + "/picture");
  return row;
}

// --- The editor ----------------------------------------------------------------------------------

LookWish wish_of(const Visit& visit) {
  const auto value = [&](const char* name) {
    return visit.request().method == "POST" ? visit.typed(name) : visit.asked(name);
  };
  return {value("look_lot"), value("look_language")};
}

void put_versions(const Visit& visit, View& view, const std::string& id) {
  const auto text = template_text(visit.house().folder, id);
  const std::string standing = text ? template_version(text->toml) : std::string();
  View list = list_view();
  bool is_told = false;
  for (const TemplateVersion& version :
       TemplateBook::of(visit.registry()).versions(id, kMostVersions)) {
    View row;
    row.set("number", std::to_string(version.number));
    row.set("href", version_href(id, version.number));
    row.set("at", clock_words(visit, version.at));
    row.set("who", who_saved(version));
    if (version.origin == TemplateVersion::Origin::found) row.set("found", View(true));
    if (!is_told && stands(version, standing)) {
      row.set("stands", View(true));
      is_told = true;
    }
    list.push_back(std::move(row));
  }
  put_list(view, "versions", std::move(list));
  if (shipped_template(id)) {
    view.set("shipped_href", version_href(id, 0));
    if (text && !text->is_own) view.set("is_shipped", View(true));
  }
}

// Somebody saved meanwhile: what they changed, and a way to save over it.
void put_meanwhile(const Visit& visit, View& view, const TemplateForm& form) {
  const auto now = template_text(visit.house().folder, form.id);
  if (!now) return;
  const TemplateBook book = TemplateBook::of(visit.registry());
  View other;
  other.set("version", template_version(now->toml));
  if (const auto newest = book.newest(form.id);
      newest && stands(*newest, template_version(now->toml)))
    other.set("href", version_href(form.id, newest->number));
  std::optional<std::string> begun_with = shipped_template(form.id);
  if (begun_with && template_version(*begun_with) != form.version) begun_with.reset();
  for (const TemplateVersion& version : book.versions(form.id))
    if (!begun_with && version.sha256 == form.version)
      begun_with = book.text(form.id, version.number);
  if (begun_with)
    put_list(other, "changes",
             template_differences(visit, *begun_with, now->toml, kMostDifferences));
  view.set("meanwhile", std::move(other));
}

// The line that the fault of the syntax is on.
void put_broken_line(View& view, const TemplateForm& form, const TemplateLook& look) {
  if (look.faults.empty() || !look.faults.front().position) return;
  const std::size_t row = look.faults.front().position->row;
  const auto lines = split(form.toml, '\n');
  if (row == 0 || row > lines.size()) return;
  view.set("broken_line", shortened(lines[row - 1], 80));
  view.set("broken_row", std::to_string(row));
}

unsigned status_of_page(const Visit& visit, const std::optional<Error>& error,
                        const TemplateForm& form) {
  const bool sent = visit.request().method == "POST";
  if (!error) return form.faults.empty() || !sent ? 200 : 422;
  return error->code == "template_changed_meanwhile" || error->code == "template_exists" ? 409
                                                                                         : 422;
}

std::string title_of(const Visit& visit, const TemplateForm& form, const TemplateLook& look) {
  if (form.is_new) return visit.word("console.template.new");
  return look.label ? look.label->name.at(visit.language()) : form.id;
}

// What the list of faults says is not said twice.
Error shown_error(const Error& error, const TemplateLook& look) {
  const bool is_told = !look.label && look.faults.front().code == error.code;
  return is_told ? Error{"template_not_saved"} : error;
}

HttpResponse editor_page(Visit& visit, TemplateForm form, const std::optional<Error>& error = {}) {
  const LookWish wish = wish_of(visit);
  const auto value = parse_toml(form.toml);
  const bool fits_form = value && !is_too_long_for_form(*value);
  if (!fits_form && !form.as_text) {
    form.as_text = true;
    if (value) form.faults.emplace_back("", Error{"template_form_full"});
  }
  const TemplateLook look = look_at_template(visit, form.toml, form.id, wish);
  const std::string title = title_of(visit, form, look);
  View view;
  view.set("title", title);
  view.set("id", form.id);
  view.set("is_new", View(form.is_new));
  view.set("action", form.is_new ? "/templates/new" : template_href(form.id));
  view.set("version", form.version);
  view.set("toml", form.toml);
  view.set("goes_to", form.goes_to);
  view.set("as_text", View(form.as_text));
  view.set("may_change", View(visit.may(Right::administer)));
  view.set("is_rewritten", View(form.is_rewritten));
  if (const std::string saved = visit.asked("saved"); is_digits(saved) && saved.size() < 8)
    view.set("saved", saved);
  put_look(visit, view, form, look, wish);
  if (form.as_text)
    put_broken_line(view, form, look);
  else
    put_controls(visit, view, form, look);
  if (!form.is_new) put_versions(visit, view, form.id);
  if (error && error->code == "template_changed_meanwhile") put_meanwhile(visit, view, form);
  if (error) put_error(visit, view, shown_error(*error, look));
  return console_page(visit,
                      {.template_name = "template",
                       .title = title,
                       .section = "office",
                       .status = status_of_page(visit, error, form)},
                      std::move(view));
}

std::string lf_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

// --- What is sent --------------------------------------------------------------------------------

std::optional<Error> keep_sent_picture(Visit& visit) {
  const auto sent = visit.sent_file("picture");
  if (!sent || sent->content.empty()) return Error{"picture_not_chosen"};
  const std::string typed = visit.typed("picture_name");
  const std::string name = typed.empty() ? std::string(sent->file_name) : typed;
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  auto kept = keep_template_picture(*workplace, name, sent->content,
                                    !visit.typed("picture_replace").empty());
  if (!kept) return kept.error();
  return std::nullopt;
}

HttpResponse saved_form(Visit& visit, TemplateForm form) {
  if (!form.faults.empty()) return editor_page(visit, std::move(form), Error{"template_not_saved"});
  auto workplace = visit.open();
  if (!workplace) return editor_page(visit, std::move(form), workplace.error());
  TemplateDraft draft{form.id, form.toml, form.version};
  // Who was told of another's version, and saves over that one.
  if (const std::string over = visit.typed("over"); !over.empty()) draft.version = over;
  auto saved = save_template(*workplace, draft);
  if (!saved) return editor_page(visit, std::move(form), saved.error());
  std::string to = template_href(form.id) + "?saved=" + std::to_string(saved->number);
  const LookWish wish = wish_of(visit);
  if (!wish.lot.empty()) to += "&look_lot=" + percent_encoded(wish.lot);
  return redirect(to);
}

HttpResponse form_sent(Visit& visit, const std::string& id, bool is_new) {
  TemplateForm form = sent_form(visit, id);
  form.is_new = is_new;
  const std::string act = visit.typed("do");
  if (form.toml.size() > kMostTemplate) {
    form.as_text = true;
    return editor_page(visit, std::move(form));
  }
  if (act == "save") return saved_form(visit, std::move(form));
  if (act == "picture") {
    const auto fault = keep_sent_picture(visit);
    return editor_page(visit, std::move(form), fault);
  }
  if (act == "text" && form.faults.empty()) form.as_text = true;
  if (act == "form") form.as_text = false;
  change_parts(visit, act, form);
  return editor_page(visit, std::move(form));
}

std::optional<TemplateForm> standing_form(const Visit& visit, const std::string& id) {
  auto text = template_text(visit.house().folder, id);
  if (!text) return std::nullopt;
  return TemplateForm{
      .id = id, .version = template_version(text->toml), .toml = lf_lines(std::move(text->toml))};
}

}  // namespace

HttpResponse templates_page(Visit& visit) {
  View view, own = list_view(), shipped = list_view();
  for (const std::string& id : template_ids(visit.house().folder)) {
    const auto text = template_text(visit.house().folder, id);
    const bool is_own = !text || text->is_own;
    (is_own ? own : shipped).push_back(template_row(visit, id));
  }
  put_list(view, "own", std::move(own));
  put_list(view, "shipped", std::move(shipped));
  view.set("may_change", View(visit.may(Right::administer)));
  if (visit.may(Right::administer)) put_office_tabs(visit, view, "templates");
  return console_page(
      visit,
      {.template_name = "templates", .title = visit.word("console.templates"), .section = "office"},
      std::move(view));
}

HttpResponse new_template_form(Visit& visit) {
  TemplateForm form{.is_new = true, .toml = blank_template(kBlankWidth, kBlankHeight)};
  const std::string from = visit.asked("from");
  if (!from.empty()) {
    auto text = template_text(visit.house().folder, from);
    if (!text) return not_found_page(visit);
    form.toml = lf_lines(std::move(text->toml));
  }
  return editor_page(visit, std::move(form));
}

HttpResponse new_template_sent(Visit& visit) {
  return form_sent(visit, visit.typed("template_id"), true);
}

HttpResponse template_page(Visit& visit) {
  auto form = standing_form(visit, visit.place(0));
  if (!form) return not_found_page(visit);
  form->as_text = visit.asked("view") == "toml";
  return editor_page(visit, *std::move(form));
}

HttpResponse template_sent(Visit& visit) {
  if (!template_text(visit.house().folder, visit.place(0))) return not_found_page(visit);
  return form_sent(visit, visit.place(0), false);
}

HttpResponse template_picture(Visit& visit) {
  constexpr unsigned kListDpi = 100;
  const auto label = standing_label(visit, visit.place(0));
  if (!label) return not_found_page(visit);
  auto items = longest_item(*label, trial_items(visit.site(), *label));
  const double side = std::max(label->stock.label_width_mm, label->stock.label_height_mm);
  const auto dpi = static_cast<unsigned>(std::clamp(500 * 25.4 / side, 12.0, kListDpi * 2.0));
  auto picture = items ? label_picture(*label, *items, dpi) : Result<std::string>(items.error());
  // A template that holds none of the products is shown with invented values.
  if (!picture) picture = label_picture(*label, trial_items(nullptr, *label), dpi);
  if (!picture) return {.status = 404, .content_type = "text/plain; charset=utf-8"};
  return {.status = 200,
          .content_type = "image/png",
          .body = *std::move(picture),
          .headers = {{"Cache-Control", "private, max-age=60"}}};
}

namespace {

// Version 0 is what the program ships.
std::optional<std::string> version_text(const Visit& visit, const std::string& id,
                                        const std::string& number) {
  if (!is_digits(number) || number.size() > 9) return std::nullopt;
  if (number == "0") return shipped_template(id);
  return TemplateBook::of(visit.registry()).text(id, static_cast<unsigned>(std::stoul(number)));
}

HttpResponse version_page_with(Visit& visit, const std::optional<Error>& error) {
  const std::string &id = visit.place(0), number = visit.place(1);
  const auto toml = version_text(visit, id, number);
  const auto now = template_text(visit.house().folder, id);
  if (!toml || !now) return not_found_page(visit);
  View view;
  view.set("id", id);
  view.set("back_href", template_href(id));
  view.set("action", version_href(id, static_cast<unsigned>(std::stoul(number))));
  view.set("version", template_version(now->toml));
  view.set("toml", *toml);
  std::string title = visit.word("console.template.shipped");
  for (const TemplateVersion& each : TemplateBook::of(visit.registry()).versions(id)) {
    if (std::to_string(each.number) != number) continue;
    title = visit.word("console.template.version", {{"number", number}});
    view.set("at", clock_words(visit, each.at));
    view.set("who", who_saved(each));
  }
  view.set("title", title);
  const TemplateForm form{.id = id, .toml = lf_lines(*toml), .as_text = true};
  put_look(visit, view, form, look_at_template(visit, form.toml, id, {}), {});
  if (lf_lines(*toml) == lf_lines(now->toml))
    view.set("stands", View(true));
  else
    put_list(view, "changes", template_differences(visit, now->toml, *toml, kMostDifferences));
  view.set("may_change", View(visit.may(Right::administer)));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "template_version",
                       .title = id + " – " + title,
                       .section = "office",
                       .status = error ? 409u : 200u},
                      std::move(view));
}

}  // namespace

HttpResponse template_version_page(Visit& visit) { return version_page_with(visit, {}); }

HttpResponse template_taken_back(Visit& visit) {
  const std::string &id = visit.place(0), number = visit.place(1);
  const auto toml = version_text(visit, id, number);
  if (!toml) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return version_page_with(visit, workplace.error());
  auto saved = save_template(*workplace, {id, *toml, visit.typed("version")});
  if (!saved) return version_page_with(visit, saved.error());
  return redirect(template_href(id) + "?saved=" + std::to_string(saved->number));
}

}  // namespace temgoc
