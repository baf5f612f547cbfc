// One record: its form, what stands, and what was changed.
#include <algorithm>
#include <set>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/record_fields.h"
#include "console/pages/record_files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/records/record_words.h"

namespace temgoc {
namespace {

std::vector<std::string_view> columns_of(ImportKind kind) {
  std::vector<std::string_view> columns;
  for (const RecordFieldGroup& group : record_fields(kind))
    for (const RecordField& field : group.fields) columns.push_back(field.column);
  return columns;
}

// A record's text has no lines; a person's may.
std::string on_one_line(std::string text) {
  std::erase(text, '\r');
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// A field that the form did not have stays as it stands; a box that is not ticked sends nothing.
RecordTexts typed_texts(const Visit& visit, ImportKind kind, const RecordTexts& standing) {
  std::set<std::string, std::less<>> sent;
  for (const auto& field : visit.typed_fields()) sent.insert(field.first);
  RecordTexts texts;
  for (const std::string_view column : columns_of(kind)) {
    const bool told = is_yes_column(column) || sent.contains(column);
    texts.emplace_back(column, told ? on_one_line(visit.typed(column)) : text_in(standing, column));
  }
  return texts;
}

bool says_the_same(std::string_view column, const std::string& typed, const std::string& standing) {
  if (is_yes_column(column)) return typed.empty() == standing.empty();
  return typed == standing;
}

// What was changed, and what no row may lack: the rest of the record stays as it is, also where a
// field shows it less exactly than it is known.
RecordTexts changed_texts(const Visit& visit, ImportKind kind, const RecordTexts& typed,
                          const RecordTexts& standing) {
  RecordTexts texts;
  for (const auto& [column, text] : typed) {
    const bool reference = column == "coop_id" && kind != ImportKind::cooperatives;
    if (reference && text.empty()) {
      // The form did not ask.
      const std::string own = visit.scope().empty() ? text_in(standing, column) : visit.scope();
      if (!own.empty()) texts.emplace_back(column, own);
    } else if (reference || is_required(kind, column) ||
               !says_the_same(column, text, text_in(standing, column))) {
      texts.emplace_back(column, text);
    }
  }
  return texts;
}

std::string title_of(const Visit& visit, const RecordFormState& state) {
  if (state.id.empty()) return visit.word("console.record.new." + to_text(state.kind));
  if (state.kind != ImportKind::certifications) return text_in(state.standing, "name_vi");
  const auto product =
      visit.registry().product(std::string_view(text_in(state.standing, "product_id")));
  const std::string level = text_in(state.standing, "level");
  return text_in(state.standing, "scheme") + (level.empty() ? "" : " " + level) + " – " +
         (product ? product->name : visit.word("console.record.whole_coop"));
}

View change_row(const Visit& visit, const std::string& field, const Json& before,
                const Json& after) {
  const auto shown = [&](const Json& value) {
    const std::string text = value_words(visit.language(), field, value);
    return text.empty() ? visit.word("history.nothing") : text;
  };
  View row;
  row.set("field", field_words(visit.language(), field));
  row.set("from", shown(before.value(field, Json())));
  row.set("to", shown(after.value(field, Json())));
  return row;
}

void put_history(const Visit& visit, View& view, const RecordFormState& state) {
  std::vector<View> versions;
  Json before;
  for (const RecordVersion& version : visit.registry().history(record_noun(state.kind), state.id)) {
    const Json record = parse_json(version.json).value();
    View changes = list_view(), item;
    if (!before.is_null())
      for (const std::string& field : changed_fields(before, record))
        changes.push_back(change_row(visit, field, before, record));
    item.set("at", clock_words(visit, version.at));
    put_list(item, "changes", std::move(changes));
    versions.push_back(std::move(item));
    before = record;
  }
  View list = list_view();
  std::for_each(versions.rbegin(), versions.rend(),
                [&](View& each) { list.push_back(std::move(each)); });
  put_list(view, "versions", std::move(list));
}

// For who may only look.
void put_facts(const Visit& visit, View& view, const RecordFormState& state) {
  const auto history = visit.registry().history(record_noun(state.kind), state.id);
  if (history.empty()) return;
  const Json record = parse_json(history.back().json).value();
  View list = list_view();
  for (const std::string& field : fields_in_order(record)) {
    View row;
    const std::string text = value_words(visit.language(), field, record.at(field));
    if (text.empty()) continue;
    row.set("field", field_words(visit.language(), field));
    row.set("text", text);
    list.push_back(std::move(row));
  }
  put_list(view, "facts", std::move(list));
}

void put_next_certificate(const Visit& visit, View& view, const RecordFormState& state) {
  if (state.kind != ImportKind::certifications || state.id.empty()) return;
  const auto record = visit.registry().certification(state.id);
  const bool ended = record && std::ranges::any_of(record->events, [](const auto& event) {
                       return event.kind == CertificationEvent::Kind::superseded;
                     });
  if (record && !ended)
    view.set("next_href", "/records/certifications/new?supersedes=" + percent_encoded(state.id));
}

void add_claims(const Visit& visit, const Product& product, std::vector<Error>& found) {
  const auto evidence = visit.registry().certifications_for(product);
  if (has_green_evidence(evidence, product, visit.site().today())) return;
  for (const GreenClaim& each : green_claims(product))
    found.push_back({"green_claim_unproven", {}, each.text});
}

// What is odd about the record that stands, as an import would say it.
void put_doubts(Visit& visit, View& view, const RecordFormState& state) {
  std::vector<Error> found;
  if (state.kind == ImportKind::products) {
    if (const auto product = visit.registry().product(std::string_view(state.id))) {
      found = doubts(*product);
      add_claims(visit, *product, found);
    }
  }
  if (state.kind == ImportKind::certifications) {
    if (const auto paper = visit.registry().certification(state.id)) {
      found = doubts(*paper);
      if (claims_green(paper->scheme) &&
          (paper->issuer.empty() || !paper->issued || !valid_through(*paper)))
        found.push_back({"green_claim_incomplete"});
    }
  }
  put_errors(visit, view, "doubts", found);
}

HttpResponse record_form(Visit& visit, const RecordFormState& state,
                         const std::optional<Error>& error = {}) {
  View view;
  const std::string title = title_of(visit, state);
  view.set("title", title);
  view.set("list_href", records_href(state.kind));
  view.set("list_text", visit.word("console.records." + to_text(state.kind)));
  put(view, "id", state.id);
  if (!visit.asked("saved").empty()) view.set("saved", View(true));
  if (visit.may(Right::enter)) {
    view.set("may_enter", View(true));
    view.set("action", state.id.empty() ? records_href(state.kind) + "/new"
                                        : record_href(state.kind, state.id));
    view.set("version", record_version(visit.registry(), state.kind, state.id));
    put_fields(visit, view, state);
    put_next_certificate(visit, view, state);
  } else {
    put_facts(visit, view, state);
  }
  put_record_files(visit, view, state.kind, state.id);
  if (!state.id.empty()) {
    put_history(visit, view, state);
    put_doubts(visit, view, state);
    if (state.kind == ImportKind::products)
      view.set("rating_href", record_href(state.kind, state.id) + "/ocop-rating");
  }
  if (error) put_error(visit, view, *error);
  std::vector<Error> errors = state.errors;
  for (Error& each : errors) each.field = column_words(visit, state.kind, each.field);
  put_errors(visit, view, "faults", errors);
  const bool failed = error || !errors.empty();
  return console_page(visit,
                      {.template_name = "record",
                       .title = title,
                       .section = "records",
                       .status = !failed                                              ? 200u
                                 : error && error->code == "record_changed_meanwhile" ? 409u
                                                                                      : 422u},
                      std::move(view));
}

// A new certificate begins as the one that it takes the place of, without what is new on the paper.
RecordTexts proposed(const Visit& visit, ImportKind kind) {
  RecordTexts texts;
  const std::string old = visit.asked("supersedes");
  if (kind != ImportKind::certifications || old.empty() ||
      !visit.sees(cooperative_of_record(visit.registry(), kind, old)))
    return texts;
  const RecordTexts standing =
      record_texts(visit.registry(), kind, old, visit.site().today(), visit.language());
  for (const char* column : {"coop_id", "product_id", "scheme", "issuer"})
    texts.emplace_back(column, text_in(standing, column));
  texts.emplace_back("supersedes", old);
  return texts;
}

// The errors of a record's own fields; those without a column lead the page.
HttpResponse answered_save(Visit& visit, RecordFormState state,
                           const Result<ImportReport>& report) {
  if (!report) {
    state.tells_standing = report.error().code == "record_changed_meanwhile";
    return record_form(visit, state, report.error());
  }
  if (!report->errors.empty()) {
    state.errors = report->errors;
    return record_form(visit, state);
  }
  const std::string& id = report->ids.front();
  if (auto kept = keep_sent_files(visit, state.kind, id); !kept) {
    // The fields are saved, the file is not: the form goes on from what stands now.
    state.id = id;
    state.standing =
        record_texts(visit.registry(), state.kind, id, visit.site().today(), visit.language());
    return record_form(visit, state, kept.error());
  }
  return redirect(record_href(state.kind, id) + "?saved=1");
}

Result<ImportReport> saved(Visit& visit, const RecordFormState& state) {
  if (auto good = check_sent_files(visit, state.kind); !good) return good.error();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return save_record(*workplace,
                     {.kind = state.kind,
                      .id = state.id,
                      .texts = changed_texts(visit, state.kind, state.shown, state.standing),
                      .version = visit.typed("version"),
                      .only_cooperative = visit.scope()});
}

std::optional<RecordFormState> state_in_sight(const Visit& visit) {
  const auto kind = kind_in_address(visit.place(0));
  if (!kind) return std::nullopt;
  const std::string& id = visit.place(1);
  const std::string owner = cooperative_of_record(visit.registry(), *kind, id);
  if (owner.empty() || !visit.sees(owner)) return std::nullopt;
  RecordFormState state{.kind = *kind, .id = id};
  state.standing =
      record_texts(visit.registry(), *kind, id, visit.site().today(), visit.language());
  state.shown = state.standing;
  return state;
}

}  // namespace

HttpResponse new_record_form(Visit& visit) {
  const auto kind = kind_in_address(visit.place(0));
  if (!kind) return not_found_page(visit);
  return record_form(visit, {.kind = *kind, .shown = proposed(visit, *kind)});
}

HttpResponse new_record_sent(Visit& visit) {
  const auto kind = kind_in_address(visit.place(0));
  if (!kind) return not_found_page(visit);
  RecordFormState state{.kind = *kind, .shown = typed_texts(visit, *kind, {})};
  const auto report = saved(visit, state);
  return answered_save(visit, std::move(state), report);
}

HttpResponse record_page(Visit& visit) {
  const auto state = state_in_sight(visit);
  return state ? record_form(visit, *state) : not_found_page(visit);
}

HttpResponse record_sent(Visit& visit) {
  auto state = state_in_sight(visit);
  if (!state) return not_found_page(visit);
  state->shown = typed_texts(visit, state->kind, state->standing);
  const auto report = saved(visit, *state);
  return answered_save(visit, *std::move(state), report);
}

}  // namespace temgoc
