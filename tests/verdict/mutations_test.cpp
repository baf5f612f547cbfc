// A million altered labels (TEMGOC_MUTATIONS in the environment: another number): none is valid for
// anything but what was issued. Each thread has its own generator, so a run with the same number is
// the same run.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "temgoc/base/text.h"
#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr unsigned kThreads = 2;
constexpr std::size_t kStart = std::string_view("https://ocop.example/").size();

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

struct Issued {
  std::vector<Claim> claims;
  std::vector<std::string> labels;
  std::set<std::string> known;
};

// Sixty lots of one cooperative, and an item of each.
Issued issue(const TestRealm& realm) {
  Issued issued;
  for (unsigned number = 1; number <= 60; ++number) {
    Claim claim = realm.claim();
    claim.header.issue_number = number;
    claim.header.packed_on += std::chrono::days(number % 5);
    claim.gtin = gtin(number % 3 == 0 ? "0299000000002" : "0299000000001");
    claim.lot = LotCode::suggest(claim.header.packed_on, number);
    issued.claims.push_back(claim);
    claim.serial = Serial::sealed(number);
    issued.claims.push_back(claim);
  }
  for (const Claim& claim : issued.claims) {
    issued.labels.push_back(realm.label(claim));
    issued.known.insert(issued.labels.back());
  }
  return issued;
}

struct Mutation {
  const char* name;
  std::function<void(std::string& text, const std::string& other, Random& random)> apply;
};

std::size_t seal_digit(const std::string& text, Random& random) {
  return std::min(kStart + below(random, kSealDigits), text.size() - 1);
}

// The seal with one of its bytes changed, encoded anew: every digit of the group may differ.
void change_seal_byte(std::string& text, Random& random) {
  if (text.size() < kStart + kSealDigits) return;
  auto seal = parse_seal_digits(std::string_view(text).substr(kStart, kSealDigits));
  if (!seal) return;
  std::uint8_t& byte = (*seal)[below(random, seal->size())];
  byte = static_cast<std::uint8_t>(byte ^ (1U << below(random, 8)));
  text.replace(kStart, kSealDigits, seal_digits(*seal));
}

void replace_digit(std::string& text, Random& random, std::initializer_list<const char*> zeros) {
  const std::size_t at = below(random, text.size());
  if (text[at] < '0' || text[at] > '9') return;
  std::string digit = *(zeros.begin() + below(random, zeros.size()));
  digit.back() = static_cast<char>(digit.back() + (text[at] - '0'));
  text.replace(at, 1, digit);
}

void percent_encode(std::string& text, Random& random) {
  const std::size_t at = below(random, text.size());
  text.replace(at, 1, "%" + ascii_upper(to_hex(as_bytes(text.substr(at, 1)))));
}

void change_case(std::string& text, Random& random) {
  const std::size_t from = below(random, text.size());
  const std::size_t to = from + below(random, text.size() - from + 1);
  for (std::size_t i = from; i < to; ++i) {
    const char c = text[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) text[i] = static_cast<char>(c ^ 0x20);
  }
}

void double_segment(std::string& text, Random& random) {
  std::vector<std::size_t> slashes;
  for (std::size_t at = text.find('/', 8); at != std::string::npos; at = text.find('/', at + 1)) {
    slashes.push_back(at);
  }
  if (slashes.empty()) return;
  const std::size_t from = slashes[below(random, slashes.size())];
  const std::string segment = text.substr(from, text.find('/', from + 1) - from);
  text.insert(from, segment);
}

void take_tail_of(std::string& text, const std::string& other, Random& random) {
  static const std::vector<std::string> starts{"/01/", "/10/", "/21/"};
  const std::string& start = starts[below(random, starts.size())];
  const std::size_t mine = text.find(start, 8), theirs = other.find(start, 8);
  if (mine != std::string::npos && theirs != std::string::npos) {
    text.replace(mine, std::string::npos, other.substr(theirs));
  }
}

