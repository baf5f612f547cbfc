// The bundles that the fuzzers begin with are of this version and of the test realm, so that they
// open there: the mutants of one that nobody can open end at its signature.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "bundle/bundle_file.h"
#include "bundle_fixture.h"
#include "temgoc/base/files.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Recall kRecall{Recall::Scope::lot, "dư lượng", "trả lại nơi mua", day("2026-11-30")};

// Something in every kind of section, of the realm and of its test realm.
void add_all(BundleWriter& writer) {
  const Instant printed = instant("2026-11-05T00:00:00.000Z");
  const Lot lot = bundle_lot(9);
  writer.add_lot(issuer_id(kTestRealm), lot, {{}, ListedSerials{printed, 20, 30}});
  writer.add_listed(kRealm, lot.gtin, lot.code, Serial::parse("0123456789ABC").value(), printed);
  writer.add_recall(kRecall, printed, issuer_id(kTestRealm), 2, "");
  writer.add_recall({Recall::Scope::product, "nhãn sai", "", day("2026-11-29")}, printed, {}, 0,
                    "P90");
  writer.add_void(issuer_id(kTestRealm), 1, {.first = 1, .last = 1, .reason = "hỏng"});
  Lot trial = bundle_lot(1);
  trial.realm = std::string(kRealm) + std::string(kTestRealmSuffix);
  trial.test = true;
  trial.id = 40;
  const KeyId key = key_id(trial.realm, kTestRealm.trial.public_key);
  writer.add_lot(key, trial, {{}, ListedSerials{printed, 0, 0}});
  writer.add_listed(trial.realm, trial.gtin, trial.code, Serial::parse("7ZK4M0Q8XW2RT").value(),
                    printed);
}

Bytes whole() { return bundle_file(kTestRealm, 3, add_all); }
Bytes later() { return bundle_file(kTestRealm, 6, add_all, terms("2026-12-02T03:00:00.000Z")); }

std::filesystem::path seed(const char* name) {
  return std::filesystem::path(TEMGOC_SOURCE_DIR) / "fuzz/corpus/bundle" / name;
}

Bytes content_of(const char* name) {
  const std::string text = read_file(seed(name), 1 << 20).value();
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

void write_seeds() {
  const Bytes file = whole();
  write_file(seed("whole"), file);
  write_file(seed("delta"), bundle_delta(file, later()).value());
  write_file(seed("truncated"), ByteView(file).first(file.size() - 40));
  for (const auto& [name, content] : sections_of(file)) {
    const std::string kind = name.substr(0, name.find('/'));
    if (kind == "index" || kind == "recalls" || kind == "voids" || kind == "listed")
      write_file(seed((kind + "_v2").c_str()), content);
  }
}

}  // namespace

TEST_CASE("the fuzzers' whole bundle opens, its delta makes the later one, a cut one is refused") {
  if (std::getenv("TEMGOC_WRITE_VECTORS") != nullptr) write_seeds();
  const Bytes file = content_of("whole");
  CHECK(opened(kTestRealm, file).digest() == opened(kTestRealm, whole()).digest());
  const auto made = apply_bundle_delta(file, content_of("delta"), kTestRealm.roots());
  REQUIRE(made);
  CHECK(opened(kTestRealm, *made).digest() == opened(kTestRealm, later()).digest());
  CHECK(error_of(kTestRealm, content_of("truncated")) == "bundle_unreadable");
}

TEST_CASE("bundles and deltas of the first version are refused as what they are") {
  for (const char* name : {"whole_v1", "truncated_v1"})
    CHECK(error_of(kTestRealm, content_of(name)) == "bundle_older");
  CHECK(apply_bundle_delta(content_of("whole"), content_of("delta_v1"), kTestRealm.roots())
            .error()
            .code == "bundle_older");
}
