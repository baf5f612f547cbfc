// Compares the clock with the last fact on record, and keeps a person's word that it is right.
#include "temgoc/workplace/workplace_clock.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

constexpr std::size_t kWordLimit = 4096;

std::filesystem::path word_path(const std::filesystem::path& workplace) {
  return workplace / "clock_confirmed";
}

// At `at` a person said that the clock was right, although a fact of `despite` was on record.
struct KeptWord {
  Instant at;
  Instant despite;
};

std::optional<KeptWord> kept_word(const std::filesystem::path& workplace) {
  const auto file = read_file(word_path(workplace), kWordLimit);
  if (!file) return std::nullopt;
  const auto lines = split(*file, '\n');
  if (lines.size() < 2) return std::nullopt;
  const auto at = parse_instant(lines[0]);
  const auto despite = parse_instant(lines[1]);
  if (!at || !despite) return std::nullopt;
  return KeptWord{*at, *despite};
}

void keep_word(const Workplace& workplace, const KeptWord& word) {
  write_file(word_path(workplace.folder()),
             as_bytes(to_iso(word.at) + "\n" + to_iso(std::max(word.at, word.despite)) + "\n"));
}

}  // namespace

std::optional<Instant> last_fact(const std::filesystem::path& workplace, const Registry& registry,
                                 const TrustList& trust) {
  std::vector<Instant> facts = registry.last_moments();
  if (!trust.realm.empty()) facts.push_back(trust.issued_at);
  if (const auto kept = kept_word(workplace)) {
    for (Instant& fact : facts) {
      if (fact <= kept->despite) fact = std::min(fact, kept->at);
    }
    facts.push_back(kept->at);
  }
  const auto newest = std::ranges::max_element(facts);
  return newest == facts.end() ? std::nullopt : std::optional(*newest);
}

Result<void> check_clock(const Workplace& workplace, ClockWord word) {
  const Instant now = workplace.now();
  const auto last = last_fact(workplace.folder(), workplace.registry(), workplace.trust().list());
  if (!last) return {};
  const bool behind = now < *last - kClockMayLag;
  const bool ahead = now > *last + kClockMayLead;
  if (!behind && !(ahead && word != ClockWord::network)) return {};
  if (word == ClockWord::person) {
    const auto kept = kept_word(workplace.folder());
    keep_word(workplace, {now, kept ? std::max(*last, kept->despite) : *last});
    return {};
  }
  return Error{behind ? "clock_behind" : "clock_far_ahead",
               {},
               {},
               {},
               {{"now", vietnam_moment(now)}, {"last", vietnam_moment(*last)}}};
}

}  // namespace temgoc
