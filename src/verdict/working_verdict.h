// A verdict in the making: findings gather, then the gravest becomes the headline.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "temgoc/verdict/verdict.h"

namespace temgoc {

class WorkingVerdict {
 public:
  WorkingVerdict(const Scanned& scanned, Knowledge knowledge)
      : scanned_(scanned), knowledge_(std::move(knowledge)) {}

  const Knowledge& knowledge() const { return knowledge_; }
  // The facts to judge by; none where the basis is the trust list.
  const LotFacts* facts() const;
  bool has_source() const;

  Verdict verdict;  // what is to be shown if the label is believed
  Checks& checks() { return verdict.checks; }

  // The same finding, made of the list and of the facts, is one.
  void find(Headline headline, std::string reason);
  void fail(Outcome Checks::*check, Headline headline, std::string reason);
  void pass_unless_failed(Outcome Checks::*check);
  // The verdict will hold the facts, unless it is one that must not.
  void rest_on_facts() { rests_on_facts_ = true; }
  // The label's own words may be shown as true; needed besides a headline that is neither forged
  // nor unknown.
  void believe() { believed_ = true; }

  Verdict finished() &&;

 private:
  bool lacks_required_check() const;

  const Scanned& scanned_;
  Knowledge knowledge_;
  std::vector<Finding> findings_;
  bool believed_ = false;
  bool rests_on_facts_ = false;
};

}  // namespace temgoc
