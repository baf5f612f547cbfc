// Signs trust lists and root sets with the keys given, and prints them as JSON or text.
#include "cli/root_papers.h"

#include <fmt/format.h>

#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kNoteLimit = 16 << 20;

Json or_null(const std::optional<Day>& day) { return day ? Json(to_iso(*day)) : Json(nullptr); }

Json key_json(const IssuerKey& key, const std::string& realm) {
  return {{"key_id", to_hex(key_id(key.realm(realm), key.key))},
          {"status", to_text(key.status)},
          {"cooperative", text_or_null(key.cooperative_id)},
          {"cooperative_name", text_or_null(key.cooperative_name)},
          {"gtin_prefixes", key.gtin_prefixes},
          {"hosts", key.hosts},
          {"packed_from", or_null(key.packed_from)},
          {"packed_until", or_null(key.packed_until)},
          {"cut_at", key.cut_at ? Json(*key.cut_at) : Json(nullptr)}};
}

Json content_json(const PendingContent& content) {
  const auto* list = std::get_if<TrustList>(&content);
  return list != nullptr ? list_json(*list) : roots_json(std::get<RootSet>(content));
}

std::string content_text(const Terminal& terminal, const PendingContent& content) {
  const auto* list = std::get_if<TrustList>(&content);
  return list != nullptr ? list_text(terminal, *list)
                         : roots_text(terminal, std::get<RootSet>(content));
}

Json all_signatures_json(const std::vector<RootSignatures>& all) {
  Json list = Json::array();
  for (const RootSignatures& each : all) list.push_back(signatures_json(each));
  return list;
}

std::string all_signatures_text(const Terminal& terminal, const std::vector<RootSignatures>& all) {
  std::string text;
  for (const RootSignatures& each : all) text += signatures_text(terminal, each);
  return text;
}

Result<RootSet> roots_of_file(const fs::path& path) {
  auto note = read_text_file(path, kNoteLimit);
  if (!note) return note.error();
  auto roots = open_roots(*note);
  return roots ? roots : about_file(roots.error(), path);
}

// A holder keeps the file `roots` beside the key.
fs::path pinned_path(const Given& given) {
  if (given.has("roots")) return given.text("roots");
  const auto keys = given.list("root-key");
  if (!keys.empty()) return fs::path(keys.front()).parent_path() / "roots";
  return fs::path(given.text("root-keys")) / "roots";
}

// --against: the list that is in force where the holder sits, signed by the pinned roots.
Result<std::optional<TrustList>> list_against(const Given& given, const RootSet& pinned) {
  if (!given.has("against")) return std::optional<TrustList>();
  const fs::path path = given.text("against");
  auto note = read_text_file(path, kNoteLimit);
  if (!note) return note.error();
  auto trust = Trust::open(*note, pinned);
  if (!trust) return about_file(trust.error(), path);
  return std::optional(trust->list());
}

struct Carried {
  PendingNote note;
  RootSet pinned;
  std::optional<TrustList> against;
};
Result<Carried> read_carried(const Given& given) {
  auto file = read_text_file(given.text("pending"), kNoteLimit);
  if (!file) return file.error();
  auto note = PendingNote::parse(*file);
  if (!note) return about_file(note.error(), given.text("pending"));
  auto pinned = roots_of_file(pinned_path(given));
  if (!pinned) return pinned.error();
  auto against = list_against(given, *pinned);
  if (!against) return against.error();
  return Carried{*std::move(note), *std::move(pinned), *std::move(against)};
}

std::vector<RootSignatures> signatures_of_all(const PendingNote& note, const RootSet& pinned,
                                              const PendingContent& content) {
  std::vector<RootSignatures> all{signatures_of(note, pinned)};
  if (const auto* next = std::get_if<RootSet>(&content)) all.push_back(signatures_of(note, *next));
  return all;
}

