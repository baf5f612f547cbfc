// The root keys: who holds them, the next set, and its way to the holders and back.
#include <algorithm>
#include <set>

#include "console/pages/office/office_views.h"
#include "console/pages/office/trust_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostNewRoots = 16;

// `4` of `ocop.example.vn/root/4`.
std::string label_of(const RootSet::Root& root) {
  const std::size_t slash = root.name.rfind('/');
  return slash == std::string::npos ? root.name : root.name.substr(slash + 1);
}

bool holds(const RootSet& set, const RootSet::Root& root) {
  return std::ranges::find(set.roots, root) != set.roots.end();
}

View root_view(const RootSet::Root& root) {
  View row;
  row.set("label", label_of(root));
  row.set("key", to_base64(root.key));
  return row;
}

View set_view(const Visit& visit, const RootSet& set) {
  View view, roots = list_view();
  const std::vector<std::string> gone = [&] {
    std::vector<std::string> labels;
    for (const auto& [name, value] : visit.typed_fields())
      if (name == "remove") labels.push_back(value);
    return labels;
  }();
  for (const RootSet::Root& each : set.roots) {
    View row = root_view(each);
    row.set("gone", View(std::ranges::find(gone, label_of(each)) != gone.end()));
    roots.push_back(std::move(row));
  }
  view.set("version", std::to_string(set.version));
  view.set("need", visit.word("console.roots.need", {{"need", std::to_string(set.threshold)},
                                                     {"roots", std::to_string(set.roots.size())}}));
  view.set("roots", std::move(roots));
  return view;
}

// What a signature under the next set would change, each with the name under which it is ticked.
struct SetChange {
  std::string name;  // come-LABEL, gone-LABEL, threshold
  std::string kind;  // come, gone, threshold
  std::string text;
};

std::vector<SetChange> set_changes(const Visit& visit, const RootSet& before,
                                   const RootSet& after) {
  std::vector<SetChange> changes;
  for (const RootSet::Root& each : before.roots)
    if (!holds(after, each)) changes.push_back({"gone-" + label_of(each), "gone", label_of(each)});
  for (const RootSet::Root& each : after.roots)
    if (!holds(before, each))
      changes.push_back(
          {"come-" + label_of(each), "come", label_of(each) + " = " + to_base64(each.key)});
  if (before.threshold != after.threshold)
    changes.push_back({"threshold", "threshold",
                       visit.word("console.roots.threshold.change",
                                  {{"before", std::to_string(before.threshold)},
                                   {"after", std::to_string(after.threshold)}})});
  return changes;
}

View waiting_view(const Visit& visit, const Ceremony& ceremony, const RootSet& before) {
  const RootSet& next = std::get<RootSet>(ceremony.content);
  View waiting = set_view(visit, next), changes = list_view();
  for (const SetChange& each : set_changes(visit, before, next)) {
    View row;
    row.set("name", each.name);
    row.set("kind", visit.word("console.roots.change." + each.kind));
    row.set("text", each.text);
    changes.push_back(std::move(row));
  }
  put_list(waiting, "changes", std::move(changes));
  waiting.set("by_old", signatures_view(visit, ceremony.signatures.at(0)));
  waiting.set("by_new", signatures_view(visit, ceremony.signatures.at(1)));
  return waiting;
}

Result<void> put_all(const Visit& visit, View& view, Workplace& workplace) {
  view.set("in_force", set_view(visit, workplace.roots()));
  if (workplace.next_roots()) {
    view.set("adopted", set_view(visit, *workplace.next_roots()));
    return {};
  }
  view.set("may_change", View(true));
  put(view, "threshold",
      visit.typed("threshold").empty() ? std::to_string(workplace.roots().threshold)
                                       : visit.typed("threshold"));
  auto waiting = pending_ceremony(workplace, RootPaper::roots);
  if (!waiting) return waiting.error();
  if (*waiting) view.set("waiting", waiting_view(visit, **waiting, workplace.roots()));
  return {};
}

