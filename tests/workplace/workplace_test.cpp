// A workplace made in memory's clock: issuing, trust scope, byte-for-byte repetition.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "registry/database.h"
#include "support/world.h"
#include "temgoc/base/files.h"
#include "temgoc/import/import.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/printing/printing.h"
#include "temgoc/workplace/site.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
using namespace temgoc::test;
namespace fs = std::filesystem;

TEST_CASE("the same world issues the same seal and prints the same bytes") {
  std::vector<std::string> urls;
  std::vector<std::string> files;
  for (int round = 0; round < 2; ++round) {
    World world;
    Workplace workplace = world.made();
    const auto issued = issue_lot(workplace, world.draft(), kPassphrase);
    REQUIRE(issued.has_value());
    PrintOrder order{.template_id = "roll-60x40-seal", .count = 2, .kind = CodeKind::item_seal};
    const auto printed = print_lot_labels(workplace, issued->lot, order, kPassphrase);
    REQUIRE(printed.has_value());
    urls.push_back(issued->url);
    files.push_back(read_file(printed->files.front(), 1 << 24).value());
  }
  CHECK(urls[0] == urls[1]);
  CHECK(files[0] == files[1]);
}

TEST_CASE("a product registered after the trust list was signed waits for the next one") {
  World world;
  Workplace workplace = world.made();
  Product late = workplace.registry().product(kFish).value();
  late.id = "P99";
  late.gtin = Gtin::parse("8938501234568").value();
  REQUIRE(workplace.registry().store(late, world.now, false).has_value());
  LotDraft draft = world.draft();
  draft.gtin = late.gtin;
  CHECK(code_of(issue_lot(workplace, draft, kPassphrase)) == "gtin_out_of_scope");
  REQUIRE(sign_trust_list(workplace, world.folder / "roots", kPassphrase).has_value());
  CHECK(code_of(issue_lot(workplace, draft, kPassphrase)) == "ok");
}

TEST_CASE(
    "the certification in force on the packing day is recorded with the lot, whatever happens to "
    "it later") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(new_issuer_key(workplace, "C90", kPassphrase).has_value());
  REQUIRE(sign_trust_list(workplace, world.folder / "roots", kPassphrase).has_value());
  LotDraft draft = world.draft();
  draft.gtin = Gtin::parse("2990001000315").value();
  const auto issued = issue_lot(workplace, draft, kPassphrase);
  REQUIRE(issued.has_value());
  Certification certification = workplace.registry().certification("K30").value();
  certification.events.push_back(
      {CertificationEvent::Kind::withdrawn, VagueDate::exact(vietnam_day(world.now)), "thử"});
  REQUIRE(workplace.registry().store(certification, world.now, true).has_value());
  const auto lot = find_lot(workplace, "2990001000315", issued->lot.code.text());
  const Json record = parse_json(lot->record).value();
  const auto ocop = std::ranges::find_if(record["certifications"],
                                         [](const Json& each) { return each["id"] == "K30"; });
  REQUIRE(ocop != record["certifications"].end());
  CHECK((*ocop)["in_force_on_packing"] == true);
  CHECK((*ocop)["events"].empty());
  const auto printed =
      print_lot_labels(workplace, *lot, {.template_id = "roll-50x30-seal", .count = 1}, "");
  REQUIRE(printed.has_value());
}

TEST_CASE(
    "two lots of one product on one day get the next code, and a code given by hand is stepped "
    "over") {
  World world;
  Workplace workplace = world.made();
  LotDraft by_hand = world.draft();
  by_hand.code = LotCode::parse("261124-01").value();
  CHECK(issue_lot(workplace, by_hand, kPassphrase)->lot.code.text() == "261124-01");
  CHECK(issue_lot(workplace, world.draft(), kPassphrase)->lot.code.text() == "261124-02");
  by_hand.code = LotCode::parse("261124-03").value();
  CHECK(issue_lot(workplace, by_hand, kPassphrase)->lot.code.text() == "261124-03");
  CHECK(issue_lot(workplace, world.draft(), kPassphrase)->lot.code.text() == "261124-04");
}

TEST_CASE("a site that is open follows the roots when they change, and believes the new list") {
  World world;
  Workplace workplace = world.made();
  auto site = Site::open(world.folder / "works", world.clock());
  REQUIRE(site.has_value());
  const auto made = new_root_key(world.folder / "new-root", kPassphrase, world.random());
  REQUIRE(made.has_value());
  REQUIRE(draft_roots(workplace, {.add = {{"new", made->key}}, .remove = {"1"}}).has_value());
  std::vector<RootKeyFile> keys{{made->path, kPassphrase}};
  for (const auto& path : find_root_keys(world.folder / "roots", workplace.roots()))
    keys.push_back({path, kPassphrase});
  REQUIRE(keys.size() == 2);
  REQUIRE(sign_together(workplace, RootPaper::roots, keys)->in_force);
  CHECK(workplace.roots().version == 1);
  CHECK(code_of(sign_together(workplace, RootPaper::trust_list, keys)) == "root_key_foreign");
  REQUIRE(sign_together(workplace, RootPaper::trust_list, std::span(keys).first(1))->in_force);
  CHECK(workplace.roots().version == 2);
  CHECK(code_of(Workplace::open(world.folder / "works", {}, world.clock(), world.random())) ==
        "ok");
  world.now += std::chrono::seconds(1);
  site->refresh();
  CHECK(site->trust().list().version == workplace.trust().list().version);
}

