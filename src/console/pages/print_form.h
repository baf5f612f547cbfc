// What the pages of a lot, its issue and its printing share.
#pragma once

#include <functional>

#include "console/print_work.h"
#include "console/visit.h"
#include "temgoc/markup/view.h"
#include "temgoc/printing/printing.h"

namespace temgoc {

// The lot's page, with what went wrong with what was sent from it.
HttpResponse lot_page_with(Visit& visit, const Lot& lot, const std::optional<Error>& error);
// Stocks to choose from, the count that is proposed, what was typed before.
void put_print_form(Visit& visit, View& view, const Lot& lot);
// What such a form asks for. `number_unreadable`, `template_unknown`, those of clean_text.
Result<PrintOrder> order_typed(const Visit& visit);
// A number of the form; 0 where nothing was typed. `number_unreadable`.
Result<std::uint64_t> number_typed(const Visit& visit, const std::string& name);

// A job of labels that the print desk does under the form's name; its page, or the one that
// `with_error` makes.
HttpResponse send_to_print(Visit& visit, const Lot& lot, std::uint32_t labels, LabelsToPrint task,
                           const std::function<HttpResponse(const Error&)>& with_error);

// Where an errand of the print desk stands: its own page, or what it has become.
HttpResponse to_errand(const std::string& name, const PrintErrand& errand);

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

}  // namespace temgoc
