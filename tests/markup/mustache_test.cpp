#include "markup/mustache.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace temgoc;

namespace {

std::string filled(const char* text, const View& view) { return Mustache(text).filled(view); }

View people() {
  View list = list_view();
  for (const char* name : {"An", "Bình"}) {
    View person;
    person.set("name", name);
    list.push_back(std::move(person));
  }
  View view;
  view.set("people", std::move(list));
  view.set("title", "<Hợp tác xã & \"bạn\">'");
  return view;
}

}  // namespace

TEST_CASE("a value is escaped unless it is asked for as it is") {
  CHECK(filled("[{{title}}]", people()) == "[&lt;Hợp tác xã &amp; &quot;bạn&quot;&gt;&apos;]");
  CHECK(filled("[{{{title}}}]", people()) == "[<Hợp tác xã & \"bạn\">']");
  CHECK(filled("[{{absent}}{{people}}]", people()) == "[]");
}

TEST_CASE("a section is shown for each item, and looks around it for what the item lacks") {
  CHECK(filled("{{#people}}{{name}}/{{{title}}} {{/people}}", people()) ==
        "An/<Hợp tác xã & \"bạn\">' Bình/<Hợp tác xã & \"bạn\">' ");
  View list = list_view();
  for (const char* text : {"a", "<"}) list.push_back(View(text));
  View view;
  view.set("texts", std::move(list));
  CHECK(filled("{{#texts}}({{.}}){{/texts}}", view) == "(a)(&lt;)");
}

TEST_CASE("nothing is shown of no, of an empty text or of an empty list") {
  View view;
  view.set("no", View(false));
  view.set("yes", View(true));
  view.set("empty", "");
  view.set("none", list_view());
  view.set("inner", View());
  for (const char* name : {"no", "empty", "none", "absent"}) {
    const std::string text = std::string("{{#") + name + "}}shown{{/" + name + "}}{{^" + name +
                             "}}instead{{/" + name + "}}";
    CHECK_MESSAGE(filled(text.c_str(), view) == "instead", name);
  }
  CHECK(filled("{{#yes}}shown{{/yes}}{{^yes}}instead{{/yes}}", view) == "shown");
  CHECK(filled("{{#inner}}{{#yes}}both{{/yes}}{{/inner}}", view) == "both");
}

TEST_CASE("the mark of a section that has a line to itself leaves none") {
  CHECK(filled("<ul>\n{{#people}}\n<li>{{name}}\n{{/people}}\n</ul>", people()) ==
        "<ul>\n<li>An\n<li>Bình\n</ul>");
}

TEST_CASE("what is set again takes the place of what was there") {
  View view;
  view.set("a", "1");
  view.set("a", "2");
  CHECK(filled("{{a}}", view) == "2");
  CHECK(*view.find("a")->text() == "2");
  CHECK(view.find("b") == nullptr);
}

TEST_CASE("a mark without its end is a fault of the template") {
  for (const char* text : {"{{a", "{{{a}}", "{{#a}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}"})
    CHECK_THROWS_AS(Mustache{text}, std::logic_error);
}

TEST_CASE("what every page begins with is the text before the first mark") {
  CHECK(Mustache("<p>{{a}}").beginning() == "<p>");
  CHECK(Mustache("{{a}}<p>").beginning().empty());
  CHECK(Mustache("").beginning().empty());
}

TEST_CASE("an empty list within an item is not taken for the list around it") {
  View lots = list_view(), products = list_view(), product, view, lot;
  lot.set("code", "L1");
  lots.push_back(std::move(lot));
  product.set("name", "Cá đù");
  put_list(product, "lots", list_view());
  products.push_back(std::move(product));
  put_list(view, "lots", std::move(lots));
  put_list(view, "products", std::move(products));
  CHECK(filled("{{#has_lots}}{{#lots}}{{code}}{{/lots}}{{/has_lots}} "
               "{{#products}}{{name}}:{{#has_lots}}{{#lots}}{{code}}{{/lots}}{{/has_lots}}"
               "{{^has_lots}}none{{/has_lots}}{{/products}}",
               view) == "L1 Cá đù:none");
}
