// What is refused, and by which name.
#include <doctest/doctest.h>

#include "bundle/bundle_file.h"
#include "bundle_fixture.h"
#include "temgoc/base/compression.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const TestRealm kTestRealm;
const Recall kRecall{Recall::Scope::lot, "dư lượng", "", day("2026-11-30")};

std::string replaced(const Bytes& file, const std::string& from, const std::string& to) {
  std::string text(as_text(file));
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string resigned(const Bytes& file, const std::function<void(BundleManifest&)>& change) {
  return fault_of(kTestRealm, signed_again(file, change, kTestRealm.bundle, bundle_signer(kRealm)));
}

// A bundle that has something in every kind of section.
Bytes full_file() {
  const Lot lot = bundle_lot(9);
  const Instant printed = instant("2026-11-05T00:00:00.000Z");
  return bundle_file(kTestRealm, 3, [&](BundleWriter& writer) {
    writer.add_lot(issuer_id(kTestRealm), lot, {{}, ListedSerials{printed, 20, 30}});
    writer.add_listed(kRealm, lot.gtin, lot.code, Serial::parse("0123456789ABC").value(), printed);
    writer.add_recall(kRecall, printed, issuer_id(kTestRealm), 2, "");
    writer.add_void(issuer_id(kTestRealm), 1, {.first = 1, .last = 1, .reason = "hỏng"});
    writer.add_cancelled_lot(issuer_id(kTestRealm), 3, {.reason = "nhầm", .at = printed});
  });
}

// The file as it is, but for what is stored of one section.
Bytes with_stored(const Bytes& file, std::size_t section, Bytes stored) {
  const BundleParts parts = take_apart(file).value();
  std::vector<Bytes> all;
  for (const ByteView each : parts.stored) all.emplace_back(each.begin(), each.end());
  all[section] = std::move(stored);
  return put_together("", parts.note, parts.checkpoint, parts.proof, all);
}

Sections changed(Sections sections, const std::string& name,
                 const std::function<void(Bytes&)>& change) {
  for (auto& [each, content] : sections)
    if (each == name) change(content);
  return sections;
}

}  // namespace

TEST_CASE("a bundle opens, says what it holds, and is the same bytes when made again") {
  const Bytes file = bundle_file(kTestRealm, 20);
  const Bundle bundle = opened(kTestRealm, file);
  CHECK(bundle.lots() == 20);
  CHECK(bundle.manifest().facts_size == 1000);
  CHECK(bundle.log_head().size == kTestLogSize);
  CHECK(bundle.trust().list().version == kTestRealm.list().version);
  CHECK(bundle_name(file)->digest == bundle.digest());
  CHECK(bundle_file(kTestRealm, 20) == file);
  CHECK(error_of(kTestRealm, made_of(kTestRealm, sections_of(file))).empty());
}

TEST_CASE("no altered byte and no cut gets through") {
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
}

TEST_CASE("nothing may stand behind the last section") {
  const Bytes file = bundle_file(kTestRealm, 1);
  for (const std::size_t more : {1u, 8u, 9u, 1000u}) {
    Bytes longer = file;
    longer.resize(file.size() + more);
    CHECK(error_of(kTestRealm, longer) == "bundle_unreadable");
  }
}

// The SHA-256 is true here, the manifest signed and logged: its size alone is not the section's.
TEST_CASE("a section of another length than the manifest says is refused, whichever it is") {
  const Bytes file = full_file();
  const BundleParts parts = take_apart(file).value();
  std::vector<Bytes> stored;
  for (const ByteView each : parts.stored) stored.emplace_back(each.begin(), each.end());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    for (const int more : {-1, 1}) {
      if (more < 0 && parts.manifest.sections[i].size == 0) continue;
      BundleManifest manifest = parts.manifest;
      manifest.sections[i].size += static_cast<std::uint64_t>(more);
      const BundleLogPart log = log_with(kTestRealm, manifest.log_entry(), manifest.facts_size);
      const Bytes lying = put_together("", by_bundle_key(kTestRealm, manifest),
                                       as_bytes(log.checkpoint), proof_bytes(log.proof), stored);
      CAPTURE(manifest.sections[i].name);
      CHECK(fault_of(kTestRealm, lying) == "bundle_damaged " + manifest.sections[i].name);
    }
  }
}

