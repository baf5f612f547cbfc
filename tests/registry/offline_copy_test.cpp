#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("every lot comes once, in order of its numbers, with what was printed of it") {
  ScratchRegistry scratch;
  const Lot first = issued(scratch.registry);
  const Lot second = issued(scratch.registry);
  printed(scratch.registry, first, CodeKind::item_seal, 3);
  printed(scratch.registry, first, CodeKind::item_seal, 4);
  printed(scratch.registry, second, CodeKind::item_link, 2);
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
  CHECK(labels[0].last_serial == 7);
  CHECK_FALSE(labels[0].first_links_at);
  CHECK(labels[1].last_serial == 0);
  CHECK(labels[1].first_links_at == instant("2026-11-24T03:00:00.000Z"));
}

TEST_CASE("listed serials, recalls and voids come with what they belong to") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const PrintJob links = printed(scratch.registry, lot, CodeKind::item_link, 2);
  const Serial voided = scratch.registry.listed_serials(links.id).front();
  REQUIRE(scratch.registry.add_void(lot.id, {.listed_serial = voided.text(), .reason = "hỏng"}));
  const Recall recall{Recall::Scope::lot, "dư lượng", "trả lại", day("2026-11-30")};
  REQUIRE(scratch.registry.add_recall(recall, std::to_string(lot.id), Instant{}));
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
  const auto voids = scratch.registry.voids();
  REQUIRE(voids.size() == 1);
  CHECK(voids[0].voided.listed_serial == voided.text());
  CHECK(voids[0].lot.issue_number == lot.issue_number);
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
