// Errors that many rows have in the same way, told once.
#include <map>
#include <tuple>

#include "temgoc/import/import.h"

namespace temgoc {

std::vector<RepeatedError> gathered(const std::vector<Error>& errors) {
  std::vector<RepeatedError> all;
  std::map<std::tuple<std::string, std::string, std::string, WordArgs>, std::size_t> place;
  for (const Error& error : errors) {
    const auto [known, is_new] =
        place.try_emplace({error.code, error.field, error.value, error.args}, all.size());
    if (is_new) all.push_back({error, {}});
    all[known->second].rows.push_back(error.position ? error.position->row : 0);
  }
  return all;
}

}  // namespace temgoc
