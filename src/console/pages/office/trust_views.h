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
// The page after a trust list or a root set was signed or taken in.
HttpResponse after_ceremony(const Ceremony& ceremony);
// What waits for signatures, as a file; not_found_page where nothing does. Those of Visit::open and
// pending_ceremony.
Result<HttpResponse> waiting_file(Visit& visit, RootPaper paper, const char* name);
// No root key lies in the folder that was typed, of the `need` that must sign.
Error no_root_key(const std::string& folder, unsigned need);

}  // namespace temgoc
