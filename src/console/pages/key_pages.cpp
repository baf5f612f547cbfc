// Unlocking and locking the keys of cooperatives.
#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/bytes.h"

namespace temgoc {
namespace {

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

// Cooperatives in this person's sight that have a key in use.
std::vector<Cooperative> with_keys(const Visit& visit) {
  std::vector<Cooperative> found;
  const auto keys = visit.registry().keys();
  for (const Cooperative& each : visit.registry().cooperatives()) {
    const bool has_key = std::ranges::any_of(keys, [&](const IssuerKeyRecord& key) {
      return key.cooperative_id == each.id && key.status == KeyStatus::active;
    });
    if (has_key && visit.sees(each.id)) found.push_back(each);
  }
  return found;
}

// Whether the passphrase opens one of the cooperative's keys in use; the newest is tried first.
Result<void> check_opens(const Workplace& workplace, const std::string& cooperative_id,
                         const SecretText& passphrase) {
  Error error{"key_missing", "cooperative", cooperative_id, {}, {{"cooperative", cooperative_id}}};
  const auto keys = workplace.registry().keys();
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    if (key->cooperative_id != cooperative_id || key->status != KeyStatus::active) continue;
    const auto opened = load_key(workplace.key_path(key->id), passphrase, key->key);
    if (opened) return {};
    error = opened.error();
  }
  return error;
}

HttpResponse keys_page_with(Visit& visit, const std::optional<Error>& error) {
  View list = list_view();
  for (const Cooperative& each : with_keys(visit)) {
    View row;
    row.set("id", each.id);
    row.set("name", each.name);
    row.set("is_open", View(visit.house()
                                .keys.passphrase(visit.session().digest, each.id, steady_now())
                                .has_value()));
    list.push_back(std::move(row));
  }
  View view;
  put_list(view, "cooperatives", std::move(list));
  view.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "keys",
                       .title = visit.word("console.keys"),
                       .status = !error                       ? 200u
                                 : error->code == "key_waits" ? 429u
                                                              : 422u},
                      std::move(view));
}

}  // namespace

bool is_key_asked(Visit& visit, const std::string& cooperative_id) {
  if (visit.site().settings().hosts.empty()) return false;
  return !visit.house().keys.passphrase(visit.session().digest, cooperative_id, steady_now());
}

Result<SecretText> unlock_key(Visit& visit, Workplace& workplace, const std::string& cooperative_id,
                              SecretText passphrase) {
  auto opened = try_passphrase(visit.accounts(), visit.user().id, cooperative_id, visit.now(),
                               [&] { return check_opens(workplace, cooperative_id, passphrase); });
  if (!opened) return opened.error();
  visit.house().keys.unlock(visit.session().digest, cooperative_id, passphrase,
                            steady_now() + visit.house().settings.key_stays_open,
                            !visit.typed("for_programs").empty());
  return passphrase;
}

Result<SecretText> key_in_hand(Visit& visit, Workplace& workplace,
                               const std::string& cooperative_id) {
  if (workplace.test_only()) return SecretText();
  if (auto open =
          visit.house().keys.passphrase(visit.session().digest, cooperative_id, steady_now()))
    return *std::move(open);
  SecretText typed = visit.secret("passphrase");
  if (typed.empty()) return Error{"key_locked", "cooperative", cooperative_id};
  return unlock_key(visit, workplace, cooperative_id, std::move(typed));
}

HttpResponse keys_page(Visit& visit) { return keys_page_with(visit, {}); }

HttpResponse unlock_sent(Visit& visit) {
  const std::string cooperative = visit.typed("cooperative");
  if (!visit.sees(cooperative)) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return keys_page_with(visit, workplace.error());
  auto unlocked = unlock_key(visit, *workplace, cooperative, visit.secret("passphrase"));
  if (!unlocked) return keys_page_with(visit, unlocked.error());
  return redirect("/keys");
}

HttpResponse lock_sent(Visit& visit) {
  visit.house().keys.lock(visit.session().digest);
  return redirect("/keys");
}

}  // namespace temgoc
