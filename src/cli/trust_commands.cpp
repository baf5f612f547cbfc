// temgoc trust draft|sign|adopt|show, temgoc roots key|rotate|sign|adopt|show
#include <algorithm>

#include "cli/command.h"
#include "cli/root_papers.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text_file.h"

namespace temgoc {
namespace {

constexpr std::size_t kNoteLimit = 16 << 20;

int trust_draft(const Session& session, const Given&) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto ceremony = draft_trust_list(*workplace);
  if (!ceremony) return session.terminal.fail(ceremony.error());
  return show_ceremony(session, *workplace, *ceremony, workplace->trust().list());
}

int trust_sign(const Session& session, const Given& given) {
  if (given.has("pending")) return sign_carried(session, given);
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const TrustList before = workplace->trust().list();
  const auto approve = [&](const PendingContent& content) {
    return check_confirmed(given, before, changes_of(before, content));
  };
  // Before a passphrase is asked for, and once more with the very list that is signed.
  auto next = list_to_sign(*workplace);
  if (!next) return session.terminal.fail(next.error());
  if (auto approved = approve(*next); !approved)
    return fail_unconfirmed(session.terminal, approved.error(), trust_changes(before, *next));
  auto keys = root_keys_given(session, given, workplace->signing_roots());
  if (!keys) return session.terminal.fail(keys.error());
  auto ceremony = sign_together(*workplace, RootPaper::trust_list, *keys, approve);
  if (!ceremony) return session.terminal.fail(ceremony.error());
  return show_ceremony(session, *workplace, *ceremony, before);
}

int adopt(const Session& session, const Given& given) {
  auto file = read_text_file(given.text("file"), kNoteLimit);
  if (!file) return session.terminal.fail(file.error());
  auto note = PendingNote::parse(*file);
  if (!note) return session.terminal.fail(about_file(note.error(), given.text("file")));
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const TrustList before = workplace->trust().list();
  auto ceremony = take_in(*workplace, *note);
  if (!ceremony) return session.terminal.fail(about_file(ceremony.error(), given.text("file")));
  return show_ceremony(session, *workplace, *ceremony, before);
}

int trust_show(const Session& session, const Given& given) {
  if (given.has("pending")) return show_carried(session, given);
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto waiting = pending_ceremony(*workplace, RootPaper::trust_list);
  if (!waiting) return session.terminal.fail(waiting.error());
  auto list = PendingNote::parse(workplace->trust_note());
  if (!list) return session.terminal.fail(list.error());
  const RootSignatures signatures = signatures_of(*list, workplace->roots());
  Json json = list_json(workplace->trust().list());
  json["in_force"] = true;
  json["signatures"] = Json::array({signatures_json(signatures)});
  json["trust_list"] = workplace->trust_path().string();
  json["roots"] = workplace->roots_path().string();
  json["waiting"] = waiting_json(*waiting);
  // Of the list that waits; of the one that would be drawn up now, where none does.
  auto next = list_to_sign(*workplace);
  if (!next) return session.terminal.fail(next.error());
  const auto changes = trust_changes(workplace->trust().list(), *next);
  json["changes"] = changes_json(changes);
  return session.terminal.done(json, list_text(session.terminal, workplace->trust().list()) +
                                         signatures_text(session.terminal, signatures) +
                                         waiting_text(session.terminal, *waiting) +
                                         changes_text(session.terminal, changes));
}

int roots_key(const Session& session, const Given& given) {
  auto passphrase = session.passphrase(given, "root-", true);
  if (!passphrase) return session.terminal.fail(passphrase.error());
  auto made = new_root_key(given.text("folder"), *passphrase, session.random);
  if (!made) return session.terminal.fail(made.error());
  session.terminal.tell({"file", {{"file", made->path.string()}}});
  const std::string key = to_base64(made->key);
  const int status = session.terminal.done(
      {{"file", made->path.string()}, {"key", key}},
      session.terminal.word("roots.key.done", {{"file", made->path.string()}, {"key", key}}) +
          "\n");
  session.terminal.say("roots.key.next", {{"key", key}});
  return status;
}

Result<RootChange> change_given(const Given& given) {
  RootChange change;
  for (const std::string& each : given.list("add")) {
    if (auto added = add_written_root(change, each); !added) return added.error();
  }
  change.remove = given.list("remove");
  if (given.has("threshold")) {
    auto threshold = given.number("threshold", 0);
    if (!threshold) return threshold.error();
    change.threshold = static_cast<unsigned>(std::min<std::uint64_t>(*threshold, 1000));
  }
  return change;
}

int roots_rotate(const Session& session, const Given& given) {
  auto change = change_given(given);
  if (!change) return session.terminal.fail(change.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto ceremony = draft_roots(*workplace, *change);
  if (!ceremony) return session.terminal.fail(ceremony.error());
  return show_ceremony(session, *workplace, *ceremony, workplace->trust().list());
}

int roots_sign(const Session& session, const Given& given) {
  if (given.has("pending")) return sign_carried(session, given);
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto waiting = pending_ceremony(*workplace, RootPaper::roots);
  if (!waiting) return session.terminal.fail(waiting.error());
  RootSet known = workplace->roots();
  if (*waiting) {
    const auto& next = std::get<RootSet>((*waiting)->content).roots;
    for (const RootSet::Root& root : next) {
      if (std::ranges::find(known.roots, root.key, &RootSet::Root::key) == known.roots.end())
        known.roots.push_back(root);
    }
  }
  auto keys = root_keys_given(session, given, known);
  if (!keys) return session.terminal.fail(keys.error());
  auto ceremony = sign_together(*workplace, RootPaper::roots, *keys);
  if (!ceremony) return session.terminal.fail(ceremony.error());
  return show_ceremony(session, *workplace, *ceremony, workplace->trust().list());
}

int roots_show(const Session& session, const Given& given) {
  if (given.has("pending")) return show_carried(session, given);
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto waiting = pending_ceremony(*workplace, RootPaper::roots);
  if (!waiting) return session.terminal.fail(waiting.error());
  Json json = roots_json(workplace->roots());
  json["roots_file"] = workplace->roots_path().string();
  json["next"] = workplace->next_roots() ? roots_json(*workplace->next_roots()) : Json(nullptr);
  json["waiting"] = waiting_json(*waiting);
  std::string text = roots_text(session.terminal, workplace->roots());
  if (workplace->next_roots()) {
    text += session.terminal.word("roots.adopted") + "\n" +
            roots_text(session.terminal, *workplace->next_roots());
  }
  return session.terminal.done(json, text + waiting_text(session.terminal, *waiting));
}

}  // namespace

void add_trust_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const std::vector<Option> carried = {{"pending"}, {"roots"}, {"against"}};
  std::vector<Option> sign = root_key_options();
  sign.insert(sign.end(), carried.begin(), carried.end());
  all.push_back({"trust", "draft", {}, trust_draft});
  std::vector<Option> sign_list = sign;
  sign_list.push_back({"confirm", Kind::repeated});
  all.push_back({"trust", "sign", sign_list, trust_sign});
  all.push_back({"trust", "adopt", {{"file", Kind::argument, true}}, adopt});
  all.push_back({"trust", "show", carried, trust_show});
  std::vector<Option> key = {{"folder", Kind::argument, true}};
  for (const Option& option : passphrase_options("root-")) key.push_back(option);
  all.push_back({"roots", "key", key, roots_key});
  all.push_back({"roots",
                 "rotate",
                 {{"add", Kind::repeated}, {"remove", Kind::repeated}, {"threshold", Kind::number}},
                 roots_rotate});
  all.push_back({"roots", "sign", sign, roots_sign});
  all.push_back({"roots", "adopt", {{"file", Kind::argument, true}}, adopt});
  all.push_back({"roots", "show", carried, roots_show});
}

}  // namespace temgoc
