#include <doctest/doctest.h>

#include <fstream>

#include "support.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/log/log_salvage.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

// A log of 600 entries whose checkpoint looks signed.
struct Published {
  TestFolder folder;
  std::vector<std::string> entries = test_entries(0, 600);
  std::string note;
  Published() {
    auto log = TileLog::open(folder.path(), kOrigin).value();
    REQUIRE(log.append(0, entries).has_value());
    note = checkpoint_text(kOrigin, log.head()) + "\n— x AAAAAAAA\n";
    log.publish(note);
  }
  std::vector<std::string> salvaged(SalvagedLog& log) const {
    std::vector<std::string> read;
    log = salvage_log(folder.path(),
                      [&](std::uint64_t, std::string_view entry) { read.emplace_back(entry); });
    return read;
  }
};

}  // namespace

TEST_CASE("entries are read from the bundles alone, and hash to the signed root") {
  const Published published;
  for (const char* each : {"0", "1"}) fs::remove_all(published.folder.path() / "tile" / each);
  SalvagedLog log;
  CHECK(published.salvaged(log) == published.entries);
  CHECK(log.root_agrees);
  CHECK(log.entries == 600);
}

TEST_CASE("a missing or altered bundle is seen by the root") {
  Published published;
  const fs::path bundle = published.folder.path() / "tile" / "entries" / "001";
  SUBCASE("missing") {
    fs::remove(bundle);
    SalvagedLog log;
    CHECK(published.salvaged(log).size() == 256);
    CHECK(!log.root_agrees);
  }
  SUBCASE("altered") {
    std::string content = read_file(bundle, 1 << 20).value();
    content[10] ^= 1;
    std::ofstream(bundle, std::ios::binary) << content;
    SalvagedLog log;
    published.salvaged(log);
    CHECK(!log.root_agrees);
  }
}

TEST_CASE("a log built anew from its entries is the same log under the same checkpoint") {
  const Published published;
  const TestFolder made;
  const auto read = [&](std::uint64_t from, std::size_t limit) {
    const std::uint64_t end = std::min<std::uint64_t>(published.entries.size(), from + limit);
    return std::vector<std::string>(published.entries.begin() + static_cast<long>(from),
                                    published.entries.begin() + static_cast<long>(end));
  };
  REQUIRE(rebuild_log(made.path(), kOrigin, read, published.note).has_value());
  const auto log = TileLog::open(made.path(), kOrigin).value();
  CHECK(log.checkpoint_note() == published.note);
  CHECK(log.head().size == 600);
  CHECK(rebuild_log(made.path(), kOrigin, read, {}).error().code == "log_unreadable");
}

TEST_CASE("entries of facts tell what they say in the clear") {
  const Day since = parse_day("2026-11-24", "").value();
  const Instant at = parse_instant("2026-11-24T02:00:00.000Z").value();
  const auto recall =
      parse_recall_leaf(recall_leaf("r.vn", {Recall::Scope::product, "x", "y", since}, "SP-1", at));
  REQUIRE(recall);
  CHECK((recall->scope == Recall::Scope::product && recall->subject == "SP-1" &&
         recall->since == since));
  const std::string of_lot = recall_leaf("r.vn", {Recall::Scope::lot, "x", "y", since}, "12", at);
  CHECK(parse_recall_leaf(of_lot)->subject == "12");
  for (const char* no_lot : {"12x", "-1", "", "SP-1", "99999999999999999999"}) {
    CAPTURE(no_lot);
    CHECK(
        !parse_recall_leaf(recall_leaf("r.vn", {Recall::Scope::lot, "x", "y", since}, no_lot, at)));
  }
  const auto voided = parse_void_leaf(void_leaf("r.vn", 7, {3, 5, "", "x", at, "y"}));
  REQUIRE(voided);
  CHECK((voided->lot_leaf_index == 7 && voided->first == 3 && voided->last == 5));
  const auto cancelled = parse_lot_cancel_leaf(lot_cancel_leaf("r.vn", 7, {"x", at, "y"}));
  REQUIRE(cancelled);
  CHECK((cancelled->realm == "r.vn" && cancelled->lot_leaf_index == 7));
  CHECK(!parse_lot_cancel_leaf("temgoc-lot-cancel/v1\nr.vn\n07\n" + std::string(64, 'a') + "\n"));
  CHECK(!parse_lot_cancel_leaf("temgoc-lot-cancel/v1\nr.vn\n7\nx\n"));
  const auto key = parse_key_leaf(
      key_leaf("r.vn", KeyId{1, 2, 3, 4}, {KeyStatus::cut, 9, std::nullopt, "x", at}));
  REQUIRE(key);
  CHECK((key->status == KeyStatus::cut && key->cut_at == 9 && key->key == KeyId{1, 2, 3, 4}));
  const auto record = parse_record_leaf(record_leaf("r.vn", "product", "SP-1", 2, "{}", at));
  REQUIRE(record);
  CHECK((record->kind == "product" && record->version == 2));
  const auto link = parse_link_leaf(link_leaf("r.vn", 4, "", at));
  REQUIRE(link);
  CHECK((link->removed && link->id == 4 && link->at == at));
  const std::string added = link_leaf("r.vn", 4, "{}", at);
  CHECK(parse_link_leaf(added));
  const std::string digest = to_hex(sha256(as_bytes("{}")));
  std::string without = added;
  without.erase(without.find(digest), digest.size());
  CHECK(!parse_link_leaf(without));
  CHECK(!parse_link_leaf("temgoc-link/v1\nr.vn\n4\nremoved\n" + digest + "\n" + to_iso(at) + "\n"));
  for (const bool roots : {false, true}) {
    const char* kind = roots ? "roots" : "trust_list";
    const auto trust = parse_trust_leaf(trust_leaf("r.vn", kind, 7, digest, at));
    REQUIRE(trust);
    CHECK((trust->realm == "r.vn" && trust->roots == roots && trust->version == 7));
    CHECK(!parse_trust_leaf(trust_leaf("r.vn", kind, 0, digest, at)));
    CHECK(!parse_trust_leaf(trust_leaf("r.vn", kind, 7, "x", at)));
  }
  CHECK(!parse_trust_leaf(trust_leaf("r.vn", "list", 7, digest, at)));
  const RestoreLeaf restore{"r.vn", 5, 9, true, 12, at, at};
  const auto read = parse_restore_leaf(restore_leaf(restore));
  REQUIRE(read);
  CHECK((read->first == 5 && read->end == 9 && read->log_lost && read->published == 12));
  for (const std::string& entry : {std::string(), std::string("temgoc-restore/v1\n"),
                                   restore_leaf({"r.vn", 9, 5, false, 0, at, at})}) {
    CHECK(!parse_restore_leaf(entry));
    CHECK(!parse_recall_leaf(entry));
    CHECK(!parse_void_leaf(entry));
    CHECK(!parse_lot_cancel_leaf(entry));
    CHECK(!parse_key_leaf(entry));
    CHECK(!parse_record_leaf(entry));
    CHECK(!parse_link_leaf(entry));
  }
}
