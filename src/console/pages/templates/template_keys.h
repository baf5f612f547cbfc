// Every key that a template file may have, as a form shows it: made of the published schema, so
// that none can be left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"

namespace temgoc {

enum class TemplatePart { whole, stock, style, box };

struct TemplateKey {
  enum class Look {
    line,
    number,
    whole,
    yes_no,
    choice,
    choices,  // several, in order
    fields,   // names of label fields
    words,    // one text, or one for each language of the label
    names     // one text for each language of the program
  };
  std::string key;
  Look look = Look::line;
  std::vector<std::string> choices = {};
  bool required = false;
};

// In the schema's order. What is a part of its own (stock, style, box, picture) is left out.
const std::vector<TemplateKey>& template_keys(TemplatePart part);

// Which of a box's keys have an effect on a box of that kind; others are shown where they are set.
bool is_for_kind(std::string_view key, std::string_view kind);

// A value as its control shows it, "30,5" in Vietnamese; empty: it is not there, or no such value.
std::string shown_value(Language language, const TemplateKey& key, const Json& value);
// What was typed, as a value. `number_unreadable` (value).
Result<Json> typed_value(const TemplateKey& key, const std::string& typed);

}  // namespace temgoc
