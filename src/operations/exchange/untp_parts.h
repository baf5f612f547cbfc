// Parts that credentials of UNTP have in common: products, facilities, events.
#pragma once

#include <string>

#include "operations/exchange/lot_story.h"

namespace temgoc {

Json viet_nam();

class UntpParts {
 public:
  UntpParts(const Registry& registry, const std::string& realm, const std::string& host,
            Language language)
      : registry_(registry), realm_(realm), host_(host), language_(language) {}

  const Registry& registry() const { return registry_; }
  Language language() const { return language_; }
  // "urn:temgoc:REALM:KIND:…".
  std::string own_name(const std::string& kind, const std::string& rest) const;
  std::string name_of(const Product& product) const;

  // Another cooperative of the workplace, which has its own name on the web.
  Json cooperative(const std::string& id) const;
  // An issued lot, named by its link.
  Json product_of(const Lot& lot, const Product& product) const;
  // A lot that an event names. A supplier's own number is told as a hash that only this workplace
  // can make.
  Json product_of(const EventLot& lot) const;
  // A packing house or processing site by its name, a growing area by its official code or its
  // province: an exact farm may be a person's. Without a place the cooperative's seat.
  Json facility(const std::string& cooperative_id, const std::string& place_id, Day day) const;

 private:
  Json growing_area(const Place& place, Day day) const;

  const Registry& registry_;
  std::string realm_, host_;
  Language language_;
};

// The lot's events as UNTP has them, in their order; empty: none of them may be told.
Json untp_events(const LotStory& story, const Json& producer, const UntpParts& parts);

}  // namespace temgoc