int show_note(const Session& session, const Given& given, const Carried& carried,
              const PendingContent& content) {
  const auto all = signatures_of_all(carried.note, carried.pinned, content);
  Json json = content_json(content);
  json["in_force"] = false;
  json["signatures"] = all_signatures_json(all);
  json["pending"] = given.text("pending");
  std::string text = content_text(session.terminal, content);
  if (carried.against) {
    const auto changes = changes_of(*carried.against, content);
    json["changes"] = changes_json(changes);
    text += changes_text(session.terminal, changes);
  }
  return session.terminal.done(json, text + all_signatures_text(session.terminal, all));
}

std::string joined(const std::vector<std::string>& names) {
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::vector<Option> root_key_options() {
  std::vector<Option> options = {{"root-keys"}, {"root-key", Option::Kind::repeated}};
  for (Option option : passphrase_options("root-")) {
    option.kind = Option::Kind::repeated;
    options.push_back(option);
  }
  return options;
}

Result<std::vector<RootKeyFile>> root_keys_given(const Session& session, const Given& given,
                                                 const RootSet& roots) {
  std::vector<std::string> paths = given.list("root-key");
  if (given.has("root-keys")) {
    for (const fs::path& path : find_root_keys(given.text("root-keys"), roots))
      paths.push_back(path.string());
    if (paths.empty()) {
      return Error{"root_key_missing",
                   "root-keys",
                   given.text("root-keys"),
                   {},
                   {{"have", "0"}, {"need", std::to_string(roots.threshold)}}};
    }
  }
  if (paths.empty()) return Error{"usage_missing", "root-key", "--root-key"};
  for (const std::string& path : paths) {
    if (const auto open = key_without_modes(path)) session.terminal.warn_all({*open});
  }
  auto passphrases = session.passphrases(given, "root-", paths);
  if (!passphrases) return passphrases.error();
  std::vector<RootKeyFile> files;
  for (std::size_t i = 0; i < paths.size(); ++i) files.push_back({paths[i], (*passphrases)[i]});
  return files;
}

int sign_carried(const Session& session, const Given& given) {
  auto carried = read_carried(given);
  if (!carried) return session.terminal.fail(carried.error());
  if (carried->against) {
    auto content = read_pending(carried->note, carried->pinned);
    if (!content) return session.terminal.fail(about_file(content.error(), given.text("pending")));
    const auto changes = changes_of(*carried->against, *content);
    if (auto confirmed = check_confirmed(given, *carried->against, changes); !confirmed)
      return fail_unconfirmed(session.terminal, confirmed.error(), changes);
  }
  auto keys = root_keys_given(session, given, carried->pinned);
  if (!keys) return session.terminal.fail(keys.error());
  auto content = sign_pending(carried->note, carried->pinned, *keys);
  if (!content) return session.terminal.fail(content.error());
  write_file(given.text("pending"), as_bytes(carried->note.serialised()));
  session.terminal.tell({"file", {{"file", given.text("pending")}}});
  const int status = show_note(session, given, *carried, *content);
  session.terminal.say("ceremony.carry_back", {{"file", given.text("pending")}});
  return status;
}

int show_carried(const Session& session, const Given& given) {
  auto carried = read_carried(given);
  if (!carried) return session.terminal.fail(carried.error());
  auto content = read_pending(carried->note, carried->pinned);
  if (!content) return session.terminal.fail(about_file(content.error(), given.text("pending")));
  return show_note(session, given, *carried, *content);
}

Json signatures_json(const RootSignatures& signatures) {
  return {{"need", signatures.need}, {"have", signatures.have}, {"missing", signatures.missing}};
}

Json list_json(const TrustList& list) {
  Json keys = Json::array();
  for (const IssuerKey& key : list.keys) keys.push_back(key_json(key, list.realm));
  return {{"realm", list.realm},
          {"version", list.version},
          {"root_version", list.root_version},
          {"issued_at", to_iso(list.issued_at)},
          {"expires_at", to_iso(list.expires_at)},
          {"log_key", to_base64(list.log_key)},
          {"bundle_key", list.bundle_key ? Json(to_base64(*list.bundle_key)) : Json(nullptr)},
          {"keys", keys}};
}

Json roots_json(const RootSet& set) {
  Json roots = Json::array();
  for (const RootSet::Root& root : set.roots)
    roots.push_back({{"name", root.name}, {"key", to_base64(root.key)}});
  return {{"realm", set.realm},
          {"version", set.version},
          {"threshold", set.threshold},
          {"roots", roots}};
}

std::string list_text(const Terminal& terminal, const TrustList& list) {
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
  if (list.bundle_key) {
    text += fmt::format("  {}  {}\n", to_hex(bundle_key_id(list.realm, *list.bundle_key)),
                        terminal.word("key.list.bundle"));
  }
  return text;
}

std::string roots_text(const Terminal& terminal, const RootSet& set) {
  std::string text = terminal.word("roots.line", {{"realm", set.realm},
                                                  {"version", std::to_string(set.version)},
                                                  {"need", std::to_string(set.threshold)},
                                                  {"roots", std::to_string(set.roots.size())}}) +
                     "\n";
  for (const RootSet::Root& root : set.roots)
    text += fmt::format("  {}  {}\n", root.name, to_base64(root.key));
  return text;
}

std::string signatures_text(const Terminal& terminal, const RootSignatures& signatures) {
  return terminal.word("ceremony.signatures", {{"have", std::to_string(signatures.have.size())},
                                               {"need", std::to_string(signatures.need)},
                                               {"names", joined(signatures.have)},
                                               {"missing", joined(signatures.missing)}}) +
         "\n";
}

std::vector<TrustChange> changes_of(const TrustList& before, const PendingContent& content) {
  const auto* list = std::get_if<TrustList>(&content);
  return list != nullptr ? trust_changes(before, *list) : std::vector<TrustChange>();
}

int show_ceremony(const Session& session, const Workplace& workplace, const Ceremony& ceremony,
                  const TrustList& before) {
  const bool roots = std::holds_alternative<RootSet>(ceremony.content);
  const fs::path pending =
      workplace.folder() / "trust" / "pending" / (roots ? "roots" : "trust_list");
  Json json = content_json(ceremony.content);
  json["in_force"] = ceremony.in_force;
  json["signatures"] = all_signatures_json(ceremony.signatures);
  json["pending"] = ceremony.in_force ? Json(nullptr) : Json(pending.string());
  json[roots ? "roots_file" : "roots"] = workplace.roots_path().string();
  json["trust_list"] = workplace.trust_path().string();
  std::string text = content_text(session.terminal, ceremony.content);
  if (!roots) {
    const auto changes = changes_of(before, ceremony.content);
    json["changes"] = changes_json(changes);
    text += changes_text(session.terminal, changes);
  }
  const int status = session.terminal.done(
      json, text + all_signatures_text(session.terminal, ceremony.signatures));
  if (ceremony.outdated && !ceremony.in_force) session.terminal.warn({"trust_pending_outdated"});
  if (!ceremony.in_force) {
    session.terminal.say("ceremony.waits", {{"file", pending.string()}});
  } else if (roots) {
    session.terminal.say("roots.next");
  } else {
    session.terminal.say("trust.sign.next", {{"trust_list", workplace.trust_path().string()},
                                             {"roots", workplace.roots_path().string()}});
  }
  return status;
}

Json waiting_json(const std::optional<Ceremony>& ceremony) {
  if (!ceremony) return nullptr;
  Json json = content_json(ceremony->content);
  json["signatures"] = all_signatures_json(ceremony->signatures);
  json["outdated"] = ceremony->outdated;
  return json;
}

std::string waiting_text(const Terminal& terminal, const std::optional<Ceremony>& ceremony) {
  if (!ceremony) return {};
  return terminal.word("ceremony.waiting") + "\n" + content_text(terminal, ceremony->content) +
         all_signatures_text(terminal, ceremony->signatures);
}

}  // namespace temgoc
