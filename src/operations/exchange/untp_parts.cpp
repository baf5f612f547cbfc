// Names products and facilities without naming partners, persons and exact farms.
#include "operations/exchange/untp_parts.h"

#include "temgoc/base/bytes.h"
#include "temgoc/base/percent.h"
#include "temgoc/events/events.h"
#include "temgoc/exchange/credentials.h"

namespace temgoc {
namespace {

constexpr std::size_t kHashDigits = 32;

Json batch(const std::string& id, const std::string& name, const std::string& number) {
  return {{"type", Json::array({"Product"})},
          {"id", id},
          {"name", name},
          {"batchNumber", number},
          {"idGranularity", "batch"}};
}

Json facility_of(const std::string& id, const std::string& name) {
  return {{"type", Json::array({"Facility"})}, {"id", id}, {"name", name}};
}

}  // namespace

std::string UntpParts::own_name(const std::string& kind, const std::string& rest) const {
  return "urn:temgoc:" + percent_encoded(realm_) + ":" + kind + ":" + rest;
}

std::string UntpParts::name_of(const Product& product) const {
  return language_ == Language::en && !product.name_en.empty() ? product.name_en : product.name;
}

Json UntpParts::cooperative(const std::string& id) const {
  const auto record = registry_.cooperative(id);
  return {{"type", Json::array({"Party"})},
          {"id", cooperative_did(host_, id)},
          {"name", record ? record->name : id}};
}

Json UntpParts::product_of(const Lot& lot, const Product& product) const {
  Json made = batch(trace_link(lot), name_of(product), lot.code.text());
  made["modelNumber"] = lot.gtin.digits();
  return made;
}

Json UntpParts::product_of(const EventLot& each) const {
  if (const auto lot = issued_lot(registry_, each.lot))
    return product_of(*lot, registry_.product(lot->gtin).value_or(Product{.gtin = lot->gtin}));
  const EventBook book = EventBook::of(registry_);
  const auto traced = book.lot(each.lot);
  const std::string goods = traced && !traced->goods.empty() ? traced->goods : each.goods;
  if (each.lot.kind != LotName::Kind::partner)
    return batch(
        own_name("lot", percent_encoded(each.lot.owner) + ":" + percent_encoded(each.lot.code)),
        goods, each.lot.code);
  const auto partner = book.partner(each.lot.owner);
  const std::string salted = (partner ? partner->salt : std::string()) + "\n" + each.lot.text();
  const std::string hash = to_hex(sha256(as_bytes(salted))).substr(0, kHashDigits);
  return batch(own_name("supplied-lot", hash), goods, hash);
}

Json UntpParts::growing_area(const Place& place, Day day) const {
  const Address* address = address_on(place.addresses, day);
  const std::string province = address != nullptr ? address->province : std::string();
  const std::string name = province.empty()
                               ? words(language_, "untp.growing_area")
                               : words(language_, "untp.growing_area.in", {{"province", province}});
  if (place.code.empty())
    return facility_of(own_name("growing-area", percent_encoded(place.cooperative_id) + ":" +
                                                    percent_encoded(province)),
                       name);
  Json made = facility_of(own_name("growing-area", percent_encoded(place.code)), name);
  made["registeredId"] = place.code;
  return made;
}

Json UntpParts::facility(const std::string& cooperative_id, const std::string& place_id,
                         Day day) const {
  const auto place = place_id.empty() ? std::nullopt : registry_.place(place_id);
  if (place && place->kind == PlaceKind::growing_area) return growing_area(*place, day);
  const auto cooperative = registry_.cooperative(cooperative_id);
  const std::string gln = place ? place->gln : cooperative ? cooperative->gln : std::string();
  const std::string name = place ? place->name : cooperative ? cooperative->name : cooperative_id;
  const std::string path = place ? "/place/" + percent_encoded(place_id)
                                 : "/cooperative/" + percent_encoded(cooperative_id);
  Json made =
      facility_of(gln.empty() ? "https://" + host_ + path : "https://id.gs1.org/414/" + gln, name);
  if (!gln.empty()) made["registeredId"] = gln;
  return made;
}

}  // namespace temgoc
