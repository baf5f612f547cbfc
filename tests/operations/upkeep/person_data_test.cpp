// A person asks what is kept of him, and that it go: events and labels stay, the name goes, and the
// log still agrees with the registry.
#include "temgoc/upkeep/person_data.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "registry/raw_sqlite.h"
#include "support/lot_events.h"
#include "temgoc/evidence/transparency.h"
#include "temgoc/exchange/epcis.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/people/people.h"
#include "temgoc/upkeep/backup.h"
#include "temgoc/workplace/site.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kName = "Trần Văn Bưởi";

struct Named {
  World world;
  Workplace works = world.made();
  Accounts accounts = std::move(Accounts::open(accounts_path(world.works())).value());
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;
  std::int64_t harvest = 0;

  Named() {
    REQUIRE(record_partner(works,
                           {.id = "MUA1",
                            .cooperative_id = "C01",
                            .name = "Cửa hàng " + kName,
                            .address = "Ấp 3",
                            .phone = "0911 222 333"},
                           false));
    REQUIRE(record_partner(works,
                           {.id = "MUA1",
                            .cooperative_id = "C01",
                            .name = "Cửa hàng " + kName,
                            .address = "Ấp 4",
                            .phone = "0911 222 333"},
                           true));
    harvest = record_at_k1(works, EventKind::harvest, "22/11/2026", "Cá",
                           {{LotRole::output, "TH-1", "9 kg"}}, [](Event& event) {
                             event.place_id.clear();
                             event.remark = kName + " cân";
                           });
    record_at_k1(works, EventKind::ship, "23/11/2026", "", {{LotRole::handled, "TH-1", "2 kg"}},
                 [](Event& event) {
                   event.place_id.clear();
                   event.partner_id = "MUA1";
                 });
    REQUIRE(settle_own_events(works));
    for (const char* id : {"buoi", "lan"})
      REQUIRE(add_user(works, accounts,
                       {.id = id,
                        .name = id == std::string("lan") ? "Lan" : kName,
                        .role = Role::administrator}));
    works.act_as({"buoi", kName, "administrator", Channel::page});
    SuspicionReport report{
        .number = 1, .label = "x", .message = kName + " bán tem giả", .at = works.now()};
    REQUIRE(works.registry().add_report(report));
    REQUIRE(works.settle_logs());
    works.act_as({"lan", "Lan", "administrator", Channel::page});
  }

  PersonReport found(const std::string& who = kName) {
    auto report = find_person(works, accounts, who);
    REQUIRE_MESSAGE(report, code_of(report));
    return *std::move(report);
  }
  PersonReport erased(const std::string& who = kName) {
    auto report = erase_person(works, accounts, who, found(who).erasable());
    REQUIRE_MESSAGE(report, code_of(report));
    return *std::move(report);
  }
  LogCheck log_check() {
    const Site site = Site::open(world.works(), world.clock()).value();
    return check_log(site, {}).value();
  }
  bool is_in(const fs::path& file, const std::string& text) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    return bytes.find(text) != std::string::npos;
  }
};

