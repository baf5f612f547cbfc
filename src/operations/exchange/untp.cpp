// What UNTP 0.7 says of a lot: its passport and its certificates, with the members that all
// credentials share. docs/exports.md says which record each of them comes from.
#include <algorithm>

#include "operations/exchange/issuer.h"
#include "operations/exchange/untp_parts.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/certification.h"

namespace temgoc {
namespace {

constexpr std::chrono::hours kVietnamAhead{7};
constexpr const char* kUntpContext = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
constexpr const char* kVcContext = "https://www.w3.org/ns/credentials/v2";

Json link(const std::string& url, const std::string& name, const std::string& type) {
  Json made{{"linkURL", url}, {"linkName", name}};
  if (!type.empty()) made["mediaType"] = type;
  return made;
}

// "OCOP 4 sao", "VietGAP".
std::string certificate_title(const Certification& each) {
  std::string text = each.scheme;
  if (!each.level.empty()) text += " " + each.level;
  if (!each.number.empty()) text += " – " + each.number;
  return text;
}

class Untp {
 public:
  Untp(const LotStory& story, const Registry& registry, const std::string& realm,
       const Issuer& issuer, Instant now, Language language)
      : story_(story),
        issuer_(issuer),
        now_(now),
        language_(language),
        parts_(registry, realm, issuer.host, language) {}

  Json passport() const {
    return envelope("DigitalProductPassport", TraceFileKind::untp_passport, nullptr, product());
  }

  Json conformity(const Certification& certificate) const {
    return envelope("DigitalConformityCredential", TraceFileKind::untp_conformity, &certificate,
                    attestation(certificate));
  }

  Json events() const {
    return envelope("DigitalTraceabilityEvent", TraceFileKind::untp_events, nullptr,
                    untp_events(story_, party(), parts_));
  }

 private:
  std::string word(const std::string& key, const WordArgs& args = {}) const {
    return words(language_, key, args);
  }
  std::string page(const std::string& path) const { return "https://" + issuer_.host + path; }
  std::string certificate_page(const Certification& each) const {
    return page("/certification/" + percent_encoded(each.id));
  }
  std::string product_name() const { return parts_.name_of(story_.product); }

  // The producer. No telephone and no person stands in any credential.
  Json party() const {
    Json made{
        {"type", Json::array({"Party"})}, {"id", issuer_.did}, {"name", story_.cooperative.name}};
    if (!story_.cooperative.registration_no.empty()) {
      made["registeredId"] = story_.cooperative.registration_no;
      made["idScheme"] = {{"type", Json::array({"IdentifierScheme"})},
                          {"id", "https://dangkykinhdoanh.gov.vn"},
                          {"name", "National Business Registration Portal of Viet Nam"}};
    }
    made["registrationCountry"] = viet_nam();
    return made;
  }

  Json issuer_member() const {
    Json made{{"type", Json::array({"CredentialIssuer"})},
              {"id", issuer_.did},
              {"name", story_.cooperative.name}};
    const std::string& gln = story_.cooperative.gln;
    if (!gln.empty())
      made["issuerAlsoKnownAs"] = Json::array({{{"type", Json::array({"Party"})},
                                                {"id", "https://id.gs1.org/417/" + gln},
                                                {"name", story_.cooperative.name},
                                                {"registeredId", gln},
                                                {"idScheme",
                                                 {{"type", Json::array({"IdentifierScheme"})},
                                                  {"id", "https://id.gs1.org/417/"},
                                                  {"name", "GS1 Global Location Number"}}}}});
    return made;
  }

  // A credential ends on the day after the first of the certificates that it tells of.
  Instant until(const Certification* only) const {
    Instant end = now_ + std::chrono::days(kCredentialDays);
    for (const Certification& each : story_.in_force) {
      if (only != nullptr && each.id != only->id) continue;
      if (const auto last = valid_through(each))
        end = std::min(end, Instant(last->first + std::chrono::days(1)) - kVietnamAhead -
                                std::chrono::milliseconds(1));
    }
    return end;
  }

  // By the key that sealed the lot, not the one that signs now: a lot's bit never moves.
  Json status() const {
    const std::string key_name = to_hex(story_.lot.key_id);
    Json entries = Json::array();
    for (const StatusPurpose purpose : {StatusPurpose::revocation, StatusPurpose::suspension})
      entries.push_back(status_entry(status_list_address(issuer_.host, key_name, purpose), purpose,
                                     story_.lot.issue_number));
    return entries;
  }

  Json envelope(const char* type, TraceFileKind kind, const Certification* certificate,
                Json subject) const {
    const bool tells_certificates = kind != TraceFileKind::untp_events;
    return {{"@context", Json::array({kVcContext, kUntpContext})},
            {"type", Json::array({type, "VerifiableCredential"})},
            {"id", credential_address(issuer_.host, story_.lot) + "/" +
                       credential_name(kind, certificate ? certificate->id : "")},
            {"name", word("untp.name." + to_text(kind),
                          {{"product", product_name()},
                           {"lot", story_.lot.code.text()},
                           {"certificate", certificate ? certificate_title(*certificate) : ""}})},
            {"issuer", issuer_member()},
            {"validFrom", to_iso(now_)},
            {"validUntil", to_iso(tells_certificates ? until(certificate)
                                                     : now_ + std::chrono::days(kCredentialDays))},
            {"issuingSoftware",
             {{"id", "urn:temgoc:" TEMGOC_VERSION},
              {"name", "temgoc"},
              {"version", TEMGOC_VERSION},
              {"vendor", {{"id", "urn:temgoc"}, {"name", "temgoc"}}}}},
            {"credentialStatus", status()},
            {"credentialSubject", std::move(subject)}};
  }

