// The file of answers: JSON, for one process at a time.
#include "console/setup/setup_answers.h"

#include "console/setup/setup_folder.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostAnswers = 64 << 10;

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::vector<std::string> SetupAnswers::hosts() const {
  if (!host || host->empty()) return {};
  return {*host};
}

SetupAnswers kept_answers(const fs::path& folder) {
  const auto text = read_file(setup_answers_path(folder), kMostAnswers);
  if (!text) return {};
  const auto json = parse_json(*text);
  if (!json || !json->is_object()) return {};
  SetupAnswers answers;
  const Json record = json->value("cooperative", Json::object());
  if (record.is_object())
    for (const auto& [column, value] : record.items())
      if (value.is_string()) answers.cooperative.emplace_back(column, value.get<std::string>());
  answers.administrator.id = text_of(*json, "user");
  answers.administrator.name = text_of(*json, "name");
  answers.password_hash = text_of(*json, "password_hash");
  if (json->contains("host")) answers.host = text_of(*json, "host");
  return answers;
}

void keep_answers(const fs::path& folder, const SetupAnswers& answers) {
  Json record = Json::object();
  for (const auto& [column, text] : answers.cooperative) record[column] = text;
  Json json{{"cooperative", record},
            {"user", answers.administrator.id},
            {"name", answers.administrator.name},
            {"password_hash", answers.password_hash}};
  if (answers.host) json["host"] = *answers.host;
  write_file(setup_answers_path(folder), as_bytes(dump(json)), 0600);
}

void forget_answers(const fs::path& folder) {
  std::error_code ignored;
  fs::remove(setup_answers_path(folder), ignored);
  fs::remove(setup_lock_path(folder), ignored);
}

}  // namespace temgoc
