// Recognises the sentences of valijson. One that is not known keeps a general code.
#include "template_faults.h"

#include <algorithm>
#include <array>
#include <utility>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

using Known = std::pair<std::string_view, std::string_view>;  // a piece of the sentence, the code

template <std::size_t kCount>
std::string_view code_for(const std::array<Known, kCount>& known, std::string_view sentence,
                          std::string_view otherwise) {
  const auto found = std::ranges::find_if(
      known, [&](const Known& each) { return sentence.find(each.first) != sentence.npos; });
  return found == known.end() ? otherwise : found->second;
}

// The name in 'quotes' that ends the sentence.
std::string last_name(std::string_view sentence) {
  const auto close = sentence.rfind('\''), open = sentence.rfind('\'', close - 1);
  if (close == sentence.npos || close == 0 || open == sentence.npos) return {};
  return std::string(sentence.substr(open + 1, close - open - 1));
}

// The first number in the sentence, without zeros that say nothing: "2000.000000" is 2000.
std::string limit(std::string_view sentence) {
  const auto begin = std::min(sentence.find_first_of("-0123456789"), sentence.size());
  const auto end = sentence.find_first_not_of("-0123456789.", begin);
  std::string number(sentence.substr(begin, end == sentence.npos ? end : end - begin));
  while (number.ends_with('.')) number.pop_back();
  if (number.find('.') == std::string::npos) return number;
  while (number.ends_with('0')) number.pop_back();
  if (number.ends_with('.')) number.pop_back();
  return number;
}

// More than one line would not stand in a message.
std::string found(const Json& value) {
  if (value.is_object()) return "{…}";
  if (value.is_array()) return "[…]";
  return shortened(value.is_string() ? value.get<std::string>() : dump(value), 40);
}

}  // namespace

SchemaFault schema_fault(const std::string& description, const Json& value) {
  static constexpr std::array<Known, 12> kKnown{
      {{"Missing required property", "key_missing"},
       {"additionalProperties' constraints", "key_unknown"},
       {"'type' constraint", "wrong_kind"},
       {"enum values", "not_offered"},
       {"regex", "wrong_form"},
       {"number less than", "too_large"},
       {"number greater than", "too_small"},
       {"String should be no more", "too_long"},
       {"String should be no fewer", "too_short"},
       {"Array should contain no more", "too_many"},
       {"Object should have no more", "too_many"},
       {"Array should contain no fewer", "too_few"}}};
  const std::string_view reason = code_for(kKnown, description, "value");
  const auto says = [&](std::string_view prefix) { return reason.starts_with(prefix); };
  const std::string detail = says("key_")        ? last_name(description)
                             : says("too_large") ? found(value) + " > " + limit(description)
                             : says("too_small") ? found(value) + " < " + limit(description)
                             : says("too_")      ? limit(description)
                                                 : found(value);
  return {std::string(reason), detail};
}

}  // namespace temgoc