// zlib's own checksum agrees here: the SHA-256 in the manifest alone tells.
TEST_CASE("a section packed again with other content is refused, whichever it is") {
  const Bytes file = full_file();
  const Sections sections = sections_of(file);
  REQUIRE(sections.size() == 11);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto& [name, content] = sections[i];
    CAPTURE(name);
    for (std::size_t at = 0; at < content.size(); at += 1 + content.size() / 16) {
      Bytes other = content;
      other[at] ^= 0x01;
      const Bytes forged = with_stored(file, i, is_stored_plain(name) ? other : compressed(other));
      const std::string fault = fault_of(kTestRealm, forged);
      // The list is judged by the roots' signature before anything else.
      if (name == kTrustListSection) {
        CHECK_FALSE(fault.empty());
      } else {
        CHECK(fault == "bundle_damaged " + name);
      }
    }
  }
}

TEST_CASE("a later checkpoint of the same log may take the place of the first") {
  const Bytes file = bundle_file(kTestRealm, 2);
  const Bundle bundle = opened(kTestRealm, file);
  BundleLogPart log = log_with(kTestRealm, bundle.manifest().log_entry());
  log.checkpoint += "— witness.example AAAAAAA=\n";
  const Bytes renewed = with_log_part(file, log).value();
  const Bundle again = opened(kTestRealm, renewed);
  CHECK(again.digest() == bundle.digest());
  CHECK(again.checkpoint().signatures.size() == 2);
  CHECK(check_bundle_progress(SeenBundle{bundle.manifest().made_at, bundle.digest()}, again));
  CHECK(with_log_part(bundle_delta(file, file).value(), log).error().code == "bundle_is_delta");
}

TEST_CASE("each refusal has its name") {
  const Bytes file = bundle_file(kTestRealm, 3);
  CHECK(error_of(kTestRealm, as_bytes("")) == "bundle_unreadable");
  CHECK(error_of(kTestRealm, as_bytes("PK\x03\x04")) == "bundle_unreadable");
  CHECK(error_of(kTestRealm, as_bytes(replaced(file, "temgoc-bundle/v2 ", "temgoc-bundle/v3 "))) ==
        "bundle_newer");
  CHECK(error_of(kTestRealm, as_bytes(replaced(file, "temgoc-bundle/v2 ", "temgoc-bundle/v1 "))) ==
        "bundle_older");
  CHECK(error_of(kTestRealm, as_bytes("temgoc-bundle-delta/v1 x")) == "bundle_is_delta");
  const std::string other_day = replaced(file, "2026-12-01T", "2026-12-02T");
  CHECK(error_of(kTestRealm, as_bytes(other_day)) == "bundle_not_signed");
  const std::string other_list = replaced(file, "HTX Mẫu Đồi Chè", "HTX Mẫu Đồi Chò");
  CHECK(error_of(kTestRealm, as_bytes(other_list)) == "trust_not_signed");
  BundleManifest foreign = terms();
  foreign.realm = "other.example";
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 1, {}, foreign)) == "bundle_foreign");
  Bytes broken = file;
  broken[broken.size() - 3] ^= 0xFF;
  CHECK(fault_of(kTestRealm, broken).starts_with("bundle_damaged status/"));
}

TEST_CASE("only the bundle key signs a bundle, and only under the bundle's name") {
  const Bytes file = bundle_file(kTestRealm, 3);
  for (const auto& [key, name] : {std::pair{kTestRealm.log, bundle_signer(kRealm)},
                                  std::pair{kTestRealm.issuer, bundle_signer(kRealm)},
                                  std::pair{kTestRealm.root, bundle_signer(kRealm)},
                                  std::pair{kTestRealm.bundle, std::string(kRealm)},
                                  std::pair{kTestRealm.bundle, std::string(kRootName)}})
    CHECK(error_of(kTestRealm, signed_again(file, {}, key, name)) == "bundle_not_signed");
  CHECK(resigned(file, {}).empty());
}

TEST_CASE("a list that delegates no bundle key makes no bundle good") {
  const auto older_list = [](BundleWriter& writer) {
    writer.set_trust_list(kTestRealm.note(kTestRealm.list()), kTestRealm.trust());
  };
  CHECK(error_of(kTestRealm, bundle_file(kTestRealm, 3, older_list)) == "bundle_key_not_delegated");
}

