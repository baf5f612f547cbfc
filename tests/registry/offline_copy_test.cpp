#include <doctest/doctest.h>

#include "scratch_registry.h"
#include "temgoc/registry/registry_audit.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const Instant kRecalledAt = instant("2026-11-30T01:02:03.004Z");
}  // namespace

TEST_CASE("every lot comes once, in order of its numbers, with what was printed of it") {
  ScratchRegistry scratch;
  const Lot first = issued(scratch.registry);
  const Lot second = issued(scratch.registry);
  const PrintJob first_job = printed(scratch.registry, first, CodeKind::item_seal, 3);
  printed(scratch.registry, second, CodeKind::lot_seal, 9);
  const PrintJob second_job = printed(scratch.registry, first, CodeKind::item_seal, 4);
  const PrintJob links = printed(scratch.registry, second, CodeKind::item_link, 2);
  REQUIRE(scratch.registry.add_reprint(reprint_of(first_job, 1, 2)));
  const PrintJob more_links = printed(scratch.registry, second, CodeKind::item_link, 1);
  std::vector<Lot> lots;
  std::vector<LabelsPrinted> labels;
  scratch.registry.each_lot([&](const Lot& lot, const LabelsPrinted& out) {
    lots.push_back(lot);
    labels.push_back(out);
  });
  REQUIRE(lots.size() == 2);
  CHECK(lots[0].issue_number == 1);
  CHECK(lots[0].code == first.code);
  CHECK(lots[0].short_code == first.short_code);
  CHECK(lots[0].seal == first.seal);
  CHECK(lots[0].key_id == kKey);
  CHECK(lots[1].leaf_index == second.leaf_index);
  REQUIRE(labels[0].sealed.size() == 2);
  CHECK(labels[0].sealed[0].last == 3);
  CHECK(labels[0].sealed[1].last == 7);
  CHECK(labels[0].sealed[0].leaf_index == first_job.leaf_index);
  CHECK(labels[0].sealed[1].leaf_index == second_job.leaf_index);
  CHECK_FALSE(labels[0].listed);
  CHECK(labels[1].sealed.empty());
  REQUIRE(labels[1].listed);
  CHECK(labels[1].listed->first_at == instant("2026-11-24T03:00:00.000Z"));
  CHECK(labels[1].listed->first_leaf_index == links.leaf_index);
  CHECK(labels[1].listed->last_leaf_index == more_links.leaf_index);
}

TEST_CASE("listed serials, recalls and voids come with what they belong to") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const PrintJob links = printed(scratch.registry, lot, CodeKind::item_link, 2);
  const Serial voided = scratch.registry.listed_serials(links.id).front();
  REQUIRE(scratch.registry.add_void(lot.id, {.listed_serial = voided.text(), .reason = "hỏng"}));
  const Recall recall{Recall::Scope::lot, "dư lượng", "trả lại", day("2026-11-30")};
  REQUIRE(scratch.registry.add_recall(recall, std::to_string(lot.id), kRecalledAt));
  Recall all = recall;
  all.scope = Recall::Scope::cooperative;
  REQUIRE(scratch.registry.add_recall(all, "C90", Instant{}));

  std::size_t serials = 0;
  scratch.registry.each_listed_serial([&](const ListedSerial& each) {
    CHECK(each.lot == lot.code);
    CHECK(each.realm == kRealm);
    ++serials;
  });
  CHECK(serials == 2);
  const auto recalls = scratch.registry.recalls();
  REQUIRE(recalls.size() == 2);
  REQUIRE(recalls[0].lot);
  CHECK(recalls[0].lot->key_id == kKey);
  CHECK(recalls[0].lot->issue_number == lot.issue_number);
  CHECK(recalls[0].recall.instruction == "trả lại");
  CHECK_FALSE(recalls[1].lot);
  CHECK(recalls[1].subject == "C90");
  CHECK(recalls[0].at == kRecalledAt);
  const auto voids = scratch.registry.voids();
  REQUIRE(voids.size() == 1);
  CHECK(voids[0].voided.listed_serial == voided.text());
  CHECK(voids[0].lot.issue_number == lot.issue_number);
}

TEST_CASE("a bundle is on record with its log entry, which names its own number") {
  ScratchRegistry scratch;
  issued(scratch.registry);
  CHECK_THROWS_AS(scratch.registry.add_bundle(kRealm, kRecalledAt, Digest{}), std::logic_error);
  FactEntries entries;
  entries.bundle = [](std::string_view realm, Instant at, std::uint64_t index,
                      const Digest& facts) {
    return std::string(realm) + " " + to_iso(at) + " " + std::to_string(index) + " " +
           to_hex(facts);
  };
  scratch.registry.log_facts_with(entries);
  Digest facts{};
  facts.fill(0xAB);
  const std::uint64_t size = scratch.registry.log_size(kRealm);
  CHECK(scratch.registry.add_bundle(kRealm, kRecalledAt, facts) == size);
  const std::string entry = std::string(kRealm) + " 2026-11-30T01:02:03.004Z " +
                            std::to_string(size) + " " + to_hex(facts);
  CHECK(scratch.registry.log_entries(kRealm, size, 9) == std::vector<std::string>{entry});
  // A realm that has issued nothing has a log all the same.
  CHECK(scratch.registry.add_bundle("new.example", kRecalledAt, facts) == 0);
  std::vector<std::string> realms;
  RegistryAudit::open(scratch.path)
      .value()
      .each_bundle([&](const std::optional<RegistryAudit::BundleRow>& row) {
        REQUIRE(row);
        CHECK(row->facts == facts);
        CHECK(row->made_at == kRecalledAt);
        realms.push_back(row->realm + " " + std::to_string(row->leaf_index));
      });
  CHECK(realms == std::vector<std::string>{std::string(kRealm) + " " + std::to_string(size),
                                           "new.example 0"});
}

TEST_CASE("what is read at one moment does not see a later writer") {
  ScratchRegistry scratch;
  issued(scratch.registry);
  Registry other = opened(scratch.path);
  const auto count = [&] {
    std::size_t lots = 0;
    scratch.registry.each_lot([&](const Lot&, const LabelsPrinted&) { ++lots; });
    return lots;
  };
  scratch.registry.at_one_moment([&] {
    CHECK(count() == 1);
    issued(other);
    CHECK(count() == 1);
  });
  CHECK(count() == 2);
}
