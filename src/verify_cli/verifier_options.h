// The options of `temgoc-verify` as data: parsing, help, man page and completions are made from one
// table.
#pragma once

#include <array>

#include "temgoc/base/words.h"
#include "temgoc/manual/program.h"

namespace temgoc {

struct VerifierOption {
  const char* name;
  const char* value;  // what follows, "FILE"; empty for a flag
  const char* words;  // the key of its help
  bool repeated;
};

inline constexpr std::array kVerifierOptions{
    VerifierOption{"roots", "FILE", "verifier.roots", true},
    VerifierOption{"trust", "FILE", "verifier.trust", true},
    VerifierOption{"bundle", "FILE", "verifier.bundle", true},
    VerifierOption{"receipt", "FILE", "verifier.receipt", true},
    VerifierOption{"witness", "FILE", "verifier.witness", true},
    VerifierOption{"state", "FILE", "verifier.state", false},
    VerifierOption{"at", "DATE", "verifier.at", false},
    VerifierOption{"json", "", "option.json", false},
    VerifierOption{"lang", "vi|en", "option.lang", false},
    VerifierOption{"completion", "bash|zsh|fish", "verifier.completion", false},
    VerifierOption{"man", "", "verifier.man", false}};

Program verifier_manual(Language language);

}  // namespace temgoc
