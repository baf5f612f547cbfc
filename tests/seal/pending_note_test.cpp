#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/seal/pending_note.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const TestKey kOther = TestKey::filled(21);

RootSet two_of_two() {
  return {
      kRealm,
      1,
      2,
      {{kRootName, kTestRealm.root.public_key}, {"ocop.example/vn/root/two", kOther.public_key}}};
}

SignedNote::SignatureLine line_of(const std::string& name, const TestKey& key,
                                  const std::string& text) {
  return note_signature(name, key.public_key, key.sign(text));
}

// A root set signed by its own root and by that of the set before it.
std::string successor(std::uint32_t version, const TestKey& key, const TestKey& before) {
  const std::string name = "ocop.example/vn/root/r";
  const RootSet set{kRealm, version, 1, {{name, key.public_key}}};
  return signed_note(set.text(), {{name, key}, {name, before}});
}

}  // namespace

TEST_CASE("a pending note is carried with no signature, with one, with all") {
  PendingNote note{kTestRealm.list().text(), {}};
  CHECK(PendingNote::parse(note.serialised())->text == note.text);
  CHECK(PendingNote::parse(note.serialised())->signatures.empty());
  note.add(line_of(kRootName, kTestRealm.root, note.text));
  note.add(line_of(kRootName, kTestRealm.root, note.text));
  const auto carried = PendingNote::parse(note.serialised());
  REQUIRE(carried.has_value());
  CHECK(carried->signatures.size() == 1);
  const RootSignatures one = signatures_of(*carried, two_of_two());
  CHECK(one.have == std::vector<std::string>{kRootName});
  CHECK(one.missing == std::vector<std::string>{"ocop.example/vn/root/two"});
  CHECK_FALSE(one.complete());
  note.add(line_of("ocop.example/vn/root/two", kOther, note.text));
  CHECK(signatures_of(note, two_of_two()).complete());
  CHECK(PendingNote::parse("temgoc-trust-list/v1\n{}").error().code == "note_unreadable");
}

TEST_CASE("signatures of copies come together, those of another text do not") {
  PendingNote first{kTestRealm.list().text(), {}};
  PendingNote second = first;
  first.add(line_of(kRootName, kTestRealm.root, first.text));
  second.add(line_of("ocop.example/vn/root/two", kOther, second.text));
  REQUIRE(first.merge(second).has_value());
  CHECK(signatures_of(first, two_of_two()).complete());
  // A spoilt line under a root's name pushes no good one out.
  PendingNote spoilt = first;
  spoilt.signatures[0].signature[5] ^= 1;
  REQUIRE(first.merge(spoilt).has_value());
  CHECK(signatures_of(first, two_of_two()).complete());
  second.text += " ";
  CHECK(first.merge(second).error().code == "pending_differs");
}

TEST_CASE("a pending note is judged against the pinned roots before anyone signs") {
  TrustList list = kTestRealm.list();
  const auto code = [&](const RootSet& pinned) {
    const auto read = read_pending({list.text(), {}}, pinned);
    return read ? std::string("ok") : read.error().code;
  };
  CHECK(code(kTestRealm.roots()) == "ok");
  list.root_version = 2;
  CHECK(code(kTestRealm.roots()) == "trust_root_version");
  list = kTestRealm.list();
  RootSet elsewhere = kTestRealm.roots();
  elsewhere.realm = "other.example";
  CHECK(code(elsewhere) == "trust_realm");
  list.keys.front().key = PublicKeyBytes{};
  list.keys.front().key.front() = 1;
  const auto small = Trust::open(kTestRealm.note(list), kTestRealm.roots());
  CHECK(small.error().code == "key_small_order");
  const PendingNote skipped{RootSet{kRealm, 3, 1, kTestRealm.roots().roots}.text(), {}};
  CHECK(read_pending(skipped, kTestRealm.roots()).error().code == "roots_not_successor");
  const PendingNote next{RootSet{kRealm, 2, 1, kTestRealm.roots().roots}.text(), {}};
  const auto read = read_pending(next, kTestRealm.roots());
  REQUIRE(read);
  CHECK(std::get<RootSet>(*read).version == 2);
  const std::string text = skipped.text;
  const PendingNote cut{text.substr(0, text.find('\n') + 1) + "{}\n", {}};
  CHECK(read_pending(cut, kTestRealm.roots()).error().code == "roots_unreadable");
}

TEST_CASE("pinned roots are followed one version at a time, in whatever order they are given") {
  const TestKey a = TestKey::filled(31), b = TestKey::filled(32), c = TestKey::filled(33);
  const std::string one = successor(1, a, a), two = successor(2, b, a), three = successor(3, c, b);
  const auto followed = [](std::vector<std::string> notes) { return follow_roots(notes); };
  CHECK(followed({one})->set.version == 1);
  CHECK(followed({one, three, two})->set.version == 3);
  CHECK(followed({one, two, two, one})->set.version == 2);
  CHECK(followed({two, three})->set.version == 3);
  CHECK(followed({one, three}).error().code == "roots_not_successor");
  CHECK(followed({one, successor(2, c, b)}).error().code == "roots_not_signed");
  CHECK(followed({one, two, successor(2, c, a)}).error().code == "roots_forked");
  const FollowedRoots now = *followed({one, two});
  CHECK(check_progress(std::nullopt, now).has_value());
  CHECK(check_progress(SeenVersion{2, now.digest}, now).has_value());
  CHECK(check_progress(SeenVersion{2, "other"}, now).error().code == "roots_forked");
  CHECK(check_progress(SeenVersion{3, now.digest}, now).error().code == "roots_rolled_back");
}
