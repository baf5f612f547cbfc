// The thread that issues.
#include "console/api/lot_desk.h"

#include <sys/stat.h>

#include <algorithm>
#include <future>
#include <map>
#include <utility>

#include "console/api/kept_answers.h"
#include "console/visit.h"
#include "temgoc/base/failures.h"

namespace temgoc {

namespace fs = std::filesystem;

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kManyAnswers = 8;
constexpr std::size_t kMostTogether = 1'000;   // lots of one commit, unless one request has more
constexpr std::chrono::seconds kStaysOpen{2};  // a workplace; then settings and trust are read anew
constexpr std::chrono::seconds kRestsBeforeItCloses{2};
// Beside what a commit and its checkpoint take, this is little; all who ask at once share them.
constexpr std::chrono::milliseconds kGathers{2};
constexpr std::chrono::minutes kTemplatesKept{1};  // which are too small is a warning's matter

// Which file that is: a registry that was put back is another.
std::pair<dev_t, ino_t> identity(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

// A lot of a batch, on its way.
struct Wish {
  std::size_t batch;
  Result<LotOrder> order;
};

}  // namespace

struct LotDesk::Bench {
  std::optional<Workplace> workplace;
  std::optional<Accounts> accounts;
  std::pair<dev_t, ino_t> file;
  Steady::time_point opened_at, templates_read_at;
  IssueMemory memory;

  // Those of open_to_change.
  Result<void> make_ready(House& house) {
    const auto now = Steady::now();
    // None where a server keeps the registry: then nobody puts another in its place.
    const fs::path registry = house.folder / "registry.sqlite";
    if (workplace && now - opened_at < kStaysOpen && identity(registry) == file)
      return check_clock(*workplace, house.world.clock_word());
    close();
    file = identity(registry);
    auto opened = open_to_change(house, {});
    if (!opened) return opened.error();
    auto own = Accounts::open(accounts_path(house.folder));
    if (!own) return own.error();
    workplace.emplace(*std::move(opened));
    accounts.emplace(*std::move(own));
    opened_at = now;
    if (now - templates_read_at >= kTemplatesKept) {
      memory.forget_templates();
      templates_read_at = now;
    }
    return {};
  }
  void close() {
    workplace.reset();
    accounts.reset();
    memory.forget_subjects();
  }
};

namespace {

// Whose product that is, by GTIN; empty: nobody's. Many lots of one commit are of few products.
class Owners {
 public:
  explicit Owners(const Registry& registry) : registry_(registry) {}
  const std::string& of(const Gtin& gtin) {
    const auto [found, is_new] = known_.try_emplace(gtin.digits());
    if (!is_new) return found->second;
    if (const auto product = registry_.product(gtin)) found->second = product->cooperative_id;
    return found->second;
  }

