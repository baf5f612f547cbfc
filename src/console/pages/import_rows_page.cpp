// The last steps of an import: the rows with what is wrong in them, and saving them.
#include <algorithm>
#include <map>
#include <set>

#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/import_draft.h"
#include "console/pages/import_steps.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/record_fields.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kRowsOnPage = 40, kLotsShown = 200, kWarningsShown = 20;

// The error in words, without the row and column beside which it stands.
View fault_view(const Visit& visit, const ImportReport& report, Error error) {
  View item;
  const std::size_t column = error.position ? error.position->column : 0;
  const bool of_cell = column > 0 && column <= report.table.header.size();
  if (of_cell) {
    item.set("column", column_words(visit, report.kind, report.table.header[column - 1]));
    error.field.clear();
  }
  error.position.reset();
  item.set("message", message(visit.language(), error));
  put(item, "hint", hint_of(visit, error));
  return item;
}

using Faults = std::map<std::size_t, std::vector<Error>>;  // by row

Faults faults_by_row(const std::vector<Error>& errors) {
  Faults faults;
  for (const Error& each : errors) faults[each.position ? each.position->row : 0].push_back(each);
  return faults;
}

std::string cell_name(const Row& row, std::size_t column) {
  return "cell-" + std::to_string(row.number) + "-" + std::to_string(column);
}

View cells_view(const Visit& visit, const ImportDraft& draft, const Row& row,
                const std::vector<Error>& faults) {
  View cells = list_view();
  for (std::size_t i = 0; i < draft.columns.size(); ++i) {
    if (draft.columns[i].empty()) continue;
    View cell;
    cell.set("name", cell_name(row, i));
    cell.set("title", column_words(visit, draft.kind, draft.columns[i]));
    put(cell, "text", row.cells[i].text);
    cell.set("bad", View(std::ranges::any_of(faults, [&](const Error& error) {
               return error.position && error.position->column == i + 1;
             })));
    cells.push_back(std::move(cell));
  }
  return cells;
}

// The lot that a row has had from an earlier import.
std::string standing_lot(const ImportTrial& trial, const Row& row) {
  const auto found = std::ranges::find(trial.lots, row.number, &LotOfRow::row);
  return found == trial.lots.end() || found->created ? std::string() : found->lot.code.text();
}

View row_view(const Visit& visit, const ImportTrial& trial, const ImportDraft& draft,
              const Row& row, const std::vector<Error>& faults) {
  View item, messages = list_view();
  item.set("number", std::to_string(row.number));
  item.set("is_bad", View(!faults.empty()));
  put(item, "standing", standing_lot(trial, row));
  for (const Error& each : faults) messages.push_back(fault_view(visit, trial.report, each));
  put_list(item, "faults", std::move(messages));
  put_list(item, "cells", cells_view(visit, draft, row, faults));
  return item;
}

void put_headings(const Visit& visit, View& view, const ImportDraft& draft) {
  View list = list_view();
  for (const std::string& column : draft.columns) {
    if (column.empty()) continue;
    View item;
    item.set("text", column_words(visit, draft.kind, column));
    list.push_back(std::move(item));
  }
  put_list(view, "headings", std::move(list));
}

std::size_t page_asked(const Visit& visit) {
  const std::string page = visit.asked("page");
  return is_digits(page) && page.size() < 6 ? std::stoul(page) : 0;
}

void put_rows(const Visit& visit, View& view, const ImportTrial& trial, const ImportDraft& draft,
              const Faults& faults) {
  const ImportReport& report = trial.report;
  const bool all = !visit.asked("all").empty() || report.errors.empty();
  const std::size_t first = page_asked(visit) * kRowsOnPage;
  View list = list_view();
  std::size_t seen = 0;
  for (const Row& row : report.table.rows) {
    const auto found = faults.find(row.number);
    if (!all && found == faults.end()) continue;
    if (seen++ < first || seen > first + kRowsOnPage) continue;
    list.push_back(row_view(visit, trial, draft, row,
                            found == faults.end() ? std::vector<Error>() : found->second));
  }
  put_list(view, "rows", std::move(list));
  const std::string address = draft_href(draft, "rows") + (all ? "?all=1&page=" : "?page=");
  if (seen > first + kRowsOnPage)
    view.set("more_href", address + std::to_string(page_asked(visit) + 1));
  if (first > 0) view.set("less_href", address + std::to_string(page_asked(visit) - 1));
  if (!report.errors.empty()) view.set(all ? "shows_all" : "shows_bad", View(true));
}

