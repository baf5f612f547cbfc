// GS1's tests of one component of an application identifier's value ("linters"), by the names that
// the syntax dictionary uses.
#pragma once

#include <string_view>

namespace temgoc {

// Returns false if `text` fails the linter `name`. `text` has the component's characters and
// length. A linter that needs a list which another body keeps (countries, currencies, packages,
// coupons) tests the form alone; a name that is not known here passes. "csum" is not among them: a
// wrong check digit has a code of its own.
bool passes_linter(std::string_view name, std::string_view text);

}  // namespace temgoc
