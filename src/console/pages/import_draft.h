// Drafts of imports as console.sqlite keeps them: what came, and in a few words what was said and
// mended of it since, so that neither a restart nor an ended session loses what somebody typed.
#pragma once

#include <chrono>
#include <memory>

#include "console/import_desk.h"
#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

inline constexpr std::size_t kMostKeptDrafts = 5;  // of one person

// The first time with its content, then what has changed. REQUIRES the draft's lock, or that nobody
// else has the draft.
void keep_new_draft(const Visit& visit, const ImportDraft& draft);
void keep_draft(const Visit& visit, const ImportDraft& draft);
// This person's draft of that name, as it was kept last. Null: there is none, it is too old, or its
// file is read no more.
std::shared_ptr<ImportDraft> kept_draft(const Visit& visit, const std::string& name);
// Those of this person that are not stored yet, the last changed first, in the items of a list:
// href, file, kind, rows, at, drop_href.
void put_kept_drafts(const Visit& visit, View& view);

}  // namespace temgoc