// A thief of the bundle key alone: he signs what he likes, and no entry of the log stands for it.
TEST_CASE("whatever a bundle tells is bound to its entry in the log") {
  const Bytes file = full_file();
  const auto later = [](Instant& instant) { instant += std::chrono::milliseconds(1); };
  for (const auto& change : std::vector<std::function<void(BundleManifest&)>>{
           [&](BundleManifest& m) { m.made_at -= std::chrono::milliseconds(1); },
           [&](BundleManifest& m) { later(m.expires_at); },
           [&](BundleManifest& m) { later(m.grace_until); },
           [](BundleManifest& m) { ++m.trust_version; }, [](BundleManifest& m) { --m.facts_size; },
           [](BundleManifest& m) { ++m.facts_size; },
           [](BundleManifest& m) { m.listed_from = "2020-01"; }})
    CHECK(resigned(file, change) == "bundle_not_in_log");
  // Each section's content, truly packed and truly signed.
  const BundleManifest manifest = take_apart(file)->manifest;
  for (const auto& section : manifest.sections) {
    const std::string name = section.name;
    if (is_stored_plain(name)) continue;
    const Sections others =
        changed(sections_of(file), name, [](Bytes& all) { all.push_back(' '); });
    const BundleParts parts = take_apart(file).value();
    const std::size_t place = parts.place_of(name).value();
    const Bytes packed = with_stored(file, place, compressed(others[place].second));
    const auto told = [&](BundleManifest& m) {
      m.sections[place].size = others[place].second.size();
      m.sections[place].sha256 = sha256(others[place].second);
    };
    CAPTURE(name);
    CHECK(fault_of(kTestRealm, signed_again(packed, told, kTestRealm.bundle,
                                            bundle_signer(kRealm))) == "bundle_not_in_log");
  }
}

TEST_CASE(
    "the entry counts at the place that the facts reach up to, in a tree that the log signed") {
  const Bytes file = bundle_file(kTestRealm, 2);
  const std::string entry = opened(kTestRealm, file).manifest().log_entry();
  const auto with = [&](const BundleLogPart& log) {
    return fault_of(kTestRealm, with_log_part(file, log).value());
  };
  const BundleLogPart good = log_with(kTestRealm, entry);
  CHECK(with(good).empty());
  CHECK(with(log_with(kTestRealm, entry, 999)) == "bundle_not_in_log");
  CHECK(with(log_with(kTestRealm, entry + "x")) == "bundle_not_in_log");
  BundleLogPart shorter = good;
  shorter.proof.pop_back();
  CHECK(with(shorter) == "bundle_not_in_log");
  CHECK(with({good.checkpoint, {}}) == "bundle_not_in_log");
  // Another key, another log.
  const std::string text = good.checkpoint.substr(0, good.checkpoint.find("\n\n") + 1);
  const auto signed_by = [&](const std::string& what, const TestKey& key, const char* name) {
    return with({signed_note(what, {{name, key}}), good.proof});
  };
  CHECK(signed_by(text, kTestRealm.log, kRealm).empty());
  CHECK(signed_by(text, kTestRealm.bundle, kRealm) == "bundle_damaged checkpoint");
  CHECK(signed_by(text, kTestRealm.log, "ocop.example/vn/bundle") == "bundle_damaged checkpoint");
  const std::string other = "ocop.example/vn/test" + text.substr(text.find('\n'));
  CHECK(signed_by(other, kTestRealm.log, kRealm) == "bundle_damaged checkpoint");
  CHECK(signed_by("\n" + text, kTestRealm.log, kRealm) == "bundle_damaged checkpoint");
  const BundleParts parts = take_apart(file).value();
  std::vector<Bytes> stored;
  for (const ByteView each : parts.stored) stored.emplace_back(each.begin(), each.end());
  CHECK(fault_of(kTestRealm, put_together("", parts.note, parts.checkpoint,
                                          parts.proof.first(parts.proof.size() - 1), stored)) ==
        "bundle_damaged proof");
  CHECK(fault_of(kTestRealm, put_together("", parts.note, {}, parts.proof, stored)) ==
        "bundle_damaged checkpoint");
}

TEST_CASE(
    "a bundle that lacks a section, or has one that nothing calls for, is refused by its name") {
  const Bytes file = full_file();
  const Sections all = sections_of(file);
  for (const auto& [name, content] : all) {
    Sections fewer = all;
    std::erase_if(fewer, [&, left_out = name](const auto& each) { return each.first == left_out; });
    CHECK(fault_of(kTestRealm, made_of(kTestRealm, fewer)) == "bundle_section_missing " + name);
  }
  for (const char* name : {"extra", "lots/00000000", "listed/2026-10", "listed_test/2026-11"}) {
    Sections more = all;
    more.emplace_back(name, Bytes{0, 0, 0});
    CHECK(fault_of(kTestRealm, made_of(kTestRealm, more)) ==
          "bundle_section_unknown " + std::string(name));
  }
  Sections twice = all;
  twice.push_back(all[2]);
  CHECK(fault_of(kTestRealm, made_of(kTestRealm, twice)) == "bundle_unreadable");
}

