// Judges a text by each trust list given, and keeps the verdict that knows the label best.
#include <algorithm>

#include "temgoc/check/check.h"
#include "temgoc/scan/sentence_end.h"

namespace temgoc {

namespace {

// Every realm gives out the numbers of the restricted range for itself, so for those only the host
// of a link tells whose they are.
std::optional<ProductNames> maker_by_list(const TrustList& list, const UnreadableScan& scan) {
  for (const IssuerKey& key : list.keys) {
    const bool owned = std::ranges::any_of(key.gtin_prefixes, [&](const std::string& prefix) {
      return scan.product->has_prefix(prefix);
    });
    const bool ours = !scan.product->is_restricted() ||
                      std::ranges::find(key.hosts, scan.host) != key.hosts.end();
    if (owned && ours && key.status != KeyStatus::test)
      return ProductNames{.cooperative = key.cooperative_name};
  }
  return std::nullopt;
}

// What is known of a product whose link or barcode was read in place of a label.
std::optional<ProductNames> named_product(const Scanned& scanned, const CheckContext& context) {
  const auto* scan = std::get_if<UnreadableScan>(&scanned);
  if (scan == nullptr || !scan->product) return std::nullopt;
  if (context.facts.product) {
    if (auto names = context.facts.product(*scan->product)) return names;
  }
  return maker_by_list(context.trust.list(), *scan);
}

Verdict judged(const Scanned& scanned, const CheckContext& context) {
  Knowledge knowledge{context.trust, std::nullopt, Basis::trust_list, context.today,
                      context.now,   std::nullopt, context.copies};
  const bool unreadable =
      std::holds_alternative<UnreadableScan>(scanned) || std::holds_alternative<NewerScan>(scanned);
  if (context.facts.look_up) {
    knowledge.basis = context.facts.basis;
    if (context.facts.term) knowledge.facts_valid_until = context.facts.term->grace_until;
    if (context.facts.valid_until) knowledge.facts_valid_until = context.facts.valid_until;
    knowledge.unwitnessed = context.facts.unwitnessed;
    if (!unreadable) knowledge.facts = context.facts.look_up(scanned);
  }
  if (context.logged && !unreadable) knowledge.logged = context.logged(scanned);
  Verdict verdict = decide(scanned, std::move(knowledge));
  if (context.facts.term) verdict.data_age = DataAge{*context.facts.term, context.now};
  verdict.named_product = named_product(scanned, context);
  return verdict;
}

bool is_disbelieved(const Verdict& verdict) {
  return verdict.main.headline == Headline::forged || verdict.main.headline == Headline::unknown;
}

}  // namespace

// A full stop after a lot's link is no part of the lot code, and must not make a label look forged.
Verdict check_label(std::string_view text, const CheckContext& context) {
  const Scanned scanned = read_scan(text);
  Verdict verdict = judged(scanned, context);
  if (!is_disbelieved(verdict)) return verdict;
  const auto other = without_sentence_end(scanned);
  if (!other) return verdict;
  Verdict without_end = judged(*other, context);
  return is_disbelieved(without_end) ? verdict : without_end;
}

namespace {

// What a realm knows of the label: 2 it believes it, 1 it has its key or its lot, 0 nothing.
int says(const Verdict& verdict) {
  if (!verdict.claimed) return 2;
  const Checks& checks = verdict.checks;
  const bool knows = checks.key == Outcome::pass || checks.signature == Outcome::pass ||
                     checks.issued == Outcome::pass;
  return knows ? 1 : 0;
}

std::string host_of(const Scanned& scanned) {
  if (const auto* sealed = std::get_if<SealedScan>(&scanned)) return sealed->host;
  if (const auto* link = std::get_if<LinkScan>(&scanned)) return link->host;
  if (const auto* code = std::get_if<RollScan>(&scanned)) return code->host;
  return {};
}

// Whether a list claims this product number for one of its keys. Every realm gives out the numbers
// of the restricted range for itself: they are a second claim only under the same host.
bool claims(const TrustList& list, const Gtin& gtin, const std::string& host) {
  return std::ranges::any_of(list.keys, [&](const IssuerKey& key) {
    const bool owned = std::ranges::any_of(
        key.gtin_prefixes, [&](const std::string& prefix) { return gtin.has_prefix(prefix); });
    return key.status != KeyStatus::test && owned &&
           (!gtin.is_restricted() || std::ranges::find(key.hosts, host) != key.hosts.end());
  });
}

}  // namespace

Verdict check_label(std::string_view text, std::span<const CheckContext> contexts) {
  const CheckContext* believed = &contexts.front();
  Verdict best = check_label(text, *believed);
  for (const CheckContext& context : contexts.subspan(1)) {
    Verdict other = check_label(text, context);
    if (!best.named_product) best.named_product = other.named_product;
    if (says(other) <= says(best)) continue;
    best = std::move(other);
    believed = &context;
  }
  if (contexts.size() == 1 || !best.realm || !best.gtin) return best;
  const std::string host = host_of(read_scan(text));
  for (const CheckContext& context : contexts) {
    if (&context != believed && claims(context.trust.list(), *best.gtin, host))
      best.also_claimed_by.push_back(context.trust.list().realm);
  }
  return best;
}

}  // namespace temgoc
