#include "bundle_fixture.h"

#include <doctest/doctest.h>

#include "temgoc/records.h"

namespace temgoc::test {

namespace {

Product product() {
  return {
      .id = "P90", .cooperative_id = "C90", .name = "Nước mắm mẫu", .gtin = gtin("0299000000001")};
}

std::string checkpoint(const TestRealm& realm, std::uint64_t size) {
  const std::string text =
      std::string(kRealm) + "\n" + std::to_string(size) + "\n" + to_base64(Digest{}) + "\n";
  return signed_note(text, {{kRealm, realm.log}});
}

ShortCode numbered_code(std::uint32_t number) {
  return ShortCode::random([number](std::span<std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<std::uint8_t>(number >> (5 * (i % 6)));
  });
}

}  // namespace

BundleManifest terms(const char* made_at) {
  BundleManifest manifest;
  manifest.realm = kRealm;
  manifest.made_at = instant(made_at);
  manifest.expires_at = manifest.made_at + std::chrono::days(7);
  manifest.grace_until = manifest.expires_at + std::chrono::days(7);
  return manifest;
}

Lot bundle_lot(std::uint32_t number) {
  return {.id = number,
          .realm = kRealm,
          .cooperative_id = "C90",
          .product_id = "P90",
          .gtin = gtin("0299000000001"),
          .code = LotCode::suggest(day("2026-11-24"), number),
          .short_code = numbered_code(number),
          .issue_number = number,
          .host = kHost,
          .packed_on = day("2026-11-24"),
          .shelf_life_days = 180,
          .leaf_index = 2 * number};
}

KeyId issuer_id(const TestRealm& realm) { return key_id(kRealm, realm.issuer.public_key); }
KeyId cut_id(const TestRealm& realm) { return key_id(kRealm, realm.cut.public_key); }

Claim claim_of(const Lot& lot, const KeyId& key) {
  const SealHeader header{
      1, 0, key, lot.issue_number, lot.packed_on, static_cast<std::uint16_t>(lot.shelf_life_days)};
  return {header, lot.gtin, lot.code, std::nullopt};
}

Bytes signed_file(BundleWriter& writer, const TestKey& key, const std::string& name) {
  const std::string text = writer.finish().text();
  return writer.file({text, {note_signature(name, key.public_key, key.sign(text))}});
}

Bytes bundle_file(const TestRealm& realm, std::uint32_t lots,
                  const std::function<void(BundleWriter&)>& more, const BundleManifest& manifest) {
  BundleWriter writer(manifest);
  writer.set_trust_list(realm.note(realm.list()), realm.list().version);
  writer.set_checkpoint(checkpoint(realm, 1000), 1000);
  writer.add(Cooperative{.id = "C90", .name = "HTX Mẫu Sông Xanh"});
  writer.add(product());
  for (std::uint32_t number = 1; number <= lots; ++number)
    writer.add_lot(issuer_id(realm), bundle_lot(number), 5, std::nullopt);
  if (more) more(writer);
  return signed_file(writer, realm.log, bundle_signer(kRealm));
}

Bundle opened(const TestRealm& realm, const Bytes& file) {
  auto bundle = Bundle::open(file, realm.roots());
  REQUIRE_MESSAGE(bundle, bundle.error().code);
  return *bundle;
}

std::string error_of(const TestRealm& realm, ByteView file) {
  const auto bundle = Bundle::open(file, realm.roots());
  return bundle ? "" : bundle.error().code;
}

}  // namespace temgoc::test
