// temgoc trust sign|show
#include <fmt/format.h>

#include "cli/command.h"
#include "temgoc/workflow.h"

namespace temgoc {
namespace {

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

void add_trust_commands(std::vector<Command>& all) {
  std::vector<Option> sign_options = {{"root-keys", Option::Kind::text, true}};
  for (const Option& option : passphrase_options("root-")) sign_options.push_back(option);
  all.push_back({"trust", "sign", sign_options, trust_sign});
  all.push_back({"trust", "show", {}, trust_show});
}

}  // namespace temgoc
