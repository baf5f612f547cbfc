// Credentials of UNTP and the passport of EN 18223: signed by the cooperative, true to the records,
// silent about buyers, prices and persons, and no longer good once the lot is not.
#include "temgoc/exchange/credentials.h"

#include <algorithm>
#include <set>

#include "operations/exchange/issuer.h"
#include "support/lot_events.h"
#include "support/world.h"
#include "temgoc/events/events.h"
#include "temgoc/exchange/trace_files.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const fs::path kUntpContext =
    fs::path(TEMGOC_SOURCE_DIR) / "../shared/vectors/credentials/untp-0.7.0-context.jsonld";

// A harvest on a named farm, goods of a supplier, packing, an inspection, and a sale.
struct Season {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, boxes(), kPassphrase).value().lot;

  LotDraft boxes() const {
    LotDraft draft = world.draft();
    draft.quantity = Quantity::parse("10", "hộp").value();
    return draft;
  }

  Season() {
    REQUIRE(works.registry().store(
        Place{.id = "K1",
              .cooperative_id = "C01",
              .name = "Ruộng ông Tám",
              .addresses = {{.commune = "xã Bình Khánh", .province = "TP. Hồ Chí Minh"}}},
        world.now, false));
    for (const char* id : {"NCC1", "MUA1"})
      REQUIRE(record_partner(works,
                             {.id = id,
                              .cooperative_id = "C01",
                              .name = "Bà Nguyễn Thị Sáu",
                              .address = "5 Lê Lợi",
                              .phone = "0900 111 222"},
                             false));
    using R = LotRole;
    const auto with_partner = [](const char* id) {
      return [id](Event& event) { event.partner_id = id, event.document = "HD 77"; };
    };
    record(EventKind::harvest, "22/11/2026 06:30", {{R::output, "TH-1", "120 kg"}});
    record(EventKind::receive, "22/11/2026", {{R::output, "NCC1:55/26", "2,5 kg"}},
           with_partner("NCC1"));
    record(EventKind::pack, "23/11/2026",
           {{R::input, "TH-1", "5 kg"},
            {R::input, "NCC1:55/26", "1,5 kg"},
            {R::output, lot.short_code.text(), "10 hộp"}});
    record(EventKind::inspect, "23/11/2026", {{R::handled, lot.short_code.text(), ""}},
           [](Event& event) { event.passed = true; });
    record(EventKind::ship, "23/11/2026", {{R::handled, lot.short_code.text(), "2 hộp"}},
           with_partner("MUA1"));
    record(EventKind::sell, "23/11/2026", {{R::handled, lot.short_code.text(), "1 hộp"}},
           with_partner("MUA1"));
  }

  void record(EventKind kind, const std::string& when, const LotsOfEvent& lots,
              const std::function<void(Event&)>& more = {}) {
    record_at_k1(works, kind, when, "Cá đù tươi", lots, more);
  }
  void certify(const std::string& id, const std::string& issued, const std::string& end) {
    Certification paper{.id = id,
                        .cooperative_id = "C01",
                        .product_id = lot.product_id,
                        .scheme = "VietGAP",
                        .number = "VG-" + id,
                        .issuer = "Trung tâm chứng nhận"};
    paper.issued = VagueDate::parse(issued, "issued").value();
    paper.stated_end = VagueDate::parse(end, "end").value();
    REQUIRE(works.registry().store(paper, world.now, false));
  }
  void drop_example_certificates() {
    for (const Certification& each : declared_certificates(works.registry(), lot, works.today())) {
      Certification ended = each;
      ended.stated_end = VagueDate::exact(works.today() - std::chrono::days(1));
      REQUIRE(works.registry().store(ended, world.now, true));
    }
  }

  TraceFileOrder order(TraceFileKind kind, TraceFormat format = TraceFormat::jwt,
                       const std::string& certificate = {}) {
    return {.kind = kind,
            .format = format,
            .lot = lot.short_code.printed(),
            .certificate = certificate,
            .passphrase = std::string(kPassphrase)};
  }
  std::string text(const TraceFileOrder& order, Language language = Language::en) {
    auto made = make_trace_file(works, order, language);
    REQUIRE_MESSAGE(made, code_of(made));
    return trace_file_text(*made, order.format);
  }
  Json content(TraceFileKind kind, const std::string& certificate = {}) {
    return read_secured_credential(text(order(kind, TraceFormat::jwt, certificate)))
        .value()
        .content;
  }
  std::string refusal(const TraceFileOrder& order) {
    return code_of(make_trace_file(works, order, Language::vi));
  }
  std::string checked(const std::string& text) {
    const auto sources =
        own_credential_sources(works.trust(), works.settings().hosts, works.folder());
    return code_of(check_credential(text, sources, works.now()));
  }
};