TEST_CASE(
    "a signed and logged bundle whose tables do not fit together is damaged, never half used") {
  const KeyId key = issuer_id(kTestRealm);
  const auto lot_at = [&](std::uint64_t leaf_index, const LabelsPrinted& labels) {
    return fault_of(kTestRealm, bundle_file(kTestRealm, 3, [&](BundleWriter& writer) {
                      Lot lot = bundle_lot(9);
                      lot.leaf_index = leaf_index;
                      writer.add_lot(key, lot, labels);
                    }));
  };
  const std::string damaged = "bundle_damaged lots/" + to_hex(key);
  const Instant now = instant(kMade);
  CHECK(lot_at(999, {}).empty());
  CHECK(lot_at(1000, {}) == damaged);  // the facts reach up to 999
  CHECK(lot_at(10, {{{5, 11}, {6, 999}}, ListedSerials{now, 12, 998}}).empty());
  CHECK(lot_at(10, {{{5, 10}}, {}}) == damaged);           // printed with its own entry
  CHECK(lot_at(10, {{{5, 12}, {6, 12}}, {}}) == damaged);  // two jobs with one entry
  CHECK(lot_at(10, {{{5, 11}, {5, 12}}, {}}) == damaged);  // a job without a serial
  CHECK(lot_at(10, {{{5, 1000}}, {}}) == damaged);
  CHECK(lot_at(10, {{}, ListedSerials{now, 10, 12}}) == damaged);
  CHECK(lot_at(10, {{}, ListedSerials{now, 12, 1000}}) == damaged);
  const auto stray_void = [&](std::uint32_t number) {
    return fault_of(kTestRealm, bundle_file(kTestRealm, 3, [&](BundleWriter& writer) {
                      writer.add_void(key, number, {.first = 1, .last = 1, .reason = "hỏng"});
                    }));
  };
  const auto cancelled = [&](std::vector<std::uint32_t> numbers) {
    return fault_of(kTestRealm, bundle_file(kTestRealm, 3, [&](BundleWriter& writer) {
                      for (const std::uint32_t number : numbers)
                        writer.add_cancelled_lot(key, number, {.reason = "nhầm", .at = now});
                    }));
  };
  CHECK(cancelled({3, 1}).empty());
  CHECK(cancelled({3, 3}) == "bundle_damaged cancelled_lots");
  CHECK(cancelled({4}) == "bundle_damaged cancelled_lots");
  CHECK(cancelled({0}) == "bundle_damaged cancelled_lots");
  CHECK(stray_void(3).empty());
  CHECK(stray_void(4) == "bundle_damaged voids");
  CHECK(stray_void(0) == "bundle_damaged voids");
  const auto recalled = [&](BundleWriter& writer) { writer.add_recall(kRecall, now, key, 2, ""); };
  const Bytes file = bundle_file(kTestRealm, 3, recalled);
  CHECK(error_of(kTestRealm, file).empty());
  const auto without = [&](const std::string& name, const Bytes& content) {
    return fault_of(kTestRealm, made_of(kTestRealm, changed(sections_of(file), name,
                                                            [&](Bytes& all) { all = content; })));
  };
  CHECK(without("recalls", {}) == "bundle_damaged recalls");  // its bit stands
  CHECK(without("status/" + to_hex(key), {0}) == "bundle_damaged recalls");
  CHECK(without("status/" + to_hex(key), {0b100, 0}) == "bundle_damaged status/" + to_hex(key));
  CHECK(without("codes/" + to_hex(key), Bytes(14)) == damaged);
  CHECK(without("records", {'x', '\n'}) == "bundle_damaged records");
  CHECK(without("voids", {'{', '}', '\n'}) == "bundle_damaged voids");
  CHECK(without("cancelled_lots", {'{', '}', '\n'}) == "bundle_damaged cancelled_lots");
  CHECK(without("index", {'{', '}'}) == "bundle_damaged index");
  // One object, each member once, nothing besides, in one order.
  const auto edited = [&](const std::string& name, const std::string& from, const std::string& to) {
    return fault_of(kTestRealm,
                    made_of(kTestRealm, changed(sections_of(file), name, [&](Bytes& all) {
                              const std::string text = replaced(all, from, to);
                              all.assign(as_bytes(text).begin(), as_bytes(text).end());
                            })));
  };
  const std::string key_line = "{\"key\":\"" + to_hex(key) + "\",\"test\":false,\"lots\":3}";
  CHECK(edited("index", key_line, key_line + "," + key_line) == "bundle_damaged index");
  CHECK(edited("index", "\"hosts\":", "\"extra\":[],\"hosts\":") == "bundle_damaged index");
  CHECK(edited("index", "\"listed\":[]", "\"listed\":[\"2026-11\",\"2026-11\"]") ==
        "bundle_damaged index");
  CHECK(edited("recalls", "{\"scope\"", "{\"extra\":1,\"scope\"") == "bundle_damaged recalls");
  CHECK(edited("recalls", "\"subject\":null", "\"subject\":\"P90\"") == "bundle_damaged recalls");
  CHECK(edited("recalls", "\"number\":2", "\"number\":0") == "bundle_damaged recalls");
  CHECK(edited("recalls", "\"number\":2", "\"number\":4") == "bundle_damaged recalls");
  // Of no byte of the status bits: without a bound this would be read past their end.
  CHECK(edited("recalls", "\"number\":2", "\"number\":4000") == "bundle_damaged recalls");
  CHECK(edited("recalls", "}\n", "}") == "bundle_damaged recalls");
  CHECK(edited("records", "{\"product\":", "{\"produce\":") == "bundle_damaged records");
}

