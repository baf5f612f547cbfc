// The template editor without script: forms in, files and versions out.
#include <doctest/doctest.h>

#include <algorithm>

#include "console/office.h"
#include "temgoc/base/text.h"
#include "temgoc/base/words.h"
#include "temgoc/http/http.h"
#include "temgoc/label/label.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printing.h"
#include "temgoc/printing/template_versions.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

Browser chief(Office& console, const std::string& id = "lan") {
  console.add(id, Role::administrator);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

std::string plain(std::string text) {
  for (const auto& [sign, letter] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos; ++at)
      text.replace(at, std::string(sign).size(), letter);
  return text;
}

std::string attribute(const std::string& tag, const std::string& name) {
  const std::size_t at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 3;
  return plain(tag.substr(from, tag.find('"', from) - from));
}

// What a browser would send of the editor's form.
Fields controls(const HttpResponse& page) {
  Fields fields;
  const std::string& html = page.body;
  const std::size_t begin = html.find("<form class=\"editor\""), end = html.find("</form>", begin);
  REQUIRE(begin != std::string::npos);
  for (std::size_t at = begin; (at = html.find('<', at + 1)) < end;) {
    const std::string tag = html.substr(at, html.find('>', at) - at + 1);
    const std::string name = attribute(tag, "name");
    if (name.empty()) continue;
    if (tag.starts_with("<input") && attribute(tag, "type") != "file") {
      const bool box = attribute(tag, "type") == "checkbox";
      if (!box || tag.find(" checked") != std::string::npos) fields[name] = attribute(tag, "value");
    } else if (tag.starts_with("<textarea")) {
      const std::size_t from = at + tag.size();
      std::string text = html.substr(from, html.find("</textarea>", from) - from);
      if (text.starts_with('\n')) text.erase(0, 1);
      text = plain(text);
      for (std::size_t line = 0; (line = text.find('\n', line)) != std::string::npos; line += 2)
        text.insert(line, 1, '\r');  // as a form sends it
      fields[name] = text;
    } else if (tag.starts_with("<select")) {
      const std::string list = html.substr(at, html.find("</select>", at) - at);
      if (list.find("<option") == std::string::npos) continue;
      std::size_t chosen = list.find(" selected>");
      if (chosen == std::string::npos) chosen = list.find("<option") + 7;
      const std::size_t option = list.rfind("<option", chosen);
      fields[name] = attribute(list.substr(option, list.find('>', option) - option + 1), "value");
    }
  }
  return fields;
}

Fields with(Fields fields, const Fields& more) {
  for (const auto& [name, value] : more) fields[name] = value;
  return fields;
}

bool tells(const HttpResponse& page, const std::string& code) {
  const std::string sentence = message(Language::vi, {code, {}, "?"});
  return plain(page.body).find(sentence.substr(0, sentence.find('"'))) != std::string::npos;
}

std::string location(const HttpResponse& response) {
  const std::string to = field(response, "Location");
  return to.substr(0, to.find('?'));
}

LabelTemplate standing(Office& console, const std::string& id) {
  auto label = find_template(console.house().folder, id);
  if (!label) FAIL(id, " ", label.error().code);
  return *label;
}

}  // namespace

TEST_CASE("a form that is sent back as it came changes no letter of any shipped template") {
  Office console;
  Browser browser = chief(console);
  for (const std::string& id : shipped_templates()) {
    CAPTURE(id);
    const HttpResponse page = browser.get("/templates/" + id);
    REQUIRE(page.status == 200);
    const HttpResponse text =
        browser.post("/templates/" + id, with(controls(page), {{"do", "text"}}));
    REQUIRE(text.status == 200);
    std::string toml = controls(text)["toml"];
    std::erase(toml, '\r');
    CHECK(trimmed(toml) == trimmed(shipped_template(id).value()));
  }
}