TEST_CASE("test lots freeze no host, real lots do") {
  World world;
  Workplace workplace = world.made();
  CHECK(workplace.registry().hosts_on_labels().empty());
  REQUIRE(issue_lot(workplace, world.draft(), kPassphrase).has_value());
  CHECK(workplace.registry().hosts_on_labels() == std::vector<std::string>{"tg.example.vn"});
}

TEST_CASE("a key file that holds another key signs nothing") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(new_issuer_key(workplace, "C90", kPassphrase).has_value());
  std::vector<fs::path> files;
  for (const IssuerKeyRecord& key : workplace.registry().keys()) {
    if (key.cooperative_id == "C90" || key.cooperative_id == "C01")
      files.push_back(workplace.key_path(key.id));
    if (key.cooperative_id == "C01") std::swap(files.front(), files.back());
  }
  fs::copy_file(files[1], files[0], fs::copy_options::overwrite_existing);
  CHECK(code_of(issue_lot(workplace, world.draft(), kPassphrase)) == "key_file_wrong");
  CHECK(workplace.registry().lots({}).empty());
}

TEST_CASE(
    "what labels carry stays in scope: neither the product's GTIN nor its cooperative can change "
    "under them") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(issue_lot(workplace, world.draft(), kPassphrase).has_value());
  Product product = workplace.registry().product(kFish).value();
  const Gtin before = product.gtin;
  product.gtin = Gtin::parse("8938501234568").value();
  CHECK(code_of(workplace.registry().store(product, world.now, true)) == "product_on_labels");
  product.gtin = before;
  product.cooperative_id = "C90";
  CHECK(code_of(workplace.registry().store(product, world.now, true)) == "product_on_labels");
  CHECK(workplace.registry().gtins_on_labels("C01") == std::vector<Gtin>{kFish});
}

TEST_CASE(
    "a lost log and an unsigned checkpoint are noticed when the workplace opens, and an old trust "
    "list that was put back gives way to the one in force") {
  World world;
  const fs::path works = world.folder / "works";
  {
    Workplace workplace = world.made();
    REQUIRE(issue_lot(workplace, world.draft(), kPassphrase).has_value());
  }
  const auto opened = [&] {
    return code_of(Workplace::open(works, {}, world.clock(), world.random()));
  };
  REQUIRE(opened() == "ok");
  fs::rename(works / "log", works / "log-kept");
  CHECK(opened() == "log_missing");
  fs::remove_all(works / "log");
  fs::rename(works / "log-kept", works / "log");
  CHECK(opened() == "ok");

  const std::string checkpoint = read_file(works / "log/checkpoint", 4096).value();
  std::string altered = checkpoint;
  const std::size_t signature = altered.rfind(' ') + 10;
  altered[signature] = altered[signature] == 'A' ? 'B' : 'A';
  write_file(works / "log/checkpoint", as_bytes(altered));
  CHECK(opened() == "log_checkpoint_unsigned");
  write_file(works / "log/checkpoint", as_bytes(checkpoint));

  const std::string old_list = read_file(works / "trust/trust_list", 1 << 20).value();
  {
    auto workplace = Workplace::open(works, {}, world.clock(), world.random());
    REQUIRE(sign_trust_list(*workplace, world.folder / "roots", kPassphrase).has_value());
  }
  const std::string new_list = read_file(works / "trust/trust_list", 1 << 20).value();
  write_file(works / "trust/trust_list", as_bytes(old_list));
  CHECK(opened() == "ok");
  CHECK(read_file(works / "trust/trust_list", 1 << 20).value() == new_list);
}

TEST_CASE("a print that fails after its job is on record leaves no serial that counts as issued") {
  World world;
  Workplace workplace = world.made();
  const Lot lot = issue_lot(workplace, world.draft(), kPassphrase)->lot;
  PrintOrder order{.template_id = "roll-60x40-seal", .count = 5, .kind = CodeKind::item_seal};
  order.out = world.folder / "big.pdf";
  // The file cannot take its name, since a folder has it by then.
  const auto in_the_way = [&](const PrintProgress&) { fs::create_directory(order.out); };
  std::string code;
  try {
    code = code_of(print_lot_labels(workplace, lot, order, kPassphrase, in_the_way));
  } catch (const SystemFailure& failure) {
    code = failure.error().code;
  }
  CHECK(code == "print_unfinished");
  CHECK(fs::is_empty(order.out));
  const auto facts =
      workplace.registry().facts(lot.realm, lot.gtin, lot.code, Serial::sealed(1), world.now);
  CHECK(facts.serial == SerialState::voided);
}

