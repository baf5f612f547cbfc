// Register, sign, store, log: the life of a lot up to the moment that labels may be printed.
#include "temgoc/lots/issue_lot.h"

#include <charconv>
#include <optional>

#include "operations/lots/lot_issuing.h"
#include "operations/lots/seals_ahead.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/public_files.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

RecordedAct act_of(const Lot& lot) {
  return {
      "lot",
      {{"lot", lot.code.text()}, {"gtin", lot.gtin.digits()}, {"code", lot.short_code.printed()}},
      lot.cooperative_id};
}

std::vector<Error> warnings_of(Workplace& workplace, const LotPlan& plan, const Lot& lot,
                               IssueMemory& memory) {
  std::vector<Error> warnings;
  for (auto& warning : {code_warning(workplace, lot, memory), trust_warning(workplace),
                        certificate_warning(plan, lot)})
    if (warning) warnings.push_back(*warning);
  return warnings;
}

struct Planned {
  std::uint64_t content_version = 0;  // of the registry, from before the plan was made
  LotPlan plan;
  SigningKey key;
};

Result<Planned> with_key(const Workplace& workplace, std::uint64_t version, Result<LotPlan> plan,
                         std::string_view passphrase, IssueMemory& memory) {
  if (!plan) return plan.error();
  auto key = open_planned_key(workplace, *plan, passphrase, memory);
  if (!key) return key.error();
  return Planned{version, *std::move(plan), *std::move(key)};
}

Result<Planned> prepare(const Workplace& workplace, const LotDraft& draft,
                        std::string_view passphrase, IssueMemory& memory) {
  const std::uint64_t version = workplace.registry().content_version();
  return with_key(workplace, version, plan_lot(workplace, draft, memory), passphrase, memory);
}

// Many lots of few subjects: whether somebody stored something is asked once for each subject.
std::vector<Result<Planned>> prepare_all(const Workplace& workplace,
                                         const std::vector<LotOrder>& orders, IssueMemory& memory) {
  const std::uint64_t version = workplace.registry().content_version();
  std::map<std::tuple<std::string, std::string, Day>, Result<std::shared_ptr<const LotSubject>>>
      read;
  const auto subject_of = [&](const LotDraft& draft) {
    std::tuple key{draft.gtin.digits(), draft.place_id, draft.packed_on};
    const auto found = read.find(key);
    if (found != read.end()) return found->second;
    return read.emplace(std::move(key), memory.subject(workplace, draft)).first->second;
  };
  std::vector<Result<Planned>> planned;
  planned.reserve(orders.size());
  for (const LotOrder& order : orders)
    planned.push_back(with_key(workplace, version, plan_lot(workplace, order.draft, subject_of),
                               order.passphrase, memory));
  return planned;
}

// The key took a good part of a second to open, and what the lot's record tells must be what is on
// record when it is issued: where somebody stored something meanwhile, the plan is made again.
// REQUIRES the transaction of Workplace::record, and `version` of the registry in it, which nothing
// that it stores itself changes. `registry_busy` where another key is the one to sign by now, those
// of plan_lot.
Result<void> bring_up_to_date(const Workplace& workplace, std::uint64_t version, Planned& planned,
                              IssueMemory& memory) {
  if (version == planned.content_version) return {};
  auto now = plan_lot(workplace, planned.plan.draft, memory);
  if (!now) return now.error();
  if (now->key().id != planned.plan.key().id)
    return Error{"registry_busy", {}, registry_path(workplace.folder()).string()};
  planned.plan = *std::move(now);
  return {};
}

// `version`: of the registry in the transaction around it; none where there is none.
Result<IssuedLot> record_lot(Workplace& workplace, Planned& planned, IssueMemory& memory,
                             std::optional<std::uint64_t> version = std::nullopt,
                             SealsAhead* ahead = nullptr) {
  std::optional<IssuedLot> issued;
  const auto issue = [&]() -> Result<RecordedAct> {
    const std::uint64_t now = version ? *version : workplace.registry().content_version();
    if (auto current = bring_up_to_date(workplace, now, planned, memory); !current)
      return current.error();
    auto done = issue_planned(workplace, planned.plan, &planned.key, ahead);
    if (!done) return done.error();
    issued = *std::move(done);
    return issued->created ? act_of(issued->lot) : RecordedAct{};
  };
  auto recorded = workplace.record(issue, Registry::Repeat::yes);
  if (!recorded) return recorded.error();
  return *std::move(issued);
}

// What the lots will have to be signed for, if they are numbered one after the other.
std::vector<SealsAhead::Wish> wishes_of(const std::vector<Result<Planned>>& planned,
                                        const IssueMemory& memory) {
  std::vector<SealsAhead::Wish> wishes;
  std::map<KeyId, std::uint32_t> numbers;
  std::map<std::pair<std::string, Day>, unsigned> of_day;
  for (const Result<Planned>& each : planned) {
    if (!each || each->key.is_in_token()) continue;
    const LotPlan& plan = each->plan;
    const LotDraft& draft = plan.draft;
    const auto guess = memory.next_of(plan.key().id, draft.gtin, draft.packed_on);
    if (guess.issue_number == 0 || (!draft.code && guess.nth_of_day == 0)) continue;
    const std::uint32_t number = guess.issue_number + numbers[plan.key().id]++;
    const unsigned nth =
        draft.code ? 0 : guess.nth_of_day + of_day[{draft.gtin.digits(), draft.packed_on}]++;
    const LotCode code = draft.code ? *draft.code : LotCode::suggest(draft.packed_on, nth);
    wishes.push_back({each->key, signed_message(claim_of(plan, number, code), plan.key().realm)});
  }
  return wishes;
}

