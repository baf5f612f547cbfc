// Lots as pages list and name them.
#pragma once

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

std::string product_name(const Lot& lot);  // as issued
std::string lot_href(const Lot& lot);
// The form of a new lot with what this one had, packed today.
std::string same_again_href(const Lot& lot);
std::string clock_words(const Visit& visit, Instant at);  // 24/11/2026 09:14
// A number for people: 1.234,5 in Vietnamese.
std::string number_words(const Visit& visit, const std::string& decimal);
std::string number_words(const Visit& visit, std::uint64_t count);
std::string quantity_words(const Visit& visit, const Lot& lot);
// Labels printed so far; a reprint makes none.
std::uint64_t labels_of(const Registry& registry, const Lot& lot);

// A row of a list of lots: code, product, day, quantity, labels, state.
View lot_row(const Visit& visit, const Lot& lot);

// A row of a list of print jobs: product, lot, labels, time, state.
View print_record_row(const Visit& visit, const PrintRecord& record);

// The lot of that typed code, where this person may see it.
std::optional<Lot> lot_in_sight(const Visit& visit, const std::string& code);

}  // namespace temgoc