bool is_about_standing(const Error& error) {
  return error.code == "record_differs" || error.code == "certification_differs";
}

std::string import_command(const ImportDraft& draft) {
  CommandLine command("import " + to_text(draft.kind));
  command.add(draft.file);
  return command.text() + (draft.update ? " --update" : "");
}

void put_counts(const Visit& visit, View& view, const ImportReport& report,
                const ImportDraft& draft, const Faults& faults) {
  view.set("file", draft.file);
  view.set("total", number_words(visit, report.table.rows.size()));
  const std::size_t bad = faults.size() - faults.count(0);
  view.set("bad", number_words(visit, bad));
  view.set("good", number_words(visit, report.table.rows.size() - bad));
  view.set("added", number_words(visit, report.added));
  view.set("updated", number_words(visit, report.updated));
  view.set("unchanged", number_words(visit, report.unchanged));
  if (bad > 0) view.set("has_bad", View(true));
  if (bad > 0 && bad < report.table.rows.size()) view.set("has_good", View(true));
}

// The first of the lots that were issued, each with the way to its labels.
void put_lots(const Visit& visit, View& view, const ImportDraft& draft) {
  View list = list_view();
  for (std::size_t i = 0; i < std::min(kLotsShown, draft.lots.size()); ++i) {
    const Lot& lot = draft.lots[i].lot;
    View item;
    item.set("row", std::to_string(draft.lots[i].row));
    item.set("href", lot_href(lot));
    item.set("code", lot.code.text());
    item.set("short_code", lot.short_code.printed());
    item.set("packed", to_dmy(lot.packed_on));
    const auto product = visit.registry().product(std::string_view(lot.product_id));
    item.set("product", product ? product->name : lot.product_id);
    list.push_back(std::move(item));
  }
  put_list(view, "lots", std::move(list));
  if (draft.lots.size() > kLotsShown)
    view.set("more_lots", number_words(visit, draft.lots.size() - kLotsShown));
}

HttpResponse done_page(Visit& visit, const ImportDraft& draft) {
  View view;
  put_lots(visit, view, draft);
  view.set("is_lots", View(draft.kind == ImportKind::lots));
  view.set("added", number_words(visit, draft.added));
  view.set("updated", number_words(visit, draft.updated));
  view.set("command", import_command(draft));
  view.set("list_href", draft.kind == ImportKind::lots ? "/lots" : records_href(draft.kind));
  view.set("list_text", visit.word("console.records." + to_text(draft.kind)));
  return console_page(
      visit,
      {.template_name = "import_done",
       .title = visit.word(draft.kind == ImportKind::lots ? "console.import.done_lots"
                                                          : "console.import.done"),
       .section = "import"},
      std::move(view));
}

// A season has thousands of warnings of one kind: each is said once, with its first rows.
void put_warnings(const Visit& visit, View& view, const std::vector<Error>& warnings) {
  constexpr std::size_t kRowsNamed = 5;
  View list = list_view();
  const auto all = gathered(warnings);
  for (std::size_t i = 0; i < std::min(kWarningsShown, all.size()); ++i) {
    View item;
    std::string rows;
    for (std::size_t nth = 1; nth < std::min(kRowsNamed, all[i].rows.size()); ++nth)
      rows += (nth == 1 ? "" : ", ") + std::to_string(all[i].rows[nth]);
    const WordArgs args{{"rows", rows}, {"count", std::to_string(all[i].rows.size())}};
    item.set("message", message(visit.language(), all[i].first) +
                            (rows.empty() ? "" : " " + visit.word("import.also_in", args)));
    put(item, "hint", hint_of(visit, all[i].first));
    list.push_back(std::move(item));
  }
  put_list(view, "warnings", std::move(list));
  if (all.size() > kWarningsShown)
    view.set("more_warnings", number_words(visit, all.size() - kWarningsShown));
}

