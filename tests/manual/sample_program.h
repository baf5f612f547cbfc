// A small program with everything that a manual has to say.
#pragma once

#include "temgoc/manual/program.h"

namespace temgoc {

inline Program sample_program() {
  Program program;
  program.name = "tool";
  program.version = "1.2";
  program.words = "does one thing";
  program.examples = {"tool box open 'a-b'"};
  program.options = {{"lang", "vi|en", "the language", false, false},
                     {"place", "DIR", "where", false, false},
                     {"json", "", "for machines", false, false}};
  program.nouns = {{"box", "boxes: with [lids] and 'names'"}, {"start", "begin"}};
  program.commands = {{"box",
                       "open",
                       "open a box",
                       {{"out", "FILE", "the file", true, false},
                        {"mode", "wide|narrow", "how far", false, false},
                        {"count", "N", "how often", false, true}},
                       {{"name", "", "which box", true, false}}},
                      {"box", "shut", ".shut \\ it", {}, {}},
                      {"start", "", "begin", {{"now", "", "at once", false, false}}, {}}};
  program.exits = {{"0", "done"}};
  return program;
}

}  // namespace temgoc
