// Makes the links of a product, lot, item, place, party or document, then adds registered ones.
#include "web/resolver/link_levels.h"

#include <algorithm>

#include "temgoc/base/percent.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/http/http.h"
#include "temgoc/model/green_claim.h"
#include "web/paths.h"

namespace temgoc {
namespace {

// Makes the links of one request: to pages of this site, which speak both languages, and to the
// addresses that were registered, filled in.
class LevelMaker {
 public:
  LevelMaker(const DigitalLink& link, const Site& site, Language language, bool costly)
      : link_(link), site_(site), language_(language), costly_(costly), root_(link_root(site)) {}

  std::vector<LinkLevel> levels();

 private:
  std::string word(std::string_view key, const WordArgs& args = {}) const {
    return words(language_, key, args);
  }
  // Adds a page of this site under each of `types`, titled `title`.
  void page(LinkLevel& level, std::initializer_list<const char*> types, const std::string& path,
            const std::string& title) const;
  void default_page(LinkLevel& level, const std::string& path, const std::string& title) const;
  std::string certificate_title(const Certification& paper) const;
  void certificates(LinkLevel& level, const std::vector<Certification>& all) const;
  void passport(LinkLevel& level, const Lot& lot, const WordArgs& args) const;
  void credentials(LinkLevel& level, const Lot& lot, const WordArgs& args) const;
  std::optional<Lot> lot(const Gtin& gtin) const;

  LinkLevel product_level(const Product& product) const;
  LinkLevel lot_level(const Product& product, const std::optional<Lot>& lot) const;
  LinkLevel item_level(const Product& product) const;
  std::vector<LinkLevel> product_levels() const;
  std::vector<LinkLevel> location_levels() const;
  std::vector<LinkLevel> party_levels() const;
  std::vector<LinkLevel> document_levels() const;
  void add_registered(std::vector<LinkLevel>& levels) const;

