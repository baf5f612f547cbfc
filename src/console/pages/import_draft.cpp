// Drafts of imports in console.sqlite: kept, found again, and brought back to where they were.
#include "console/pages/import_draft.h"

#include "console/pages/import_steps.h"
#include "console/pages/lot_views.h"
#include "temgoc/base/json.h"

namespace temgoc {
namespace {

Json lots_json(const ImportDraft& draft) {
  Json list = Json::array();
  for (const LotOfRow& each : draft.lots) list.push_back({each.row, each.lot.id, each.created});
  return list;
}

std::string state_of(const ImportDraft& draft) {
  Json mended = Json::array();
  for (const auto& [cell, text] : draft.mended) mended.push_back({cell.first, cell.second, text});
  return dump({{"kind", to_text(draft.kind)},
               {"header_row", draft.reading.header_row},
               {"separator", static_cast<int>(draft.reading.separator)},
               {"sheet", draft.reading.sheet},
               {"encoding", draft.reading.encoding},
               {"columns", draft.columns},
               {"mended", mended},
               {"gone", draft.gone},
               {"matched", draft.matched},
               {"update", draft.update},
               {"stored", draft.stored},
               {"added", draft.added},
               {"updated", draft.updated},
               {"lots", lots_json(draft)},
               {"rows", draft.table.rows.size()}});
}

void take_lots(const Visit& visit, ImportDraft& draft, const Json& lots) {
  for (const Json& each : lots) {
    auto lot = visit.registry().lot(each.at(1).get<std::int64_t>());
    if (!lot) continue;
    lot->record.clear();
    draft.lots.push_back({each.at(0).get<std::size_t>(), *std::move(lot), each.at(2).get<bool>()});
  }
}

void mend(ImportDraft& draft) {
  std::erase_if(draft.table.rows, [&](const Row& row) { return draft.gone.contains(row.number); });
  for (Row& row : draft.table.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (const auto typed = draft.mended.find({row.number, i}); typed != draft.mended.end())
        row.cells[i] = Cell{typed->second};
}

// The program that kept it may have been another version: whatever is missing throws.
void take_state(const Visit& visit, ImportDraft& draft, const Json& state) {
  draft.kind = import_kind(state.at("kind").get<std::string>()).value();
  draft.reading = {state.at("header_row").get<std::size_t>(),
                   static_cast<char>(state.at("separator").get<int>()),
                   state.at("sheet").get<std::string>(), state.at("encoding").get<std::string>()};
  draft.update = state.at("update").get<bool>();
  draft.stored = state.at("stored").get<bool>();
  draft.added = state.at("added").get<std::size_t>();
  draft.updated = state.at("updated").get<std::size_t>();
  take_lots(visit, draft, state.at("lots"));
  if (draft.stored) return;
  for (const Json& each : state.at("mended"))
    draft.mended[{each.at(0).get<std::size_t>(), each.at(1).get<std::size_t>()}] =
        each.at(2).get<std::string>();
  draft.gone = state.at("gone").get<std::set<std::size_t>>();
}

// Reads its file again and does to it what was done to it.
Result<void> restore(const Visit& visit, ImportDraft& draft, const Json& state) {
  take_state(visit, draft, state);
  if (draft.stored) return {};
  const auto mended = std::move(draft.mended);
  const auto gone = std::move(draft.gone);
  if (auto read = read_draft(visit, draft); !read) return read;
  draft.mended = mended;
  draft.gone = gone;
  draft.matched = state.at("matched").get<bool>();
  auto columns = state.at("columns").get<std::vector<std::string>>();
  if (columns.size() == draft.table.header.size()) draft.columns = std::move(columns);
  mend(draft);
  return {};
}

View draft_view(const Visit& visit, const DraftOnRecord& draft) {
  const auto state = parse_json(draft.state);
  const bool readable = state && state->is_object();
  const std::size_t rows = readable ? state->value("rows", std::size_t{0}) : 0;
  const bool matched = readable && state->value("matched", false);
  View item;
  item.set("href", "/import/" + draft.name + (matched ? "/rows" : "/columns"));
  item.set("file", draft.file);
  item.set("rows", number_words(visit, rows));
  item.set("at", clock_words(visit, draft.changed_at));
  item.set("drop_href", "/import/" + draft.name + "/drop");
  item.set("form_token", visit.form_token());
  return item;
}

}  // namespace

void keep_new_draft(const Visit& visit, const ImportDraft& draft) {
  visit.accounts().forget_drafts_before(visit.now() - kDraftLasts);
  visit.accounts().add_draft(
      {draft.name, draft.owner, visit.now(), draft.file, draft.content, state_of(draft)},
      kMostKeptDrafts);
}

void keep_draft(const Visit& visit, const ImportDraft& draft) {
  if (draft.stored)
    visit.accounts().finish_draft(draft.name, state_of(draft), visit.now());
  else
    visit.accounts().change_draft(draft.name, state_of(draft), visit.now());
}

std::shared_ptr<ImportDraft> kept_draft(const Visit& visit, const std::string& name) {
  auto kept = visit.accounts().draft(name, visit.user().id);
  if (!kept || kept->changed_at < visit.now() - kDraftLasts) return nullptr;
  auto draft = std::make_shared<ImportDraft>();
  draft->name = kept->name;
  draft->owner = kept->user_id;
  draft->file = kept->file;
  draft->content = std::move(kept->content);
  try {
    const auto state = parse_json(kept->state);
    if (!state || !restore(visit, *draft, *state)) return nullptr;
  } catch (const std::exception&) {
    return nullptr;
  }
  return draft;
}

void put_kept_drafts(const Visit& visit, View& view) {
  View list = list_view();
  for (const DraftOnRecord& each : visit.accounts().drafts(visit.user().id)) {
    if (each.changed_at >= visit.now() - kDraftLasts) list.push_back(draft_view(visit, each));
  }
  put_list(view, "drafts", std::move(list));
}

}  // namespace temgoc
