// A province's bundle from invented lots: size, and the time to build, open and ask it, beside one
// signature check. bundle_bench LOTS RAW: writes the same entries as text to RAW, for others to
// pack.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "temgoc/base/compression.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;

namespace {

constexpr const char* kRealm = "ocop.bench.example";
constexpr std::uint32_t kKeys = 40;
constexpr std::uint32_t kProductsOfKey = 4;
const Day kToday{std::chrono::year{2026} / 11 / 24};
const Instant kNow = std::chrono::time_point_cast<std::chrono::milliseconds>(kToday);

std::mt19937_64 dice(20261124);
RandomSource rolled() {
  return [](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice());
  };
}

struct Coop {
  SigningKey key = SigningKey::generate(rolled());
  KeyId id = key_id(kRealm, key.public_key());
  std::string name;
  std::vector<Gtin> gtins;
};

Gtin gtin_of(std::uint32_t key, std::uint32_t product) {
  const std::string stem = fmt::format("029{:05}{:05}", key + 1, product + 1);
  return Gtin::parse(stem + Gtin::check_digit(stem)).value();
}

std::string signed_text(const std::string& text, const std::string& name, const SigningKey& key) {
  return SignedNote{text, {note_signature(name, key.public_key(), key.sign(text))}}.serialised();
}

