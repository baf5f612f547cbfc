// temgoc key new|rotate|list|retire|revoke
#include <fmt/format.h>

#include "cli/command.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/model/records.h"
#include "temgoc/workplace/root_keys.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsShown = 20;

Json or_null(const std::optional<Day>& day) { return day ? Json(to_iso(*day)) : Json(nullptr); }
Json or_null(const std::optional<std::uint64_t>& n) { return n ? Json(*n) : Json(nullptr); }

Json key_json(const IssuerKeyRecord& key) {
  return {{"key_id", to_hex(key.id)},
          {"public_key", to_base64(key.key)},
          {"cooperative", text_or_null(key.cooperative_id)},
          {"realm", key.realm},
          {"status", to_text(key.status)},
          {"packed_until", or_null(key.packed_until)},
          {"cut_at", or_null(key.cut_at)},
          {"created_at", to_iso(key.created_at)}};
}

Json history_json(const std::vector<KeyStatusChange>& history) {
  Json list = Json::array();
  for (const KeyStatusChange& change : history) {
    list.push_back({{"status", to_text(change.status)},
                    {"packed_until", or_null(change.packed_until)},
                    {"cut_at", or_null(change.cut_at)},
                    {"reason", text_or_null(change.reason)},
                    {"at", to_iso(change.at)}});
  }
  return list;
}

// Warns of a key in a token that may lie elsewhere too. The warnings as JSON.
Json warn_elsewhere(const Terminal& terminal, const std::filesystem::path& file,
                    std::string_view pin) {
  Json warnings = Json::array();
  if (const auto elsewhere = key_elsewhere(file, pin)) {
    terminal.warn_all({*elsewhere});
    warnings.push_back(terminal.warning_json(*elsewhere));
  }
  return warnings;
}

int key_made(const Session& session, const Workplace& workplace, const IssuerKeyRecord& key,
             Json warnings) {
  Json json = key_json(key);
  json["warnings"] = std::move(warnings);
  const int status = session.terminal.done(
      std::move(json),
      session.terminal.word("key.new.done", {{"key_id", to_hex(key.id)},
                                             {"file", workplace.key_path(key.id).string()}}) +
          "\n");
  session.terminal.say("key.new.next");
  return status;
}

// The token named by --pkcs11 and --token, its PIN being the passphrase.
Result<std::optional<TokenKeyOrder>> token_given(const Given& given) {
  if (given.has("pkcs11") != given.has("token")) {
    const std::string lacking = given.has("token") ? "pkcs11" : "token";
    return Error{"usage_missing", lacking, "--" + lacking};
  }
  if (!given.has("pkcs11")) return std::optional<TokenKeyOrder>();
  return std::optional(
      TokenKeyOrder{given.text("pkcs11"), given.text("token"), given.text("token-key")});
}

using MakeKey = decltype(&new_issuer_key);

