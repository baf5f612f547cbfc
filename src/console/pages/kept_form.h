// A form that could not be answered: what was typed in it is shown again as hidden fields, to be
// sent once more.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

using KeptFields = std::vector<std::pair<std::string, std::string>>;

struct KeptForm {
  std::string path = {};   // where it goes; empty: there is none
  KeptFields fields = {};  // without secrets and files
};

// What the sign-in page puts before the name of each field.
inline constexpr std::string_view kKeptPrefix = "kept.";

// Whether forms of somebody who is signed in are sent to that path.
bool takes_forms(std::string_view path);
// The form that this request brings; none where it brings none, or more than a form may be.
KeptForm form_in_hand(const Visit& visit);
// kept_path, and the list `kept` of name and value.
void put_kept(View& view, const KeptForm& form);

}  // namespace temgoc
