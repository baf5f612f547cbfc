// From a scanned text to a verdict in words: scan, look up, decide, say. Used by the command line,
// the web pages and temgoc-verify, so that they cannot disagree.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/bundle/bundle.h"
#include "temgoc/verdict/verdict.h"

namespace temgoc {

// Where facts come from. Called only with what was read and passed the cheap checks.
struct FactSource {
  std::function<LotFacts(const Scanned&)> look_up;  // empty: no source, the trust list alone
  Basis basis = Basis::trust_list;
  std::optional<DataTerm> term = {};  // of a bundle
  bool unwitnessed = false;           // a witness is asked for, and none stands behind its log
  std::function<std::optional<ProductNames>(const Gtin&)> product = {};  // empty: none is asked
  // Of a registry's replica: until when what it holds is recent enough to be believed.
  std::optional<Instant> valid_until = {};
};

// The facts of an offline bundle, with its term.
FactSource facts_from(const Bundle& bundle);

struct CheckContext {
  const Trust& trust;
  FactSource facts;
  Instant now;
  Day today;
  CopyThresholds copies = {};
  // What receipts prove of a scan; empty: there are none. Called from several threads at once.
  std::function<std::optional<LogPosition>(const Scanned&)> logged = {};
};

Verdict check_label(std::string_view text, const CheckContext& context);
// Several realms: the verdict of the first that believes the label, else of the first that has its
// key, else of the first. REQUIRES one or more.
Verdict check_label(std::string_view text, std::span<const CheckContext> contexts);

// The JSON of docs/cli.md: every key always present, null where not known.
Json verdict_json(const Verdict& verdict, Language language);
// A few lines for a terminal: headline, sentence, reason, what to compare, what was not checked.
std::string verdict_words(const Verdict& verdict, Language language);

// The parts that verdict_words is made of. Sentences and reasons come without a full stop.
std::string headline_words(const Verdict& verdict, Language language);
std::string sentence_words(const Verdict& verdict, Language language);
// Why: `finding` is the verdict's main one or one of `also`. Empty where it has no reason.
std::string reason_words(const Finding& finding, const Verdict& verdict, Language language);

// What an unbelieved label says of itself, kept apart from what is known.
struct ClaimedLabel {
  std::string host;
  std::string gtin;
  std::string lot;
  std::string serial;            // empty: none
  std::optional<Day> packed_on;  // none: a link says nothing of it
};
std::optional<ClaimedLabel> claimed_label(
    const Verdict& verdict);  // none where nothing could be read

inline constexpr std::size_t kMaxLineBytes = 4096;

}  // namespace temgoc
