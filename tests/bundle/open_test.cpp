// What is refused, and by which name.
#include <doctest/doctest.h>

#include "bundle/bundle_file.h"
#include "bundle_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const TestRealm kTestRealm;

std::string replaced(const Bytes& file, const std::string& from, const std::string& to) {
  std::string text(as_text(file));
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
}  // namespace

TEST_CASE("a bundle opens, says what it holds, and is the same bytes when made again") {
  const Bytes file = bundle_file(kTestRealm, 20);
  const Bundle bundle = opened(kTestRealm, file);
  CHECK(bundle.lots() == 20);
  CHECK(bundle.manifest().log_size == 1000);
  CHECK(bundle.trust().list().version == kTestRealm.list().version);
  CHECK(bundle_name(file)->digest == bundle.digest());
  CHECK(bundle_file(kTestRealm, 20) == file);
}

TEST_CASE("no altered byte, no cut and no tail gets through") {
  const Bytes file = bundle_file(kTestRealm, 3);
  const std::string digest = opened(kTestRealm, file).digest();
  for (std::size_t at = 0; at < file.size(); at += 3) {
    Bytes altered = file;
    altered[at] ^= 0x01;
    const auto bundle = Bundle::open(altered, kTestRealm.roots());
    // A name beside the signature and a hint in a zlib header carry nothing.
    if (bundle) CHECK(bundle->digest() == digest);
    if (!bundle) CHECK_FALSE(bundle.error().code.empty());
  }
  for (std::size_t length = 0; length < file.size(); ++length)
    REQUIRE(error_of(kTestRealm, ByteView(file).first(length)) == "bundle_unreadable");
  Bytes longer = file;
  longer.push_back(0);
  CHECK(error_of(kTestRealm, longer) == "bundle_unreadable");
}

TEST_CASE("each refusal has its name") {
  const Bytes file = bundle_file(kTestRealm, 3);
  CHECK(error_of(kTestRealm, as_bytes("")) == "bundle_unreadable");
  CHECK(error_of(kTestRealm, as_bytes("PK\x03\x04")) == "bundle_unreadable");
  CHECK(error_of(kTestRealm, as_bytes(replaced(file, "temgoc-bundle/v1 ", "temgoc-bundle/v2 "))) ==
        "bundle_newer");
  const std::string other_day = replaced(file, "2026-12-01T", "2026-12-02T");
  CHECK(error_of(kTestRealm, as_bytes(other_day)) == "bundle_not_signed");
  const std::string other_list = replaced(file, "HTX Mẫu Đồi Chè", "HTX Mẫu Đồi Chò");
  CHECK(error_of(kTestRealm, as_bytes(other_list)) == "trust_not_signed");
  BundleManifest foreign = terms();
  foreign.realm = "other.example";
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 1, {}, foreign)) == "bundle_foreign");
  Bytes broken = file;
  broken[broken.size() - 3] ^= 0xFF;
  const auto refused = Bundle::open(broken, kTestRealm.roots());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "bundle_damaged");
  CHECK(refused.error().args.at("section").starts_with("status/"));
}

TEST_CASE("only the log's key signs a bundle, and only under the bundle's name") {
  for (const auto& [key, name] : {std::pair{kTestRealm.issuer, bundle_signer(kRealm)},
                                  std::pair{kTestRealm.root, bundle_signer(kRealm)},
                                  std::pair{kTestRealm.log, std::string(kRealm)}}) {
    BundleWriter writer(terms());
    writer.set_trust_list(kTestRealm.note(kTestRealm.list()), kTestRealm.list().version);
    CHECK(error_of(kTestRealm, signed_file(writer, key, name)) == "bundle_not_signed");
  }
}

TEST_CASE("a signed bundle whose tables do not fit together is damaged, never half used") {
  const KeyId key = issuer_id(kTestRealm);
  const Recall recall{Recall::Scope::lot, "dư lượng", "", day("2026-11-30")};
  const auto other_lots = [&](BundleWriter& writer) {
    Lot lot = bundle_lot(9);
    lot.leaf_index = 1000;  // beyond the checkpoint
    writer.add_lot(key, lot, 0, {});
  };
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 3, other_lots)) == "bundle_damaged");
  const auto stray_void = [&](BundleWriter& writer) {
    writer.add_void(key, 77, {.first = 1, .last = 1, .reason = "hỏng"});
  };
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 3, stray_void)) == "bundle_damaged");
  const auto recalled = [&](BundleWriter& writer) { writer.add_recall(recall, key, 2, ""); };
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 3, recalled)).empty());
}

TEST_CASE("roll-back and a second bundle of one moment are refused by name") {
  const Bundle first = opened(kTestRealm, bundle_file(kTestRealm, 3));
  const Bundle later =
      opened(kTestRealm, bundle_file(kTestRealm, 3, {}, terms("2026-12-02T03:00:00.000Z")));
  const Bundle forked = opened(kTestRealm, bundle_file(kTestRealm, 4));
  const SeenBundle seen{first.manifest().made_at, first.digest()};
  CHECK(check_bundle_progress({}, first));
  CHECK(check_bundle_progress(seen, first));
  CHECK(check_bundle_progress(seen, later));
  CHECK(check_bundle_progress(seen, forked).error().code == "bundle_forked");
  const SeenBundle newer{later.manifest().made_at, later.digest()};
  CHECK(check_bundle_progress(newer, first).error().code == "bundle_rolled_back");
}
