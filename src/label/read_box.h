// A [[box]] of a template file, with its style, and what a schema cannot say of it.
#pragma once

#include <optional>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/label/label.h"

namespace temgoc {

// REQUIRES: the template has passed the schema.
Result<Box> read_box(const Json& json, const Json& styles, const std::string& pointer);
// The box's text in that language; a box without variants has one for all.
const std::string& text_in(const Box& box, LabelLanguage language);
// Wrong in one of the offered languages or in itself. `template_schema`, `template_field_unknown`.
std::optional<Error> fault_of(const Box& box, const std::vector<LabelLanguage>& languages,
                              const std::string& pointer);
// `reason` is a key of the words under "schema.", `detail` what it is about.
Error schema_error(std::string field, std::string reason, std::string detail);
// A sign in a text or name that a person cannot see, or letters that are not composed.
std::optional<Error> unseen_sign(const std::string& text, const std::string& pointer);

}  // namespace temgoc
