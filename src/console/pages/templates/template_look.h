// What reading, checking and drawing a template's text came to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console/visit.h"
#include "temgoc/label/label.h"

namespace temgoc {

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

}  // namespace temgoc
