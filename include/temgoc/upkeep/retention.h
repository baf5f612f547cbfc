// What the law lets go, let go on schedule. Never a seal, a lot, an event of one's own, or anything
// that the log holds. docs/privacy.md has the table.
#pragma once

#include "temgoc/registry/accounts.h"
#include "temgoc/registry/personal_data.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// The moments before which rows go, by the settings `scans.keep_months` and `[retention]`.
RetentionCuts retention_cuts(const Settings& settings, Day today);

// What would go now.
RetentionCounts retention_preview(const Registry& registry, const Settings& settings, Day today);
// Lets it go, in the journal as `retention` where anything went. Pages of the database that held it
// are overwritten.
Result<RetentionCounts> run_retention(Workplace& workplace);

// Sessions, drafts of imports and kept answers of programs whose time is over.
void tidy_accounts(Accounts& accounts, Instant now);

}  // namespace temgoc