// Members that stand in an object where UNTP's context has no such term: an outside program would
// lose them. Scopes follow types and members as JSON-LD 1.1 has it; @vocab takes any name.
class Terms {
 public:
  explicit Terms(const Json& context) : root_(context) {}
  std::vector<std::string> unknown(const Json& object) {
    walk(object, {&root_}, "");
    return found_;
  }

 private:
  using Scopes = std::vector<const Json*>;
  static const Json* scope_of(const Json& term) {
    if (!term.is_object()) return nullptr;
    const auto scope = term.find("@context");
    return scope == term.end() ? nullptr : &*scope;
  }
  const Json* term(const Scopes& scopes, const std::string& name) const {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
      if (const auto found = (*scope)->find(name); found != (*scope)->end()) return &*found;
    return nullptr;
  }
  // A @vocab alone would let every slip pass, so it counts where UNTP means it to.
  static bool is_open(const Scopes& scopes) {
    const auto vocab = scopes.back()->find("@vocab");
    return vocab != scopes.back()->end() &&
           vocab->get<std::string>().find("/Characteristics#") != std::string::npos;
  }
  void walk(const Json& value, Scopes scopes, const std::string& at) {
    if (value.is_array())
      for (const Json& each : value) walk(each, scopes, at);
    if (!value.is_object()) return;
    if (value.contains("type"))
      for (const Json& type : value["type"])
        if (const Json* named = term({&root_}, type.get<std::string>()))
          if (const Json* scope = scope_of(*named)) scopes.push_back(scope);
    for (const auto& [name, member] : value.items()) {
      if (name == "type" || name == "id") continue;
      const Json* known = term(scopes, name);
      if (known == nullptr && !is_open(scopes)) found_.push_back(at + "/" + name);
      Scopes inner = scopes;
      if (known != nullptr)
        if (const Json* scope = scope_of(*known)) inner.push_back(scope);
      walk(member, inner, at + "/" + name);
    }
  }
  const Json& root_;
  std::vector<std::string> found_;
};

// The credential's own members, which the W3C's context defines, are not UNTP's.
std::vector<std::string> foreign_terms(const Json& credential, const Json& context) {
  Json rest = credential;
  for (const char* name : {"@context", "name", "issuer", "validFrom", "validUntil",
                           "credentialStatus", "credentialSubject", "proof"})
    rest.erase(name);
  std::vector<std::string> all = Terms(context).unknown(rest);
  for (const char* name : {"issuer", "credentialSubject"})
    for (const std::string& each : Terms(context).unknown(credential.at(name)))
      all.push_back(name + each);
  return all;
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a passport is signed in both forms, and each of them checks") {
  Season season;
  REQUIRE(publish_credentials(season.works, season.lot.short_code.text(), std::string(kPassphrase),
                              Language::vi));
  const std::string jwt = season.text(season.order(TraceFileKind::untp_passport));
  const std::string proof =
      season.text(season.order(TraceFileKind::untp_passport, TraceFormat::json));
  CHECK(season.checked(jwt) == "ok");
  CHECK(season.checked(proof) == "ok");
  Json altered = parse_json(proof).value();
  altered["credentialSubject"]["batchNumber"] = "261124-99";
  CHECK(season.checked(dump(altered)) == "credential_signature_wrong");
  const Json content = read_secured_credential(jwt).value().content;
  CHECK(content["type"] == Json::array({"DigitalProductPassport", "VerifiableCredential"}));
  CHECK(content["issuer"]["id"] == "did:web:tg.example.vn:cooperative:C01");
  const Json& product = content["credentialSubject"];
  CHECK(product["id"] ==
        "https://tg.example.vn/01/" + season.lot.gtin.digits() + "/10/" + season.lot.code.text());
  CHECK(product["batchNumber"] == season.lot.code.text());
  CHECK(product["idGranularity"] == "batch");
  CHECK(product["productionDate"] == "2026-11-24");
  CHECK(product["countryOfProduction"]["countryCode"] == "VN");
  // A number for restricted circulation is no GTIN to the world.
  CHECK(product["idScheme"]["id"] == "https://tg.example.vn/01/");
  for (const char* needed : {"idScheme", "idGranularity", "productCategory", "producedAtFacility",
                             "countryOfProduction", "name"})
    CHECK(product.contains(needed));
}

