// One workplace from one set of answers.
#include "console/setup/make_office.h"

#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/people/people.h"
#include "temgoc/records/record_editing.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kRealmName = 40, kRealmLetters = 8;

std::string short_name_of(const RecordTexts& texts) {
  std::string name, short_name;
  for (const auto& [column, text] : texts) {
    if (column == "name_vi") name = text;
    if (column == "short_name_vi") short_name = text;
  }
  return short_name.empty() ? name : short_name;
}

// "HTX Rừng Đước" -> "htx-rung-duoc": what a realm may hold.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char letter : folded(name)) {
    const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (kept)
      plain += letter;
    else if (!plain.empty() && plain.back() != '-')
      plain += '-';
  }
  plain.resize(std::min(plain.size(), kRealmName));
  while (plain.ends_with('-')) plain.pop_back();
  return plain.empty() ? "htx" : plain;
}

Result<std::string> store_cooperative(Workplace& workplace, const RecordTexts& texts) {
  auto report = save_record(workplace, {.kind = ImportKind::cooperatives, .texts = texts});
  if (!report) return report.error();
  if (!report->errors.empty()) return report->errors.front();
  return report->ids.front();
}

Result<void> add_administrator(Workplace& workplace, const SetupAnswers& answers) {
  auto accounts = Accounts::open(accounts_path(workplace.folder()));
  if (!accounts) return accounts.error();
  User user = answers.administrator;
  user.role = Role::administrator;
  return add_user_with(workplace, *accounts, user, answers.password_hash);
}

}  // namespace

std::string realm_for(const SetupAnswers& answers, const RandomSource& random) {
  if (!answers.hosts().empty()) return answers.hosts().front();
  return plain_name(short_name_of(answers.cooperative)) + "-" +
         ascii_lower(random_crockford(random, kRealmLetters));
}

Result<std::string> make_office(const NewOffice& office, const ConsoleWorld& world) {
  const User& user = office.answers.administrator;
  InitRequest request{.folder = office.folder,
                      .realm = office.realm,
                      .hosts = office.answers.hosts(),
                      .root_keys = office.root_keys,
                      .root_passphrase = office.recovery_code};
  request.actor = {user.id, user.name, to_text(Role::administrator), Channel::page};
  std::string cooperative;
  request.furnish = [&](Workplace& workplace, const fs::path& root_keys) -> Result<void> {
    auto stored = store_cooperative(workplace, office.answers.cooperative);
    if (!stored) return stored.error();
    cooperative = *stored;
    const auto key = new_issuer_key(workplace, cooperative, office.passphrase);
    if (!key) return key.error();
    const auto list = sign_trust_list(workplace, root_keys, office.recovery_code);
    if (!list) return list.error();
    return add_administrator(workplace, office.answers);
  };
  auto made = Workplace::init(request, world.clock, world.random);
  if (!made) return made.error();
  return cooperative;
}

}  // namespace temgoc
