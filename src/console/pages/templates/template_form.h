// A template as its form was sent: the text with what was typed laid into it, and what of it was no
// value.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "console/pages/templates/template_keys.h"
#include "console/visit.h"

namespace temgoc {

struct TemplateForm {
  std::string id = {};
  bool is_new = false;
  std::string version = {};  // of the text that it began with; empty: there was none
  std::string toml = {};
  bool as_text = false;                                    // the text itself is edited
  bool is_rewritten = false;                               // its comments are gone
  std::map<std::string, std::string> unread = {};          // what was typed, by control
  std::vector<std::pair<std::string, Error>> faults = {};  // by control
  std::set<std::string> open = {};                         // parts that stand open: "box-3"
  std::string goes_to = {};                                // the part to look at first
};

// Names of controls: "r.code", "k.dpi", "s.0.bold", "b.3.x_mm", "b.3.text.vi".
std::string control_prefix(TemplatePart part, std::size_t nth = 0);

// What the form of that template holds, before anything is done with it.
TemplateForm sent_form(const Visit& visit, const std::string& id);
// Adds, copies, moves or takes out a box or a style, as the button `act` says; false: it says none
// of these.
bool change_parts(const Visit& visit, const std::string& act, TemplateForm& form);

// The names of the styles, as "s.0", "s.1" … number them.
std::vector<std::string> style_names(const Json& value);
// A list in it; null: there is none.
const Json* part_at(const Json& value, TemplatePart part, std::size_t nth);
std::size_t boxes_in(const Json& value);

// More than a form can hold: the text is edited.
bool is_too_long_for_form(const Json& value);

// A new template of that size with a code, nothing else.
std::string blank_template(double width_mm, double height_mm);

}  // namespace temgoc