TEST_CASE("every member of our credentials is a term of UNTP 0.7") {
  if (!fs::exists(kUntpContext)) {
    MESSAGE("skipped: no ", kUntpContext.string());
    return;
  }
  const Json context = parse_json(read_file(kUntpContext, 1 << 20).value()).value()["@context"];
  Season season;
  season.certify("K900", "01/12/2025", "31/12/2026");
  for (const auto& [kind, paper] : {std::pair{TraceFileKind::untp_passport, ""},
                                    {TraceFileKind::untp_conformity, "K900"},
                                    {TraceFileKind::untp_events, ""}}) {
    Json content = season.content(kind, paper);
    const auto foreign = foreign_terms(content, context);
    CHECK_MESSAGE(foreign.empty(), (foreign.empty() ? "" : foreign.front()));
    // The check notices a slip.
    Json& subject = content["credentialSubject"];
    (subject.is_array() ? subject[0] : subject)["batchNumbr"] = "x";
    CHECK_FALSE(foreign_terms(content, context).empty());
  }
}

TEST_CASE("no credential tells of buyers, suppliers, prices or exact farms") {
  Season season;
  season.certify("K900", "01/12/2025", "31/12/2026");
  std::string all;
  for (const auto& [kind, paper] : {std::pair{TraceFileKind::untp_passport, ""},
                                    {TraceFileKind::untp_conformity, "K900"},
                                    {TraceFileKind::untp_events, ""}})
    all += dump(season.content(kind, paper));
  all +=
      dump(digital_product_passport(season.works.registry(), season.lot, season.works.today(), true)
               .value());
  for (const char* secret : {"Nguyễn Thị Sáu", "Lê Lợi", "0900", "NCC1", "MUA1", "55/26", "HD 77",
                             "Ruộng ông Tám", "K1\""})
    CHECK_MESSAGE(!says(all, secret), secret);
  CHECK(says(all, "TP. Hồ Chí Minh"));
}

TEST_CASE("events are made, moved and modified, with whole amounts in the largest unit that fits") {
  Season season;
  const Json events = season.content(TraceFileKind::untp_events)["credentialSubject"];
  REQUIRE(events.size() == 4);  // no shipping, no sale
  std::map<std::string, Json> by_step;
  for (const Json& each : events)
    by_step[each["type"][0].get<std::string>() + " " +
            each["activityType"]["code"].get<std::string>() +
            (each.contains("inputProduct") && !each["inputProduct"].empty() ? " from" : "")] = each;
  const Json harvest = by_step.at("MakeEvent commissioning");
  CHECK(harvest["eventDate"] == "2026-11-22T06:30:00+07:00");
  CHECK_FALSE(harvest.contains("description"));
  CHECK(harvest["outputProduct"][0]["quantity"] == Json{{"value", 120}, {"unit", "KGM"}});
  CHECK(harvest["outputProduct"][0]["product"]["batchNumber"] == "TH-1");
  const Json pack = by_step.at("MakeEvent commissioning from");
  CHECK(pack["description"].get<std::string>().size() > 10);  // the day alone is known
  REQUIRE(pack["inputProduct"].size() == 2);
  CHECK(pack["inputProduct"][0]["product"]["id"] == harvest["outputProduct"][0]["product"]["id"]);
  CHECK(pack["inputProduct"][1]["quantity"] == Json{{"value", 1500}, {"unit", "GRM"}});
  CHECK(pack["outputProduct"][0]["quantity"] == Json{{"value", 10}, {"unit", "C62"}});
  const Json received = by_step.at("MoveEvent receiving");
  CHECK(received["movedProduct"][0]["product"]["id"] == pack["inputProduct"][1]["product"]["id"]);
  CHECK(received["movedProduct"][0]["quantity"] == Json{{"value", 2500}, {"unit", "GRM"}});
  CHECK(by_step.contains("ModifyEvent inspecting"));
  // Only whole numbers, so that a proof can be made of it.
  CHECK(season.checked(season.text(season.order(TraceFileKind::untp_events, TraceFormat::json))) ==
        "credential_status_missing");
}

