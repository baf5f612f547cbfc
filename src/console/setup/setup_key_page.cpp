// The third question: the recovery sheet and the passphrase of the signing key. With its answer the
// workplace is made, and the person is signed in.
#include <fmt/format.h>

#include <array>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/record_fields.h"
#include "console/setup/make_office.h"
#include "console/setup/setup_pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/failures.h"
#include "temgoc/keys/recovery_sheet.h"
#include "temgoc/printing/host_cost.h"

namespace temgoc {
namespace {

constexpr std::chrono::minutes kSentAgain{2};  // the last form, by a second click
constexpr const char* kNextPage = "/setup/printer";

const RecoveryPaper& paper_of(Visit& visit, SetupDesk& desk) {
  const RandomSource& random = desk.house.world.random;
  if (desk.realm.empty()) desk.realm = realm_for(desk.answers, random);
  if (!desk.paper) {
    std::array<std::uint8_t, 8> id{};
    random(id);
    desk.paper = RecoveryPaper{new_recovery_code(random), visit.now(), to_hex(id)};
  }
  return *desk.paper;
}

void put_host_cost(const Visit& visit, const std::string& host, View& view) {
  const HostCost cost = host_cost(host);
  const auto side = [&](double mm) { return number_words(visit, fmt::format("{:g}", mm)); };
  WordArgs args{{"letters", std::to_string(host.size())}, {"side_mm", side(cost.side_mm)}};
  if (cost.shorter_letters) {
    args["shorter_letters"] = std::to_string(*cost.shorter_letters);
    args["shorter_side_mm"] = side(cost.shorter_side_mm);
  }
  view.set("host", host);
  view.set(
      "cost",
      visit.word(cost.shorter_letters ? "console.setup.cost" : "console.setup.cost.least", args));
}

void put_answers(const Visit& visit, const SetupDesk& desk, View& view) {
  const SetupAnswers& answers = desk.answers;
  view.set("cooperative", text_in(answers.cooperative, "name_vi"));
  view.set("user", answers.administrator.id);
  if (!answers.hosts().empty()) put_host_cost(visit, answers.hosts().front(), view);
  view.set("root_keys", desk.root_keys.string());
}

HttpResponse page(Visit& visit, SetupDesk& desk, const std::optional<Error>& error) {
  View view;
  put_steps(visit, view, 3, 3);
  view.set("setup_token", form_token_of(desk.token));
  put_answers(visit, desk, view);
  const RecoveryPaper& paper = paper_of(visit, desk);
  view.set("paper", paper.id);
  view.set("paper_at", clock_words(visit, paper.made_at));
  if (error) {
    put_error(visit, view, *error);
    view.set("fault_" + error->field, View(true));
  }
  return console_page(visit,
                      {.template_name = "setup_key",
                       .title = visit.word("console.setup"),
                       .status = error ? 422u : 200u},
                      std::move(view));
}

// The id that the record will have: the first one, as a dry run gives it.
std::string cooperative_id_of(const Visit& visit, const SetupDesk& desk) {
  const auto tried = try_record(ImportKind::cooperatives, desk.answers.cooperative, visit.now());
  if (!tried) throw SystemFailure(tried.error());
  return tried->ids.empty() ? std::string() : tried->ids.front();
}

Result<void> check_form(const Visit& visit, const SetupDesk& desk) {
  if (!desk.paper || visit.typed("paper") != desk.paper->id)
    return Error{"setup_paper_old", "paper"};
  const SecretText passphrase = visit.secret("passphrase");
  if (auto good = check_passphrase(passphrase); !good) {
    Error error = good.error();
    error.field = "passphrase";
    return error;
  }
  if (passphrase.view() != visit.secret("passphrase_again").view())
    return Error{"passwords_differ", "passphrase"};
  if (visit.typed("locked_away") != "yes") return Error{"setup_paper_not_kept", "locked_away"};
  return {};
}

// Signed in, with the key open as if its passphrase had just been typed: it was.
HttpResponse signed_in_page(Visit& visit, SetupDesk& desk, const std::string& cooperative_id) {
  House& house = desk.house;
  auto accounts = Accounts::open(accounts_path(house.folder));
  if (!accounts) throw SystemFailure(accounts.error());
  auto token = begin_session(*accounts, {desk.answers.administrator.id, {}, visit.request().client},
                             visit.now(), house.world.random);
  if (!token) return redirect("/sign-in");
  if (!cooperative_id.empty()) {
    house.keys.unlock(token_digest(*token), cooperative_id, visit.secret("passphrase"),
                      std::chrono::steady_clock::now() + house.settings.key_stays_open);
  }
  HttpResponse response = redirect(kNextPage);
  set_cookie(response, visit.request(), kSessionCookie, *token, kSessionLasts);
  return response;
}

Result<std::string> made(Visit& visit, SetupDesk& desk) {
  try {
    return make_office({.folder = desk.house.folder,
                        .root_keys = desk.root_keys,
                        .realm = desk.realm,
                        .answers = desk.answers,
                        .passphrase = visit.secret("passphrase"),
                        .recovery_code = desk.paper->code},
                       desk.house.world);
  } catch (const SystemFailure& failure) {
    return failure.error();
  } catch (const std::exception& failure) {
    return unforeseen(failure);
  }
}

}  // namespace

HttpResponse setup_key_form(Visit& visit, SetupDesk& desk) {
  if (!desk.holds_code()) return redirect("/setup");
  return desk.answers.complete() ? page(visit, desk, {}) : redirect(next_step(desk));
}

HttpResponse setup_recovery_sheet(Visit& visit, SetupDesk& desk) {
  if (!desk.holds_code()) return redirect("/setup");
  if (!desk.answers.complete()) return redirect(next_step(desk));
  const RecoveryPaper& paper = paper_of(visit, desk);
  auto pdf = recovery_sheet({.cooperative = text_in(desk.answers.cooperative, "name_vi"),
                             .cooperative_id = cooperative_id_of(visit, desk),
                             .administrator = desk.answers.administrator.id,
                             .realm = desk.realm,
                             .workplace = std::filesystem::weakly_canonical(desk.house.folder),
                             .root_keys = std::filesystem::weakly_canonical(desk.root_keys),
                             .made_at = paper.made_at},
                            paper.code, visit.language());
  if (!pdf) return page(visit, desk, pdf.error());
  return {.status = 200,
          .content_type = "application/pdf",
          .body = *std::move(pdf),
          .headers = {{"Content-Disposition",
                       "inline; filename=\"" + visit.word("recovery_sheet.file") + ".pdf\""}}};
}

HttpResponse setup_key_sent(Visit& visit, SetupDesk& desk) {
  if (desk.made_at) {
    const bool again = desk.holds_code() && visit.now() < *desk.made_at + kSentAgain;
    return again ? signed_in_page(visit, desk, {}) : redirect("/");
  }
  if (!desk.holds_code()) return setup_start(visit, desk);
  if (!desk.answers.complete()) return redirect(next_step(desk));
  if (auto good = check_form(visit, desk); !good) return page(visit, desk, good.error());
  auto cooperative = made(visit, desk);
  if (!cooperative) return page(visit, desk, cooperative.error());
  desk.made_at = visit.now();
  forget_answers(desk.house.folder);
  desk.paper.reset();
  return signed_in_page(visit, desk, *cooperative);
}

}  // namespace temgoc