HttpResponse page(Visit& visit, std::optional<Error> error = {}) {
  View view;
  auto workplace = visit.open();
  if (!workplace && !error) error = workplace.error();
  if (workplace)
    if (auto put = put_all(visit, view, *workplace); !put && !error) error = put.error();
  put(view, "add", visit.typed("add"));
  view.set("root_folder", visit.typed("root_folder").empty()
                              ? root_keys_beside(visit.house().folder).string()
                              : visit.typed("root_folder"));
  const std::string done = visit.asked("done");
  for (const char* each : {"drafted", "kept", "adopted"})
    if (done == each) view.set("done", visit.word(std::string("console.roots.done.") + each));
  put_office_tabs(visit, view, "trust");
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "root_keys",
                       .title = visit.word("console.roots"),
                       .section = "office",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<RootChange> change_typed(const Visit& visit) {
  RootChange change;
  for (const auto& [name, value] : visit.typed_fields())
    if (name == "remove") change.remove.push_back(value);
  const std::string typed = visit.typed("add");
  for (const std::string_view line : split(typed, '\n')) {
    if (trimmed(line).empty()) continue;
    if (auto added = add_written_root(change, trimmed(line)); !added) return added.error();
    if (change.add.size() > kMostNewRoots) return Error{"root_unreadable", "add", shortened(line)};
  }
  const std::string threshold = visit.typed("threshold");
  if (!is_digits(threshold) || threshold.size() > 3)
    return Error{"number_unreadable", "threshold", shortened(threshold)};
  change.threshold = static_cast<unsigned>(std::stoul(threshold));
  return change;
}

// Every change was ticked by the person who looked at it.
ApproveContent ticked_changes(const Visit& visit, const RootSet& before) {
  return [&visit, before](const PendingContent& content) -> Result<void> {
    std::string lacking;
    for (const SetChange& each : set_changes(visit, before, std::get<RootSet>(content)))
      if (visit.typed("confirm-" + each.name).empty())
        lacking += (lacking.empty() ? "" : ", ") + each.text;
    if (lacking.empty()) return {};
    return Error{"trust_change_unconfirmed", "confirm", lacking};
  };
}

// The keys in that folder of the set in force and of the next: both must sign.
std::vector<RootKeyFile> keys_in(const std::filesystem::path& folder, const Workplace& workplace,
                                 const std::optional<Ceremony>& waiting, const SecretText& code) {
  std::set<std::filesystem::path> paths;
  for (auto& path : find_root_keys(folder, workplace.roots())) paths.insert(std::move(path));
  if (waiting)
    for (auto& path : find_root_keys(folder, std::get<RootSet>(waiting->content)))
      paths.insert(std::move(path));
  std::vector<RootKeyFile> keys;
  for (const auto& path : paths) keys.push_back({path, code});
  return keys;
}

Result<Ceremony> signed_here(const Visit& visit, Workplace& workplace) {
  const std::string folder = visit.typed("root_folder");
  auto waiting = pending_ceremony(workplace, RootPaper::roots);
  if (!waiting) return waiting.error();
  const auto keys = keys_in(folder, workplace, *waiting, visit.secret("root_passphrase"));
  if (keys.empty()) {
    const std::string need = std::to_string(workplace.roots().threshold);
    return Error{"root_key_missing", "root_folder", folder, {}, {{"have", "0"}, {"need", need}}};
  }
  return sign_together(workplace, RootPaper::roots, keys, ticked_changes(visit, workplace.roots()));
}

}  // namespace

HttpResponse root_keys_page(Visit& visit) { return page(visit); }

HttpResponse root_keys_drafted(Visit& visit) {
  auto change = change_typed(visit);
  if (!change) return page(visit, change.error());
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  if (auto drafted = draft_roots(*workplace, *change); !drafted)
    return page(visit, drafted.error());
  return redirect("/trust/root-keys?done=drafted");
}

HttpResponse root_keys_draft_file(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  auto waiting = pending_ceremony(*workplace, RootPaper::roots);
  if (!waiting) return page(visit, waiting.error());
  if (!*waiting) return not_found_page(visit);
  return note_file((*waiting)->note.serialised(), "roots-draft");
}

HttpResponse root_keys_adopted(Visit& visit) {
  auto taken = note_taken_in(visit);
  if (!taken) return page(visit, taken.error());
  if (std::holds_alternative<RootSet>(taken->content)) return after_root_set(*taken);
  return redirect(taken->in_force ? "/trust?done=in_force" : "/trust?done=kept");
}

HttpResponse root_keys_signed(Visit& visit) {
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  auto ceremony = signed_here(visit, *workplace);
  return ceremony ? after_root_set(*ceremony) : page(visit, ceremony.error());
}

}  // namespace temgoc
