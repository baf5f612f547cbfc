// A draft as the import itself sees it: tried for a page, or stored.
#include <algorithm>

#include "console/pages/import_draft.h"
#include "console/pages/import_steps.h"
#include "console/pages/record_fields.h"

namespace temgoc {
namespace {

// The table as the import reads it: each header is the name of its column.
Table matched_table(const ImportDraft& draft) {
  Table table = draft.table;
  for (std::size_t i = 0; i < table.header.size(); ++i) table.header[i] = draft.columns[i];
  table.notes.clear();
  return table;
}

// Which columns are left out was said on the page before.
void say_as_pages_do(const Visit& visit, ImportKind kind, ImportReport& report) {
  std::erase_if(report.warnings,
                [](const Error& each) { return each.code.starts_with("column_un"); });
  const auto& known = import_columns(kind);
  for (auto* list : {&report.errors, &report.warnings}) {
    for (Error& each : *list) {
      if (std::ranges::find(known, each.field, &ImportColumn::name) != known.end())
        each.field = column_words(visit, kind, each.field);
    }
  }
}

Result<ImportTrial> tried(const Visit& visit, Workplace& workplace, const ImportDraft& draft,
                          Table table) {
  if (draft.kind == ImportKind::lots) {
    auto lots = import_lots(workplace, std::move(table), draft.file, {},
                            {.dry_run = true, .only_cooperative = visit.scope()});
    if (!lots) return lots.error();
    say_as_pages_do(visit, draft.kind, lots->sheet);
    return ImportTrial{std::move(lots->sheet), std::move(lots->lots), std::move(lots->signers)};
  }
  auto report = import_table(workplace, draft.kind, std::move(table), draft.file,
                             {true, draft.update, visit.scope()});
  if (!report) return report.error();
  say_as_pages_do(visit, draft.kind, *report);
  return ImportTrial{*std::move(report)};
}

Result<LotKeys> open_keys(const Visit& visit, const std::vector<Cooperative>& signers) {
  LotKeys keys;
  for (const Cooperative& each : signers) {
    auto open = visit.house().keys.passphrase(visit.session().digest, each.id,
                                              std::chrono::steady_clock::now());
    if (!open) return Error{"key_locked", "cooperative", each.name};
    keys.emplace(each.id, *std::move(open));
  }
  return keys;
}

Result<ImportReport> stored_lots(const Visit& visit, Workplace& workplace, ImportDraft& draft,
                                 Table table) {
  auto trial = tried(visit, workplace, draft, table);
  if (!trial) return trial.error();
  if (!trial->report.errors.empty()) return std::move(trial->report);
  auto keys = open_keys(visit, trial->signers);
  if (!keys) return keys.error();
  auto done = import_lots(workplace, std::move(table), draft.file, *keys,
                          {.only_cooperative = visit.scope()});
  if (!done) return done.error();
  if (done->sheet.written) std::ranges::move(done->lots, std::back_inserter(draft.lots));
  return std::move(done->sheet);
}

}  // namespace

bool may_import(const Visit& visit, ImportKind kind) {
  return visit.may(kind == ImportKind::lots ? Right::print : Right::enter);
}

Result<ImportTrial> try_draft(const Visit& visit, Workplace& workplace, const ImportDraft& draft) {
  return tried(visit, workplace, draft, matched_table(draft));
}

std::set<std::size_t> bad_rows(const ImportReport& report) {
  std::set<std::size_t> rows;
  for (const Error& each : report.errors)
    if (each.position) rows.insert(each.position->row);
  return rows;
}

Result<void> store_draft(const Visit& visit, ImportDraft& draft, bool good_alone) {
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  Table table = matched_table(draft);
  std::set<std::size_t> bad;
  if (good_alone) {
    const auto first = tried(visit, *workplace, draft, table);
    if (!first) return first.error();
    bad = bad_rows(first->report);
    std::erase_if(table.rows, [&](const Row& row) { return bad.contains(row.number); });
  }
  const auto report = draft.kind == ImportKind::lots
                          ? stored_lots(visit, *workplace, draft, std::move(table))
                          : import_table(*workplace, draft.kind, std::move(table), draft.file,
                                         {false, draft.update, visit.scope()});
  if (!report) return report.error();
  if (!report->written)
    return Error{"import_rows_left", {}, std::to_string(bad_rows(*report).size())};
  draft.added += report->added;
  draft.updated += report->updated;
  draft.stored = bad.empty();
  std::erase_if(draft.table.rows, [&](const Row& row) {
    const bool leaves = !bad.contains(row.number);
    if (leaves) draft.gone.insert(row.number);
    return leaves;
  });
  keep_draft(visit, draft);
  return {};
}

}  // namespace temgoc
