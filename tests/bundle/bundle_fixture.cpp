#include "bundle_fixture.h"

#include <doctest/doctest.h>

#include "bundle/bundle_file.h"
#include "temgoc/base/compression.h"
#include "temgoc/log/log.h"
#include "temgoc/model/records.h"

namespace temgoc::test {

namespace {

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
  manifest.facts_size = 1000;
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

LabelsPrinted five_seals(std::uint32_t number) { return {{{5, 2 * number + 1}}, {}}; }

KeyId issuer_id(const TestRealm& realm) { return key_id(kRealm, realm.issuer.public_key); }
KeyId cut_id(const TestRealm& realm) { return key_id(kRealm, realm.cut.public_key); }

Claim claim_of(const Lot& lot, const KeyId& key) {
  const SealHeader header{
      1, 0, key, lot.issue_number, lot.packed_on, static_cast<std::uint16_t>(lot.shelf_life_days)};
  return {header, lot.gtin, lot.code, std::nullopt};
}

Product bundle_product() {
  return {
      .id = "P90", .cooperative_id = "C90", .name = "Nước mắm mẫu", .gtin = gtin("0299000000001")};
}

BundleWriter bundle_writer(const TestRealm& realm, std::uint32_t lots,
                           const std::function<void(BundleWriter&)>& more,
                           const BundleManifest& manifest) {
  BundleWriter writer(manifest);
  const std::string list = realm.note(realm.list_with_bundle_key());
  writer.set_trust_list(list, Trust::open(list, realm.roots()).value());
  writer.add(Cooperative{.id = "C90", .name = "HTX Mẫu Sông Xanh"});
  writer.add(bundle_product());
  for (std::uint32_t number = 1; number <= lots; ++number)
    writer.add_lot(issuer_id(realm), bundle_lot(number), five_seals(number));
  if (more) more(writer);
  return writer;
}

BundleLogPart log_with(const TestRealm& realm, const std::string& entry, std::uint64_t index) {
  std::vector<Digest> leaves(kTestLogSize);
  for (std::uint64_t i = 0; i < leaves.size(); ++i)
    leaves[i] = leaf_hash(as_bytes(i == index ? entry : "entry " + std::to_string(i)));
  const std::string text = checkpoint_text(kRealm, tree_head(leaves));
  return {signed_note(text, {{kRealm, realm.log}}), inclusion_proof(leaves, index)};
}

SignedNote by_bundle_key(const TestRealm& realm, const BundleManifest& manifest) {
  const std::string text = manifest.text();
  return {text,
          {note_signature(bundle_signer(manifest.realm), realm.bundle.public_key,
                          realm.bundle.sign(text))}};
}

Bytes bundle_file(const TestRealm& realm, std::uint32_t lots,
                  const std::function<void(BundleWriter&)>& more, const BundleManifest& terms) {
  BundleWriter writer = bundle_writer(realm, lots, more, terms);
  const BundleManifest& manifest = writer.finish();
  return writer.file(by_bundle_key(realm, manifest),
                     log_with(realm, manifest.log_entry(), manifest.facts_size));
}

Bytes signed_again(const Bytes& file, const std::function<void(BundleManifest&)>& change,
                   const TestKey& key, const std::string& name) {
  const BundleParts parts = take_apart(file).value();
  BundleManifest manifest = parts.manifest;
  if (change) change(manifest);
  const std::string text = manifest.text();
  std::vector<Bytes> stored;
  for (const ByteView section : parts.stored) stored.emplace_back(section.begin(), section.end());
  return put_together("", {text, {note_signature(name, key.public_key, key.sign(text))}},
                      parts.checkpoint, parts.proof, stored);
}

Sections sections_of(const Bytes& file) {
  const BundleParts parts = take_apart(file).value();
  Sections sections;
  for (std::size_t i = 0; i < parts.stored.size(); ++i) {
    const auto& section = parts.manifest.sections[i];
    sections.emplace_back(section.name, unpacked(section, parts.stored[i]).value());
  }
  return sections;
}

Bytes made_of(const TestRealm& realm, const Sections& sections, BundleManifest manifest) {
  manifest.trust_version = realm.list().version;
  manifest.sections.clear();
  std::vector<Bytes> stored;
  for (const auto& [name, content] : sections) {
    manifest.sections.push_back({name, content.size(), sha256(content)});
    stored.push_back(is_stored_plain(name) ? content : compressed(content));
  }
  const BundleLogPart log = log_with(realm, manifest.log_entry(), manifest.facts_size);
  return put_together("", by_bundle_key(realm, manifest), as_bytes(log.checkpoint),
                      proof_bytes(log.proof), stored);
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

std::string fault_of(const TestRealm& realm, ByteView file) {
  const auto bundle = Bundle::open(file, realm.roots());
  if (bundle) return "";
  const auto section = bundle.error().args.find("section");
  return bundle.error().code + (section == bundle.error().args.end() ? "" : " " + section->second);
}

}  // namespace temgoc::test