TEST_CASE("a certificate is declared while it is in force, and the credential ends with it") {
  Season season;
  season.drop_example_certificates();
  CHECK(season.refusal(season.order(TraceFileKind::untp_conformity)) ==
        "credential_no_certificate");
  season.certify("K900", "01/12/2025", "25/11/2026");
  season.certify("K901", "2025", "31/12/2026");  // who knows on which day
  const Json content = season.content(TraceFileKind::untp_conformity);
  const Json& attestation = content["credentialSubject"];
  CHECK(attestation["assessorLevel"] == "self");
  CHECK(attestation["attestationType"] == "declaration");
  CHECK(attestation["conformityAssessment"][0]["assessmentDate"] == "2025-12-01");
  CHECK(content["id"].get<std::string>().ends_with("/untp-conformity-K900"));
  // 23:59:59.999 of the last day in Vietnam.
  CHECK(content["validUntil"] == "2026-11-25T16:59:59.999Z");
  const std::string jwt = season.text(season.order(TraceFileKind::untp_conformity));
  const std::string passport = season.text(season.order(TraceFileKind::untp_passport));
  CHECK(says(dump(read_secured_credential(passport).value().content), "VG-K900"));
  season.world.now = parse_instant("2026-11-25T17:00:00.000Z").value();
  CHECK(season.checked(jwt) == "credential_expired");
  CHECK(season.checked(passport) == "credential_expired");
  CHECK(season.refusal(season.order(TraceFileKind::untp_conformity)) ==
        "credential_no_certificate");
  CHECK_FALSE(says(dump(season.content(TraceFileKind::untp_passport)), "VG-K900"));
}

TEST_CASE("of several certificates one is chosen by its id") {
  Season season;
  season.drop_example_certificates();
  season.certify("K900", "01/12/2025", "25/12/2026");
  season.certify("K902", "01/12/2025", "31/12/2026");
  CHECK(season.refusal(season.order(TraceFileKind::untp_conformity)) ==
        "credential_choose_certificate");
  CHECK(season.content(TraceFileKind::untp_conformity, "K902")["validUntil"] ==
        "2026-12-31T16:59:59.999Z");
  CHECK(season.refusal(season.order(TraceFileKind::untp_conformity, TraceFormat::jwt, "K77")) ==
        "credential_no_certificate");
}

TEST_CASE("a recall suspends, a cancelled lot and a stolen key revoke") {
  Season season;
  const std::string jwt = season.text(season.order(TraceFileKind::untp_passport));
  CHECK(season.checked(jwt) == "credential_status_missing");
  const auto renew = [&] {
    const auto done = publish_status_lists(season.works, "C01", std::string(kPassphrase));
    REQUIRE_MESSAGE(done, code_of(done));
    CHECK(done->size() == 4);
  };
  renew();
  CHECK(season.checked(jwt) == "ok");
  const Recall recall{.scope = Recall::Scope::lot,
                      .reason = "nhiễm khuẩn",
                      .instruction = "",
                      .since = vietnam_day(season.world.now)};
  REQUIRE(recall_lot(season.works, season.lot, recall));
  // Until the list is signed anew the old one stands.
  CHECK(season.checked(jwt) == "ok");
  renew();
  CHECK(season.checked(jwt) == "credential_suspended");
  // A list that nobody renewed says nothing any more.
  season.world.now += std::chrono::days(31);
  CHECK(season.checked(jwt) == "credential_status_unusable");
}

TEST_CASE("a recalled product suspends all its lots and no other product's") {
  Season season;
  LotDraft other = season.world.draft();
  other.gtin = Gtin::parse("2990001000049").value();
  const Lot oyster = issue_lot(season.works, other, kPassphrase).value().lot;
  TraceFileOrder of_oyster = season.order(TraceFileKind::untp_passport);
  of_oyster.lot = oyster.short_code.printed();
  const std::string fish = season.text(season.order(TraceFileKind::untp_passport));
  const std::string oysters = season.text(of_oyster);
  REQUIRE(recall_lot(season.works, season.lot,
                     {.scope = Recall::Scope::product,
                      .reason = "nhãn sai",
                      .instruction = "",
                      .since = vietnam_day(season.world.now)}));
  REQUIRE(publish_status_lists(season.works, "C01", std::string(kPassphrase)));
  CHECK(season.checked(fish) == "credential_suspended");
  CHECK(season.checked(oysters) == "ok");
}

