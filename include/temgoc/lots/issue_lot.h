// A lot's way in: registered, sealed and logged in one durable step.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A lot with its warnings. The passphrase is the cooperative's; a test lot needs none.
struct IssueReport {
  Lot lot;
  std::string url;
  bool created = false;  // false: the same facts had been issued before
  std::vector<Error> warnings;
};
// `product_unknown`, `product_closed`, `product_is_service`, `packed_in_future`,
// `packed_after_tomorrow` (where the settings allow tomorrow), `lot_is_cancelled`,
// `packed_too_long_ago`, `packed_before_2020`, `shelf_life_too_long`, `place_unknown`,
// `place_of_other_cooperative`, `key_missing`, `key_not_trusted`, `gtin_out_of_scope`,
// `host_not_trusted`, `lot_differs` (args fields: a lot of that code or request id stands with
// other facts), those of load_key.
Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase);

// Issuer keys that were opened, so that many lots do not open the same one each: that takes a fifth
// of a second. For one thread.
class OpenKeys {
 public:
  // The key in that file, under that passphrase. Those of load_key.
  Result<SigningKey> open(const std::filesystem::path& file, std::string_view passphrase,
                          const PublicKeyBytes& expected);
  void wipe() { open_.clear(); }
  bool empty() const { return open_.empty(); }

 private:
  struct Opened {
    SecretText passphrase;
    SigningKey key;
  };
  std::map<std::string, Opened> open_;  // by file
};

struct LotOrder {
  LotDraft draft;
  SecretText passphrase;  // of its cooperative
  Actor actor;
};
// Many lots: each as issue_lot would answer it, those that are issued durable together, published
// with one checkpoint. `workplace` acts as the last actor afterwards, and may have told of acts that a
// failure took back. Throws SystemFailure, and then none of them is issued, or all are and the log
// lacks them until the next that settles it.
std::vector<Result<IssueReport>> issue_lots(Workplace& workplace,
                                            const std::vector<LotOrder>& orders, OpenKeys& keys);

// By GTIN and code (the real lot before a test lot), or by the typed code alone. `lot_unknown`,
// `lot_code_alone`.
Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code);

}  // namespace temgoc