HttpResponse rows_page(Visit& visit, const ImportDraft& draft, const std::optional<Error>& error) {
  if (draft.stored) return done_page(visit, draft);
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto trial = try_draft(visit, *workplace, draft);
  View view;
  view.set("action", draft_href(draft, "rows"));
  view.set("columns_href", draft_href(draft, "columns"));
  view.set("errors_href", draft_href(draft, "errors"));
  view.set("all_href", draft_href(draft, "rows") + "?all=1");
  view.set("update", View(draft.update));
  if (error) put_error(visit, view, *error);
  view.set("is_lots", View(draft.kind == ImportKind::lots));
  if (!trial) {
    put_error(visit, view, trial.error());
  } else {
    const ImportReport* report = &trial->report;
    const Faults faults = faults_by_row(report->errors);
    put_counts(visit, view, *report, draft, faults);
    put_headings(visit, view, draft);
    put_rows(visit, view, *trial, draft, faults);
    put_warnings(visit, view, report->warnings);
    if (report->changes_nothing())
      view.set("known_already", View(true));
    else if (report->errors.empty())
      view.set("ready", View(true));
    if (draft.added + draft.updated > 0)
      view.set("partly", number_words(visit, draft.added + draft.updated));
    if (std::ranges::any_of(report->errors, is_about_standing) || draft.update)
      view.set("asks_update", View(true));
  }
  return console_page(visit,
                      {.template_name = "import_rows",
                       .title = visit.word("console.import.rows"),
                       .section = "import",
                       .status = error || !trial ? 422u : 200u},
                      std::move(view));
}

// Only what the page showed comes back; other cells stay as they are.
void take_cells(const Visit& visit, ImportDraft& draft) {
  std::map<std::string, std::string> typed;
  for (auto& [name, value] : visit.typed_fields())
    if (name.starts_with("cell-")) typed.emplace(name, value);
  if (typed.empty()) return;
  for (Row& row : draft.table.rows) {
    for (std::size_t i = 0; i < draft.columns.size(); ++i) {
      const auto found = typed.find(cell_name(row, i));
      if (found == typed.end() || found->second == row.cells[i].text) continue;
      row.cells[i] = Cell{found->second};
      draft.mended[{row.number, i}] = found->second;
    }
  }
}

}  // namespace

HttpResponse import_rows_page(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  return rows_page(visit, *draft, {});
}

HttpResponse import_rows_sent(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  // The second click of two: the rows are stored.
  if (draft->stored) return redirect(draft_href(*draft, "rows"));
  take_cells(visit, *draft);
  draft->update = !visit.typed("update").empty();
  keep_draft(visit, *draft);
  const std::string save = visit.typed("save");
  if (save == "all" || save == "good") {
    auto stored = store_draft(visit, *draft, save == "good");
    // A passphrase never goes with the cells: their form may be kept in a file while it comes in.
    if (!stored && stored.error().code == "key_locked")
      return redirect(draft_href(*draft, "key") + "?save=" + save);
    if (!stored) return rows_page(visit, *draft, stored.error());
  }
  return redirect(draft_href(*draft, "rows"));
}

HttpResponse import_errors_file(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  auto workplace = visit.open();
  if (!workplace) return broken_page(visit, workplace.error());
  const auto trial = try_draft(visit, *workplace, *draft);
  if (!trial) return broken_page(visit, trial.error());
  Table table = draft->table;
  const std::set<std::size_t> bad = bad_rows(trial->report);
  std::erase_if(table.rows, [&](const Row& row) { return !bad.contains(row.number); });
  const Bytes workbook = error_workbook(table, row_messages(trial->report, visit.language()),
                                        visit.word("import.error_header"));
  return document_answer(std::string(as_text(workbook)), "dong-sai.xlsx");
}

}  // namespace temgoc
