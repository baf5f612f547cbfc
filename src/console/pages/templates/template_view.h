// A template's form and its drawing as a page shows them.
#pragma once

#include <string>
#include <vector>

#include "console/pages/templates/template_form.h"
#include "console/visit.h"
#include "temgoc/label/label.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// What reading, checking and drawing a text came to.
struct TemplateLook {
  std::optional<LabelTemplate> label = {};  // none: it does not read
  std::vector<Error> faults = {};           // of the reader, else of `template check`
  std::string png = {};                     // empty: nothing could be drawn
  std::optional<Error> undrawn = {};
  bool is_sample = false;  // with invented values
};
// `wish`: on which lot, by its typed code, and in which language; empty: the longest on record.
struct LookWish {
  std::string lot = {};
  std::string language = {};
};
TemplateLook look_at_template(const Visit& visit, const std::string& toml, const std::string& id,
                              const LookWish& wish);

// `drawing`, `faults`, `code_words` and what the drawing may be of.
void put_look(const Visit& visit, View& view, const TemplateForm& form, const TemplateLook& look,
              const LookWish& wish);
// The controls of the form. REQUIRES a text that parse_toml reads.
void put_controls(const Visit& visit, View& view, const TemplateForm& form,
                  const TemplateLook& look);

// What differs, "box 3 · width (mm): 30 → 28", the first `most`.
View template_differences(const Visit& visit, const std::string& before, const std::string& after,
                          std::size_t most);

}  // namespace temgoc
