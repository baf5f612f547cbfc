// A lot's way in: registered, sealed and logged in one durable step.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
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

struct LotSubject;

// What issuing many lots need not find out for each: opened issuer keys, of which each takes a
// fifth of a second, what lots of one product and day have in common, and which templates are too
// small for a lot code. For one thread.
class IssueMemory {
 public:
  // The key in that file, under that passphrase. Those of load_key.
  Result<SigningKey> open(const std::filesystem::path& file, std::string_view passphrase,
                          const PublicKeyBytes& expected);
  // What is on record of a draft's product, place and certificates; read again once anybody else
  // has stored something. Those of plan_lot.
  Result<std::shared_ptr<const LotSubject>> subject(const Workplace& workplace,
                                                    const LotDraft& draft);
  // Templates that hold a suggested code of the lot's product and not one as long as the lot's.
  const std::vector<std::string>& templates_too_small_for(Workplace& workplace, const Lot& lot);
  // What the next lots will be numbered if nobody else issues; 0: not known. A guess, by which work
  // is begun early and nothing is decided.
  struct Guess {
    std::uint32_t issue_number = 0;
    unsigned nth_of_day = 0;
  };
  Guess next_of(const KeyId& key, const Gtin& gtin, Day packed_on) const;
  void saw(const Lot& lot);
  void forget_templates() { too_small_.clear(); }
  // REQUIRED before the workplace of the last call is closed.
  void forget_subjects() { subjects_.clear(); }
  void wipe_keys() { open_.clear(); }

 private:
  static constexpr std::size_t kMostSubjects = 256;  // about 2 MB

  struct Opened {
    SecretText passphrase;
    SigningKey key;
  };
  std::map<std::string, Opened> open_;  // by file
  std::map<std::pair<std::string, std::size_t>, std::vector<std::string>>
      too_small_;  // by product and length of the code
  std::map<std::tuple<std::string, std::string, Day>, std::shared_ptr<const LotSubject>>
      subjects_;  // by GTIN, place and pack day
  std::uint64_t content_version_ = 0;
  std::map<KeyId, std::uint32_t> last_numbers_;
  std::map<std::pair<std::string, Day>, unsigned> last_of_day_;  // by GTIN and pack day
};

struct LotOrder {
  LotDraft draft;
  SecretText passphrase;  // of its cooperative
  Actor actor;
};
// Many lots: each as issue_lot would answer it, those that are issued durable together, published
// with one checkpoint. `workplace` acts as the last actor afterwards, and may have told of acts
// that a failure took back. Throws SystemFailure, and then none of them is issued, or all are and
// the log lacks them until the next that settles it.
std::vector<Result<IssueReport>> issue_lots(Workplace& workplace,
                                            const std::vector<LotOrder>& orders,
                                            IssueMemory& memory);

// By GTIN and code (the real lot before a test lot), or by the typed code alone. `lot_unknown`,
// `lot_code_alone`.
Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code);

}  // namespace temgoc
