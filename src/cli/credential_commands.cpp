// temgoc credential publish|withdraw|status|check|did
#include <algorithm>
#include <map>

#include "cli/command.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/credentials.h"
#include "temgoc/workplace/site.h"

namespace temgoc {
namespace {

// The cooperative that was named, else the only one on record.
Result<std::string> cooperative_of(const Given& given, const Registry& registry) {
  if (given.has("cooperative")) return given.text("cooperative");
  const auto all = registry.cooperatives();
  if (all.size() == 1) return all.front().id;
  return Error{"usage_missing", "cooperative", "--cooperative"};
}

Json names_of(const std::vector<std::filesystem::path>& files) {
  Json list = Json::array();
  for (const auto& each : files) list.push_back(each.string());
  return list;
}

std::string lines_of(const std::vector<std::filesystem::path>& files) {
  std::string text;
  for (const auto& each : files) text += each.string() + "\n";
  return text;
}

int publish(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  auto passphrase = session.passphrase(given, "");
  if (!passphrase) return terminal.fail(passphrase.error());
  auto published =
      publish_credentials(*workplace, given.text("lot"), *passphrase, terminal.language());
  if (!published) return terminal.fail(published.error());
  const int status =
      terminal.done({{"files", names_of(published->files)}, {"removed", published->removed}},
                    lines_of(published->files));
  terminal.say("credential.publish.next", {{"days", std::to_string(kStatusDays)}});
  return status;
}

int withdraw(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto removed = withdraw_credentials(*workplace, given.text("lot"));
  if (!removed) return session.terminal.fail(removed.error());
  return session.terminal.done(
      {{"removed", *removed}},
      session.terminal.word("credential.withdrawn", {{"count", std::to_string(*removed)}}) + "\n");
}

int renew_status(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  auto days = given.number("days", kStatusDays);
  if (!days) return terminal.fail(days.error());
  auto workplace = session.open();
  if (!workplace) return terminal.fail(workplace.error());
  const auto cooperative = cooperative_of(given, workplace->registry());
  if (!cooperative) return terminal.fail(cooperative.error());
  auto passphrase = session.passphrase(given, "");
  if (!passphrase) return terminal.fail(passphrase.error());
  const unsigned most = kMostStatusDays + 1;
  const auto files =
      publish_status_lists(*workplace, *cooperative, *passphrase,
                           static_cast<unsigned>(std::min<std::uint64_t>(*days, most)));
  if (!files) return terminal.fail(files.error());
  return terminal.done({{"files", names_of(*files)}, {"days", *days}}, lines_of(*files));
}

// What --did and --status-list bring, by what each file says it is.
struct Brought {
  std::map<std::string, DidKeys> keys;
  std::map<std::string, std::string> lists;
};
Result<Brought> brought(const Given& given) {
  Brought all;
  for (const std::string& path : given.list("did")) {
    auto text = read_file(path, kMostCredentialBytes);
    if (!text) return text.error();
    const auto json = parse_json(*text);
    if (!json) return json.error();
    auto keys = read_did_document(*json);
    if (!keys) return keys.error();
    all.keys.emplace(keys->did, *keys);
  }
  for (const std::string& path : given.list("status-list")) {
    auto text = read_file(path, kMostCredentialBytes);
    if (!text) return text.error();
    const auto list = read_secured_credential(*text);
    if (!list) return list.error();
    all.lists.emplace(list->content.value("id", std::string()), *text);
  }
  return all;
}

int check(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  const auto site = Site::open(session.workplace, session.clock);
  if (!site) return terminal.fail(site.error());
  const auto outside = brought(given);
  if (!outside) return terminal.fail(outside.error());
  const auto text = read_file(given.text("file"), kMostCredentialBytes);
  if (!text) return terminal.fail(text.error());
  const CredentialSources own =
      own_credential_sources(site->trust(), site->settings().hosts, site->folder());
  const CredentialSources sources{
      .keys_of = [&](const std::string& did) -> std::optional<DidKeys> {
        const auto found = outside->keys.find(did);
        return found != outside->keys.end() ? std::optional(found->second) : own.keys_of(did);
      },
      .status_list = [&](const std::string& url) -> std::optional<std::string> {
        const auto found = outside->lists.find(url);
        return found != outside->lists.end() ? std::optional(found->second) : own.status_list(url);
      }};
  const auto checked = check_credential(*text, sources, session.clock());
  if (!checked) return terminal.fail(checked.error());
  const std::string until = checked->content.value("validUntil", std::string());
  const std::string name = checked->content.value("name", std::string());
  return terminal.done(
      {{"issuer", checked->issuer},
       {"method", checked->method},
       {"valid_until", until.empty() ? Json() : Json(until)},
       {"content", checked->content}},
      terminal.word("credential.holds",
                    {{"name", name}, {"issuer", checked->issuer}, {"until", until}}) +
          "\n");
}

int show_did(const Session& session, const Given& given) {
  const Terminal& terminal = session.terminal;
  const auto site = Site::open(session.workplace, session.clock);
  if (!site) return terminal.fail(site.error());
  const auto cooperative = cooperative_of(given, site->registry());
  if (!cooperative) return terminal.fail(cooperative.error());
  const auto document = cooperative_did_document(site->trust(), site->host(), *cooperative);
  if (site->settings().hosts.empty()) return terminal.fail({"credential_needs_host", "host"});
  if (!document)
    return terminal.fail(
        {"key_missing", "cooperative", *cooperative, {}, {{"cooperative", *cooperative}}});
  return terminal.done({{"document", *document}}, document->dump(2) + "\n");
}

}  // namespace

void add_credential_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const auto signing = [](std::vector<Option> options) {
    for (const Option& option : passphrase_options()) options.push_back(option);
    return options;
  };
  all.push_back({"credential", "publish", signing({{"lot", Kind::argument, true}}), publish});
  all.push_back({"credential", "withdraw", {{"lot", Kind::argument, true}}, withdraw});
  all.push_back(
      {"credential", "status", signing({{"cooperative"}, {"days", Kind::number}}), renew_status});
  all.push_back(
      {"credential",
       "check",
       {{"file", Kind::argument, true}, {"did", Kind::repeated}, {"status-list", Kind::repeated}},
       check});
  all.push_back({"credential", "did", {{"cooperative"}}, show_did});
}

}  // namespace temgoc