  // What a label says beside name and dates; a deliberate extension point of UNTP.
  Json characteristics() const {
    Json made{{"type", Json::array({"Characteristics"})}};
    const Product& product = story_.product;
    const bool english = language_ == Language::en;
    const auto add = [&](const char* name, const std::string& vi, const std::string& en) {
      const std::string& text = english && !en.empty() ? en : vi;
      if (!text.empty()) made[name] = text;
    };
    add("netContent", product.net_content, {});
    add("ingredients", product.ingredients, product.ingredients_en);
    add("allergens", product.allergens, product.allergens_en);
    add("storage", product.storage, product.storage_en);
    add("warnings", product.warnings, product.warnings_en);
    add("usage", product.usage, product.usage_en);
    add("standards", product.standards, {});
    add("origin", product.origin, {});
    add("brand", product.brand, {});
    return made;
  }

  Json category() const {
    Json list = Json::array();
    if (!story_.product.group) return list;
    const std::string& code = story_.product.group->code();
    list.push_back({{"code", code},
                    {"name", word("untp.ocop_group", {{"code", code}})},
                    {"schemeId", "urn:temgoc:ocop-group"},
                    {"schemeName", "OCOP, 919/QĐ-TTg"}});
    return list;
  }

  Json documents() const {
    Json list = Json::array({link(trace_link(story_.lot), product_name(), "text/html")});
    for (const Certification& each : story_.in_force)
      list.push_back(link(certificate_page(each), certificate_title(each), "text/html"));
    return list;
  }

  Json id_scheme() const {
    Json made{{"type", Json::array({"IdentifierScheme"})}};
    // Numbers for restricted circulation mean something in this realm alone.
    const bool own = story_.lot.gtin.is_restricted();
    made["id"] = own ? page("/01/") : "https://id.gs1.org/01/";
    made["name"] = own ? "GS1 restricted circulation number" : "GS1 Global Trade Item Number";
    return made;
  }

  Json product() const {
    Json made = parts_.product_of(story_.lot, story_.product);
    made["idScheme"] = id_scheme();
    made["productCategory"] = category();
    if (!story_.picture.empty())
      made["productImage"] = link(story_.picture, product_name(), "image/jpeg");
    made["characteristics"] = characteristics();
    made["relatedDocument"] = documents();
    made["relatedParty"] = Json::array({{{"role", "producer"}, {"party", party()}}});
    made["producedAtFacility"] =
        parts_.facility(story_.lot.cooperative_id, story_.lot.place_id, story_.lot.packed_on);
    made["productionDate"] = to_iso(story_.lot.packed_on);
    if (const auto day = story_.lot.expires_on()) made["expiryDate"] = to_iso(*day);
    made["countryOfProduction"] = viet_nam();
    return made;
  }

  // The cooperative says that it holds a paper of somebody else: a declaration, and no more.
  Json attestation(const Certification& each) const {
    const std::string url = certificate_page(each);
    return {{"type", Json::array({"ConformityAttestation"})},
            {"id", url + "#attestation"},
            {"name", certificate_title(each)},
            {"description", word("untp.declaration", {{"issuer", each.issuer}})},
            {"assessorLevel", "self"},
            {"assessmentLevel", "no-endorsement"},
            {"attestationType", "declaration"},
            {"issuedToParty", party()},
            {"referenceScheme",
             {{"type", Json::array({"ConformityScheme"})},
              {"id", "urn:temgoc:scheme:" + percent_encoded(each.scheme)},
              {"name", each.scheme}}},
            {"conformityCertificate", link(url, certificate_title(each), "text/html")},
            {"conformityAssessment", Json::array({assessment(each, url)})}};
  }

  Json assessment(const Certification& each, const std::string& url) const {
    Json made{{"type", Json::array({"ConformityAssessment"})},
              {"id", url + "#assessment"},
              {"name", certificate_title(each)}};
    const std::string criteria = criteria_of(each);
    made["assessmentCriteria"] =
        Json::array({{{"type", Json::array({"Criterion"})},
                      {"id", url + "#criteria"},
                      {"name", criteria.empty() ? each.scheme : each.scheme + " " + criteria}}});
    made["assessmentDate"] = to_iso(each.issued.value().first);
    made["assessedPerformance"] = Json::array();
    if (!each.level.empty())
      made["assessedPerformance"].push_back({{"score", {{"code", each.level}}}});
    if (each.product_id.empty())
      made["assessedOrganisation"] = party();
    else
      made["assessedProduct"] =
          Json::array({{{"product", parts_.product_of(story_.lot, story_.product)},
                        {"idVerifiedByCAB", false}}});
    made["evidence"] = Json::array({link(url, certificate_title(each), "text/html")});
    made["conformityTopic"] = Json::array();
    made["conformance"] = true;
    return made;
  }

  const LotStory& story_;
  const Issuer& issuer_;
  Instant now_;
  Language language_;
  UntpParts parts_;
};

}  // namespace

Json viet_nam() { return {{"countryCode", "VN"}, {"countryName", "Viet Nam"}}; }

Json untp_credential(TraceFileKind kind, const LotStory& story, const Certification* certificate,
                     const Registry& registry, const std::string& realm, const Issuer& issuer,
                     Instant now, Language language) {
  const Untp untp(story, registry, realm, issuer, now, language);
  if (kind == TraceFileKind::untp_passport) return untp.passport();
  if (kind == TraceFileKind::untp_conformity) return untp.conformity(*certificate);
  return untp.events();
}

}  // namespace temgoc
