// The names of headlines, outcomes, proofs and sources in JSON, and the exit codes.
#include <stdexcept>

#include "temgoc/verdict/verdict.h"

namespace temgoc {

std::string to_text(Headline headline) {
  switch (headline) {
    case Headline::forged:
      return "forged";
    case Headline::unknown:
      return "unknown";
    case Headline::recalled:
      return "recalled";
    case Headline::wrong_site:
      return "wrong_site";
    case Headline::void_label:
      return "void";
    case Headline::unused:
      return "unused";
    case Headline::suspected_copy:
      return "suspected_copy";
    case Headline::expired:
      return "expired";
    case Headline::unsealed:
      return "unsealed";
    case Headline::cannot_check:
      return "cannot_check";
    case Headline::valid:
      return "valid";
  }
  throw std::logic_error("Headline");
}

int exit_code(Headline headline) {
  switch (headline) {
    case Headline::forged:
      return 23;
    case Headline::unknown:
      return 24;
    case Headline::recalled:
      return 21;
    case Headline::wrong_site:
      return 27;
    case Headline::void_label:
      return 26;
    case Headline::unused:
      return 29;
    case Headline::suspected_copy:
      return 22;
    case Headline::expired:
      return 20;
    case Headline::unsealed:
      return 28;
    case Headline::cannot_check:
      return 25;
    case Headline::valid:
      return 0;
  }
  throw std::logic_error("Headline");
}

std::string to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return "pass";
    case Outcome::fail:
      return "fail";
    case Outcome::not_checked:
      return "not_checked";
    case Outcome::not_applicable:
      return "not_applicable";
  }
  throw std::logic_error("Outcome");
}

std::string to_text(Proof proof) {
  switch (proof) {
    case Proof::none:
      return "none";
    case Proof::listed:
      return "listed";
    case Proof::sealed:
      return "sealed";
  }
  throw std::logic_error("Proof");
}

std::string to_text(Basis basis) {
  switch (basis) {
    case Basis::none:
      return "";
    case Basis::trust_list:
      return "trust_list";
    case Basis::bundle:
      return "bundle";
    case Basis::registry:
      return "registry";
  }
  throw std::logic_error("Basis");
}

}  // namespace temgoc