// A first key or the next one: what is asked for and what is said are the same.
int make_key(const Session& session, const Given& given, MakeKey make) {
  auto token = token_given(given);
  if (!token) return session.terminal.fail(token.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto passphrase = session.passphrase(given, "", !*token);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto key = make(*workplace, given.text("cooperative"), *passphrase, *token);
  if (!key) return session.terminal.fail(key.error());
  return key_made(session, *workplace, *key,
                  warn_elsewhere(session.terminal, workplace->key_path(key->id), *passphrase));
}

Json bundle_key_json(const BundleKey& key) {
  return {
      {"key_id", to_hex(key.id)}, {"public_key", to_base64(key.key)}, {"file", key.file.string()}};
}

// The key that signs bundles, which is of no cooperative.
int make_bundle_key(const Session& session, const Given& given, bool replace) {
  auto token = token_given(given);
  if (!token) return session.terminal.fail(token.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto passphrase = session.passphrase(given, "", !*token);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto key = new_bundle_key(*workplace, {*passphrase, *token, given.text("folder"), replace});
  if (!key) return session.terminal.fail(key.error());
  Json json = bundle_key_json(*key);
  json["warnings"] = warn_elsewhere(session.terminal, key->file, *passphrase);
  const WordArgs args{{"key_id", to_hex(key->id)}, {"file", key->file.string()}};
  const int status =
      session.terminal.done(std::move(json), session.terminal.word("key.bundle.done", args) + "\n");
  session.terminal.say("key.bundle.next");
  return status;
}

int key_made_for(const Session& session, const Given& given, MakeKey make, bool replace) {
  if (given.has("bundle") == given.has("cooperative"))
    return session.terminal.fail({"usage_missing", "cooperative", "--cooperative | --bundle"});
  return given.has("bundle") ? make_bundle_key(session, given, replace)
                             : make_key(session, given, make);
}

int key_new(const Session& session, const Given& given) {
  return key_made_for(session, given, new_issuer_key, false);
}

int key_rotate(const Session& session, const Given& given) {
  return key_made_for(session, given, rotate_issuer_key, true);
}

// The one of the list in force, and the one that the next list will name.
Json bundle_keys_json(const Workplace& workplace) {
  const auto json = [&workplace](const std::optional<PublicKeyBytes>& key) {
    if (!key) return Json(nullptr);
    return Json{{"key_id", to_hex(bundle_key_id(workplace.realm(false), *key))},
                {"public_key", to_base64(*key)}};
  };
  return {{"in_force", json(workplace.trust().list().bundle_key)},
          {"next", json(next_bundle_key(workplace))}};
}

std::string bundle_key_text(const Terminal& terminal, const Workplace& workplace) {
  std::string text;
  const auto& listed = workplace.trust().list().bundle_key;
  const auto next = next_bundle_key(workplace);
  const auto line = [&](const PublicKeyBytes& key, const char* words) {
    return fmt::format("{}  {}\n", to_hex(bundle_key_id(workplace.realm(false), key)),
                       terminal.word(words));
  };
  if (listed) text += line(*listed, "key.list.bundle");
  if (next && next != listed) text += line(*next, "key.list.bundle_waits");
  return text;
}

int key_list(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  for (const IssuerKeyRecord& key : workplace->registry().keys()) {
    Json entry = key_json(key);
    entry["history"] = history_json(workplace->registry().key_history(key.id));
    list.push_back(std::move(entry));
    text += fmt::format("{}  {:<8} {:<6} {}  {}\n", to_hex(key.id),
                        session.terminal.word("key_status." + to_text(key.status)),
                        key.cooperative_id.empty() ? "-" : key.cooperative_id,
                        to_dmy(vietnam_day(key.created_at)), key.realm);
  }
  text += bundle_key_text(session.terminal, *workplace);
  return session.terminal.done({{"keys", list}, {"bundle_key", bundle_keys_json(*workplace)}},
                               text);
}

int key_retire(const Session& session, const Given& given) {
  std::optional<Day> packed_until;
  if (given.has("packed-until")) {
    auto day = parse_day(given.text("packed-until"), "packed-until");
    if (!day) return session.terminal.fail(day.error());
    packed_until = *day;
  }
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto key = find_issuer_key(*workplace, given.text("key"));
  if (!key) return session.terminal.fail(key.error());
  if (auto retired = retire_issuer_key(*workplace, *key, packed_until, given.text("reason"));
      !retired)
    return session.terminal.fail(retired.error());
  key = find_issuer_key(*workplace, given.text("key"));
  const int status = session.terminal.done(
      key_json(*key),
      session.terminal.word("key.retire.done", {{"key_id", to_hex(key->id)}}) + "\n");
  session.terminal.say("key.status.next");
  return status;
}

// The position in the log that is asked for: a number, or the log's end as it stands.
Result<std::uint64_t> cut_of(const Given& given, std::uint64_t log_size) {
  if (given.text("cut-at") == "now") return log_size;
  return given.number("cut-at", log_size);
}

Json lot_line_json(const Lot& lot, std::uint64_t cut_at) {
  return {{"leaf_index", lot.leaf_index},       {"lot", lot.code.text()},
          {"gtin", lot.gtin.digits()},          {"packed_on", to_iso(lot.packed_on)},
          {"issued_at", to_iso(lot.issued_at)}, {"believed", lot.leaf_index < cut_at}};
}

std::string lot_line(const Terminal& terminal, const Lot& lot, std::uint64_t cut_at) {
  return fmt::format(
      "  {:>8}  {}  {:<20} {}  {}\n", lot.leaf_index,
      terminal.word("date.moment", {{"at", to_iso(lot.issued_at)}}), lot.code.text(),
      lot.gtin.digits(),
      terminal.word(lot.leaf_index < cut_at ? "key.revoke.kept" : "key.revoke.lost"));
}

// What a cut there means, before and after it is made: the lots that the key logged last.
int show_cut(const Session& session, const Workplace& workplace, const IssuerKeyRecord& key,
             std::uint64_t cut_at, bool revoked) {
  const WordArgs args{{"key_id", to_hex(key.id)}, {"cut_at", std::to_string(cut_at)}};
  Json lots = Json::array();
  std::string text =
      session.terminal.word(revoked ? "key.revoke.done" : "key.revoke.preview", args) + "\n";
  for (const Lot& lot : workplace.registry().lots_of_key(key.id, kLotsShown)) {
    lots.push_back(lot_line_json(lot, cut_at));
    text += lot_line(session.terminal, lot, cut_at);
  }
  const int status = session.terminal.done({{"key_id", to_hex(key.id)},
                                            {"cooperative", text_or_null(key.cooperative_id)},
                                            {"revoked", revoked},
                                            {"cut_at", cut_at},
                                            {"log_size", workplace.registry().log_size(key.realm)},
                                            {"last_lots", lots}},
                                           text);
  session.terminal.say(revoked ? "key.revoke.next" : "key.revoke.how", args);
  return status;
}

int key_revoke(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto key = find_issuer_key(*workplace, given.text("key"));
  if (!key) return session.terminal.fail(key.error());
  auto cut_at = cut_of(given, workplace->registry().log_size(key->realm));
  if (!cut_at) return session.terminal.fail(cut_at.error());
  if (!given.has("confirm")) return show_cut(session, *workplace, *key, *cut_at, false);
  if (given.text("confirm") != to_hex(key->id)) {
    return session.terminal.fail({"revoke_not_confirmed",
                                  "confirm",
                                  given.text("confirm"),
                                  {},
                                  {{"key_id", to_hex(key->id)}}});
  }
  if (auto cut = cut_issuer_key(*workplace, *key, *cut_at, given.text("reason")); !cut)
    return session.terminal.fail(cut.error());
  return show_cut(session, *workplace, *key, *cut_at, true);
}

}  // namespace

void add_key_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  std::vector<Option> new_options = {
      {"cooperative"}, {"bundle", Kind::flag}, {"folder"}, {"pkcs11"}, {"token"}, {"token-key"}};
  for (const Option& option : passphrase_options()) new_options.push_back(option);
  all.push_back({"key", "new", new_options, key_new});
  all.push_back({"key", "rotate", new_options, key_rotate});
  all.push_back({"key", "list", {}, key_list});
  all.push_back(
      {"key", "retire", {{"key", Kind::argument, true}, {"packed-until"}, {"reason"}}, key_retire});
  all.push_back({"key",
                 "revoke",
                 {{"key", Kind::argument, true}, {"cut-at"}, {"reason"}, {"confirm"}},
                 key_revoke});
}

}  // namespace temgoc
