// Numbers the reports of a day before they are stored, so that no answer waits for the disk.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "temgoc/base/result.h"
#include "temgoc/model/report.h"

namespace temgoc {

// One for the whole service; any thread may call. It remembers the reports of one Vietnamese day.
class ReportDesk {
 public:
  // `known`: reports on record; those of other days than `today` are passed over.
  ReportDesk(const std::vector<SuspicionReport>& known, Day today, RandomSource random);

  struct Numbered {
    SuspicionReport report;
    bool is_new = true;  // false: the same words came before, under the same number
  };
  // Numbers are drawn at random: a receipt does not tell how many people reported. `reports_full`
  // (args limit: kMaxReportsOfDay).
  Result<Numbered> number(SuspicionReport report);

 private:
  using Words = std::tuple<std::string, std::string, std::string>;  // label, message, place
  unsigned free_number();

  const RandomSource random_;
  std::mutex mutex_;
  Day day_;
  std::map<Words, unsigned> numbers_;
  std::set<unsigned> taken_;
};

}  // namespace temgoc
