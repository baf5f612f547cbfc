// The first run without sockets: who may answer, what is refused, and what is made in the end.
#include <doctest/doctest.h>

#include "console/office.h"
#include "console/setup/make_office.h"
#include "console/setup/setup.h"
#include "console/setup/setup_folder.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/keys/recovery_sheet.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/records/record_editing.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

// An empty folder, its set-up and a browser.
struct FirstRun {
  World world;
  std::unique_ptr<House> house;
  std::unique_ptr<Setup> setup;
  std::map<std::string, std::string> cookies;

  FirstRun() {
    fs::create_directories(world.works());
    house.reset(new House{world.works(),
                          {},
                          {world.clock(), world.random(), [] { return ClockWord::person; }, {}, {}},
                          {},
                          {},
                          {}});
    begin();
  }
  void begin() {
    setup.reset();
    setup = std::move(Setup::begin(*house, root_keys()).value());
    cookies.clear();
  }
  fs::path root_keys() const { return world.folder / "works-root-keys"; }

  HttpResponse send(HttpRequest request, const std::string& client = "192.0.2.1") {
    request.client = client;
    request.host = "127.0.0.1:8081";
    for (const auto& [name, value] : cookies)
      request.cookie += (request.cookie.empty() ? "" : "; ") + name + "=" + value;
    HttpResponse response = setup->answer(request);
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('=');
      cookies[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
    return response;
  }
  HttpResponse get(const std::string& path) { return send({.path = path}); }
  HttpResponse post(const std::string& path, const Fields& fields) {
    HttpRequest request{.method = "POST", .path = path};
    request.content_type = "application/x-www-form-urlencoded";
    request.body = "form_token=" + form_token_of(cookies["temgoc_setup"]);
    for (const auto& [name, value] : fields)
      request.body += "&" + percent_encoded(name) + "=" + percent_encoded(value);
    return send(std::move(request));
  }
  void type_code() { REQUIRE(post("/setup", {{"code", setup->code()}}).status == 303); }
  std::string paper() { return hidden(get("/setup/key"), "paper"); }
  Fields key_form() {
    return {{"passphrase", kPassphrase},
            {"passphrase_again", kPassphrase},
            {"locked_away", "yes"},
            {"paper", paper()}};
  }
};

Fields first_form() {
  return {{"name_vi", "Hợp tác xã Rừng Đước"},
          {"street_address", "Số 12 đường Rừng Sác"},
          {"commune_current", "xã Bình Khánh"},
          {"province_current", "Thành phố Hồ Chí Minh"},
          {"phone_landline", "028 3889 0123"},
          {"person", "Nguyễn Thị Lan"},
          {"user", "Lan"},
          {"password", kPassword},
          {"password_again", kPassword},
          {"has_host", "yes"},
          {"host", "tem.rungduoc.vn"}};
}

Fields with(Fields fields, const Fields& others) {
  for (const auto& [name, value] : others) fields[name] = value;
  return fields;
}

// The sentence as far as it is the same whatever it is about.
std::string said(const std::string& code) {
  const std::string sentence = words(Language::vi, "error." + code);
  return sentence.substr(0, std::min(sentence.find_first_of("(\""), sentence.size()));
}

bool says_error(const HttpResponse& response, const std::string& code) {
  return response.body.find(said(code)) != std::string::npos;
}

// A product that is registered now.
Gtin product_of(Workplace& works) {
  const auto product = save_record(
      works,
      {.kind = ImportKind::products,
       .texts = {{"name_vi", "Khô cá dứa"}, {"net_content", "500 g"}, {"shelf_life_days", "90"}}});
  REQUIRE(product->errors.empty());
  return works.registry().product(std::string_view(product->ids.front()))->gtin;
}

std::string begin_error(House& house, const fs::path& root_keys) {
  return code_of(Setup::begin(house, root_keys));
}

}  // namespace

TEST_CASE("a set-up begins in an empty folder alone, and once at a time") {
  FirstRun run;
  CHECK(begin_error(*run.house, run.root_keys()) == "setup_busy");
  run.setup.reset();
  const fs::path folder = run.world.works();
  write_file(folder / "ban-hang.xlsx", as_bytes("x"));
  CHECK(begin_error(*run.house, run.root_keys()) == "setup_folder_not_empty");
  CHECK(read_file(folder / "ban-hang.xlsx", 10).value() == "x");
  fs::remove(folder / "ban-hang.xlsx");
  fs::create_directories(run.root_keys());
  write_file(run.root_keys() / "roots", as_bytes("x"));
  CHECK(begin_error(*run.house, run.root_keys()) == "root_keys_exist");
  fs::remove_all(run.root_keys());
  run.house->folder = run.world.folder / "khong-co";
  CHECK(begin_error(*run.house, run.root_keys()) == "workplace_not_found");
  CHECK_FALSE(fs::exists(run.house->folder));
}

