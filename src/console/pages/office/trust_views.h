// What the pages of the trust list and of the root keys have in common.
#pragma once

#include <string>

#include "console/frame.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// names, missing (where somebody is), text: how many have signed of how many that must.
View signatures_view(const Visit& visit, const RootSignatures& signatures);
// A note as a text file of that name.
HttpResponse note_file(const std::string& text, const char* name);
// Takes in the note that the form brings. `note_missing`, those of PendingNote::parse and take_in.
Result<Ceremony> note_taken_in(Visit& visit);
// The page after a root set was signed or taken in.
HttpResponse after_root_set(const Ceremony& ceremony);

}  // namespace temgoc
