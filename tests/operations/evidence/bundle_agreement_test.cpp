// The registry and the bundle made of it say the same of every text: headline, reason and all the
// findings beside it. Where the registry knows that a thing was never issued, the bundle may say
// that it is too old to know; nothing else may differ.
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "operations/evidence/bundle_facts.h"
#include "support/test_realm.h"
#include "temgoc/check/check.h"
#include "temgoc/log/log.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
namespace fs = std::filesystem;

const TestRealm kPeople;
const Instant kNow = instant("2026-12-01T03:00:00.000Z");
constexpr const char* kListedMonth = "2026-11-20T03:00:00.000Z";

struct Folder {
  fs::path path = fs::temp_directory_path() / ("temgoc-agreement-" + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
};

// Who seals what: an honest key, a cut one, and the test key.
struct Sealer {
  const TestKey& key;
  std::string realm;
  std::string cooperative_id;
  std::string product_id;
  Gtin gtin;
  std::string host;
};
std::vector<Sealer> sealers() {
  const std::string trial = std::string(kRealm) + "/test";
  return {{kPeople.issuer, kRealm, "C90", "P90", gtin("0299000000001"), kHost},
          {kPeople.cut, kRealm, "C91", "P91", gtin("0299100000001"), kHost},
          {kPeople.other, kRealm, "C92", "P92", gtin("0299200000001"), "dua.example"},
          {kPeople.trial, trial, "C90", "P90", gtin("0299000000001"), std::string(kTestHost)}};
}

struct World {
  Folder folder;
  Registry registry = made();
  std::vector<std::pair<Lot, std::size_t>> lots;  // with its sealer
  std::vector<std::string> texts;
  std::set<std::string> of_one_of_several_jobs;  // of the texts
  std::uint64_t seed = 1;

  Registry made() {
    const fs::path file = folder.path / "registry.sqlite";
    REQUIRE(Registry::create(file));
    return Registry::open(file).value();
  }
  RandomSource random() {
    return [this](std::span<std::uint8_t> bytes) {
      for (auto& byte : bytes) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        byte = static_cast<std::uint8_t>(seed >> 56);
      }
    };
  }
  void fill();
  void issue(std::size_t who, int days_ago, unsigned shelf_life, bool own_code);
  void print(const Lot& lot, CodeKind kind, std::uint32_t labels);
  void add_texts(const Lot& lot, std::size_t who);
  std::string seal(const Claim& claim, const Sealer& by, const std::string& host) const {
    return sealed_uri(host, sealed(claim, by.key, by.realm));
  }
};

void World::fill() {
  for (const Sealer& who : sealers()) {
    if (who.realm != kRealm) continue;
    REQUIRE(registry.store(Cooperative{.id = who.cooperative_id, .name = "HTX Mẫu"}, kNow, false));
    const Product product{.id = who.product_id,
                          .cooperative_id = who.cooperative_id,
                          .name = "Sản phẩm mẫu",
                          .gtin = who.gtin};
    REQUIRE(registry.store(product, kNow, false));
    const Certification certification{.id = "K" + who.product_id,
                                      .cooperative_id = who.cooperative_id,
                                      .product_id = who.product_id,
                                      .scheme = "OCOP",
                                      .level = "4",
                                      .issued = VagueDate::exact(day("2024-05-20"))};
    REQUIRE(registry.store(certification, kNow, false));
  }
  for (const Sealer& who : sealers()) {
    const bool test = who.realm != kRealm;
    REQUIRE(registry.add_key({key_id(who.realm, who.key.public_key), who.key.public_key,
                              test ? "" : who.cooperative_id, who.realm,
                              test ? KeyStatus::test : KeyStatus::active, std::nullopt, kNow}));
  }
}

void World::issue(std::size_t who, int days_ago, unsigned shelf_life, bool own_code) {
  const Sealer by = sealers()[who];
  const Day packed_on = vietnam_day(kNow) - std::chrono::days(days_ago);
  LotRequest request{.realm = by.realm,
                     .key_id = key_id(by.realm, by.key.public_key),
                     .gtin = by.gtin,
                     .packed_on = packed_on};
  if (own_code) request.code = LotCode::parse("LO-" + std::to_string(lots.size())).value();
  const auto make = [&](const LotAllocation& allocation) -> Result<Lot> {
    const LotCode code = request.code.value_or(LotCode::suggest(packed_on, allocation.nth_of_day));
    const SealHeader header{1,
                            0,
                            request.key_id,
                            allocation.issue_number,
                            packed_on,
                            static_cast<std::uint16_t>(shelf_life)};
    const Claim claim{header, by.gtin, code, std::nullopt};
    return Lot{.realm = by.realm,
               .test = by.realm != kRealm,
               .cooperative_id = by.cooperative_id,
               .product_id = by.product_id,
               .gtin = by.gtin,
               .code = code,
               .short_code = allocation.short_code,
               .issue_number = allocation.issue_number,
               .seal = seal_bytes(sealed(claim, by.key, by.realm)),
               .host = by.host,
               .packed_on = packed_on,
               .shelf_life_days = shelf_life,
               .quantity = {1000, "kg"},
               .issued_at = kNow,
               .record = "{}",
               .leaf_index = allocation.leaf_index};
  };
  const auto issued = registry.issue_lot(request, random(), make,
                                         [](const Lot& lot) { return "lot " + lot.code.text(); });
  REQUIRE(issued);
  lots.emplace_back(issued->lot, who);
}