TEST_CASE("a list of another version than the manifest says is not taken for it") {
  const Bytes file = made_of(kTestRealm, sections_of(bundle_file(kTestRealm, 1)));
  REQUIRE(error_of(kTestRealm, file).empty());
  TrustList later = kTestRealm.list_with_bundle_key();
  ++later.version;
  const std::string note = kTestRealm.note(later);
  const Sections sections = changed(sections_of(file), kTrustListSection, [&](Bytes& all) {
    all.assign(as_bytes(note).begin(), as_bytes(note).end());
  });
  CHECK(fault_of(kTestRealm, made_of(kTestRealm, sections)) == "bundle_damaged trust_list");
}

TEST_CASE("what is stored as it is has its limit, seen before a signature is looked at") {
  const Bytes file = bundle_file(kTestRealm, 1);
  const BundleParts parts = take_apart(file).value();
  const std::size_t list = parts.place_of(kTrustListSection).value();
  CHECK(fault_of(kTestRealm, with_stored(file, list, Bytes(kMaxTrustListBytes + 1, 'x'))) ==
        "bundle_damaged trust_list");
  const auto told = [&](BundleManifest& m) { m.sections[list].size = kMaxTrustListBytes + 1; };
  CHECK(fault_of(kTestRealm, signed_again(file, told, kTestRealm.stranger, "x")) ==
        "bundle_damaged trust_list");
  const std::string checkpoint((64 << 10) + 1, 'x');
  CHECK(fault_of(kTestRealm, with_log_part(file, {checkpoint, {}}).value()) ==
        "bundle_damaged checkpoint");
  const BundleLogPart proof{std::string(as_text(parts.checkpoint)), std::vector<Digest>(65)};
  CHECK(fault_of(kTestRealm, with_log_part(file, proof).value()) == "bundle_damaged proof");
}

TEST_CASE("a manifest says nothing that cannot be") {
  const Bytes file = bundle_file(kTestRealm, 1);
  for (const auto& change : std::vector<std::function<void(BundleManifest&)>>{
           [](BundleManifest& m) { m.expires_at = m.made_at - std::chrono::milliseconds(1); },
           [](BundleManifest& m) { m.grace_until = m.expires_at - std::chrono::milliseconds(1); },
           [](BundleManifest& m) { m.listed_from = "2026-13"; },
           [](BundleManifest& m) { m.listed_from = "2026-1"; },
           [](BundleManifest& m) { m.listed_from = ""; },
           [](BundleManifest& m) { m.sections[3].size = kMaxUnpackedBytes; },
           [](BundleManifest& m) { m.sections[3].name = m.sections[4].name; },
           [](BundleManifest& m) { m.sections[3].name = std::string(41, 'x'); }})
    CHECK(resigned(file, change) == "bundle_unreadable");
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