TEST_CASE("without the code nothing is shown and nothing is answered") {
  FirstRun run;
  for (const char* path :
       {"/", "/lots", "/setup/cooperative", "/setup/key", "/setup/recovery-sheet"}) {
    CAPTURE(path);
    CHECK(field(run.get(path), "Location") == "/setup");
  }
  CHECK(run.post("/setup/key", {}).status == 422);
  CHECK(says_error(run.post("/setup/cooperative", first_form()), "setup_elsewhere"));
  CHECK_FALSE(fs::exists(setup_answers_path(run.world.works())));
  CHECK(says_error(run.post("/setup", {{"code", "AAAA-AAAA"}}), "setup_code_wrong"));
  CHECK(field(run.get("/setup/" + run.setup->code()), "Location") == "/setup/cooperative");
}

TEST_CASE("guessing the code is slow, and in the end useless") {
  FirstRun run;
  for (int turn = 0; turn < 5; ++turn) run.post("/setup", {{"code", "AAAA-AAAA"}});
  CHECK(run.post("/setup", {{"code", run.setup->code()}}).status == 429);
  for (int address = 0; address < 200; ++address) {
    HttpRequest guess{.method = "POST", .path = "/setup", .body = "code=AAAAAAAA"};
    run.send(guess, "2001:db8::" + std::to_string(address));
  }
  run.world.now += std::chrono::hours(1);
  CHECK(says_error(run.post("/setup", {{"code", run.setup->code()}}), "setup_code_spent"));
}

TEST_CASE("each answer is judged where it is typed, and what was typed stays") {
  FirstRun run;
  run.type_code();
  const auto refused = [&](const Fields& others, const std::string& code) {
    const HttpResponse response = run.post("/setup/cooperative", with(first_form(), others));
    CAPTURE(code);
    CHECK(response.status == 422);
    CHECK(says_error(response, code));
    CHECK(response.body.find("Số 12 đường Rừng Sác") != std::string::npos);
    CHECK(response.body.find(kPassword) == std::string::npos);
    CHECK_FALSE(fs::exists(setup_answers_path(run.world.works())));
  };
  refused({{"password_again", "khac"}}, "passwords_differ");
  refused({{"password", "ngan"}, {"password_again", "ngan"}}, "password_too_short");
  refused({{"has_host", ""}}, "setup_host_open");
  refused({{"host", "https://tem.vn"}}, "host_invalid");
  refused({{"host", "temgoc.invalid"}}, "host_reserved");
  CHECK(run.post("/setup/cooperative", with(first_form(), {{"user", "Lan Anh"}})).status == 422);
  CHECK(run.post("/setup/cooperative", with(first_form(), {{"phone_landline", ""}})).status == 422);
  CHECK(run.post("/setup/cooperative", with(first_form(), {{"name_vi", "a\tb"}})).status == 422);
}