const std::vector<Mutation> kMutations{
    {"another digit in the seal",
     [](auto& t, auto&, auto& r) { t[seal_digit(t, r)] = static_cast<char>('0' + r() % 10); }},
    {"another digit anywhere",
     [](auto& t, auto&, auto& r) { t[below(r, t.size())] = static_cast<char>('0' + r() % 10); }},
    {"any byte anywhere",
     [](auto& t, auto&, auto& r) { t[below(r, t.size())] = static_cast<char>(r()); }},
    {"two characters swapped",
     [](auto& t, auto&, auto& r) { std::swap(t[below(r, t.size())], t[below(r, t.size())]); }},
    {"neighbours swapped",
     [](auto& t, auto&, auto& r) {
       const auto i = below(r, t.size() - 1);
       std::swap(t[i], t[i + 1]);
     }},
    {"cut short", [](auto& t, auto&, auto& r) { t.resize(1 + below(r, t.size())); }},
    {"its front cut", [](auto& t, auto&, auto& r) { t.erase(0, below(r, t.size() - 1)); }},
    {"a character left out",
     [](auto& t, auto&, auto& r) {
       if (t.size() > 2) t.erase(below(r, t.size()), 1);
     }},
    {"a character put in",
     [](auto& t, auto&, auto& r) {
       t.insert(below(r, t.size()), 1, static_cast<char>(0x20 + r() % 0x5f));
     }},
    {"the seal stripped",
     [](auto& t, auto&, auto&) {
       if (t.size() > kStart + kSealDigits) t.erase(kStart, kSealDigits + 1);
     }},
    {"another lot's seal",
     [](auto& t, auto& o, auto&) {
       if (t.size() > kStart + kSealDigits) t.replace(kStart, kSealDigits, o, kStart, kSealDigits);
     }},
    {"another label's words", [](auto& t, auto& o, auto& r) { take_tail_of(t, o, r); }},
    {"a bit of the seal", [](auto& t, auto&, auto& r) { change_seal_byte(t, r); }},
    {"digits of other scripts",
     [](auto& t, auto&, auto& r) {
       replace_digit(t, r, {"\uff10", "\u0660", "\u0966"});
     }},
    {"percent-encoding", [](auto& t, auto&, auto& r) { percent_encode(t, r); }},
    {"letters in the other case", [](auto& t, auto&, auto& r) { change_case(t, r); }},
    {"a doubled segment", [](auto& t, auto&, auto& r) { double_segment(t, r); }},
    {"something added behind",
     [](auto& t, auto&, auto& r) {
       static const std::vector<std::string> ends{"/", "//",   "?",           "?a=b",  "#x",
                                                  " ", "\r\n", "/21/0000001", "/10/A", "."};
       t += ends[below(r, ends.size())];
     }},
};

struct Tally {
  std::size_t made = 0;
  std::size_t unchanged = 0;
  std::map<std::string, std::size_t> headlines;
  std::vector<std::string> wrong;
};

std::string mutated(const Issued& issued, const std::string& label, Random& random) {
  std::string text = label;
  do {
    const std::string& other = issued.labels[below(random, issued.labels.size())];
    kMutations[below(random, kMutations.size())].apply(text, other, random);
  } while (text.size() > 2 && below(random, 4) == 0);
  return text;
}

// Whether a valid verdict on `text` is for a label that was issued, and says just what that label
// says.
bool is_as_issued(const std::string& text, const Verdict& verdict, const Issued& issued) {
  const Scanned scanned = read_scan(text);
  const auto* scan = std::get_if<SealedScan>(&scanned);
  if (scan == nullptr || verdict.proof != Proof::sealed) return false;
  const Claim& claim = scan->sealed.claim;
  return issued.known.contains(sealed_uri(kHost, scan->sealed)) && verdict.gtin == claim.gtin &&
         verdict.lot_code == claim.lot && verdict.serial == claim.serial;
}

void run(const Issued& issued, const Trust& trust, std::size_t count, std::uint64_t seed,
         Tally& tally) {
  Random random(seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t of = below(random, issued.labels.size());
    const std::string text = mutated(issued, issued.labels[of], random);
    // Every other time with a source that vouches for the label before it was altered.
    const Knowledge knowledge =
        i % 2 == 0 ? by_trust_list(trust) : by_registry(trust, facts_of(issued.claims[of]));
    const Verdict verdict = verdict_of(text, knowledge);
    ++tally.made;
    tally.unchanged += text == issued.labels[of];
    ++tally.headlines[to_text(verdict.main.headline)];
    const bool is_valid = verdict.main.headline == Headline::valid;
    if (is_valid && !is_as_issued(text, verdict, issued)) tally.wrong.push_back(text);
  }
}

std::size_t wanted() {
  const char* number = std::getenv("TEMGOC_MUTATIONS");
  return number != nullptr ? std::strtoull(number, nullptr, 10) : TEMGOC_MUTATIONS_DEFAULT;
}

}  // namespace

TEST_CASE("no altered label is valid for anything but what was issued") {
  const TestRealm realm;
  const Trust trust = realm.trust();
  const Issued issued = issue(realm);
  REQUIRE_FALSE(issued.labels.empty());
  for (const std::string& label : issued.labels) {
    REQUIRE(verdict_of(label, by_trust_list(trust)).main.headline == Headline::valid);
  }

  std::vector<Tally> tallies(kThreads);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] { run(issued, trust, wanted() / kThreads, i + 1, tallies[i]); });
  }
  for (std::thread& thread : threads) thread.join();

  Tally all;
  for (const Tally& tally : tallies) {
    all.made += tally.made;
    all.unchanged += tally.unchanged;
    for (const auto& [headline, count] : tally.headlines) all.headlines[headline] += count;
    all.wrong.insert(all.wrong.end(), tally.wrong.begin(), tally.wrong.end());
  }
  for (const std::string& text : all.wrong) FAIL_CHECK(text);
  MESSAGE(all.made, " made, ", all.unchanged, " of them unchanged");
  for (const auto& [headline, count] : all.headlines) MESSAGE(headline, ": ", count);
  // The alterations reach every part of the reading: forgiven ones, bad signatures, bad forms.
  for (const char* headline :
       {"valid", "forged", "unknown", "cannot_check", "unsealed", "wrong_site"}) {
    CAPTURE(headline);
    CHECK(all.headlines[headline] > 0);
  }
}
