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

// What the form of that template holds, before anything is done with it.
TemplateForm sent_form(const Visit& visit, const std::string& id);

// More than a form can hold: the text is edited.
bool is_too_long_for_form(const Json& value);

}  // namespace temgoc