TEST_CASE("a label is built from nothing by numbers alone, saved, and is a file to print from") {
  Office console;
  Browser browser = chief(console);
  HttpResponse page = browser.get("/templates/new");
  CHECK(page.body.find("data:image/png;base64,") != std::string::npos);
  page =
      browser.post("/templates/new", with(controls(page), {{"do", "add"}, {"add_kind", "text"}}));
  CHECK(page.status == 200);
  const Fields typed = with(controls(page), {{"template_id", "tem-kho"},
                                             {"r.name.vi", "Tem khô"},
                                             {"b.1.text", "**Lô:** {lot}\r\nHSD: {expires_on}"},
                                             {"b.1.x_mm", "2,5"},
                                             {"b.1.y_mm", "4"},
                                             {"b.1.width_mm", "28"},
                                             {"b.1.height_mm", "8"},
                                             {"b.1.max_lines", "2"},
                                             {"b.1.bold", "false"}});
  const HttpResponse saved = browser.post("/templates/new", with(typed, {{"do", "save"}}));
  REQUIRE(saved.status == 303);
  CHECK(location(saved) == "/templates/tem-kho");
  const LabelTemplate label = standing(console, "tem-kho");
  CHECK(label.name.at(Language::vi) == "Tem khô");
  REQUIRE(label.boxes.size() == 2);
  CHECK(label.boxes[1].text == "**Lô:** {lot}\nHSD: {expires_on}");
  CHECK(label.boxes[1].x_mm == 2.5);
  CHECK(label.boxes[1].max_lines == 2);
  const HttpResponse again = browser.get("/templates/tem-kho?saved=1");
  CHECK(says(again, "Đã lưu bản"));
  CHECK(says(again, "tem-kho"));
  CHECK(says(browser.get("/templates"), "Tem khô"));
  const auto act = console.workplace().registry().acts({.limit = 1}).at(0);
  CHECK(act.act.kind == "template");
  CHECK(act.actor.id == "lan");
  CHECK(act.actor.channel == Channel::page);
}

TEST_CASE("what is no number, or out of range, is told beside its control and stays typed") {
  Office console;
  Browser browser = chief(console);
  const Fields form = controls(browser.get("/templates/roll-60x40-seal"));
  const HttpResponse words =
      browser.post("/templates/roll-60x40-seal", with(form, {{"b.1.x_mm", "hai"}, {"do", "save"}}));
  CHECK(words.status == 422);
  CHECK(tells(words, "template_not_saved"));
  CHECK(controls(words)["b.1.x_mm"] == "hai");
  CHECK(words.body.find("aria-describedby=\"e-c-b-1-x_mm\"") != std::string::npos);
  const HttpResponse page = browser.post("/templates/roll-60x40-seal",
                                         with(form, {{"k.page_width_mm", "2001"}, {"do", "save"}}));
  CHECK(page.status == 422);
  CHECK(controls(page)["k.page_width_mm"] == "2001");
  CHECK(page.body.find("e-c-k-page_width_mm") != std::string::npos);
  CHECK(page.body.find("href=\"#c-k-page_width_mm\"") != std::string::npos);
  // A page of two metres is read, and drawn in few enough dots.
  const HttpResponse large =
      browser.post("/templates/roll-60x40-seal", with(form, {{"k.page_width_mm", "2000"},
                                                             {"k.page_height_mm", "2000"},
                                                             {"k.label_width_mm", "2000"},
                                                             {"k.label_height_mm", "2000"},
                                                             {"do", "look"}}));
  CHECK(large.status == 200);
  CHECK(large.body.find("data:image/png;base64,") != std::string::npos);
  CHECK(large.body.size() < 1'000'000);
  CHECK(!template_text(console.house().folder, "roll-60x40-seal")->is_own);
}

TEST_CASE("what the check finds stands beside the control that mends it") {
  Office console;
  Browser browser = chief(console);
  const Fields form = controls(browser.get("/templates/roll-60x40-seal"));
  const auto looked = [&](const Fields& typed) {
    return browser.post("/templates/roll-60x40-seal", with(with(form, typed), {{"do", "look"}}))
        .body;
  };
  CHECK(looked({}).find("class=\"wrong\"") == std::string::npos);
  CHECK(looked({{"b.1.x_mm", "59"}}).find("e-c-b-1-x_mm") != std::string::npos);
  CHECK(looked({{"b.3.width_mm", "12"}}).find("e-c-b-3-width_mm") != std::string::npos);
  CHECK(looked({{"b.4.min_size_pt", "4"}}).find("e-c-b-4-min_size_pt") != std::string::npos);
  CHECK(looked({{"b.2.height_mm", "3"}}).find("e-c-b-2-text") != std::string::npos);
  CHECK(looked({{"b.4.text", "NSX: {ngay}"}}).find("e-c-b-4-text") != std::string::npos);
  CHECK(looked({{"b.4.when", "khi nào"}}).find("e-c-b-4-when") != std::string::npos);
}

