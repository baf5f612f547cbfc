// GS1's own table of application identifiers (AIs), read from the GS1 Barcode Syntax Dictionary
// that lies beside this file and is built into the program.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

// One component of an AI's value, for example "N6,yymmd0" or "[X..16]".
struct AiComponent {
  char set = 'N';  // N: digits, X: set 82, Y: set 39, Z: URL-safe base64
  std::size_t shortest = 0;
  std::size_t longest = 0;
  bool optional = false;                       // may be absent where the value has ended
  std::vector<std::string_view> linters = {};  // the names of GS1's further tests of the component
};

// One entry: the AIs `first` to `last`, texts of the same length.
struct AiEntry {
  std::string_view first;
  std::string_view last;
  bool data_attribute = false;  // may stand in the query of a GS1 Digital Link
  std::vector<AiComponent> components = {};
  bool primary_key = false;
  // For a primary key, each sequence of qualifiers that may follow it in a path, in order.
  std::vector<std::vector<std::string_view>> qualifier_sequences = {};
};

// Reads a dictionary. Texts of the result point into `dictionary`. Throws std::logic_error if a
// line does not follow the syntax that the dictionary's head describes.
std::vector<AiEntry> parse_syntax_dictionary(std::string_view dictionary);

// The text of the dictionary that is built in.
std::string_view syntax_dictionary();

// The entry of `ai`; null if GS1 has not assigned it.
const AiEntry* ai_entry(std::string_view ai);

}  // namespace temgoc
