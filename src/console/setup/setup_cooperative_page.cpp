// The first two questions on one page: who the cooperative and its administrator are, and which
// address goes into every code.
#include <fmt/format.h>

#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/record_fields.h"
#include "console/setup/make_office.h"
#include "console/setup/setup_pages.h"
#include "temgoc/printing/host_cost.h"
#include "temgoc/seal/seal.h"
#include "temgoc/signer/password_hash.h"

namespace temgoc {
namespace {

// A label shows all of them.
constexpr RecordField kFields[] = {{"name_vi"},         {"short_name_vi"},    {"street_address"},
                                   {"commune_current"}, {"province_current"}, {"phone_landline"}};
// Of a label's address, and of whoever asks about the goods.
constexpr std::string_view kNeeded[] = {"name_vi", "commune_current", "province_current",
                                        "phone_landline"};

bool is_needed(std::string_view column) {
  return std::ranges::find(kNeeded, column) != std::end(kNeeded);
}

// What went wrong with a form: in the columns of the record, and elsewhere.
struct Faults {
  std::vector<Error> record = {};
  std::vector<Error> others = {};
  bool empty() const { return record.empty() && others.empty(); }
};

bool was_sent(const Visit& visit) { return visit.request().method == "POST"; }

std::string shown(const Visit& visit, const char* name, const std::string& kept) {
  return was_sent(visit) ? visit.typed(name) : kept;
}

// In the order of the page, as they were typed, or as they were answered before.
RecordTexts shown_texts(const Visit& visit, const SetupDesk& desk) {
  RecordTexts texts;
  for (const RecordField& field : kFields)
    texts.emplace_back(field.column, was_sent(visit)
                                         ? visit.typed(field.column)
                                         : text_in(desk.answers.cooperative, field.column));
  return texts;
}

void put_record(const Visit& visit, const SetupDesk& desk, View& view, const Faults& faults) {
  const RecordFormState state{
      .kind = ImportKind::cooperatives, .shown = shown_texts(visit, desk), .errors = faults.record};
  View fields = list_view();
  for (const RecordField& field : kFields) {
    View item = record_field_view(visit, state, field);
    item.set("is_required", View(is_needed(field.column)));
    fields.push_back(std::move(item));
  }
  put_list(view, "fields", std::move(fields));
}

std::string side_words(const Visit& visit, double side_mm) {
  return number_words(visit, fmt::format("{:g}", side_mm)) + " mm";
}

// Each size of a code with the longest host that has it.
void put_costs(const Visit& visit, View& view) {
  constexpr std::size_t kLongest = 40, kMostRows = 4;
  std::vector<View> rows;  // the largest first
  std::size_t letters = kLongest;
  for (std::size_t row = 0; row < kMostRows; ++row) {
    const HostCost cost = host_cost(std::string(letters, 'a'));
    View item;
    item.set("letters", std::to_string(letters));
    item.set("side", side_words(visit, cost.side_mm));
    rows.push_back(std::move(item));
    if (!cost.shorter_letters) break;
    letters = *cost.shorter_letters;
  }
  View list = list_view();
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) list.push_back(std::move(*row));
  put_list(view, "costs", std::move(list));
}

void put_host(const Visit& visit, const SetupDesk& desk, View& view) {
  const auto& kept = desk.answers.host;
  const std::string kind = shown(visit, "has_host", !kept ? "" : kept->empty() ? "no" : "yes");
  put(view, "host", shown(visit, "host", kept.value_or("")));
  view.set("with_host", View(kind == "yes"));
  view.set("without_host", View(kind == "no"));
  put_costs(visit, view);
}

void put_others(Visit& visit, View& view, std::vector<Error> errors) {
  for (const Error& each : errors) view.set("fault_" + each.field, View(true));
  put_errors(visit, view, "faults", errors);
}

HttpResponse page(Visit& visit, SetupDesk& desk, const Faults& faults) {
  View view;
  put_steps(visit, view, 1, 2);
  put_record(visit, desk, view, faults);
  put_host(visit, desk, view);
  put(view, "user", shown(visit, "user", desk.answers.administrator.id));
  put(view, "person", shown(visit, "person", desk.answers.administrator.name));
  view.set("has_password", View(!desk.answers.password_hash.empty()));
  view.set("setup_token", form_token_of(desk.token));
  view.set("asks_code", View(!desk.holds_code()));
  std::vector<Error> errors = faults.others;
  for (Error each : faults.record) {
    each.field = column_words(visit, ImportKind::cooperatives, each.field);
    errors.push_back(std::move(each));
  }
  put_others(visit, view, std::move(errors));
  HttpResponse response = console_page(visit,
                                       {.template_name = "setup_cooperative",
                                        .title = visit.word("console.setup"),
                                        .status = faults.empty() ? 200u : 422u},
                                       std::move(view));
  if (desk.holds_code()) add_setup_cookie(visit, desk, response);
  return response;
}

void take_record(const Visit& visit, SetupAnswers& answers, Faults& faults) {
  RecordTexts texts;
  for (const RecordField& field : kFields) {
    const std::string typed = visit.typed(field.column);
    if (!typed.empty()) texts.emplace_back(field.column, typed);
    if (typed.empty() && is_needed(field.column))
      faults.record.push_back({"field_missing", std::string(field.column)});
  }
  if (!faults.record.empty()) return;
  const auto report = try_record(ImportKind::cooperatives, texts, visit.now());
  if (!report) {
    faults.others.push_back(report.error());
    return;
  }
  faults.record = report->errors;
  answers.cooperative = std::move(texts);
}

// A password that was set before stays unless another is typed.
void take_password(const Visit& visit, SetupAnswers& answers, Faults& faults) {
  const SecretText password = visit.secret("password"), again = visit.secret("password_again");
  if (password.empty() && again.empty() && !answers.password_hash.empty()) return;
  if (auto good = check_password(password); !good) {
    faults.others.push_back(good.error());
  } else if (password.view() != again.view()) {
    faults.others.push_back({"passwords_differ", "password"});
  } else {
    answers.password_hash = password_hash(password, visit.house().world.random);
  }
}

void take_administrator(const Visit& visit, SetupAnswers& answers, Faults& faults) {
  auto user = checked_user({.id = visit.typed("user"), .name = visit.typed("person")});
  if (user)
    answers.administrator = *std::move(user);
  else
    faults.others.push_back(user.error());
  take_password(visit, answers, faults);
}

void take_host(const Visit& visit, SetupAnswers& answers, Faults& faults) {
  const std::string kind = visit.typed("has_host");
  if (kind == "no") {
    answers.host = "";
    return;
  }
  if (kind != "yes") {
    faults.others.push_back({"setup_host_open", "host"});
    return;
  }
  auto host = parse_host(visit.typed("host"));
  if (!host)
    faults.others.push_back(host.error());
  else if (*host == kTestHost)
    faults.others.push_back({"host_reserved", "host", *host});
  else
    answers.host = *host;
}

}  // namespace

HttpResponse setup_cooperative_form(Visit& visit, SetupDesk& desk) {
  return desk.holds_code() ? page(visit, desk, {}) : redirect("/setup");
}

HttpResponse setup_cooperative_sent(Visit& visit, SetupDesk& desk) {
  if (auto in = let_in(visit, desk); !in) return page(visit, desk, {{}, {in.error()}});
  SetupAnswers answers = desk.answers;
  Faults faults;
  take_record(visit, answers, faults);
  take_administrator(visit, answers, faults);
  take_host(visit, answers, faults);
  if (!faults.empty()) return page(visit, desk, faults);
  try {
    keep_answers(desk.house.folder, answers);
  } catch (const SystemFailure& failure) {
    return page(visit, desk, {{}, {failure.error()}});
  }
  // A paper that names other people is printed anew.
  desk.answers = std::move(answers);
  desk.paper.reset();
  desk.realm.clear();
  HttpResponse response = redirect("/setup/key");
  add_setup_cookie(visit, desk, response);
  return response;
}

}  // namespace temgoc
