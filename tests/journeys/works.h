// A workplace set up as the README says, with the example data, ready to issue.
#pragma once

#include "journeys/program.h"
#include "temgoc/base/clock.h"

namespace temgoc::journeys {

class Works {
 public:
  // Keys that no other workplace of the test has. Otherwise all of one host and realm begin as
  // copies of one, for keys take seconds to make.
  struct OwnKeys {};

  // host empty: a workplace that prints test labels only.
  explicit Works(const std::string& host = "tg.example.vn",
                 const std::string& realm = "ocop.example.vn");
  explicit Works(OwnKeys);

  Ran temgoc(const Words& arguments, const std::string& input = {}) const {
    return run(kTemgoc, arguments, folder(), input);
  }
  // temgoc-verify with this workplace's roots and trust list.
  Ran verify_offline(const std::string& text, const Words& more = {}) const;
  // Issues a lot packed today; the JSON answer.
  Json issue(const std::string& gtin, const Words& more = {}) const;
  Ran build_bundle(const std::string& out, const Words& more = {}) const;
  Json verify(const std::string& text, const Words& more = {}) const;

  std::filesystem::path folder() const;
  std::filesystem::path root_keys() const;
  std::string passphrase_file() const { return (scratch_.path() / "passphrase").string(); }
  const ScratchFolder& scratch() const { return scratch_; }
  void sign_trust() const;

 private:
  ScratchFolder scratch_;
};

std::string today_iso();
std::string days_ago(int days);

// Products of the example data.
inline const std::string kFish = "2990001000018";     // of C01, 180 days
inline const std::string kOyster = "2990001000049";   // of C01, 5 days
inline const std::string kSauce = "2990001000315";    // of C90, 5 stars in force
inline const std::string kTour = "2990001000353";     // of C90, group VI
inline const std::string kLettuce = "2990001000094";  // of C02, which has no key

}  // namespace temgoc::journeys
