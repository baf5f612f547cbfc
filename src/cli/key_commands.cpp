// temgoc key new|list, temgoc trust sign|show
#include <fmt/format.h>

#include "cli/command.h"
#include "temgoc/workflow.h"

namespace temgoc {
namespace {

Json key_json(const IssuerKeyRecord& key) {
  return {{"key_id", to_hex(key.id)},
          {"public_key", to_base64(key.key)},
          {"cooperative", key.cooperative_id.empty() ? Json(nullptr) : Json(key.cooperative_id)},
          {"realm", key.realm},
          {"status", to_text(key.status)},
          {"created_at", to_iso(key.created_at)}};
}

int key_new(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto passphrase = session.passphrase(given, "", true);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto key = new_issuer_key(*workplace, given.text("cooperative"), *passphrase);
  if (!key) return session.terminal.fail(key.error());
  const int status = session.terminal.done(
      key_json(*key),
      session.terminal.word("key.new.done", {{"key_id", to_hex(key->id)},
                                             {"file", workplace->key_path(key->id).string()}}) +
          "\n");
  session.terminal.say("key.new.next");
  return status;
}

int key_list(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  for (const IssuerKeyRecord& key : workplace->registry().keys()) {
    list.push_back(key_json(key));
    text += fmt::format("{}  {:<8} {:<6} {}  {}\n", to_hex(key.id),
                        session.terminal.word("key_status." + to_text(key.status)),
                        key.cooperative_id.empty() ? "-" : key.cooperative_id,
                        to_dmy(vietnam_day(key.created_at)), key.realm);
  }
  return session.terminal.done({{"keys", list}}, text);
}

Json trust_json(const TrustList& list, const Workplace& workplace) {
  Json keys = Json::array();
  for (const IssuerKey& key : list.keys) {
    keys.push_back(
        {{"key_id", to_hex(key_id(key.realm(list.realm), key.key))},
         {"status", to_text(key.status)},
         {"cooperative", key.cooperative_id.empty() ? Json(nullptr) : Json(key.cooperative_id)},
         {"cooperative_name",
          key.cooperative_name.empty() ? Json(nullptr) : Json(key.cooperative_name)},
         {"gtin_prefixes", key.gtin_prefixes},
         {"hosts", key.hosts}});
  }
  return {{"realm", list.realm},
          {"version", list.version},
          {"issued_at", to_iso(list.issued_at)},
          {"expires_at", to_iso(list.expires_at)},
          {"trust_list", workplace.trust_path().string()},
          {"roots", workplace.roots_path().string()},
          {"keys", keys}};
}

std::string trust_text(const Terminal& terminal, const TrustList& list) {
  std::string text =
      terminal.word("trust.line", {{"realm", list.realm},
                                   {"version", std::to_string(list.version)},
                                   {"expires", to_dmy(vietnam_day(list.expires_at))}}) +
      "\n";
  for (const IssuerKey& key : list.keys) {
    text += fmt::format("  {}  {:<8} {}  {}\n", to_hex(key_id(key.realm(list.realm), key.key)),
                        terminal.word("key_status." + to_text(key.status)),
                        key.cooperative_name.empty() ? "-" : key.cooperative_name,
                        fmt::join(key.hosts, " "));
  }
  return text;
}

int trust_sign(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto passphrase = session.passphrase(given, "root-");
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto list = sign_trust_list(*workplace, given.text("root-keys"), *passphrase);
  if (!list) return session.terminal.fail(list.error());
  const int status =
      session.terminal.done(trust_json(*list, *workplace), trust_text(session.terminal, *list));
  session.terminal.say("trust.sign.next", {{"trust_list", workplace->trust_path().string()},
                                           {"roots", workplace->roots_path().string()}});
  return status;
}

int trust_show(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const TrustList& list = workplace->trust().list();
  return session.terminal.done(trust_json(list, *workplace), trust_text(session.terminal, list));
}

}  // namespace

void add_key_commands(std::vector<Command>& all) {
  std::vector<Option> key_options = {{"cooperative", Option::Kind::text, true}};
  for (const Option& option : passphrase_options()) key_options.push_back(option);
  all.push_back({"key", "new", key_options, key_new});
  all.push_back({"key", "list", {}, key_list});
  std::vector<Option> sign_options = {{"root-keys", Option::Kind::text, true}};
  for (const Option& option : passphrase_options("root-")) sign_options.push_back(option);
  all.push_back({"trust", "sign", sign_options, trust_sign});
  all.push_back({"trust", "show", {}, trust_show});
}

}  // namespace temgoc
