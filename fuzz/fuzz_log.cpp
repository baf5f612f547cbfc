// Any bytes as what a log hands out: entry bundles, entries, receipts, checkpoints, witnesses'
// requests and keys. Read or refused, and what was read is written the same.
#include <algorithm>
#include <string>
#include <string_view>

#include "log/entry_bundle.h"
#include "require.h"
#include "temgoc/log/cosignature.h"
#include "temgoc/log/log_entry.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/log/receipt.h"

namespace {

using namespace temgoc;

void read_bundle(std::string_view text) {
  const auto entries = bundle_entries(text);
  if (!entries) return;
  std::string again;
  for (const std::string_view entry : *entries) add_to_bundle(again, entry);
  REQUIRE(again == text);
}

void read_entry(std::string_view text) {
  (void)parse_recall_leaf(text);
  (void)parse_void_leaf(text);
  (void)parse_lot_cancel_leaf(text);
  (void)parse_roll_leaf(text);
  (void)parse_roll_range_leaf(text);
  (void)parse_new_key_leaf(text);
  (void)parse_key_leaf(text);
  (void)parse_record_leaf(text);
  (void)parse_link_leaf(text);
  (void)parse_event_leaf(text);
  (void)parse_event_error_leaf(text);
  (void)parse_trust_leaf(text);
  (void)parse_lot_leaf(text);
  (void)parse_print_leaf(text);
  if (const auto restored = parse_restore_leaf(text)) REQUIRE(restore_leaf(*restored) == text);
}

// The key of RFC 8032, section 7.1, TEST 1. It signed none of the seeds.
const VerifyKey& nobodys_key() {
  static const VerifyKey key = [] {
    const auto bytes =
        from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value();
    PublicKeyBytes key_bytes{};
    std::copy(bytes.begin(), bytes.end(), key_bytes.begin());
    return VerifyKey::admit(key_bytes).value();
  }();
  return key;
}

template <class Read>
void must_be_same_again(const Read& read, const Result<Read>& again) {
  REQUIRE(again && again->text() == read.text());
}

void read_receipt(std::string_view text) {
  const auto receipt = Receipt::parse(text);
  if (!receipt) return;
  must_be_same_again(*receipt, Receipt::parse(receipt->text()));
  const std::size_t line = receipt->checkpoint_note.find('\n');
  const std::string realm = receipt->checkpoint_note.substr(0, line);
  REQUIRE(!check_receipt(*receipt, realm, nobodys_key()).has_value());
}

void read_witness_words(std::string_view text) {
  if (const auto checkpoint = parse_checkpoint_text(text))
    REQUIRE(text.starts_with(checkpoint->origin + "\n"));
  if (const auto request = CosignRequest::parse(text))
    must_be_same_again(*request, CosignRequest::parse(request->text()));
  for (const auto type : {VerifierKey::Type::log, VerifierKey::Type::witness}) {
    if (const auto key = VerifierKey::parse(text, type))
      must_be_same_again(*key, VerifierKey::parse(key->text(), type));
  }
  (void)parse_signature_lines(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_bundle(text);
  read_entry(text);
  read_receipt(text);
  read_witness_words(text);
  return 0;
}