// As one would who holds the file and is careful: triggers are put back as they were.
void tamper(const fs::path& file, const std::string& table, const std::string& sql) {
  RawSqlite raw(file);
  std::string drop, restore;
  for (const std::string& name : raw.rows(
           "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table + "'"))
    drop += "DROP TRIGGER " + name + "; ";
  for (const std::string& text : raw.rows(
           "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table + "'"))
    restore += "; " + text;
  raw.rows(drop + sql + restore);
}

std::size_t places_in(const PersonReport& report, const char* table) {
  return static_cast<std::size_t>(
      std::ranges::count(report.places, std::string(table), &PersonTrace::table));
}

}  // namespace

TEST_CASE("every place where a person is named is found, and what stands there is handed out") {
  Named named;
  const PersonReport report = named.found();
  CHECK(places_in(report, "partner") == 2);  // both versions
  CHECK(places_in(report, "event") == 1);
  CHECK(places_in(report, "epcis_event") == 1);
  CHECK(places_in(report, "report") == 1);
  CHECK(places_in(report, "user") == 1);
  CHECK(places_in(named.found("0911 222 333"), "partner") == 2);
  CHECK(places_in(named.found("buoi"), "user") == 1);
  CHECK(named.found("Trần Văn").places.size() == report.places.size());
  // A part of a word is another name.
  CHECK(named.found("Văn Bư").places.empty());
  CHECK(code_of(find_person(named.works, named.accounts, "Vă")) == "person_text_short");
  const Json file = export_person(named.works, named.accounts, kName).value();
  CHECK(file["places"].size() == report.places.size());
  CHECK(dump(file).find("Ấp 3") != std::string::npos);
  const auto acts = named.works.registry().acts({.kind = "person_exported"});
  REQUIRE(acts.size() == 1);
  CHECK(dump(Json(acts[0].act.args)).find("Bưởi") == std::string::npos);
}

TEST_CASE("a name goes from everywhere but the log's hashes, and log and registry still agree") {
  Named named;
  CHECK(named.log_check().sound());
  const PersonReport report = named.erased();
  CHECK(report.erasable() == report.places.size());
  CHECK(named.found().places.empty());
  CHECK(named.found("0911 222 333").places.empty());
  const EventBook book = EventBook::of(named.works.registry());
  CHECK(book.partner("MUA1")->name == kErased);
  CHECK(book.partner("MUA1")->address.empty());
  CHECK(book.partner("MUA1")->salt.empty());
  CHECK(book.event(named.harvest)->event.remark == std::string(kErased) + " cân");
  CHECK(book.event(named.harvest)->event.lots[0].lot.code == "TH-1");
  CHECK_FALSE(named.accounts.user("buoi"));
  CHECK(named.accounts.user("lan"));
  const LogCheck check = named.log_check();
  for (const Error& each : check.differences) MESSAGE(each.code << " " << each.value);
  CHECK(check.sound());
  const auto acts = named.works.registry().acts({.kind = "person_erased"});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].actor.id == "lan");
  // Nor is it left in pages of the file that are free.
  for (const char* file :
       {"registry.sqlite", "registry.sqlite-wal", "console.sqlite", "console.sqlite-wal"})
    CHECK_FALSE(named.is_in(named.world.works() / file, kName));
  // What is recorded afterwards is sound, too, and a second person can go from the same event.
  REQUIRE(record_partner(named.works, {.id = "MUA1", .cooperative_id = "C01", .name = "Chủ mới"},
                         true));
  CHECK(named.log_check().sound());
}

TEST_CASE("an erasure that nobody logged, or that hides something else, is named") {
  Named named;
  named.erased();
  // In a copy, so that nobody has the file open.
  const auto breaks = [&](const std::string& sql) {
    const fs::path copy = named.world.folder / "copy";
    fs::copy(named.world.works(), copy, fs::copy_options::recursive);
    tamper(copy / "registry.sqlite", "erasure",
           "INSERT INTO letting_go VALUES (1); " + sql + "; DELETE FROM letting_go");
    const bool sound = check_log(Site::open(copy, named.world.clock()).value(), {}).value().sound();
    fs::remove_all(copy);
    return !sound;
  };
  CHECK_FALSE(breaks("SELECT 1"));
  CHECK(breaks("UPDATE event SET body = replace(body, '9', '8') WHERE id = " +
               std::to_string(named.harvest)));
  CHECK(breaks("UPDATE partner SET body = replace(body, 'MUA1', 'MUA1') || ' ' WHERE version = 1"));
  CHECK(breaks("DELETE FROM erasure WHERE what = 'event'"));
  CHECK(breaks("UPDATE erasure SET remaining = logged WHERE what = 'partner'"));
  CHECK(
      breaks("INSERT INTO erasure (what, subject, version, nth, logged, remaining, at) SELECT "
             "'event', '2', 1, 1, logged, remaining, at FROM erasure LIMIT 1"));
}

TEST_CASE("what must stay is named with its reason, and so are the files that still hold it") {
  Named named;
  const fs::path backups = named.world.folder / "backups";
  REQUIRE(create_backup(named.works,
                        {.folder = backups, .passphrase = SecretText("một mật khẩu khác hẳn")}));
  Recall recall{.reason = "theo lời " + kName, .instruction = "", .since = named.works.today()};
  REQUIRE(named.works.record([&]() -> Result<RecordedAct> {
    auto added =
        named.works.registry().add_recall(recall, std::to_string(named.lot.id), named.works.now());
    if (!added) return added.error();
    return RecordedAct{};
  }));
  REQUIRE(named.works.settle_logs());
  const PersonReport report = named.erased();
  CHECK(report.places.size() == report.erasable() + 1);
  REQUIRE(report.backups.size() == 1);
  CHECK(report.backups[0].starts_with(backups.string()));
  const PersonReport left = named.found();
  REQUIRE(left.places.size() == 1);
  CHECK(left.places[0].table == "recall");
  CHECK(left.places[0].stays == NameStays::in_log);
  CHECK(named.log_check().sound());
}

TEST_CASE("nothing is erased that was not seen, nor the last administrator") {
  Named named;
  const std::size_t all = named.found().erasable();
  const auto refused = erase_person(named.works, named.accounts, kName, all - 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "erasure_unconfirmed");
  CHECK(refused.error().args.at("count") == std::to_string(all));
  CHECK(named.found().erasable() == all);
  REQUIRE(disable_user(named.works, named.accounts, "lan"));
  CHECK(code_of(erase_person(named.works, named.accounts, kName, named.found().erasable())) ==
        "last_administrator");
  CHECK(named.accounts.user("buoi"));
}
