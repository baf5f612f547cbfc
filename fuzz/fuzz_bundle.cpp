// Any bytes as a bundle, a delta and each of a bundle's tables: read or refused, and what was read
// is written and read as the same again.

#include "bundle/bundle_file.h"
#include "bundle/fact_lines.h"
#include "bundle/listed_codes.h"
#include "bundle/lot_table.h"
#include "require.h"
#include "temgoc/base/files.h"

namespace {

using namespace temgoc;

// Of the realm that the seeds `whole` and `delta` are of: the key of RFC 8032, section 7.1, TEST 2.
const RootSet& pinned() {
  static const RootSet roots = [] {
    RootSet set{"ocop.example/vn", 1, 1, {{"ocop.example/vn/root/one", {}}}};
    const auto key =
        from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c").value();
    std::copy(key.begin(), key.end(), set.roots.front().key.begin());
    return set;
  }();
  return roots;
}

const Bytes& base() {
  static const Bytes bytes = [] {
    const std::string text = read_file(TEMGOC_BUNDLE_SEEDS "/whole", 1 << 20).value();
    return Bytes(as_bytes(text).begin(), as_bytes(text).end());
  }();
  return bytes;
}

// Nobody but the key's owner makes another bundle that opens: what opens is one of his, whole.
void read_file_as_bundle(ByteView data) {
  if (const auto bundle = Bundle::open(data, pinned())) {
    std::uint64_t lots = 0;
    bundle->each_lot([&lots](const BundleLot&) { ++lots; });
    REQUIRE(lots == bundle->lots());
    REQUIRE(bundle->manifest().realm == pinned().realm);
  }
  const auto parts = take_apart(data);
  if (!parts) return;
  const auto again = BundleManifest::parse_text(parts->manifest.text());
  REQUIRE(again && *again == parts->manifest);
  for (std::size_t i = 0; i < parts->stored.size(); ++i) {
    // Sizes that no real section has would only measure the machine's memory.
    if (parts->manifest.sections[i].size > 1 << 22) return;
  }
  (void)apply_bundle_delta(data, data, pinned());
  // Behind the signed manifest of `delta` a mutant has patches of its own.
  (void)apply_bundle_delta(base(), data, pinned());
}

void read_lots(ByteView data) {
  if (data.empty()) return;
  const Bytes codes(data[0] * std::size_t{5});
  const TableLimits limits{data[0], 8, 2, 1000};
  const auto table = read_lot_table(data.subspan(1), codes, limits);
  if (!table) return;
  const auto again = read_lot_table(table->lots_section(), table->codes_section(), limits);
  REQUIRE(again && again->rows == table->rows && again->codes == table->codes);
  for (const LotRow& row : table->rows)
    if (row.product != 0) REQUIRE(LotCode::parse(table->code_of(row)).has_value());
}

void read_tables(ByteView data) {
  if (const auto index = read_index(data)) REQUIRE(read_index(index_section(*index)).has_value());
  if (const auto records = read_records(data))
    REQUIRE(read_records(records_section(*records)).has_value());
  if (const auto recalls = read_recalls(data))
    REQUIRE(read_recalls(recalls_section(*recalls)).has_value());
  if (const auto voids = read_voids(data)) REQUIRE(read_voids(voids_section(*voids)).has_value());
  if (const auto lots = read_cancelled_lots(data))
    REQUIRE(read_cancelled_lots(cancelled_lots_section(*lots)).has_value());
  if (const auto codes = ListedCodes::read(data)) (void)codes->contains(ListedHash{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ByteView data(bytes, size);
  read_file_as_bundle(data);
  read_lots(data);
  read_tables(data);
  return 0;
}