IssueReport report_of(Workplace& workplace, const LotPlan& plan, const IssuedLot& issued,
                      IssueMemory& memory) {
  return {issued.lot, lot_url(issued.lot), issued.created,
          warnings_of(workplace, plan, issued.lot, memory)};
}

}  // namespace

Result<SigningKey> IssueMemory::open(const std::filesystem::path& file, std::string_view passphrase,
                                     const PublicKeyBytes& expected) {
  const auto found = open_.find(file.string());
  if (found != open_.end() && found->second.passphrase == passphrase &&
      found->second.key.public_key() == expected)
    return found->second.key;
  auto key = load_key(file, passphrase, expected);
  if (key) open_.insert_or_assign(file.string(), Opened{SecretText(passphrase), *key});
  return key;
}

Result<std::shared_ptr<const LotSubject>> IssueMemory::subject(const Workplace& workplace,
                                                               const LotDraft& draft) {
  const std::uint64_t version = workplace.registry().content_version();
  if (version != content_version_ || subjects_.size() >= kMostSubjects) subjects_.clear();
  content_version_ = version;
  auto& kept = subjects_[{draft.gtin.digits(), draft.place_id, draft.packed_on}];
  if (kept) return kept;
  auto subject = read_subject(workplace, draft);
  if (!subject) return subject.error();
  kept = std::make_shared<const LotSubject>(*std::move(subject));
  return kept;
}

IssueMemory::Guess IssueMemory::next_of(const KeyId& key, const Gtin& gtin, Day packed_on) const {
  Guess guess;
  if (const auto last = last_numbers_.find(key); last != last_numbers_.end())
    guess.issue_number = last->second + 1;
  if (const auto last = last_of_day_.find({gtin.digits(), packed_on}); last != last_of_day_.end())
    guess.nth_of_day = last->second + 1;
  return guess;
}

void IssueMemory::saw(const Lot& lot) {
  if (last_numbers_.size() >= kMostSubjects) last_numbers_.clear();
  if (last_of_day_.size() >= kMostSubjects) last_of_day_.clear();
  last_numbers_[lot.key_id] = lot.issue_number;
  // A suggested code ends in its number of the day; one that a person chose tells nothing.
  const std::string& code = lot.code.text();
  unsigned nth = 0;
  const char* end = code.data() + code.size();
  const char* number = code.data() + code.rfind('-') + 1;
  if (std::from_chars(number, end, nth).ptr == end &&
      LotCode::suggest(lot.packed_on, nth) == lot.code)
    last_of_day_[{lot.gtin.digits(), lot.packed_on}] = nth;
}

const std::vector<std::string>& IssueMemory::templates_too_small_for(Workplace& workplace,
                                                                     const Lot& lot) {
  const auto [found, is_new] = too_small_.try_emplace({lot.product_id, lot.code.text().size()});
  if (is_new) found->second = templates_too_small(workplace, lot);
  return found->second;
}

Result<IssueReport> issue_lot(Workplace& workplace, const LotDraft& draft,
                              std::string_view passphrase) {
  IssueMemory memory;
  auto planned = prepare(workplace, draft, passphrase, memory);
  if (!planned) return planned.error();
  auto issued = record_lot(workplace, *planned, memory);
  if (!issued) return issued.error();
  if (auto settled = workplace.settle_log(planned->plan.is_test()); !settled)
    return settled.error();
  return report_of(workplace, planned->plan, *issued, memory);
}

std::vector<Result<IssueReport>> issue_lots(Workplace& workplace,
                                            const std::vector<LotOrder>& orders,
                                            IssueMemory& memory) {
  auto planned = prepare_all(workplace, orders, memory);
  SealsAhead ahead(wishes_of(planned, memory));
  std::vector<Result<IssuedLot>> issued;
  issued.reserve(orders.size());
  const auto all = [&]() -> Result<void> {
    issued.clear();  // of a try that another stood in the way of
    const std::uint64_t version = workplace.registry().content_version();
    for (std::size_t i = 0; i < orders.size(); ++i) {
      workplace.act_as(orders[i].actor);
      issued.push_back(planned[i] ? record_lot(workplace, *planned[i], memory, version, &ahead)
                                  : Result<IssuedLot>(planned[i].error()));
    }
    return {};
  };
  const auto committed = workplace.record_together(all);
  if (!committed) throw SystemFailure(committed.error());
  for (const Result<IssuedLot>& each : issued)
    if (each && each->created) memory.saw(each->lot);
  if (auto settled = workplace.settle_logs(); !settled) throw SystemFailure(settled.error());
  std::vector<Result<IssueReport>> reports;
  reports.reserve(orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i)
    reports.push_back(
        issued[i] ? Result<IssueReport>(report_of(workplace, planned[i]->plan, *issued[i], memory))
                  : Result<IssueReport>(issued[i].error()));
  return reports;
}

Result<Lot> find_lot(Workplace& workplace, std::string_view gtin, std::string_view code) {
  const Error unknown{"lot_unknown", "lot", std::string(code)};
  if (gtin.empty()) {
    auto short_code = ShortCode::parse(code);
    if (!short_code) {
      const bool looks_typed = short_code.error().code == "short_code_check";
      return looks_typed ? short_code.error() : Error{"lot_code_alone", "lot", shortened(code)};
    }
    auto lot = workplace.registry().lot(*short_code);
    return lot ? Result<Lot>(*lot) : unknown;
  }
  auto product = Gtin::parse(gtin);
  if (!product) return product.error();
  auto lot_code = LotCode::parse(code);
  if (!lot_code) return lot_code.error();
  for (bool test : {false, true}) {
    if (auto lot = workplace.registry().lot(workplace.realm(test), *product, *lot_code))
      return *lot;
  }
  return unknown;
}

}  // namespace temgoc
