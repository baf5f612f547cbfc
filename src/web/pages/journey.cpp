// Collects a lot's place, certificate, packing, printing and recalls as steps, and sorts them.
#include "web/pages/journey.h"

#include <algorithm>

#include "temgoc/base/vietnam_time.h"
#include "temgoc/events/public_journey.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/green_claim.h"
#include "web/pages/record_views.h"

namespace temgoc {
namespace {

constexpr std::size_t kStagesOnScanPage = 2;  // beside certificate, packing, seal and labels

struct Step {
  Instant at;
  std::string when;  // in words
  std::string what;
  std::string detail = {};
  bool vietnamese = false;  // the detail
};

std::string at_place(const Asked& asked, const LotFacts& facts) {
  const RowText address = address_row(asked, facts.place->addresses, facts.lot->packed_on);
  std::string text = facts.place->name;
  if (!facts.place->code.empty()) text += " (" + facts.place->code + ")";
  if (!facts.place->addresses.empty()) text += " – " + address.value;
  for (const RowNote& note : address.notes) text += " (" + note.said + note.own + ")";
  return text;
}

bool is_packed_there(const LotFacts& facts) {
  return facts.place && facts.place->kind == PlaceKind::packing_house;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Step stage_step(const Asked& asked, const JourneyStage& stage) {
  std::string detail = listed(stage.goods);
  if (!stage.provinces.empty()) detail += (detail.empty() ? "" : " – ") + listed(stage.provinces);
  const std::string when = stage.first == stage.last
                               ? to_dmy(stage.first)
                               : to_dmy(stage.first) + " – " + to_dmy(stage.last);
  return {stage.at, when, asked.word("page.step.event." + to_text(stage.kind)), detail, true};
}

// Returns true if it is on record where the goods were grown or caught.
bool add_stages(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts,
                std::size_t most) {
  std::vector<JourneyStage> stages =
      public_journey(asked.site.registry(), *facts.lot, vietnam_day(asked.site.now()));
  const bool grown = std::ranges::any_of(
      stages, [](const JourneyStage& stage) { return stage.kind == EventKind::harvest; });
  if (stages.size() > most) stages.resize(most);
  for (const JourneyStage& stage : stages) steps.push_back(stage_step(asked, stage));
  return grown;
}

// Without a harvest on record its day is not known, so the step stands first and says only where.
void add_place(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  if (!facts.place || is_packed_there(facts)) return;
  steps.push_back({first_moment_of(facts.lot->packed_on) - std::chrono::hours(1),
                   asked.word("page.step.before"),
                   asked.word("page.step." + to_text(facts.place->kind)), at_place(asked, facts),
                   true});
}

// The certificate in force on the pack day that was issued last.
void add_certified(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  const Certification* last = nullptr;
  for (const Certification& certification : facts.certifications) {
    if (!certification.issued) continue;
    if (in_force(certification, facts.lot->packed_on) != std::optional(true)) continue;
    if (!may_be_shown(certification, asked.site.today())) continue;
    if (last == nullptr || last->issued->first < certification.issued->first) last = &certification;
  }
  if (last == nullptr) return;
  steps.push_back(
      {first_moment_of(last->issued->first), date_words(asked, *last->issued),
       asked.word("page.step.certified", {{"certificate", certification_name(asked, *last)}}),
       last->issuer, true});
}

void add_packed(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  const Lot& lot = *facts.lot;
  const auto cooperative = as_issued(facts).cooperative;
  const bool there = is_packed_there(facts);
  steps.push_back({first_moment_of(lot.packed_on), to_dmy(lot.packed_on),
                   asked.word(there ? "page.step.packing_house" : "page.step.packed"),
                   there         ? at_place(asked, facts)
                   : cooperative ? cooperative->name
                                 : "",
                   true});
  if (asked.site.bundle()) return;  // which has no moment of it
  steps.push_back(
      {lot.issued_at, vietnam_moment(lot.issued_at), asked.word("page.step.sealed"),
       asked.word("page.step.sealed.what", {{"index", std::to_string(lot.leaf_index)}})});
}

Step printed_step(const Asked& asked, const PrintJob& job) {
  return {job.at, vietnam_moment(job.at),
          asked.word(job.reprint_of ? "page.step.reprinted" : "page.step.printed"),
          asked.word("page.step.printed.what", {{"labels", std::to_string(job.labels)}})};
}

// All print jobs as one step, at the first of them. A reprint makes no further label.
void add_printed(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  std::vector<PrintJob> jobs = asked.site.registry().print_jobs(facts.lot->id);
  std::erase_if(jobs, [](const PrintJob& job) { return job.reprint_of != 0; });
  if (jobs.empty()) return;
  Step step = printed_step(asked, jobs.front());
  std::uint64_t labels = 0;
  for (const PrintJob& job : jobs) labels += job.labels;
  if (jobs.size() > 1)
    step.detail =
        asked.word("page.step.printed.several", {{"labels", std::to_string(labels)},
                                                 {"jobs", std::to_string(jobs.size())},
                                                 {"last", vietnam_moment(jobs.back().at)}});
  steps.push_back(std::move(step));
}

void add_recalls(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  for (const Recall& recall : facts.recalls)
    steps.push_back({first_moment_of(recall.since) + std::chrono::hours(23), to_dmy(recall.since),
                     asked.word("page.recall." + to_text(recall.scope)), recall.reason, true});
}

void add_cancelled(std::vector<Step>& steps, const Asked& asked, const LotFacts& facts) {
  if (!facts.cancelled) return;
  steps.push_back({facts.cancelled->at, vietnam_moment(facts.cancelled->at),
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

std::vector<Step> steps_before_labels(const Asked& asked, const LotFacts& facts,
                                      std::size_t most_stages) {
  std::vector<Step> steps;
  // A lot that is recalled or cancelled is told of without praise.
  if (facts.recalls.empty() && !facts.cancelled) add_certified(steps, asked, facts);
  if (!add_stages(steps, asked, facts, most_stages)) add_place(steps, asked, facts);
  add_packed(steps, asked, facts);
  add_cancelled(steps, asked, facts);
  return steps;
}

}  // namespace

View short_journey(const Asked& asked, const LotFacts& facts) {
  std::vector<Step> steps = steps_before_labels(asked, facts, kStagesOnScanPage);
  add_printed(steps, asked, facts);
  if (!facts.recalls.empty()) {
    LotFacts first = facts;
    first.recalls.resize(1);
    add_recalls(steps, asked, first);
  }
  return view_of(std::move(steps));
}

View whole_journey(const Asked& asked, const LotFacts& facts) {
  std::vector<Step> steps = steps_before_labels(asked, facts, SIZE_MAX);
  for (const PrintJob& job : asked.site.registry().print_jobs(facts.lot->id))
    steps.push_back(printed_step(asked, job));
  add_recalls(steps, asked, facts);
  return view_of(std::move(steps));
}

}  // namespace temgoc