 private:
  const Registry& registry_;
  std::map<std::string, std::string> known_;
};

Result<LotOrder> order_of(House& house, const Workplace& workplace, Owners& owners,
                          const LotBatch& batch, const LotDraft& draft) {
  const std::string& owner = owners.of(draft.gtin);
  const bool seen =
      !owner.empty() && (batch.only_cooperative.empty() || batch.only_cooperative == owner);
  // What lies outside is answered like what does not exist.
  if (!seen) return Error{"product_unknown", "product", draft.gtin.printed()};
  LotOrder order{draft, {}, batch.actor};
  if (workplace.test_only()) return order;
  auto open = house.keys.passphrase_for_programs(owner, Steady::now());
  if (!open) return Error{"key_locked", "cooperative", owner};
  order.passphrase = *std::move(open);
  return order;
}

// Results of each batch, in the order of its drafts.
std::vector<std::vector<Result<IssueReport>>> issued(House& house, Workplace& workplace,
                                                     IssueMemory& memory,
                                                     const std::vector<const LotBatch*>& batches) {
  std::vector<Wish> wishes;
  std::vector<LotOrder> orders;
  Owners owners(workplace.registry());
  for (std::size_t i = 0; i < batches.size(); ++i)
    for (const LotDraft& draft : batches[i]->drafts) {
      wishes.push_back({i, order_of(house, workplace, owners, *batches[i], draft)});
      if (wishes.back().order) orders.push_back(*wishes.back().order);
    }
  auto reports = issue_lots(workplace, orders, memory);
  std::vector<std::vector<Result<IssueReport>>> results(batches.size());
  auto next = reports.begin();
  for (const Wish& wish : wishes)
    results[wish.batch].push_back(wish.order ? std::move(*next++)
                                             : Result<IssueReport>(wish.order.error()));
  return results;
}

using Answers = std::vector<std::optional<HttpResponse>>;

// Which batches are to be issued: those with a key that was answered before are answered again. Of
// two with one key the second has the answer of the first: its place in `same_as`.
std::vector<std::size_t> fresh_batches(const Accounts& accounts,
                                       const std::vector<LotBatch>& batches, Answers& answers,
                                       std::map<std::size_t, std::size_t>& same_as) {
  std::vector<std::size_t> fresh;
  std::map<std::pair<std::string, std::string>, std::size_t> named;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const LotBatch& batch = batches[i];
    auto kept = batch.name ? accounts.answer(*batch.name) : std::nullopt;
    if (batch.name && !kept) {
      const auto [first, is_new] = named.try_emplace({batch.name->token_id, batch.name->key}, i);
      if (!is_new) kept = KeptAnswer{batches[first->second].request};
      if (!is_new) same_as[i] = first->second;
    }
    const auto again = kept ? given_again(*kept, batch.request)
                            : Result<std::optional<HttpResponse>>(std::nullopt);
    if (!again) same_as.erase(i);
    if (!again) answers[i] = batch.refuse(again.error());
    if (again && *again) answers[i] = **again;
    if (!answers[i] && !same_as.contains(i)) fresh.push_back(i);
  }
  return fresh;
}

void keep_answers(House& house, Accounts& accounts, const std::vector<LotBatch>& batches,
                  const std::vector<std::size_t>& fresh, const Answers& answers) {
  const auto is_named = [&](std::size_t i) { return batches[i].name && is_kept(*answers[i]); };
  if (std::ranges::none_of(fresh, is_named)) return;
  const auto kept = accounts.transaction([&]() -> Result<void> {
    for (const std::size_t i : fresh)
      if (is_named(i))
        keep(accounts, *batches[i].name, batches[i].request, *answers[i], house.world.clock());
    return {};
  });
  if (!kept) throw SystemFailure(kept.error());
}

// Answers are made by two threads where there are many: whoever asks next waits for them.
void compose_all(const std::vector<LotBatch>& batches, const std::vector<std::size_t>& fresh,
                 const std::vector<std::vector<Result<IssueReport>>>& results, Answers& answers) {
  const auto compose = [&](std::size_t from, std::size_t end) {
    for (std::size_t i = from; i < end; ++i)
      answers[fresh[i]] = batches[fresh[i]].compose(results[i]);
  };
  const std::size_t half = fresh.size() < kManyAnswers ? 0 : fresh.size() / 2;
  std::future<void> beside;
  if (half > 0) beside = std::async(std::launch::async, compose, 0, half);
  compose(half, fresh.size());
  if (beside.valid()) beside.get();
}

void answer_all(House& house, Workplace& workplace, Accounts& accounts, IssueMemory& memory,
                const std::vector<LotBatch>& batches, Answers& answers) {
  std::map<std::size_t, std::size_t> same_as;
  const auto fresh = fresh_batches(accounts, batches, answers, same_as);
  std::vector<const LotBatch*> to_issue;
  for (const std::size_t i : fresh) to_issue.push_back(&batches[i]);
  const auto results = issued(house, workplace, memory, to_issue);
  compose_all(batches, fresh, results, answers);
  for (const auto& [later, first] : same_as) answers[later] = answers[first];
  keep_answers(house, accounts, batches, fresh, answers);
}

}  // namespace

void LotDesk::hand_in(House& house, LotBatch batch) {
  const std::lock_guard lock(mutex_);
  if (!thread_.joinable()) {
    ending_ = false;
    thread_ = std::thread([this, &house] { run(house); });
  }
  waiting_.push_back(std::move(batch));
  if (waiting_.size() >= expected_) changed_.notify_one();
}

void LotDesk::finish() {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
  thread_ = {};
}

// As many as fit one commit; those that come meanwhile make the next.
std::vector<LotBatch> LotDesk::take() {
  std::vector<LotBatch> taken;
  std::size_t lots = 0;
  while (!waiting_.empty()) {
    lots += waiting_.front().drafts.size();
    if (!taken.empty() && lots > kMostTogether) break;
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return taken;
}

// Whoever was just answered may ask again at once, as a program does that issues a season. Without
// this the first of them would have a commit of its own.
void LotDesk::gather(std::unique_lock<std::mutex>& lock, std::size_t answered) {
  expected_ = answered + waiting_.size();
  changed_.wait_for(lock, kGathers, [&] { return ending_ || waiting_.size() >= expected_; });
  expected_ = 1;
}

void LotDesk::run(House& house) {
  Bench bench;
  std::size_t answered = 0;  // batches, just now
  while (true) {
    std::unique_lock lock(mutex_);
    gather(lock, std::exchange(answered, 0));
    if (!changed_.wait_for(lock, kRestsBeforeItCloses,
                           [&] { return ending_ || !waiting_.empty(); })) {
      bench.memory.wipe_keys();
      bench.close();
      continue;
    }
    if (waiting_.empty()) return;
    std::vector<LotBatch> batches = take();
    lock.unlock();
    work(house, bench, batches);
    answered = batches.size();
  }
}

void LotDesk::work(House& house, Bench& bench, std::vector<LotBatch>& batches) {
  Answers answers(batches.size());
  const auto refuse_rest = [&](const Error& error) {
    for (std::size_t i = 0; i < batches.size(); ++i)
      if (!answers[i]) answers[i] = batches[i].refuse(error);
  };
  try {
    if (auto ready = bench.make_ready(house); !ready) {
      bench.close();
      refuse_rest(ready.error());
    } else {
      answer_all(house, *bench.workplace, *bench.accounts, bench.memory, batches, answers);
    }
  } catch (const SystemFailure& failure) {
    bench.close();
    refuse_rest(failure.error());
  } catch (const std::exception& failure) {
    bench.close();
    refuse_rest(unforeseen(failure));
  }
  for (std::size_t i = 0; i < batches.size(); ++i) batches[i].reply(share(*std::move(answers[i])));
}

}  // namespace temgoc
