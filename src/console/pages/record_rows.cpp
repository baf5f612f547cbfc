// What a list says of each kind of record.
#include "console/pages/record_rows.h"

#include "console/pages/record_files.h"
#include "temgoc/check/certificate_words.h"

namespace temgoc {
namespace {

View row_of(ImportKind kind, const std::string& id, const std::string& name) {
  View row;
  row.set("href", record_href(kind, id));
  row.set("id", id);
  row.set("name", name);
  return row;
}

void put_chip(View& row, std::string text, const char* tone) {
  row.set("chip", std::move(text));
  row.set("tone", tone);
}

void put_owner(const Visit& visit, View& row, const std::string& cooperative_id) {
  if (visit.scope().empty()) row.set("cooperative", cooperative_id);
}

const char* tone_of(const std::string& status) {
  if (status == "active") return "good";
  if (status == "expiring") return "wait";
  return status == "withdrawn" ? "bad" : "quiet";
}

}  // namespace

View record_row(const Visit& visit, const Cooperative& cooperative) {
  View row = row_of(ImportKind::cooperatives, cooperative.id, cooperative.name);
  const Address* address = address_on(cooperative.addresses, visit.site().today());
  put(row, "second", address ? address->one_line() : std::string());
  put(row, "third", cooperative.phone);
  return row;
}

View record_row(const Visit& visit, const Place& place) {
  View row = row_of(ImportKind::places, place.id, place.name);
  row.set("second", visit.word("kind." + to_text(place.kind)));
  put(row, "third", place.code);
  put_owner(visit, row, place.cooperative_id);
  return row;
}

View record_row(const Visit& visit, const Product& product) {
  View row = row_of(ImportKind::products, product.id, product.name);
  put(row, "second", product.net_content);
  row.set("third", product.gtin.printed());
  row.set("has_thumbnail", View(true));
  put(row, "thumbnail", thumbnail_href(product));
  if (product.closed)
    put_chip(row, visit.word("console.record.closed"), "quiet");
  else if (!product.shelf_life_days && !product.is_service())
    put_chip(row, visit.word("console.record.no_shelf_life"), "wait");
  put_owner(visit, row, product.cooperative_id);
  return row;
}

View record_row(const Visit& visit, const Certification& certification) {
  const auto product = visit.registry().product(std::string_view(certification.product_id));
  const std::string level = certification.level.empty() ? "" : " " + certification.level;
  const std::string what = product ? product->name : visit.word("console.record.whole_coop");
  View row = row_of(ImportKind::certifications, certification.id,
                    certification.scheme + level + " – " + what);
  put(row, "second",
      certification.number.empty() ? certification.decision_no : certification.number);
  if (const auto end = valid_through(certification))
    row.set("third", visit.word("console.until") + " " + date_words(*end));
  const std::string status = status_on(certification, visit.site().today());
  put_chip(row, visit.word("certificate_status." + status), tone_of(status));
  put_owner(visit, row, certification.cooperative_id);
  return row;
}

}  // namespace temgoc