void World::print(const Lot& lot, CodeKind kind, std::uint32_t labels) {
  std::vector<Serial> listed;
  for (std::uint32_t i = 0; kind == CodeKind::item_link && i < labels; ++i)
    listed.push_back(Serial::listed(random()));
  const PrintRequest request{.lot_id = lot.id,
                             .template_id = "t",
                             .template_sha256 = std::string(64, 'a'),
                             .kind = kind,
                             .labels = labels};
  REQUIRE(registry.add_print_job(request, instant(kListedMonth), listed,
                                 [](const PrintJob&) { return std::string("print"); }));
}

void World::add_texts(const Lot& lot, std::size_t who) {
  const Sealer by = sealers()[who];
  Claim claim{decode_header(std::span(lot.seal).first<13>()).value(), lot.gtin, lot.code,
              std::nullopt};
  texts.push_back(seal(claim, by, by.host));
  texts.push_back(seal(claim, by, "nowhere.example"));
  texts.push_back(lot.short_code.text());
  const std::string link =
      "https://" + by.host + "/01/" + lot.gtin.digits() + "/10/" + lot.code.text();
  texts.push_back(link);
  texts.push_back("https://nowhere.example/01/" + lot.gtin.digits() + "/10/" + lot.code.text());
  for (const char* serial :
       {"0000000", "0000001", "0000003", "0000004", "0000099", "17", "ABC", "0123456789ABC"}) {
    Claim item = claim;
    item.serial = Serial::parse(serial).value();
    texts.push_back(seal(item, by, by.host));
    texts.push_back(link + "/21/" + serial);
  }
  const auto jobs = registry.print_jobs(lot.id);
  const bool several = std::ranges::count(jobs, CodeKind::item_link, &PrintJob::kind) > 1;
  for (const PrintJob& job : jobs) {
    for (const Serial& serial : registry.listed_serials(job.id)) {
      for (const std::string& host : {by.host, std::string("nowhere.example")}) {
        texts.push_back("https://" + host + "/01/" + lot.gtin.digits() + "/10/" + lot.code.text() +
                        "/21/" + serial.text());
        if (several) of_one_of_several_jobs.insert(texts.back());
      }
    }
  }
  // What a thief of the key seals: another claim at this number, a number further on, and a
  // forger's.
  Claim other = claim;
  other.lot = LotCode::parse("KHAC").value();
  texts.push_back(seal(other, by, by.host));
  Claim beyond = claim;
  beyond.header.issue_number += 1000;
  texts.push_back(seal(beyond, by, by.host));
  std::string forged = texts.front();
  forged[forged.find("/01/") - 1] = forged[forged.find("/01/") - 1] == '1' ? '2' : '1';
  texts.push_back(forged);
  Claim stranger = claim;
  stranger.header.key_id = key_id(kRealm, kPeople.stranger.public_key);
  texts.push_back(sealed_uri(by.host, sealed(stranger, kPeople.stranger, kRealm)));
}

Bytes bundle_of(const Registry& registry, const TrustList& list) {
  BundleManifest terms;
  terms.realm = kRealm;
  terms.made_at = kNow;
  terms.expires_at = kNow + std::chrono::days(7);
  terms.grace_until = kNow + std::chrono::days(14);
  terms.facts_size = registry.log_size(kRealm);
  BundleWriter writer(terms);
  add_facts(registry, writer);
  add_records(registry, writer);
  const std::string note = kPeople.note(list);
  writer.set_trust_list(note, Trust::open(note, kPeople.roots()).value());
  const BundleManifest& manifest = writer.finish();
  std::vector<Digest> leaves;
  for (const std::string& entry : registry.log_entries(kRealm, 0, terms.facts_size))
    leaves.push_back(leaf_hash(as_bytes(entry)));
  leaves.push_back(leaf_hash(as_bytes(manifest.log_entry())));
  const std::string checkpoint = checkpoint_text(kRealm, tree_head(leaves));
  const std::string text = manifest.text();
  const std::string name = bundle_signer(kRealm);
  return writer.file(
      {text, {note_signature(name, kPeople.bundle.public_key, kPeople.bundle.sign(text))}},
      {signed_note(checkpoint, {{kRealm, kPeople.log}}),
       inclusion_proof(leaves, terms.facts_size)});
}