TEST_CASE("a cancelled lot's credentials are revoked, and no more are signed") {
  Season season;
  LotDraft draft = season.world.draft();
  const Lot mistaken = issue_lot(season.works, draft, kPassphrase).value().lot;
  TraceFileOrder order = season.order(TraceFileKind::untp_passport);
  order.lot = mistaken.short_code.printed();
  const std::string jwt = season.text(order);
  REQUIRE(cancel_lot(season.works, mistaken,
                     {.reason = "gõ nhầm", .at = season.world.now, .who = "Tư"}));
  REQUIRE(publish_status_lists(season.works, "C01", std::string(kPassphrase)));
  CHECK(season.checked(jwt) == "credential_revoked");
  CHECK(season.refusal(order) == "lot_is_cancelled");
}

TEST_CASE("a stolen key signs nothing that is believed, and its lots after the cut are revoked") {
  Season season;
  const std::string before = season.text(season.order(TraceFileKind::untp_passport));
  const IssuerKeyRecord stolen = find_issuer_key(season.works, to_hex(season.lot.key_id)).value();
  REQUIRE(rotate_issuer_key(season.works, "C01", kPassphrase));
  REQUIRE(cut_issuer_key(season.works, stolen, season.lot.leaf_index, "mất máy"));
  REQUIRE(sign_trust_list(season.works, season.world.folder / "roots", kPassphrase));
  REQUIRE(season.works.refresh_trust());
  CHECK(season.checked(before) == "credential_key_unknown");
  const auto document = cooperative_did_document(season.works.trust(), "tg.example.vn", "C01");
  REQUIRE(document);
  CHECK_FALSE(says(dump(*document), to_hex(season.lot.key_id)));
  // The new key signs the old key's lists too.
  const auto lists = publish_status_lists(season.works, "C01", std::string(kPassphrase));
  REQUIRE_MESSAGE(lists, code_of(lists));
  CHECK(lists->size() == 8);
  CHECK(season.checked(season.text(season.order(TraceFileKind::untp_passport))) ==
        "credential_revoked");
}

TEST_CASE("what may not be signed is refused by name") {
  Season season;
  TraceFileOrder wrong = season.order(TraceFileKind::untp_passport);
  wrong.passphrase = std::string("sai mật khẩu");
  CHECK(season.refusal(wrong) == "key_passphrase_wrong");
  TraceFileOrder nothing = season.order(TraceFileKind::untp_passport);
  nothing.lot.clear();
  CHECK(season.refusal(nothing) == "trace_file_needs_lot");
  nothing.lot = "TH-1";
  CHECK(season.refusal(nothing) == "trace_file_needs_issued_lot");
  CHECK(code_of(publish_status_lists(season.works, "C99", std::string(kPassphrase))) ==
        "cooperative_unknown");
  for (const unsigned days : {0u, 366u})
    CHECK(code_of(publish_status_lists(season.works, "C01", std::string(kPassphrase), days)) ==
          "status_days_invalid");
  LotDraft draft = season.world.draft();
  const Lot untold = issue_lot(season.works, draft, kPassphrase).value().lot;
  TraceFileOrder events = season.order(TraceFileKind::untp_events);
  events.lot = untold.short_code.printed();
  CHECK(season.refusal(events) == "credential_no_events");
  Lot trial = season.lot;
  trial.test = true;
  CHECK(code_of(check_credential_lot(season.works, trial)) == "credential_of_test_lot");
}

