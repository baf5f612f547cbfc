// Looks through lots, events, places and certificates for what a criterion asks.
#include "operations/exchange/rating_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "operations/exchange/lot_story.h"
#include "temgoc/base/text.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/events/trace_words.h"
#include "temgoc/workplace/kept_files.h"

namespace temgoc {
namespace {

constexpr std::size_t kLotsTraced = 12, kInspectionsListed = 10;

std::string day_words(const VagueDate& date) {
  using Precision = VagueDate::Precision;
  if (date.precision == Precision::day) return to_dmy(date.first);
  return date.precision == Precision::month ? to_dmy(date.first).substr(3) : date.text();
}

LotName name_of(const Lot& lot) { return {LotName::Kind::sealed, {}, lot.short_code.text()}; }

bool leaves(EventKind kind) { return kind == EventKind::ship || kind == EventKind::sell; }

}  // namespace

std::string certificate_line(const Certification& certification, Language language) {
  std::string text = certification.scheme;
  if (const auto stars = certification.stars())
    text += " " + words(language, "stars", {{"stars", std::to_string(*stars)}});
  else if (!certification.level.empty())
    text += " " + certification.level;
  const std::string& number =
      certification.number.empty() ? certification.decision_no : certification.number;
  if (!number.empty()) text += ", " + words(language, "rating.number", {{"number", number}});
  if (!certification.issuer.empty()) text += ", " + certification.issuer;
  if (certification.issued)
    text += ", " + words(language, "rating.issued", {{"day", day_words(*certification.issued)}});
  if (const auto end = valid_through(certification))
    text += ", " + words(language, "rating.until", {{"day", day_words(*end)}});
  return text;
}

std::string EvidenceFinder::word(const std::string& key, const WordArgs& args) const {
  return words(language_, "rating." + key, args);
}

CriterionEvidence EvidenceFinder::of(std::string_view kind) {
  if (kind == "material") return material();
  if (kind == "places") return places();
  if (kind == "members") return members();
  if (kind == "lots") return lots();
  if (kind == "label") return label();
  if (kind == "picture") return picture();
  if (kind == "sales") return sales();
  if (kind == "standards") return standards();
  if (kind == "certificates") return certificates();
  if (kind == "inspections") return inspections();
  if (kind == "recalls") return recalls();
  if (kind == "trace") return trace();
  return {};
}

// Which part of the last lots came from the cooperative's own places. Lots count alike, whatever
// their size; those without a chain on record do not count.
CriterionEvidence EvidenceFinder::material() const {
  double own = 0;
  std::size_t counted = 0;
  std::set<std::string> named;
  CriterionEvidence evidence;
  for (const Lot& lot : subject_.lots) {
    if (counted == kLotsTraced) break;
    const auto report =
        trace_report(registry_, name_of(lot), TraceWay::back, {}, subject_.cooperative.id);
    if (!report || report->origins.empty()) continue;
    ++counted;
    for (const TraceOrigin& each : report->origins) {
      if (each.place_id.empty()) continue;
      own += each.share;
      named.insert(each.name.empty() ? each.place_id : each.name);
    }
    if (counted == 1)
      evidence.files.push_back(
          {"truy-xuat-" + lot.code.text() + ".xlsx",
           std::string(as_text(sheet_workbook(trace_table(*report, language_))))});
  }
  if (counted == 0) return {};
  std::string places;
  for (const std::string& each : named) places += (places.empty() ? "" : ", ") + each;
  evidence.said.push_back(
      word(places.empty() ? "material.none" : "material",
           {{"lots", std::to_string(counted)},
            {"share", share_text(own / static_cast<double>(counted), language_)},
            {"from", places}}));
  return evidence;
}

CriterionEvidence EvidenceFinder::places() const {
  CriterionEvidence evidence;
  for (const Place& each : registry_.places(subject_.cooperative.id)) {
    if (each.kind != PlaceKind::growing_area) continue;
    std::string text = each.name;
    if (!each.code.empty()) text += ", " + word("code", {{"code", each.code}});
    if (each.area_ha) {
      std::string area = fmt::format("{}", *each.area_ha);
      if (language_ == Language::vi) std::ranges::replace(area, '.', ',');
      text += ", " + area + " ha";
    }
    const std::string address = address_of(each.addresses, subject_.today);
    evidence.said.push_back(text + (address.empty() ? "" : ", " + address));
  }
  return evidence;
}

CriterionEvidence EvidenceFinder::members() const {
  if (!subject_.cooperative.members) return {};
  return {.said = {word("members", {{"members", std::to_string(*subject_.cooperative.members)}})}};
}

CriterionEvidence EvidenceFinder::lots() const {
  if (subject_.lots.empty()) return {};
  SheetTable table{.sheet = word("lots.sheet"), .header = {}, .rows = {}};
  for (const char* column : {"lot", "packed", "quantity", "unit", "labels"})
    table.header.push_back(word(std::string("lots.") + column));
  std::map<std::string, std::optional<Measure>> sums;
  std::uint64_t labels = 0;
  for (const Lot& lot : subject_.lots) {
    std::uint64_t printed = 0;
    for (const PrintJob& job : registry_.print_jobs(lot.id))
      if (job.reprint_of == 0) printed += job.drawn();
    labels += printed;
    table.rows.push_back({lot.code.text(), lot.packed_on, lot.quantity.amount_text(),
                          lot.quantity.unit, static_cast<std::int64_t>(printed)});
    const auto measure = measure_of(lot.quantity);
    if (!measure) continue;
    auto& sum = sums[measure->unit];
    if (!sum) sum = Measure{measure->unit, 0};
    sum->amount += measure->amount;
  }
  std::string amounts;
  for (const auto& [unit, sum] : sums)
    amounts += (amounts.empty() ? "" : ", ") + measure_text(*sum, language_);
  return {.said = {word("lots", {{"lots", std::to_string(subject_.lots.size())},
                                 {"amounts", amounts},
                                 {"labels", std::to_string(labels)}})},
          .files = {{"lo-hang.xlsx", std::string(as_text(sheet_workbook(table)))}}};
}

// What the record has to print; what a food label must say and the record lacks is named.
CriterionEvidence EvidenceFinder::label() const {
  const Product& product = subject_.product;
  std::string has, lacks;
  for (const auto& [name, text] : {std::pair{"net_content", &product.net_content},
                                   {"ingredients", &product.ingredients},
                                   {"storage", &product.storage},
                                   {"usage", &product.usage},
                                   {"origin", &product.origin}}) {
    std::string& list = text->empty() ? lacks : has;
    list += (list.empty() ? "" : ", ") + word(std::string("item.") + name);
  }
  CriterionEvidence evidence;
  if (!has.empty()) evidence.said.push_back(word("label", {{"items", has}}));
  if (!has.empty() && !lacks.empty())
    evidence.said.push_back(word("label.lacks", {{"items", lacks}}));
  return evidence;
}

CriterionEvidence EvidenceFinder::picture() {
  const std::string& name = subject_.product.picture;
  if (name.empty()) return {};
  auto content = read_kept_file(workplace_.folder(), KeptKind::picture, name);
  if (!content) {
    warnings_.push_back(content.error());
    return {};
  }
  return {.said = {word("picture")}, .files = {{"anh-san-pham.jpg", *std::move(content)}}};
}

// How often and to how many; no buyer is named.
// What others did with the goods is in their files.
bool EvidenceFinder::is_own(const LotMove& move) const {
  const auto recorded = EventBook::of(registry_).event(move.event_id);
  return recorded && recorded->event.cooperative_id == subject_.cooperative.id;
}

CriterionEvidence EvidenceFinder::sales() const {
  std::set<std::string> buyers;
  std::size_t times = 0;
  for (const Lot& lot : subject_.lots) {
    const auto traced = EventBook::of(registry_).lot(name_of(lot));
    if (!traced) continue;
    for (const LotMove& move : EventBook::of(registry_).moves(traced->id)) {
      if (!leaves(move.kind) || !is_own(move)) continue;
      ++times;
      if (!move.partner_id.empty()) buyers.insert(move.partner_id);
    }
  }
  if (times == 0) return {};
  return {.said = {word("sales", {{"times", std::to_string(times)},
                                  {"buyers", std::to_string(buyers.size())}})}};
}

CriterionEvidence EvidenceFinder::standards() const {
  const std::string& text = subject_.product.standards;
  if (text.empty()) return {};
  return {.said = {word("standards", {{"standards", text}})}};
}

CriterionEvidence EvidenceFinder::certificates() {
  CriterionEvidence evidence;
  for (const Certification& each : subject_.in_force) {
    evidence.said.push_back(certificate_line(each, language_));
    std::size_t number = 0;
    for (const std::string& paper : each.papers) {
      auto content = read_kept_file(workplace_.folder(), KeptKind::paper, paper);
      if (!content) {
        warnings_.push_back(content.error());
        continue;
      }
      evidence.files.push_back(
          {fmt::format("{}-{}{}", each.id, ++number, paper.substr(paper.rfind('.'))),
           *std::move(content)});
    }
  }
  return evidence;
}

CriterionEvidence EvidenceFinder::inspections() const {
  CriterionEvidence evidence;
  const EventBook book = EventBook::of(registry_);
  std::set<std::int64_t> seen;
  for (const Lot& lot : subject_.lots) {
    const auto traced = book.lot(name_of(lot));
    if (!traced) continue;
    for (const LotMove& move : book.moves(traced->id)) {
      if (move.kind != EventKind::inspect || !is_own(move) || !seen.insert(move.event_id).second)
        continue;
      if (evidence.said.size() == kInspectionsListed) return evidence;
      const auto recorded = book.event(move.event_id);
      const Event& event = recorded->event;
      std::string text = word(event.passed == true ? "inspection.passed" : "inspection.failed",
                              {{"lot", lot.code.text()}, {"day", to_dmy(event.when.day())}});
      if (!event.document.empty()) text += ", " + word("number", {{"number", event.document}});
      evidence.said.push_back(std::move(text));
    }
  }
  return evidence;
}

CriterionEvidence EvidenceFinder::recalls() const {
  const auto of_product = registry_.recalls(subject_.product);
  std::size_t of_lots = 0;
  for (const Lot& lot : subject_.lots)
    of_lots += registry_.facts(lot.realm, lot.gtin, lot.code, {}, {}).recalls.empty() ? 0 : 1;
  if (subject_.lots.empty() && of_product.empty()) return {};
  if (of_product.empty() && of_lots == 0) return {.said = {word("recalls.none")}};
  return {.said = {word("recalls", {{"lots", std::to_string(of_lots)}})}};
}

CriterionEvidence EvidenceFinder::trace() const {
  std::size_t with_events = 0;
  for (const Lot& lot : subject_.lots)
    with_events += EventBook::of(registry_).lot(name_of(lot)) ? 1 : 0;
  if (subject_.lots.empty()) return {};
  const Lot& newest = subject_.lots.front();
  return {.said = {word("trace", {{"lots", std::to_string(subject_.lots.size())},
                                  {"told", std::to_string(with_events)}}),
                   word("trace.link",
                        {{"link", "https://" + newest.host + "/01/" + newest.gtin.digits()}})}};
}

}  // namespace temgoc
