#include "web/pages/journey.h"

#include <algorithm>

#include "web/pages/record_views.h"

namespace temgoc {
namespace {

struct Step {
  Instant at;
  std::string when;  // in words
  std::string what;
  std::string detail = {};
  bool vietnamese = false;  // the detail
};

Instant begin_of(Day day) { return Instant(day) - std::chrono::hours(7); }

std::string at_place(const Asked& asked, const LotFacts& facts) {
  const RowText address = address_row(asked, facts.place->addresses, facts.lot->packed_on);
  std::string text = facts.place->name;
  if (!facts.place->code.empty()) text += " (" + facts.place->code + ")";
  if (!facts.place->addresses.empty()) text += " – " + address.value;
  for (const std::string& note : address.notes) text += " (" + note + ")";
  return text;
}

// No day of harvest is on record, so the step stands first and says only where.
void add_place(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  if (!facts.place) return;
  steps.push_back({begin_of(facts.lot->packed_on) - std::chrono::hours(1),
                   asked.word("page.step.before", {{"day", to_dmy(facts.lot->packed_on)}}),
                   asked.word("page.step." + to_text(facts.place->kind)), at_place(asked, facts),
                   true});
}

// The certificate in force on the pack day that was issued last.
void add_certified(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  const Certification* last = nullptr;
  for (const Certification& certification : facts.certifications) {
    if (!certification.issued) continue;
    if (in_force(certification, facts.lot->packed_on) != std::optional(true)) continue;
    if (last == nullptr || last->issued->first < certification.issued->first) last = &certification;
  }
  if (last == nullptr) return;
  steps.push_back(
      {begin_of(last->issued->first), date_words(asked, *last->issued),
       asked.word("page.step.certified", {{"certificate", certification_name(asked, *last)}}),
       last->issuer, true});
}

void add_packed(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  const Lot& lot = *facts.lot;
  steps.push_back({begin_of(lot.packed_on), to_dmy(lot.packed_on), asked.word("page.step.packed"),
                   facts.cooperative ? facts.cooperative->name : "", true});
  steps.push_back(
      {lot.issued_at, time_words(lot.issued_at), asked.word("page.step.sealed"),
       asked.word("page.step.sealed.what", {{"index", std::to_string(lot.leaf_index)}})});
}

Step printed_step(const Asked& asked, const PrintJob& job) {
  return {job.at, time_words(job.at), asked.word("page.step.printed"),
          asked.word("page.step.printed.what", {{"labels", std::to_string(job.labels)}})};
}

void add_recalls(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  for (const Recall& recall : facts.recalls)
    steps.push_back({begin_of(recall.since) + std::chrono::hours(23), to_dmy(recall.since),
                     asked.word("page.recall." + to_text(recall.scope)), recall.reason, true});
}

void add_cancelled(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  if (!facts.cancelled) return;
  steps.push_back({facts.cancelled->at, time_words(facts.cancelled->at),
                   asked.word("page.step.cancelled"), facts.cancelled->reason, true});
}

View view_of(std::vector<Step> steps) {
  std::ranges::stable_sort(steps, {}, &Step::at);
  View list = list_view();
  for (const Step& step : steps) {
    View view;
    view.set("when", step.when);
    view.set("what", step.what);
    view.set("vi", View(step.vietnamese));
    put(view, "detail", step.detail);
    list.push_back(std::move(view));
  }
  return list;
}

std::vector<Step> steps_before_labels(const Asked& asked, const LotFacts& facts) {
  std::vector<Step> steps;
  // A lot that is recalled or cancelled is told of without praise.
  if (facts.recalls.empty() && !facts.cancelled) add_certified(steps, asked, facts);
  add_place(steps, asked, facts);
  add_packed(steps, asked, facts);
  add_cancelled(steps, asked, facts);
  return steps;
}

}  // namespace

View short_journey(const Asked& asked, const LotFacts& facts) {
  std::vector<Step> steps = steps_before_labels(asked, facts);
  if (const auto job = asked.site.registry().first_print_job(facts.lot->id))
    steps.push_back(printed_step(asked, *job));
  if (!facts.recalls.empty()) {
    LotFacts first = facts;
    first.recalls.resize(1);
    add_recalls(steps, asked, first);
  }
  return view_of(std::move(steps));
}

View whole_journey(const Asked& asked, const LotFacts& facts) {
  std::vector<Step> steps = steps_before_labels(asked, facts);
  for (const PrintJob& job : asked.site.registry().print_jobs(facts.lot->id))
    steps.push_back(printed_step(asked, job));
  add_recalls(steps, asked, facts);
  return view_of(std::move(steps));
}

}  // namespace temgoc