TEST_CASE("what is published is found by its address, and by no other") {
  Season season;
  season.drop_example_certificates();
  season.certify("K900", "01/12/2025", "25/11/2026");
  const auto published = publish_credentials(season.works, season.lot.short_code.text(),
                                             std::string(kPassphrase), Language::vi);
  REQUIRE_MESSAGE(published, code_of(published));
  CHECK(published->files.size() == 10);  // three credentials and two lists, in two forms
  const auto addresses = published_addresses(season.works.folder(), season.lot);
  REQUIRE(addresses.size() == 3);
  for (const PublishedAddress& each : addresses)
    for (const TraceFormat form : {TraceFormat::jwt, TraceFormat::json}) {
      const auto text = published_credential(season.works.folder(), each.address, form);
      REQUIRE_MESSAGE(text, each.address);
      CHECK(season.checked(*text) == "ok");
      CHECK(read_secured_credential(*text).value().content["id"] ==
            "https://tg.example.vn" + each.address);
    }
  const std::string root =
      "/credentials/" + season.lot.gtin.digits() + "/" + season.lot.code.text() + "/";
  for (const std::string& other : std::initializer_list<std::string>{
           root, root + "untp-passport/x", root + "../../../temgoc", root + "untp-conformity-",
           root + "untp-conformity-../x", root + "untp-passport%00", std::string("/credentials"),
           std::string("/credentials/status/a1b2c3d4/secret"),
           "/credentials/status/" + to_hex(season.lot.key_id) + "/../revocation",
           "/credentials/status/..//revocation", std::string("/keys/x/y")})
    CHECK_MESSAGE(!published_credential(season.works.folder(), other, TraceFormat::jwt), other);
  // After its end the certificate's credential goes with the next publication.
  season.world.now += std::chrono::days(3);
  const auto again = publish_credentials(season.works, season.lot.short_code.text(),
                                         std::string(kPassphrase), Language::vi);
  REQUIRE(again);
  CHECK(again->removed == 2);
  CHECK(published_addresses(season.works.folder(), season.lot).size() == 2);
  CHECK(withdraw_credentials(season.works, season.lot.short_code.text()).value() == 4);
  CHECK(published_addresses(season.works.folder(), season.lot).empty());
  CHECK(withdraw_credentials(season.works, season.lot.short_code.text()).value() == 0);
}

TEST_CASE("a list that ends, or does not tell of a recall yet, is known") {
  Season season;
  const auto states = [&] {
    return status_list_states(season.works.registry(), season.works.folder(), season.works.today());
  };
  CHECK(states().empty());
  REQUIRE(publish_status_lists(season.works, "C01", std::string(kPassphrase), 5));
  REQUIRE(states().size() == 2);
  CHECK(states()[0].cooperative_id == "C01");
  CHECK(states()[0].valid_until == season.world.now + std::chrono::days(5));
  CHECK_FALSE(states()[0].behind);
  REQUIRE(recall_lot(season.works, season.lot,
                     {.scope = Recall::Scope::lot,
                      .reason = "nhiễm khuẩn",
                      .instruction = "",
                      .since = vietnam_day(season.world.now)}));
  CHECK(std::ranges::count_if(states(), [](const auto& each) { return each.behind; }) == 1);
  REQUIRE(publish_status_lists(season.works, "C01", std::string(kPassphrase), 5));
  CHECK(std::ranges::none_of(states(), [](const auto& each) { return each.behind; }));
}

TEST_CASE("signing stands in the journal, with who did it") {
  Season season;
  season.text(season.order(TraceFileKind::untp_passport));
  const auto acts = season.works.registry().acts({.limit = 1});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].act.kind == "credential_signed");
  CHECK(acts[0].act.args.at("kind") == "untp-passport");
}

TEST_CASE("EN 18223: the envelope, both representations, and a recall") {
  Season season;
  const auto passport = [&](bool full) {
    return digital_product_passport(season.works.registry(), season.lot, season.works.today(), full)
        .value();
  };
  const Json full = passport(true), compressed = passport(false);
  for (const char* needed :
       {"digitalProductPassportId", "uniqueProductIdentifier", "granularity", "dppSchemaVersion",
        "dppStatus", "lastUpdated", "economicOperatorId"}) {
    REQUIRE(full.contains(needed));
    CHECK(full[needed] == compressed[needed]);
  }
  CHECK(full["granularity"] == "batch");
  CHECK(full["dppStatus"] == "active");
  CHECK(compressed["hasBatchLotNumber"] == season.lot.code.text());
  CHECK(compressed["hasActiveRecall"] == false);
  std::set<std::string> ids;
  for (const Json& each : full["elements"]) {
    const std::string id = each["elementId"];
    CHECK(ids.insert(id).second);
    CHECK(compressed.contains(id));
    CHECK(each.contains("objectType"));
  }
  season.world.now += std::chrono::hours(1);
  REQUIRE(recall_lot(season.works, season.lot,
                     {.scope = Recall::Scope::lot,
                      .reason = "nhiễm khuẩn",
                      .instruction = "",
                      .since = vietnam_day(season.world.now)}));
  const Json recalled = passport(false);
  CHECK(recalled["dppStatus"] == "inactive");
  CHECK(recalled["hasActiveRecall"] == true);
  CHECK(recalled["lastUpdated"] > compressed["lastUpdated"]);
  Lot test_lot = season.lot;
  test_lot.test = true;
  CHECK_FALSE(
      digital_product_passport(season.works.registry(), test_lot, season.works.today(), false));
}
