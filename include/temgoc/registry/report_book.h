// Reports of people who doubt a label, with what was answered to them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/report_answer.h"
#include "temgoc/registry/registry.h"

namespace temgoc {

struct AnsweredReport {
  std::int64_t id = 0;  // in the order in which they came
  SuspicionReport report = {};
  std::string cooperative_id = {};         // of the lot that it names; empty: it names none
  std::vector<ReportAnswer> answers = {};  // oldest first; the last one stands
  bool is_answered() const { return !answers.empty(); }
};

struct ReportFilter {
  std::string cooperative_id = {};  // its lots', and reports that name no lot; empty: any
  bool only_open = false;           // those without an answer
  std::int64_t before_id = std::numeric_limits<std::int64_t>::max();  // for the next page
  unsigned limit = 100;                                               // newest first
};

// Reads and writes through the connection of its registry, which must outlive it.
class ReportBook {
 public:
  explicit ReportBook(Registry& registry) : engine_(registry.engine_.get()) {}
  static const ReportBook of(const Registry& registry) {
    return ReportBook(registry.engine_.get());
  }

  std::vector<AnsweredReport> reports(const ReportFilter& filter) const;
  std::optional<AnsweredReport> report(const ReportReceipt& receipt) const;
  // Adds an answer, which stands from then on. REQUIRES a report of that id.
  void add_answer(std::int64_t report_id, const ReportAnswer& answer);

 private:
  explicit ReportBook(Registry::Engine* engine) : engine_(engine) {}
  Registry::Engine* engine_;
};

}  // namespace temgoc