using Findings = std::vector<std::string>;
Findings findings(const Verdict& verdict) {
  Findings all;
  const auto add = [&all](const Finding& finding) {
    if (finding.headline != Headline::valid)
      all.push_back(to_text(finding.headline) + "/" + finding.reason);
  };
  add(verdict.main);
  for (const Finding& finding : verdict.also) add(finding);
  return all;
}

// What only a younger source can tell, in the registry's words and in the bundle's.
bool is_one_of(const std::string& finding, const Findings& those) {
  return std::ranges::find(those, finding) != those.end();
}

// `of_one_of_several_jobs`: a listed code of a lot of which several jobs printed listed codes.
void compare(const std::string& text, const Verdict& registry, const Verdict& bundle,
             bool of_one_of_several_jobs) {
  static const Findings kNeverIssued{"unknown/never_issued", "unknown/serial_not_issued"};
  static const Findings kTooOld{"cannot_check/newer_than_data", "cannot_check/serial_not_checked"};
  Findings known = findings(registry);
  Findings offline = findings(bundle);
  const auto too_old = std::erase_if(offline, [](const auto& f) { return is_one_of(f, kTooOld); });
  if (too_old > 0) {
    const auto never =
        std::erase_if(known, [](const auto& f) { return is_one_of(f, kNeverIssued); });
    RC_ASSERT(never == too_old);
  }
  // Which of several jobs printed a listed code a bundle does not know, so of a cut key it leaves
  // open what only the job's place in the log decides. Of every other label it has the place.
  if (std::erase(offline, "cannot_check/log_position_unknown") > 0) {
    RC_ASSERT(of_one_of_several_jobs);
    std::erase(known, "unknown/key_cut");
  }
  if (known != offline) RC_LOG() << text << "\n";
  RC_ASSERT(known == offline);
}

CheckContext offline_context(const Trust& trust, const Bundle& bundle) {
  return {trust, facts_from(bundle), kNow, vietnam_day(kNow), {}};
}

CheckContext online_context(const Trust& trust, const Registry& registry) {
  FactSource source;
  source.basis = Basis::registry;
  source.look_up = [&registry](const Scanned& scanned) -> LotFacts {
    if (const auto* sealed = std::get_if<SealedScan>(&scanned))
      return registry.facts(sealed->sealed.claim, kNow);
    if (const auto* link = std::get_if<LinkScan>(&scanned)) {
      const bool test = link->host == kTestHost;
      return registry.facts(std::string(kRealm) + (test ? "/test" : ""), link->gtin, link->lot,
                            link->serial, kNow);
    }
    if (const auto* code = std::get_if<ShortCode>(&scanned)) return registry.facts(*code, kNow);
    return LotFacts{.as_of = kNow};
  };
  return {trust, source, kNow, vietnam_day(kNow), {}};
}

// What happened in a workplace, drawn by lot.
void live(World& world) {
  const int lots = *rc::gen::inRange(1, 7);
  for (int i = 0; i < lots; ++i) {
    world.issue(*rc::gen::inRange<std::size_t>(0, 4), *rc::gen::inRange(0, 60),
                *rc::gen::element(0u, 5u, 180u), *rc::gen::arbitrary<bool>());
  }
  for (const auto& [lot, who] : world.lots) {
    // Most lots keep to one kind of code, so that several jobs of it come about.
    const auto kinds =
        rc::gen::element(CodeKind::lot_seal, CodeKind::item_seal, CodeKind::item_link);
    const CodeKind usual = *kinds;
    const int jobs = *rc::gen::inRange(0, 3);
    for (int job = 0; job < jobs; ++job)
      world.print(lot, *rc::gen::inRange(0, 3) > 0 ? usual : *kinds, 3);
    for (const PrintJob& job : world.registry.print_jobs(lot.id)) {
      if (!*rc::gen::arbitrary<bool>()) continue;
      Void voided{.reason = "in hỏng", .at = kNow};
      if (job.kind == CodeKind::item_link)
        voided.listed_serial = world.registry.listed_serials(job.id).front().text();
      if (job.kind == CodeKind::item_seal) {
        voided.first = job.first_serial;
        voided.last = job.first_serial + 1;
      }
      if (job.kind != CodeKind::lot_seal) REQUIRE(world.registry.add_void(lot.id, voided));
    }
    const int recall = *rc::gen::inRange(0, 8);
    const Recall::Scope scope = static_cast<Recall::Scope>(std::min(recall, 2));
    const std::string subject = scope == Recall::Scope::lot       ? std::to_string(lot.id)
                                : scope == Recall::Scope::product ? lot.product_id
                                                                  : lot.cooperative_id;
    if (recall <= 2)
      REQUIRE(world.registry.add_recall({scope, "dư lượng", "", day("2026-11-30")}, subject, kNow));
  }
}

}  // namespace

