// The first product and its lot: a record by the rules of an import, then a lot by those of
// `lot issue`.
#include "console/pages/first_label.h"

#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "console/pages/record_fields.h"
#include "temgoc/base/percent.h"
#include "temgoc/lots/issue_lot.h"

namespace temgoc {
namespace {

constexpr RecordField kFields[] = {{"name_vi"},
                                   {"net_content"},
                                   {"shelf_life_days"},
                                   {"ingredients", FieldLook::text},
                                   {"storage_vi", FieldLook::text}};
constexpr std::string_view kNeeded[] = {"name_vi", "net_content", "shelf_life_days"};
constexpr const char* kLotFields[] = {"quantity", "unit", "packed"};

struct Faults {
  std::vector<Error> record = {};
  std::vector<Error> others = {};
  bool empty() const { return record.empty() && others.empty(); }
};

bool is_needed(std::string_view column) {
  return std::ranges::find(kNeeded, column) != std::end(kNeeded);
}

// The one whose product it would be; empty: it is not clear whose.
std::string cooperative_of(const Visit& visit) {
  if (!visit.scope().empty()) return visit.scope();
  const auto all = visit.registry().cooperatives();
  return all.size() == 1 ? all.front().id : std::string();
}

RecordTexts typed_texts(const Visit& visit) {
  RecordTexts texts;
  for (const RecordField& field : kFields) {
    std::string text = visit.typed(field.column);
    std::erase(text, '\r');
    std::ranges::replace(text, '\n', ' ');
    texts.emplace_back(field.column, std::move(text));
  }
  return texts;
}

void put_record(const Visit& visit, View& form, const Faults& faults) {
  const RecordFormState state{
      .kind = ImportKind::products, .shown = typed_texts(visit), .errors = faults.record};
  View fields = list_view(), texts = list_view();
  for (const RecordField& field : kFields) {
    View item = record_field_view(visit, state, field);
    item.set("is_required", View(is_needed(field.column)));
    (field.look == FieldLook::text ? texts : fields).push_back(std::move(item));
  }
  put_list(form, "fields", std::move(fields));
  put_list(form, "texts", std::move(texts));
}

View form_view(Visit& visit, const std::string& cooperative_id, const Faults& faults) {
  View form;
  put_record(visit, form, faults);
  for (const char* name : kLotFields) put(form, name, visit.typed(name));
  if (visit.typed("packed").empty()) form.set("packed", to_dmy(visit.site().today()));
  const std::string sent = visit.typed("once"), stock = visit.typed("stock");
  form.set("once", sent.empty() ? once(visit) : sent);
  put(form, "stock", stock.empty() ? visit.asked("stock") : stock);
  form.set("asks_key", View(is_key_asked(visit, cooperative_id)));
  form.set("stays_open", std::to_string(visit.house().settings.key_stays_open.count()));
  for (const Error& each : faults.others) form.set("fault_" + each.field, View(true));
  return form;
}

HttpResponse page(Visit& visit, const std::string& cooperative_id, const Faults& faults) {
  View view;
  View form = form_view(visit, cooperative_id, faults);
  std::vector<Error> errors = faults.others;
  for (Error each : faults.record) {
    each.field = column_words(visit, ImportKind::products, each.field);
    errors.push_back(std::move(each));
  }
  put_errors(visit, form, "faults", errors);
  view.set("first_label", std::move(form));
  return console_page(visit,
                      {.template_name = "first_label_page",
                       .title = visit.word("console.first_product"),
                       .section = "today",
                       .status = faults.empty() ? 200u : 422u},
                      std::move(view));
}

Result<LotDraft> draft_typed(const Visit& visit) {
  auto packed = parse_day(visit.typed("packed"), "packed");
  if (!packed) return packed.error();
  auto quantity = Quantity::parse(visit.typed("quantity"), visit.typed("unit"));
  if (!quantity) return quantity.error();
  LotDraft draft{.gtin = Gtin::parse("2990001000018").value(),  // until the product has one
                 .packed_on = *packed,
                 .quantity = *quantity};
  draft.request_id = visit.typed("once");
  return draft;
}

// Sent again, it is the product that the first time stored, with what is typed now.
Result<ImportReport> stored_product(Workplace& workplace, const std::string& cooperative_id,
                                    RecordTexts texts) {
  RecordChange change{.kind = ImportKind::products, .only_cooperative = cooperative_id};
  const std::string name = text_in(texts, "name_vi");
  for (const Product& each : workplace.registry().products(cooperative_id))
    if (each.name == name) change.id = each.id;
  if (!change.id.empty())
    change.version = record_version(workplace.registry(), change.kind, change.id);
  texts.emplace_back("coop_id", cooperative_id);
  change.texts = std::move(texts);
  return save_record(workplace, change);
}

Faults lacking(const RecordTexts& texts) {
  Faults faults;
  for (const std::string_view column : kNeeded)
    if (text_in(texts, column).empty())
      faults.record.push_back({"field_missing", std::string(column)});
  return faults;
}

Result<Lot> issued(Visit& visit, const std::string& cooperative_id, Faults& faults) {
  const RecordTexts texts = typed_texts(visit);
  faults = lacking(texts);
  auto draft = draft_typed(visit);
  if (!draft) return draft.error();
  if (!faults.empty()) return faults.record.front();
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  // Before anything is stored: a passphrase that is wrong stores no product.
  auto passphrase = key_in_hand(visit, *workplace, cooperative_id);
  if (!passphrase) return passphrase.error();
  auto report = stored_product(*workplace, cooperative_id, texts);
  if (!report) return report.error();
  faults.record = report->errors;
  if (!faults.empty()) return faults.record.front();
  draft->gtin = workplace->registry().product(std::string_view(report->ids.front())).value().gtin;
  auto lot = issue_lot(*workplace, *draft, *passphrase);
  if (!lot) return lot.error();
  return lot->lot;
}

}  // namespace

void put_first_label(Visit& visit, View& view) {
  if (!visit.may(Right::print)) return;
  const std::string cooperative_id = cooperative_of(visit);
  if (cooperative_id.empty() || !visit.registry().products(cooperative_id).empty()) return;
  view.set("first_label", form_view(visit, cooperative_id, {}));
  if (visit.may(Right::administer) && visit.registry().printers().empty())
    view.set("first_printer", View(true));
}

HttpResponse first_label_sent(Visit& visit) {
  const std::string cooperative_id = cooperative_of(visit);
  if (cooperative_id.empty()) return redirect("/lots/new");
  Faults faults;
  const auto lot = issued(visit, cooperative_id, faults);
  if (!lot) {
    if (faults.record.empty()) faults.others.push_back(lot.error());
    return page(visit, cooperative_id, faults);
  }
  const std::string stock = visit.typed("stock");
  return redirect(lot_href(*lot) + "?issued=1" +
                  (stock.empty() ? "" : "&template=" + percent_encoded(stock)));
}

}  // namespace temgoc
