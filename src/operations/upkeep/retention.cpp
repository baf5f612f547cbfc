// Settings into moments, and a journal entry for what went.
#include "temgoc/upkeep/retention.h"

#include "temgoc/people/people.h"

namespace temgoc {
namespace {

constexpr unsigned kMostAtOnce = 20'000;
constexpr std::chrono::hours kVietnamAhead{7};

Instant months_before(Day today, unsigned months) {
  return Instant(add_months(today, -static_cast<int>(months))) - kVietnamAhead;
}

void add(RetentionCounts& sum, const RetentionCounts& part) {
  sum.scan_days += part.scan_days;
  sum.reports += part.reports;
  sum.visits += part.visits;
  sum.inspectors += part.inspectors;
  sum.epcis_documents += part.epcis_documents;
  sum.epcis_events += part.epcis_events;
  sum.acts += part.acts;
}

}  // namespace

RetentionCuts retention_cuts(const Settings& settings, Day today) {
  const RetentionSettings& keep = settings.retention;
  return {.scans = add_months(today, -static_cast<int>(settings.keep_scan_months)),
          .reports = months_before(today, keep.report_months),
          .visits = months_before(today, keep.visit_months),
          .epcis = months_before(today, keep.epcis_months),
          .acts = months_before(today, keep.journal_months)};
}

RetentionCounts retention_preview(const Registry& registry, const Settings& settings, Day today) {
  return PersonalData::of(registry).old_rows(retention_cuts(settings, today));
}

Result<RetentionCounts> run_retention(Workplace& workplace) {
  PersonalData data(workplace.registry());
  const RetentionCuts cuts = retention_cuts(workplace.settings(), workplace.today());
  RetentionCounts all;
  // A part between two commits, so that nobody waits long.
  while (data.old_rows(cuts).sum() > 0) {
    RetentionCounts part;
    auto done = workplace.record([&]() -> Result<RecordedAct> {
      part = data.let_go(cuts, kMostAtOnce);
      if (part.sum() == 0) return RecordedAct{};
      return RecordedAct{"retention", {{"count", std::to_string(part.sum())}}};
    });
    if (!done) return done.error();
    if (part.sum() == 0) break;
    add(all, part);
  }
  if (all.sum() > 0) data.forget_pages();
  return all;
}

void tidy_accounts(Accounts& accounts, Instant now) {
  accounts.end_sessions_before(now - kSessionLasts, now - kSessionRests);
  accounts.forget_drafts_before(now - kDraftLasts);
  accounts.forget_answers_before(now - kAnswerLasts);
}

}  // namespace temgoc