  const DigitalLink& link_;
  const Site& site_;
  Language language_;
  bool costly_;
  std::string root_;
};

std::string lot_anchor(const std::string& key_path, const std::string& lot) {
  return key_path + "/10/" + percent_encoded(lot);
}
std::string item_anchor(const std::string& key_path, const std::string& serial) {
  return key_path + "/21/" + percent_encoded(serial);
}

// The page of any lot that a request may name, also of one that no lot of ours can be called: it
// says "never issued".
std::string any_lot_path(const std::string& gtin, const std::string& lot) {
  return "/lot/" + gtin + "/" + percent_encoded(lot);
}

void LevelMaker::page(LinkLevel& level, std::initializer_list<const char*> types,
                      const std::string& path, const std::string& title) const {
  for (const char* type : types)
    level.links.push_back({.type = type,
                           .url = root_ + path,
                           .title = title,
                           .languages = {"vi", "en"},
                           .media_type = "text/html"});
}

void LevelMaker::default_page(LinkLevel& level, const std::string& path,
                              const std::string& title) const {
  level.links.push_back(
      {.type = std::string(Link::kDefaultLink), .url = root_ + path, .title = title});
}

std::string LevelMaker::certificate_title(const Certification& paper) const {
  if (paper.number.empty())
    return word("link.title.certification_unnumbered", {{"scheme", paper.scheme}});
  return word("link.title.certification", {{"scheme", paper.scheme}, {"number", paper.number}});
}

void LevelMaker::certificates(LinkLevel& level, const std::vector<Certification>& all) const {
  for (const Certification& each : all)
    if (may_be_shown(each, site_.today()))
      page(level, {"gs1:certificationInfo"}, certification_path(each.id), certificate_title(each));
}

// For a program the data of EN 18223, for a person the lot's page.
void LevelMaker::passport(LinkLevel& level, const Lot& lot, const WordArgs& args) const {
  if (lot.test) return;
  const std::string title = word("link.title.dpp", args);
  level.links.push_back({.type = "gs1:dpp",
                         .url = root_ + lot_passport_path(lot.gtin, lot.code),
                         .title = title,
                         .media_type = "application/json"});
  page(level, {"gs1:dpp"}, lot_path(lot.gtin, lot.code), title);
}

void LevelMaker::credentials(LinkLevel& level, const Lot& lot, const WordArgs& args) const {
  for (const PublishedAddress& each : published_addresses(site_.folder(), lot)) {
    const bool conformity = each.kind == TraceFileKind::untp_conformity;
    const char* type = conformity                                  ? "dcc"
                       : each.kind == TraceFileKind::untp_passport ? "dpp"
                                                                   : "dte";
    for (const auto& [ending, media] :
         {std::pair{".jwt", kJwtCredentialType}, {".json", kProofCredentialType}})
      level.links.push_back({.type = std::string(kUntpLinkTypes) + type,
                             .url = root_ + each.address + ending,
                             .title = word("link.title." + to_text(each.kind), args),
                             .media_type = media});
  }
}

std::optional<Lot> LevelMaker::lot(const Gtin& gtin) const {
  const std::string* code = link_.qualifier("10");
  const auto parsed = code == nullptr ? Result<LotCode>(Error{}) : LotCode::parse(*code);
  if (!parsed) return std::nullopt;
  if (site_.bundle()) {
    for (const bool test : {false, true})
      if (auto lot = site_.facts(test, gtin, *parsed).lot) return lot;
    return std::nullopt;
  }
  const std::string& realm = site_.settings().realm;
  auto lot = site_.registry().lot(realm, gtin, *parsed);
  if (!lot) lot = site_.registry().lot(realm + std::string(kTestRealmSuffix), gtin, *parsed);
  return lot;
}

LinkLevel LevelMaker::product_level(const Product& product) const {
  LinkLevel level{"/01/" + product.gtin.digits(), product.name, {}};
  const std::string title = word("link.title.product", {{"product", product.name}});
  default_page(level, product_path(product.gtin), title);
  page(level, {"gs1:pip"}, product_path(product.gtin), title);
  if (costly_) certificates(level, site_.registry().certifications_for(product));
  return level;
}

LinkLevel LevelMaker::lot_level(const Product& product, const std::optional<Lot>& lot) const {
  const std::string& gtin = product.gtin.digits();
  const std::string& code = *link_.qualifier("10");
  const WordArgs args{{"lot", code}, {"product", product.name}};
  const char* missing =
      site_.may_lack_newest() ? "link.title.lot_not_known" : "link.title.lot_never_issued";
  const std::string title = word(lot ? "link.title.lot" : missing, args);
  LinkLevel level{lot_anchor("/01/" + gtin, code), title, {}};
  default_page(level, any_lot_path(gtin, code), title);
  page(level, {"gs1:pip"}, any_lot_path(gtin, code), title);
  if (!lot) return level;
  const bool whole = site_.bundle() == nullptr;  // a bundle holds the lot's safety alone
  if (whole)
    page(level, {"gs1:traceability"}, lot_events_path(lot->gtin, lot->code),
         word("link.title.events", args));
  page(level, {"gs1:recallStatus", "gs1:safetyInfo"}, lot_safety_path(lot->gtin, lot->code),
       word("link.title.safety", args));
  if (!whole) return level;
  page(level, {"gs1:registryEntry"}, lot_proof_path(lot->gtin, lot->code),
       word("link.title.proof", args));
  passport(level, *lot, args);
  if (costly_) credentials(level, *lot, args);
  return level;
}

// Serials count anew in each lot, so an item has a page only where its lot is named too.
LinkLevel LevelMaker::item_level(const Product& product) const {
  const std::string& gtin = product.gtin.digits();
  const std::string& serial = *link_.qualifier("21");
  const std::string title =
      word("link.title.item", {{"serial", serial}, {"product", product.name}});
  LinkLevel level{item_anchor("/01/" + gtin, serial), title, {}};
  const std::string* code = link_.qualifier("10");
  if (code == nullptr) return level;
  const std::string path = any_lot_path(gtin, *code) + "/serial/" + percent_encoded(serial);
  default_page(level, path, title);
  page(level, {"gs1:pip"}, path, title);
  return level;
}

std::vector<LinkLevel> LevelMaker::product_levels() const {
  const auto gtin = Gtin::parse(link_.key.value);
  const auto product = gtin ? site_.registry().product(*gtin) : std::nullopt;
  if (!product) return {};
  std::vector<LinkLevel> levels{product_level(*product)};
  if (link_.qualifier("10") != nullptr) levels.push_back(lot_level(*product, lot(*gtin)));
  if (link_.qualifier("21") != nullptr) levels.push_back(item_level(*product));
  return levels;
}

std::vector<LinkLevel> LevelMaker::location_levels() const {
  LinkLevel level{"/414/" + link_.key.value, {}, {}};
  if (const auto place = site_.registry().place_of_gln(link_.key.value)) {
    level.description = word("link.title.place", {{"place", place->name}});
    default_page(level, place_path(place->id), level.description);
    page(level, {"gs1:locationInfo"}, place_path(place->id), level.description);
    return {level};
  }
  const auto seat = site_.registry().cooperative_of_gln(link_.key.value);
  if (!seat) return {};
  level.description = word("link.title.cooperative", {{"cooperative", seat->name}});
  default_page(level, cooperative_path(seat->id), level.description);
  page(level, {"gs1:locationInfo"}, cooperative_path(seat->id), level.description);
  return {level};
}

std::vector<LinkLevel> LevelMaker::party_levels() const {
  const auto party = site_.registry().cooperative_of_gln(link_.key.value);
  if (!party) return {};
  const std::string title = word("link.title.cooperative", {{"cooperative", party->name}});
  LinkLevel level{"/417/" + link_.key.value, title, {}};
  default_page(level, cooperative_path(party->id), title);
  page(level, {"gs1:registryEntry"}, cooperative_path(party->id), title);
  if (costly_) {
    auto all = site_.registry().certifications(party->id);
    std::erase_if(all, [](const Certification& each) { return !each.product_id.empty(); });
    certificates(level, all);
  }
  return {level};
}

std::vector<LinkLevel> LevelMaker::document_levels() const {
  const auto paper = site_.registry().certification_of_gdti(link_.key.value);
  if (!paper || !may_be_shown(*paper, site_.today())) return {};
  const std::string title = certificate_title(*paper);
  LinkLevel level{"/253/" + percent_encoded(link_.key.value), title, {}};
  default_page(level, certification_path(paper->id), title);
  page(level, {"gs1:certificationInfo"}, certification_path(paper->id), title);
  return {level};
}

// The address with the values of the request's path; none where the request lacks one.
std::optional<std::string> filled_in(std::string url, const DigitalLink& request) {
  for (const std::string_view ai : {"01", "10", "21"}) {
    const std::string place = "{" + std::string(ai) + "}";
    const std::string* value = request.key.ai == ai ? &request.key.value : request.qualifier(ai);
    for (std::size_t at = 0; (at = url.find(place, at)) != std::string::npos;) {
      if (value == nullptr) return std::nullopt;
      const std::string encoded = percent_encoded(*value);
      url.replace(at, place.size(), encoded);
      at += encoded.size();
    }
  }
  return url;
}

// A registered default takes the place of our own page as the default, never as a link.
void put_default(LinkLevel& level, Link link) {
  std::erase_if(level.links, [](const Link& each) { return each.is_default(); });
  level.links.insert(level.links.begin(), std::move(link));
}

LinkSubject subject_of(const DigitalLink& link) {
  LinkSubject subject{.ai = link.key.ai, .value = link.key.value};
  if (subject.ai != "01") return subject;
  if (const std::string* code = link.qualifier("10"))
    if (auto lot = LotCode::parse(*code)) subject.lot = *lot;
  if (const std::string* text = link.qualifier("21"))
    if (auto serial = Serial::parse(*text)) subject.serial = *serial;
  return subject;
}

void LevelMaker::add_registered(std::vector<LinkLevel>& levels) const {
  const auto level_of = [&](const LinkSubject& subject) -> LinkLevel& {
    if (!subject.lot && !subject.serial) return levels.front();
    return subject.serial ? levels.back() : levels.at(1);
  };
  for (Link& each : site_.registry().links(subject_of(link_))) {
    auto url = filled_in(each.url, link_);
    if (!url) continue;
    each.url = *std::move(url);
    LinkLevel& level = level_of(each.subject);
    if (each.is_default())
      put_default(level, std::move(each));
    else
      level.links.push_back(std::move(each));
  }
}

std::vector<LinkLevel> LevelMaker::levels() {
  std::vector<LinkLevel> levels;
  if (link_.key.ai == "01") levels = product_levels();
  if (link_.key.ai == "414") levels = location_levels();
  if (link_.key.ai == "417") levels = party_levels();
  if (link_.key.ai == "253") levels = document_levels();
  if (!levels.empty()) add_registered(levels);
  // An item of no lot that is named, with no links of its own, is no level.
  std::erase_if(levels, [](const LinkLevel& level) { return level.links.empty(); });
  return levels;
}

}  // namespace

std::string link_root(const Site& site) {
  return site.settings().hosts.empty() ? std::string() : "https://" + site.host();
}

std::vector<LinkLevel> link_levels(const DigitalLink& link, const Site& site, Language language,
                                   bool costly) {
  return LevelMaker(link, site, language, costly).levels();
}

}  // namespace temgoc
