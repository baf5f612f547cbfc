// What the pages of a lot, its issue and its printing share.
#pragma once

#include "console/visit.h"
#include "temgoc/view.h"

namespace temgoc {

// The lot's page, with what went wrong with what was sent from it.
HttpResponse lot_page_with(Visit& visit, const Lot& lot, const std::optional<Error>& error);
// Stocks to choose from, the count that is proposed, what was typed before.
void put_print_form(Visit& visit, View& view, const Lot& lot);

std::string issue_command(const Lot& lot);

// The passphrase of the cooperative's key: unlocked before, or typed in this form, which unlocks
// it. Empty for a workplace of test labels, whose key has none. `key_locked`, those of load_key.
Result<SecretText> key_in_hand(Visit& visit, Workplace& workplace,
                               const std::string& cooperative_id);
// Whether a form has to ask for it.
bool is_key_asked(Visit& visit, const std::string& cooperative_id);
// Opens the key with what was typed, for as long as the settings say. `key_missing`, those of
// load_key.
Result<SecretText> unlock_key(Visit& visit, Workplace& workplace, const std::string& cooperative_id,
                              SecretText passphrase);
// A name for a form that is sent once: sent again it is the same.
std::string once(const Visit& visit);

}  // namespace temgoc
