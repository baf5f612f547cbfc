// The step before lots of a table are issued: the keys that are still locked.
#include "console/pages/import_steps.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"

namespace temgoc {
namespace {

std::string field_of(const Cooperative& each) { return "passphrase-" + each.id; }

// Of those whose keys the draft's new lots need.
Result<std::vector<Cooperative>> still_locked(Visit& visit, Workplace& workplace,
                                              const ImportDraft& draft) {
  auto trial = try_draft(visit, workplace, draft);
  if (!trial) return trial.error();
  std::erase_if(trial->signers,
                [&](const Cooperative& each) { return !is_key_asked(visit, each.id); });
  return std::move(trial->signers);
}

std::string save_asked(const Visit& visit) {
  const std::string save =
      visit.request().method == "POST" ? visit.typed("save") : visit.asked("save");
  return save == "good" ? save : "all";
}

HttpResponse key_page(Visit& visit, const ImportDraft& draft,
                      const std::vector<Cooperative>& locked, const std::optional<Error>& error) {
  View view, list = list_view();
  for (const Cooperative& each : locked) {
    View item;
    item.set("field", field_of(each));
    item.set("name", each.name);
    list.push_back(std::move(item));
  }
  put_list(view, "cooperatives", std::move(list));
  view.set("action", draft_href(draft, "key"));
  view.set("rows_href", draft_href(draft, "rows"));
  view.set("save", save_asked(visit));
  view.set("file", draft.file);
  view.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "import_key",
                       .title = visit.word("console.import.key"),
                       .section = "import",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<void> unlock_typed(Visit& visit, Workplace& workplace,
                          const std::vector<Cooperative>& locked) {
  for (const Cooperative& each : locked) {
    SecretText typed = visit.secret(field_of(each));
    if (typed.empty()) return Error{"key_locked", "cooperative", each.name};
    auto unlocked = unlock_key(visit, workplace, each.id, std::move(typed));
    if (unlocked) continue;
    Error error = unlocked.error();
    if (error.code.starts_with("key_passphrase")) error.value = each.name;
    return error;
  }
  return {};
}

}  // namespace

HttpResponse import_key_page(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  if (draft->stored) return redirect(draft_href(*draft, "rows"));
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto locked = still_locked(visit, *workplace, *draft);
  if (!locked) return key_page(visit, *draft, {}, locked.error());
  return locked->empty() ? redirect(draft_href(*draft, "rows"))
                         : key_page(visit, *draft, *locked, {});
}

HttpResponse import_key_sent(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  // The second click of two: the lots are issued.
  if (draft->stored) return redirect(draft_href(*draft, "rows"));
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto locked = still_locked(visit, *workplace, *draft);
  if (!locked) return key_page(visit, *draft, {}, locked.error());
  if (auto unlocked = unlock_typed(visit, *workplace, *locked); !unlocked) {
    const auto left = still_locked(visit, *workplace, *draft);
    return key_page(visit, *draft, left ? *left : *locked, unlocked.error());
  }
  // Rows that somebody spoilt meanwhile are shown where they can be mended.
  const auto stored = store_draft(visit, *draft, save_asked(visit) == "good");
  if (!stored && stored.error().code != "import_rows_left")
    return key_page(visit, *draft, *locked, stored.error());
  return redirect(draft_href(*draft, "rows"));
}

}  // namespace temgoc