// Five years of lots in the order of issue: one in five with a code of its own, one in ten with
// per-item seals.
std::vector<Lot> made_lots(const std::vector<Coop>& coops, std::uint32_t count) {
  std::vector<Lot> lots;
  lots.reserve(count);
  std::vector<std::uint32_t> numbers(coops.size(), 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t who = static_cast<std::uint32_t>(dice() % coops.size());
    const std::uint32_t product = static_cast<std::uint32_t>(dice() % kProductsOfKey);
    const Day packed =
        kToday - std::chrono::days(1825 - std::uint64_t{i} * 1825 / count + dice() % 3);
    const bool own = dice() % 5 == 0;
    const LotCode code = own ? LotCode::parse(fmt::format("L{}-{}", dice() % 100'000, i)).value()
                             : LotCode::suggest(packed, static_cast<unsigned>(1 + i % 30));
    lots.push_back({.id = i + 1,
                    .realm = kRealm,
                    .cooperative_id = coops[who].name,
                    .product_id = fmt::format("P{}-{}", who, product),
                    .gtin = coops[who].gtins[product],
                    .code = code,
                    .short_code = ShortCode::random(rolled()),
                    .issue_number = ++numbers[who],
                    .host = "tg.example.vn",
                    .packed_on = packed,
                    .shelf_life_days = 90 * (1 + product),
                    .leaf_index = 2ull * i});
  }
  return lots;
}

std::size_t owner_of(const Lot& lot, const std::vector<Coop>& coops) {
  for (std::size_t who = 0; who < coops.size(); ++who)
    if (coops[who].name == lot.cooperative_id) return who;
  return 0;
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Publisher {
  SigningKey root = SigningKey::generate(rolled());
  SigningKey log = SigningKey::generate(rolled());
  SigningKey bundles = SigningKey::generate(rolled());
  std::vector<Coop> coops{kKeys};
  RootSet roots;
  std::string trust_note;

  Publisher() {
    const std::string root_name = std::string(kRealm) + "/root/one";
    roots = {kRealm, 1, 1, {{root_name, root.public_key()}}};
    TrustList list;
    list.realm = kRealm;
    list.issued_at = kNow;
    list.expires_at = kNow + std::chrono::days(365);
    list.log_key = log.public_key();
    list.bundle_key = bundles.public_key();
    for (std::uint32_t who = 0; who < kKeys; ++who) {
      coops[who].name = fmt::format("C{:02}", who);
      for (std::uint32_t p = 0; p < kProductsOfKey; ++p)
        coops[who].gtins.push_back(gtin_of(who, p));
      list.keys.push_back({coops[who].key.public_key(),
                           KeyStatus::active,
                           coops[who].name,
                           "Hợp tác xã " + coops[who].name,
                           {fmt::format("29{:05}", who + 1)},
                           {"tg.example.vn"}});
    }
    trust_note = signed_text(list.text(), root_name, root);
  }

  // Its entry is the last of a log whose others are of no matter here.
  BundleLogPart logged(const BundleManifest& manifest) const {
    TreeHead head{manifest.facts_size + 1, leaf_hash(as_bytes(manifest.log_entry()))};
    BundleLogPart part;
    // Of the last leaf every whole subtree lies to the left.
    for (std::uint64_t rest = manifest.facts_size; rest != 0; rest &= rest - 1) {
      part.proof.push_back(Digest{});
      head.root = node_hash(Digest{}, head.root);
    }
    part.checkpoint = signed_text(checkpoint_text(kRealm, head), kRealm, log);
    return part;
  }

  Bytes bundle(const std::vector<Lot>& lots, std::size_t count, Instant made_at) const {
    BundleManifest terms;
    terms.realm = kRealm;
    terms.made_at = made_at;
    terms.expires_at = made_at + std::chrono::days(7);
    terms.grace_until = made_at + std::chrono::days(14);
    terms.facts_size = 2 * count;
    BundleWriter writer(terms);
    writer.set_trust_list(trust_note, Trust::open(trust_note, roots).value());
    for (const Coop& coop : coops)
      writer.add(Cooperative{.id = coop.name, .name = "Hợp tác xã " + coop.name});
    for (std::size_t i = 0; i < count; ++i) {
      const KeyId& key = coops[owner_of(lots[i], coops)].id;
      LabelsPrinted labels;
      if (i % 10 == 0) {
        labels.sealed.push_back(
            {static_cast<std::uint32_t>(100 + i % 400), lots[i].leaf_index + 1});
      }
      writer.add_lot(key, lots[i], labels);
      if (i % 1000 == 0) {
        writer.add_recall({Recall::Scope::lot, "dư lượng thuốc", "trả lại nơi mua", kToday}, kNow,
                          key, lots[i].issue_number, "");
      }
    }
    const BundleManifest& manifest = writer.finish();
    const std::string text = manifest.text();
    const std::string name = bundle_signer(kRealm);
    return writer.file({text, {note_signature(name, bundles.public_key(), bundles.sign(text))}},
                       logged(manifest));
  }
};

void write_raw(const std::vector<Lot>& lots, const char* path) {
  std::ofstream out(path);
  for (const Lot& lot : lots) {
    out << lot.cooperative_id << ' ' << lot.issue_number << ' ' << to_iso(lot.packed_on) << ' '
        << lot.shelf_life_days << ' ' << lot.gtin.digits() << ' ' << lot.code.text() << ' '
        << lot.short_code.text().substr(0, 8) << ' ' << lot.leaf_index << '\n';
  }
}

Claim claim_of(const Lot& lot, const KeyId& key) {
  return {
      {1, 0, key, lot.issue_number, lot.packed_on, static_cast<std::uint16_t>(lot.shelf_life_days)},
      lot.gtin,
      lot.code,
      std::nullopt};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto count = static_cast<std::uint32_t>(std::stoul(argv[1]));
  const Publisher publisher;
  const std::vector<Lot> lots = made_lots(publisher.coops, count);
  write_raw(lots, argv[2]);
  const std::size_t yesterday = count - count / 1825;  // a day's lots fewer

  Bytes file;
  const double build = seconds_of([&] { file = publisher.bundle(lots, count, kNow); });
  const Bytes base = publisher.bundle(lots, yesterday, kNow - std::chrono::days(1));
  Bytes delta;
  const double compare = seconds_of([&] { delta = bundle_delta(base, file).value(); });
  std::optional<Bundle> bundle;
  const double open = seconds_of([&] { bundle = Bundle::open(file, publisher.roots).value(); });

  constexpr std::uint32_t kAsked = 200'000;
  std::vector<Claim> claims;
  for (std::uint32_t i = 0; i < kAsked; ++i) {
    const Lot& lot = lots[dice() % count];
    claims.push_back(claim_of(lot, publisher.coops[owner_of(lot, publisher.coops)].id));
  }
  std::uint64_t found = 0;
  const double by_seal = seconds_of([&] {
    for (const Claim& claim : claims) found += bundle->facts(claim).lot.has_value();
  });
  const double first_code =
      seconds_of([&] { found += bundle->facts(lots.front().short_code).lot.has_value(); });
  const double by_code = seconds_of([&] {
    for (std::uint32_t i = 0; i < kAsked; ++i)
      found += bundle->facts(lots[(i * 7919ull) % count].short_code).lot.has_value();
  });
  if (found != 2 * kAsked + 1) return 1;  // every one of them is there

  const SigningKey& key = publisher.coops.front().key;
  const VerifyKey verify = VerifyKey::admit(key.public_key()).value();
  const std::string message = signed_message(claims.front(), kRealm);
  const Signature signature = key.sign(message);
  constexpr int kChecks = 5000;
  const double check = seconds_of([&] {
    for (int i = 0; i < kChecks; ++i) found += verify.verify(message, signature);
  });
  fmt::print("{} {} {} {:.3f} {:.3f} {:.3f} {:.2f} {:.3f} {:.2f} {:.2f}\n", count, file.size(),
             delta.size(), build, compare, open, by_seal / kAsked * 1e6, first_code,
             by_code / kAsked * 1e6, check / kChecks * 1e6);
  return 0;
}