TEST_CASE("what furnishes a new workplace is made with it, or nothing is made at all") {
  World world;
  const auto request = [&](const std::function<Result<void>(Workplace&)>& furnish) {
    InitRequest made{world.works(), "ocop.example.vn", {}, world.folder / "roots", kPassphrase};
    made.furnish = [furnish](Workplace& workplace, const fs::path& root_keys) -> Result<void> {
      CHECK(fs::exists(root_keys / "roots"));
      return furnish(workplace);
    };
    return made;
  };
  const auto store = [&](Workplace& workplace) -> Result<void> {
    Cooperative cooperative;
    cooperative.id = "C01", cooperative.name = "HTX Mẫu";
    auto stored = workplace.registry().store(cooperative, world.now, false);
    return stored ? Result<void>() : stored.error();
  };
  fs::create_directories(world.works());
  const auto refused = Workplace::init(request([&](Workplace& workplace) -> Result<void> {
                                         REQUIRE(store(workplace).has_value());
                                         return Error{"cooperative_unknown", "cooperative", "x"};
                                       }),
                                       world.clock(), world.random());
  CHECK(code_of(refused) == "cooperative_unknown");
  CHECK(fs::is_empty(world.works()));
  CHECK_FALSE(fs::exists(world.folder / "roots"));
  const auto made = Workplace::init(request(store), world.clock(), world.random());
  REQUIRE(made.has_value());
  CHECK(made->registry().cooperative("C01").has_value());
}

TEST_CASE("a workplace whose parts were getting their names is finished, wherever it was killed") {
  World whole;
  whole.made();
  const std::vector<std::string> parts{
      "label_templates", "labels", "log", "log-test", "trust", "keys", "registry.sqlite"};
  for (std::size_t moved = 0; moved <= parts.size(); ++moved) {
    CAPTURE(moved);
    World world;
    const fs::path leaving =
        world.works() / ".works.init-2147483646";  // no process has that number
    fs::create_directories(world.works());
    fs::copy(whole.works(), leaving, fs::copy_options::recursive);
    fs::copy(whole.folder / "roots", world.folder / "roots", fs::copy_options::recursive);
    for (std::size_t part = 0; part < moved; ++part)
      fs::rename(leaving / parts[part], world.works() / parts[part]);
    Workplace::clear_killed_init(world.works(), world.folder / "roots");
    // The first two may have stood there before: they say nothing, and the next `init` begins anew.
    const bool begun = moved > 2;
    CHECK(code_of(Workplace::open(world.works(), {}, world.clock(), world.random())) ==
          (begun ? "ok" : "workplace_not_found"));
    CHECK_FALSE(fs::exists(leaving));
    CHECK(fs::exists(world.folder / "roots") == begun);
    if (begun) continue;
    const auto made =
        Workplace::init({world.works(), "ocop.example.vn", {}, world.folder / "roots", kPassphrase},
                        world.clock(), world.random());
    CHECK(code_of(made) == "ok");
  }
}

TEST_CASE("a list that names a key covers the GTINs that are given out after it") {
  World world;
  Workplace workplace = world.made();
  REQUIRE(new_issuer_key(workplace, "C90", kPassphrase).has_value());
  const auto list = sign_trust_list(workplace, world.folder / "roots", kPassphrase);
  REQUIRE(list.has_value());
  const auto key = std::ranges::find(list->keys, "C90", &IssuerKey::cooperative_id);
  REQUIRE(key != list->keys.end());
  REQUIRE_FALSE(key->gtin_prefixes.empty());
  for (const std::string& prefix : key->gtin_prefixes) CHECK(prefix.starts_with("29"));
}

TEST_CASE("acts that were recorded together are told once, and not where nothing stands") {
  World world;
  Workplace workplace = world.made();
  const auto told = std::make_shared<std::vector<RecordedAct>>();
  workplace.tell_acts(told);
  const RecordedAct act{"lot_cancelled", {{"lot", "L1"}}, "C01"};
  const auto record_it = [&] {
    return workplace.record([&]() -> Result<RecordedAct> { return act; });
  };
  int tries = 0;
  const auto disturbed = [&]() -> Result<void> {
    REQUIRE(record_it());
    if (++tries == 1) throw sql::ConflictFailure({.code = "registry_busy"});
    return record_it();
  };
  REQUIRE(workplace.record_together(disturbed));
  CHECK(tries == 2);
  CHECK(*told == std::vector{act, act});
  const auto given_up = [&]() -> Result<void> {
    REQUIRE(record_it());
    return Error{.code = "no"};
  };
  CHECK(code_of(workplace.record_together(given_up)) == "no");
  const auto failed = [&]() -> Result<void> {
    REQUIRE(record_it());
    throw SystemFailure(Error{.code = "disk_write_failed"});
  };
  CHECK_THROWS_AS((void)workplace.record_together(failed), SystemFailure);
  CHECK(told->size() == 2);
}