TEST_CASE("what was answered outlives the process") {
  FirstRun run;
  run.type_code();
  CHECK(field(run.post("/setup/cooperative", first_form()), "Location") == "/setup/key");
  const auto kept = fs::status(setup_answers_path(run.world.works())).permissions();
  CHECK((kept & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  const std::string first_code = run.setup->code(), first_paper = run.paper();
  run.begin();
  CHECK(run.setup->code() != first_code);
  CHECK(field(run.post("/setup", {{"code", run.setup->code()}}), "Location") == "/setup/key");
  CHECK(run.paper() != first_paper);
  // Answers are changed without the password being typed again.
  Fields changed = with(first_form(), {{"phone_landline", "028 3889 0999"}});
  changed.erase("password"), changed.erase("password_again");
  CHECK(run.post("/setup/cooperative", changed).status == 303);
  write_file(setup_answers_path(run.world.works()), as_bytes("{\"cooperative\": 3"));
  run.begin();
  run.type_code();
  CHECK(field(run.get("/setup/key"), "Location") == "/setup/cooperative");
}

TEST_CASE("the workplace is made when the sheet is printed and the passphrase is typed twice") {
  FirstRun run;
  run.type_code();
  run.post("/setup/cooperative", first_form());
  const HttpResponse sheet = run.get("/setup/recovery-sheet");
  CHECK(sheet.content_type == "application/pdf");
  CHECK(sheet.body.starts_with("%PDF-"));
  const auto refused = [&](const Fields& others, const std::string& code) {
    const HttpResponse response = run.post("/setup/key", with(run.key_form(), others));
    CAPTURE(code);
    CHECK(response.status == 422);
    CHECK(says_error(response, code));
    CHECK_FALSE(holds_workplace(run.world.works()));
  };
  refused({{"passphrase_again", "khac han"}}, "passwords_differ");
  refused({{"passphrase", "ngan"}, {"passphrase_again", "ngan"}}, "passphrase_too_short");
  refused({{"locked_away", ""}}, "setup_paper_not_kept");
  refused({{"paper", "0123456789abcdef"}}, "setup_paper_old");
  const Fields form = run.key_form();
  const HttpResponse done = run.post("/setup/key", form);
  CHECK(field(done, "Location") == "/setup/printer");
  CHECK(run.cookies.contains("temgoc_console"));
  // A second click signs in again, a later one does not.
  const std::string session = run.cookies["temgoc_console"];
  CHECK(field(run.post("/setup/key", form), "Location") == "/setup/printer");
  CHECK(run.cookies["temgoc_console"] != session);
  run.world.now += std::chrono::hours(1);
  CHECK(field(run.post("/setup/key", form), "Location") == "/");
  CHECK_FALSE(run.setup->takes({.path = "/"}));
  CHECK_FALSE(fs::exists(setup_answers_path(run.world.works())));
  CHECK_FALSE(fs::exists(setup_lock_path(run.world.works())));

  auto accounts = Accounts::open(accounts_path(run.world.works())).value();
  CHECK(sign_in(accounts, {"lan", SecretText(kPassword)}, run.world.now, run.world.random())
            .has_value());
  CHECK(accounts.user("lan")->role == Role::administrator);
}

TEST_CASE("a product that is registered after the first run is covered by its trust list") {
  FirstRun run;
  run.type_code();
  run.post("/setup/cooperative", first_form());
  run.post("/setup/key", run.key_form());
  auto works =
      Workplace::open(run.world.works(), {}, run.world.clock(), run.world.random()).value();
  CHECK(works.settings().hosts == std::vector<std::string>{"tem.rungduoc.vn"});
  CHECK(works.settings().realm == "tem.rungduoc.vn");
  LotDraft draft = run.world.draft();
  draft.gtin = product_of(works);
  CHECK(code_of(issue_lot(works, draft, kPassphrase)) == "ok");
}

TEST_CASE("what cannot be made is not begun: the folder is as it was, and the answers stand") {
  FirstRun run;
  run.type_code();
  run.post("/setup/cooperative", first_form());
  const Fields form = run.key_form();
  fs::create_directories(run.root_keys());
  write_file(run.root_keys() / "note.txt", as_bytes("x"));
  CHECK(says_error(run.post("/setup/key", form), "root_keys_exist"));
  CHECK_FALSE(holds_workplace(run.world.works()));
  CHECK_FALSE(fs::exists(accounts_path(run.world.works())));
  fs::remove_all(run.root_keys());
  CHECK(run.post("/setup/key", form).status == 303);
}

TEST_CASE("who forgot the passphrase makes a new key, and the recovery code signs for it") {
  World world;
  SetupAnswers answers;
  answers.cooperative = {{"name_vi", "Hợp tác xã Rừng Đước"}};
  answers.administrator.id = "lan";
  answers.password_hash = "x";
  answers.host = "tem.rungduoc.vn";
  const SecretText code = new_recovery_code(world.random());
  const fs::path root_keys = world.folder / "works-root-keys";
  const ConsoleWorld around{
      world.clock(), world.random(), [] { return ClockWord::person; }, {}, {}};
  const auto id = make_office(
      {world.works(), root_keys, "tem.rungduoc.vn", answers, "quen mat roi", code}, around);
  REQUIRE(code_of(id) == "ok");
  auto works = Workplace::open(world.works(), {}, world.clock(), world.random()).value();
  world.now += std::chrono::minutes(1);
  REQUIRE(rotate_issuer_key(works, *id, kPassphrase).has_value());
  CHECK(code_of(sign_trust_list(works, root_keys, "quen mat roi")) == "key_passphrase_wrong");
  CHECK(code_of(sign_trust_list(works, root_keys, code)) == "ok");
  LotDraft draft = world.draft();
  draft.gtin = product_of(works);
  CHECK(code_of(issue_lot(works, draft, kPassphrase)) == "ok");
}

TEST_CASE("a realm without a host is the cooperative's name with letters that nobody else has") {
  World world;
  SetupAnswers answers;
  answers.host = "";
  answers.cooperative = {{"name_vi", "Hợp tác xã Rừng Đước"}, {"short_name_vi", "HTX Rừng Đước"}};
  const std::string realm = realm_for(answers, world.random());
  CHECK(realm.starts_with("htx-rung-duoc-"));
  CHECK(realm.size() == std::string("htx-rung-duoc-").size() + 8);
  CHECK(parse_realm(realm).has_value());
  CHECK(realm != realm_for(answers, world.random()));
  answers.cooperative = {{"name_vi", "…"}};
  CHECK(realm_for(answers, world.random()).starts_with("htx-"));
}

TEST_CASE("a recovery sheet is drawn whatever its names hold") {
  World world;
  const SecretText code = new_recovery_code(world.random());
  CHECK(code.size() == 24);
  const auto sheet = recovery_sheet({.cooperative = "合作社 🐟 " + std::string(300, 'x'),
                                     .cooperative_id = "HTX01",
                                     .administrator = "lan",
                                     .realm = "r",
                                     .workplace = "/srv/" + std::string(200, 'w'),
                                     .root_keys = "/srv/roots",
                                     .made_at = world.now},
                                    code, Language::en);
  CHECK(sheet->starts_with("%PDF-"));
}