TEST_CASE("TOML that is broken is kept as it was typed, with the line that is wrong") {
  Office console;
  Browser browser = chief(console);
  const std::string broken = "code = \"lot_seal\"\r\n[stock\r\nx = 1";
  const HttpResponse page =
      browser.post("/templates/new", {{"toml", broken}, {"template_id", "hong"}, {"do", "save"}});
  CHECK(page.status == 422);
  CHECK(controls(page)["toml"] == broken);
  CHECK(says(page, "dòng 2"));
  CHECK(page.body.find("<code>[stock</code>") != std::string::npos);
  // A key that no template has is refused as the reader refuses it.
  const std::string strange = shipped_template("roll-60x40-seal").value() + "la = 1\n";
  const HttpResponse refused =
      browser.post("/templates/new", {{"toml", strange}, {"template_id", "la"}, {"do", "save"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "có mục lạ"));
  CHECK(!template_text(console.house().folder, "la"));
}

TEST_CASE("a template that grows without end meets its limits, and its text is kept") {
  Office console;
  Browser browser = chief(console);
  std::string many = shipped_template("roll-60x40-seal").value();
  for (int i = 0; i < 100; ++i)
    many += "\n[[box]]\nkind = \"line\"\nx_mm = 1\ny_mm = 1\nwidth_mm = 1\nheight_mm = 1\n";
  const HttpResponse boxes =
      browser.post("/templates/new", {{"toml", many}, {"template_id", "dai"}, {"do", "form"}});
  CHECK(boxes.status == 422);
  CHECK(controls(boxes).contains("toml"));
  // One that reads, and has more boxes than a form holds: its text is edited.
  std::string full = shipped_template("roll-60x40-seal").value();
  for (int i = 0; i < 84; ++i)
    full += "\n[[box]]\nkind = \"line\"\nx_mm = 2\ny_mm = 30\nwidth_mm = 1\nheight_mm = 0.1\n";
  const HttpResponse as_text =
      browser.post("/templates/new", {{"toml", full}, {"template_id", "day"}, {"do", "form"}});
  CHECK(tells(as_text, "template_form_full"));
  CHECK(browser.post("/templates/new", {{"toml", full}, {"template_id", "day"}, {"do", "save"}})
            .status == 303);
  CHECK(browser.get("/templates/day").status == 200);
  const HttpResponse long_text = browser.post(
      "/templates/new",
      {{"toml", shipped_template("roll-60x40-seal").value() + std::string(kMostTemplate, '#')},
       {"template_id", "dai"},
       {"do", "save"}});
  CHECK(says(long_text, "dài quá 256 KB"));
  CHECK(controls(long_text)["toml"].size() > kMostTemplate);
  CHECK(!template_text(console.house().folder, "dai"));
}

TEST_CASE("of two who edit one template the second is told, and loses nothing that was typed") {
  Office console;
  Browser lan = chief(console, "lan"), hoa = chief(console, "hoa");
  const std::string path = "/templates/roll-60x40-seal";
  const Fields seen_by_lan = controls(lan.get(path)), seen_by_hoa = controls(hoa.get(path));
  REQUIRE(lan.post(path, with(seen_by_lan, {{"b.4.y_mm", "28,1"}, {"do", "save"}})).status == 303);
  const Fields typed = with(seen_by_hoa, {{"b.4.text", "Đóng gói: {packed_on}"}, {"do", "save"}});
  const HttpResponse told = hoa.post(path, typed);
  CHECK(told.status == 409);
  CHECK(controls(told)["b.4.text"] == "Đóng gói: {packed_on}");
  CHECK(told.body.find("<del>28</del> → <ins>28,1</ins>") != std::string::npos);
  CHECK(standing(console, "roll-60x40-seal").boxes[4].y_mm == doctest::Approx(28.1));
  // Again without a word: told again. With one: it is saved, and the other version stays.
  CHECK(hoa.post(path, with(controls(told), {{"do", "save"}})).status == 409);
  const std::size_t over = told.body.find("name=\"over\" value=\"") + 19;
  const HttpResponse saved =
      hoa.post(path, with(controls(told), {{"do", "save"}, {"over", told.body.substr(over, 64)}}));
  CHECK(saved.status == 303);
  CHECK(standing(console, "roll-60x40-seal").boxes[4].text == "Đóng gói: {packed_on}");
  CHECK(TemplateBook(console.workplace().registry()).versions("roll-60x40-seal").size() == 2);
}

TEST_CASE("an earlier version is looked at and taken back, the shipped one too") {
  Office console;
  Browser browser = chief(console);
  const std::string path = "/templates/roll-60x40-seal";
  for (const char* y : {"28,1", "28,2"})
    REQUIRE(browser.post(path, with(controls(browser.get(path)), {{"b.4.y_mm", y}, {"do", "save"}}))
                .status == 303);
  const HttpResponse first = browser.get(path + "/versions/1");
  CHECK(first.status == 200);
  CHECK(first.body.find("<del>28,2</del> → <ins>28,1</ins>") != std::string::npos);
  REQUIRE(browser.post(path + "/versions/1", {{"version", hidden(first, "version")}}).status ==
          303);
  CHECK(standing(console, "roll-60x40-seal").boxes[4].y_mm == doctest::Approx(28.1));
  const HttpResponse shipped = browser.get(path + "/versions/0");
  // Taken back on what was seen of the one in use, and on nothing else.
  CHECK(browser.post(path + "/versions/0", {{"version", hidden(first, "version")}}).status == 409);
  REQUIRE(browser.post(path + "/versions/0", {{"version", hidden(shipped, "version")}}).status ==
          303);
  CHECK(template_text(console.house().folder, "roll-60x40-seal")->toml ==
        shipped_template("roll-60x40-seal").value());
  CHECK(browser.get(path + "/versions/9").status == 404);
  CHECK(browser.get("/templates/khong-co/versions/0").status == 404);
}

TEST_CASE("labels that were printed are reprinted as they were, whatever is saved afterwards") {
  Office console;
  Browser browser = chief(console);
  const std::string path = "/templates/roll-60x40-seal";
  REQUIRE(
      browser.post(path, with(controls(browser.get(path)), {{"b.4.x_mm", "32,7"}, {"do", "save"}}))
          .status == 303);
  const Lot lot = console.issued();
  Workplace works = console.workplace();
  PrintOrder order{.template_id = "roll-60x40-seal", .count = 2};
  auto printed = print_lot_labels(works, lot, order, kPassphrase, {});
  if (!printed) FAIL(printed.error().code);
  const auto job = works.registry().print_jobs(lot.id).back();
  REQUIRE(browser
              .post(path, with(controls(browser.get(path)),
                               {{"b.4.text", "Gói: {packed_on}"}, {"do", "save"}}))
              .status == 303);
  CHECK(works.registry().template_text(job.template_sha256)->find("32.7") != std::string::npos);
  auto again =
      reprint_labels(works, {.job = job.id, .first_label = 1, .last_label = 2, .reason = "tem ướt"},
                     kPassphrase, {});
  REQUIRE(again);
  const auto reprint = works.registry().print_jobs(lot.id).back();
  CHECK(reprint.id != job.id);
  CHECK(reprint.template_sha256 == job.template_sha256);
}

TEST_CASE("boxes and styles are copied, moved, renamed and taken out by buttons") {
  Office console;
  Browser browser = chief(console);
  const std::string path = "/templates/roll-60x40-seal";
  const auto pressed = [&](const HttpResponse& page, const Fields& more) {
    return browser.post(path, with(controls(page), more));
  };
  const std::size_t count = standing(console, "roll-60x40-seal").boxes.size();
  HttpResponse page = browser.get(path);
  page = pressed(page, {{"do", "copy-4"}});
  CHECK(controls(page)["b." + std::to_string(count) + ".text"] == "NSX: {packed_on}");
  page = pressed(page, {{"do", "drop-" + std::to_string(count)}});
  CHECK(!controls(page).contains("b." + std::to_string(count) + ".text"));
  page = pressed(page, {{"do", "down-4"}});
  CHECK(controls(page)["b.5.text"] == "NSX: {packed_on}");
  page = pressed(page, {{"do", "up-5"}});
  CHECK(controls(page)["b.4.text"] == "NSX: {packed_on}");
  page = pressed(page, {{"s.2.name", "ngay"}, {"do", "look"}});
  CHECK(controls(page)["b.4.style"] == "ngay");
  page = pressed(page, {{"style_name", "moi"}, {"do", "style"}});
  CHECK(controls(page)["s.4.name"] == "moi");
  page = pressed(page, {{"style_name", "Có dấu"}, {"do", "style"}});
  CHECK(page.status == 422);
  CHECK(tells(page, "template_style_name"));
  page = pressed(page, {{"style_name", "facts"}, {"do", "style"}});
  CHECK(tells(page, "template_style_exists"));
  CHECK(tells(pressed(page, {{"style_name", ""}, {"do", "picture"}}), "picture_not_chosen"));
  page = pressed(page, {{"style_name", ""}, {"do", "unstyle-2"}});
  CHECK(controls(page)["b.4.style"].empty());
  // A template with comments keeps them through all of it.
  page = pressed(page, {{"do", "text"}});
  CHECK(controls(page)["toml"].find("# Right: the code; beneath it the dates") !=
        std::string::npos);
}

TEST_CASE(
    "who prints may look, and changes nothing; people of one cooperative have no part in it") {
  Office console;
  console.add("in", Role::printer);
  console.add("rieng", Role::administrator, "C01");
  Browser printer(console), other(console);
  REQUIRE(printer.sign_in("in").status == 303);
  REQUIRE(other.sign_in("rieng").status == 303);
  const HttpResponse page = printer.get("/templates/roll-60x40-seal");
  CHECK(page.status == 200);
  CHECK(page.body.find("<form class=\"editor\"") == std::string::npos);
  CHECK(printer.post("/templates/roll-60x40-seal", {{"do", "save"}}).status == 403);
  CHECK(other.get("/templates").status == 403);
  CHECK(other.post("/templates/new", {{"do", "save"}}).status == 403);
}
