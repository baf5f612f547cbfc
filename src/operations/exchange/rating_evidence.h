// What the records hold for the criteria of an OCOP rating.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/exchange/ocop_rating.h"
#include "temgoc/model/cooperative.h"
#include "temgoc/registry/event_book.h"

namespace temgoc {

// What stands behind a criterion: sentences, and files that go into the folder.
struct CriterionEvidence {
  std::vector<std::string> said = {};
  struct File {
    std::string name = {};  // within the part's folder
    std::string content = {};
  };
  std::vector<File> files = {};
  bool found() const { return !said.empty() || !files.empty(); }
};

// What a rating is about, gathered once.
struct RatingSubject {
  Product product;
  Cooperative cooperative;
  std::vector<Certification> in_force = {};  // on that day, and what may be shown
  std::vector<Lot> lots = {};                // of the last twelve months, the newest first
  Day today = {};
};

class EvidenceFinder {
 public:
  EvidenceFinder(const Workplace& workplace, const RatingSubject& subject, Language language)
      : workplace_(workplace),
        registry_(workplace.registry()),
        subject_(subject),
        language_(language) {}

  // Of a kind that a table of criteria names; empty for a kind that the program does not know, and
  // where nothing is on record.
  CriterionEvidence of(std::string_view kind);
  const std::vector<Error>& warnings() const { return warnings_; }

 private:
  std::string word(const std::string& key, const WordArgs& args = {}) const;
  CriterionEvidence material() const;
  CriterionEvidence places() const;
  CriterionEvidence members() const;
  CriterionEvidence lots() const;
  CriterionEvidence label() const;
  CriterionEvidence picture();
  bool is_own(const LotMove& move) const;
  CriterionEvidence sales() const;
  CriterionEvidence standards() const;
  CriterionEvidence certificates();
  CriterionEvidence inspections() const;
  CriterionEvidence recalls() const;
  CriterionEvidence trace() const;

  const Workplace& workplace_;
  const Registry& registry_;
  const RatingSubject& subject_;
  Language language_;
  std::vector<Error> warnings_;
};

// "OCOP 4 sao, số 12/QĐ-UBND, đến hết 30/06/2028".
std::string certificate_line(const Certification& certification, Language language);

}  // namespace temgoc