TEST_CASE("registry and bundle agree on every text of any workplace") {
  std::set<std::string> met;  // by the bundle, so that no agreement is about nothing
  REQUIRE(rc::check([&met] {
    World world;
    world.seed = *rc::gen::arbitrary<std::uint64_t>();
    REQUIRE(world.registry.transaction([&]() -> Result<void> {
      world.fill();
      live(world);
      return {};
    }));
    for (const auto& [lot, who] : world.lots) world.add_texts(lot, who);
    for (const char* text :
         {"hello", "", "ZZZZ-ZZZZ-5", "https://ocop.example/01/02990000000019/10/X"})
      world.texts.emplace_back(text);

    TrustList list = kPeople.list_with_bundle_key();
    list.keys[2].cut_at = *rc::gen::inRange<std::uint64_t>(0, 12);
    const Trust trust = Trust::open(kPeople.note(list), kPeople.roots()).value();
    const Bundle bundle = Bundle::open(bundle_of(world.registry, list), kPeople.roots()).value();
    const CheckContext online = online_context(trust, world.registry);
    const CheckContext offline = offline_context(trust, bundle);
    for (const std::string& text : world.texts) {
      const Verdict by_bundle = check_label(text, offline);
      compare(text, check_label(text, online), by_bundle,
              world.of_one_of_several_jobs.contains(text));
      if (by_bundle.main.headline == Headline::valid) met.insert("valid/");
      for (const std::string& finding : findings(by_bundle)) met.insert(finding);
    }
  }));
  for (const char* one :
       {"valid/", "forged/bad_signature", "unknown/no_such_key", "unknown/number_conflict",
        "unknown/key_cut", "unknown/serial_not_issued", "unknown/never_issued", "unknown/malformed",
        "recalled/lot_recalled", "recalled/product_recalled", "recalled/cooperative_recalled",
        "wrong_site/host_not_owned", "void/test_key", "void/label_voided", "expired/past_use_by",
        "unsealed/no_seal", "unsealed/typed_code", "cannot_check/newer_than_data",
        "cannot_check/serial_not_checked"}) {
    CAPTURE(std::string(one));
    CHECK(met.contains(one));
  }
}

TEST_CASE("which of several jobs printed a listed code of a cut key the bundle alone leaves open") {
  World world;
  REQUIRE(world.registry.transaction([&]() -> Result<void> {
    world.fill();
    world.issue(1, 3, 180, false);
    const Lot& lot = world.lots.front().first;
    for (const CodeKind kind : {CodeKind::item_link, CodeKind::item_seal, CodeKind::item_link})
      world.print(lot, kind, 2);
    return {};
  }));
  const Lot& lot = world.lots.front().first;
  world.add_texts(lot, 1);
  TrustList list = kPeople.list_with_bundle_key();
  list.keys[2].cut_at = world.registry.log_size(kRealm) - 1;  // the last job's entry
  const Trust trust = Trust::open(kPeople.note(list), kPeople.roots()).value();
  const Bundle bundle = Bundle::open(bundle_of(world.registry, list), kPeople.roots()).value();
  const CheckContext online = online_context(trust, world.registry);
  const CheckContext offline = offline_context(trust, bundle);
  std::size_t open = 0;
  std::set<std::string> known;
  for (const std::string& text : world.texts) {
    const Verdict by_registry = check_label(text, online);
    const Verdict by_bundle = check_label(text, offline);
    compare(text, by_registry, by_bundle, world.of_one_of_several_jobs.contains(text));
    if (by_bundle.main.reason != "log_position_unknown") continue;
    ++open;
    known.insert(to_text(by_registry.main.headline) + "/" + by_registry.main.reason);
  }
  CHECK(open == 4);  // on its own host
  CHECK(known == std::set<std::string>{"valid/", "unknown/key_cut"});
}
