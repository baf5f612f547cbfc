// The recovery code and the paper that it is printed on.
#include "temgoc/keys/recovery_sheet.h"

#include "temgoc/base/files.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/label/words_page.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kCodeLetters = 20, kMostSheet = 4 << 20;

// The sentences lie under recovery_sheet.<name>, in the order in which they are read.
struct Part {
  WordsLook look;
  const char* name;
};
constexpr Part kBeforeCode[] = {{WordsLook::title, "title"},
                                {WordsLook::body, "whose"},
                                {WordsLook::body, "realm"},
                                {WordsLook::heading, "code"}};
constexpr Part kAfterCode[] = {{WordsLook::body, "code.what"},
                               {WordsLook::heading, "today"},
                               {WordsLook::step, "today.paper"},
                               {WordsLook::step, "today.stick"},
                               {WordsLook::step, "today.backup"},
                               {WordsLook::step, "today.second"},
                               {WordsLook::heading, "bad_day"},
                               {WordsLook::body, "bad_day.sign_in"},
                               {WordsLook::body, "bad_day.passphrase"},
                               {WordsLook::body, "bad_day.stolen"},
                               {WordsLook::body, "bad_day.machine"},
                               {WordsLook::body, "bad_day.paper"},
                               {WordsLook::heading, "later"},
                               {WordsLook::body, "later.year"},
                               {WordsLook::body, "later.host"},
                               {WordsLook::blank, "keeper"},
                               {WordsLook::blank, "place"}};

}  // namespace

SecretText new_recovery_code(const RandomSource& random) {
  return in_groups(random_crockford(random, kCodeLetters));
}

Result<std::string> recovery_sheet(const RecoverySheet& sheet, const SecretText& code,
                                   Language language) {
  const WordArgs args{{"cooperative", sheet.cooperative},
                      {"id", sheet.cooperative_id},
                      {"user", sheet.administrator},
                      {"realm", sheet.realm},
                      {"workplace", sheet.workplace.string()},
                      {"root_keys", sheet.root_keys.string()},
                      {"folder", sheet.root_keys.filename().string()},
                      {"at", to_iso(sheet.made_at)}};
  const auto worded = [&](const Part& part) {
    return WordsParagraph{part.look,
                          words(language, "recovery_sheet." + std::string(part.name), args)};
  };
  std::vector<WordsParagraph> paragraphs;
  for (const Part& part : kBeforeCode) paragraphs.push_back(worded(part));
  paragraphs.push_back({WordsLook::secret, std::string(code.view())});
  for (const Part& part : kAfterCode) paragraphs.push_back(worded(part));
  const PrivateFolder folder;
  const fs::path file = folder.path() / "sheet.pdf";
  auto drawn = print_words(paragraphs, words(language, "recovery_sheet.title", args), language,
                           sheet.made_at, file);
  if (!drawn) return drawn.error();
  return read_file(file, kMostSheet);
}

}  // namespace temgoc
