// Who may use the console: the rules behind `temgoc user` and the sign-in page.
#include "temgoc/people/people.h"

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct People {
  World world;
  Workplace workplace = world.made();
  Accounts accounts = std::move(Accounts::open(accounts_path(world.works())).value());

  std::string add(const User& user) {
    const auto code = add_user(workplace, accounts, user);
    return code ? *code : code.error().code;
  }
  SignIn with(const std::string& id, const char* password) const {
    return {id, SecretText(password), "192.0.2.1"};
  }
};

}  // namespace

TEST_CASE("a user has a plain name, a known cooperative and a role that fits it") {
  People people;
  CHECK(people.add({.id = " Lan ", .cooperative_id = "C01"}).size() == 14);
  CHECK(people.accounts.user("lan").value().name == "lan");
  CHECK(people.add({.id = "lan"}) == "user_exists");
  CHECK(people.add({.id = "Lân"}) == "user_id_invalid");
  CHECK(people.add({.id = ""}) == "user_id_invalid");
  CHECK(people.add({.id = "hoa", .cooperative_id = "C77"}) == "cooperative_unknown");
  CHECK(people.add({.id = "hoa", .role = Role::inspector, .cooperative_id = "C01"}) ==
        "role_needs_all");
  CHECK(reset_user(people.workplace, people.accounts, "nobody").error().code == "user_unknown");
}

TEST_CASE("a wrong name and a wrong password are told alike, and then locked") {
  People people;
  const std::string code = people.add({.id = "lan"});
  Accounts& accounts = people.accounts;
  const auto random = people.world.random();
  const Instant now = people.world.now;
  CHECK(set_password(accounts, people.with("lan", "ngan"), code, now, random).error().code ==
        "password_too_short");
  CHECK(set_password(accounts, people.with("lan", "dai hon mot chut"), "sai", now, random)
            .error()
            .code == "code_wrong");
  REQUIRE(set_password(accounts, people.with("lan", "dai hon mot chut"), code, now, random));
  CHECK(sign_in(accounts, people.with("lan", "sai"), now, random).error().code == "sign_in_failed");
  CHECK(sign_in(accounts, people.with("nobody", "sai"), now, random).error().code ==
        "sign_in_failed");
  for (int i = 0; i < 4; ++i)
    CHECK(sign_in(accounts, people.with("lan", "sai"), now, random).error().code ==
          "sign_in_failed");
  CHECK(sign_in(accounts, people.with("lan", "dai hon mot chut"), now, random).error().code ==
        "sign_in_locked");
}

TEST_CASE("a name written in another way is the same account, and locked with it") {
  People people;
  const std::string code = people.add({.id = "lan"});
  Accounts& accounts = people.accounts;
  const auto random = people.world.random();
  const Instant now = people.world.now;
  REQUIRE(set_password(accounts, people.with(" Lan", "dai hon mot chut"), code, now, random));
  for (const char* name : {"lan", "Lan", "LAN", " lAn", "laN "})
    CHECK(sign_in(accounts, people.with(name, "sai"), now, random).error().code ==
          "sign_in_failed");
  CHECK(sign_in(accounts, people.with("lAN", "sai"), now, random).error().code == "sign_in_locked");
  const Instant later = now + std::chrono::hours(1);
  REQUIRE(sign_in(accounts, people.with("LAN", "dai hon mot chut"), later, random));
  CHECK(accounts.misses("user lan").times == 0);
}

TEST_CASE("an office that mistypes now and then is not locked for it months later") {
  People people;
  Accounts& accounts = people.accounts;
  const auto random = people.world.random();
  Instant now = people.world.now;
  // Each day another name of the office, and each but once: nobody tries a password out.
  for (int day = 0; day < 30; ++day) {
    now += std::chrono::hours(24);
    CHECK(sign_in(accounts, people.with("u" + std::to_string(day), "sai"), now, random)
              .error()
              .code == "sign_in_failed");
  }
  CHECK(sign_in(accounts, people.with("other", "sai"), now + std::chrono::seconds(1), random)
            .error()
            .code == "sign_in_failed");
  CHECK(accounts.misses("user u0").times == 0);
}

TEST_CASE("a password is taken in one form, however the keyboard composes it") {
  People people;
  const std::string code = people.add({.id = "lan"});
  const auto random = people.world.random();
  const Instant now = people.world.now;
  REQUIRE(set_password(people.accounts, people.with("lan", "mo\xcc\xa3t ma\xcc\xa3t"), code, now,
                       random));
  CHECK(sign_in(people.accounts, people.with("lan", "mọt mạt"), now, random));
}

TEST_CASE("a session ends when it rests, when it is old, and with its user's password") {
  People people;
  const std::string code = people.add({.id = "lan"});
  const auto random = people.world.random();
  Instant now = people.world.now;
  REQUIRE(set_password(people.accounts, people.with("lan", "mat khau mot"), code, now, random));
  const std::string token =
      sign_in(people.accounts, people.with("lan", "mat khau mot"), now, random).value();
  CHECK(signed_in(people.accounts, token, now + kSessionRests));
  CHECK_FALSE(signed_in(people.accounts, token, now + 2 * kSessionRests + std::chrono::minutes(2)));
  for (int hours = 0; hours < 72; hours += 7)
    signed_in(people.accounts, token, now + std::chrono::hours(hours));
  CHECK(signed_in(people.accounts, token, now + std::chrono::hours(71)));
  CHECK_FALSE(signed_in(people.accounts, token, now + std::chrono::hours(73)));
  REQUIRE(change_password(people.accounts, people.with("lan", "mat khau mot"),
                          SecretText("mat khau hai"), now, random));
  CHECK_FALSE(signed_in(people.accounts, token, now));
}

TEST_CASE("who guesses at the old password waits as at the door") {
  People people;
  const auto now = people.world.now;
  const auto random = people.world.random();
  const std::string code = people.add({.id = "lan"});
  REQUIRE(set_password(people.accounts, people.with("lan", "mat khau mot"), code, now, random));
  const auto change = [&](const char* old_one) {
    const auto done = change_password(people.accounts, people.with("lan", old_one),
                                      SecretText("mat khau hai"), now, random);
    return done ? std::string("ok") : done.error().code;
  };
  for (int guess = 0; guess < 5; ++guess) CHECK(change("sai mat khau") == "sign_in_failed");
  CHECK(change("mat khau mot") == "sign_in_locked");
  CHECK(sign_in(people.accounts, people.with("lan", "mat khau mot"), now, random).error().code ==
        "sign_in_locked");
}

TEST_CASE("every act that is recorded has its actor, in the same transaction") {
  People people;
  people.workplace.act_as({"lan", "Nguyễn Thị Lan", "printer", Channel::page});
  const Lot lot = issue_lot(people.workplace, people.world.draft(), kPassphrase).value().lot;
  Recall recall;
  recall.reason = "thử";
  recall.since = people.workplace.today();
  CHECK(recall_lot(people.workplace, lot, recall));
  const auto failed = people.workplace.record([&]() -> Result<RecordedAct> {
    return Error{"reason_missing", "reason"};
  });
  CHECK(failed.error().code == "reason_missing");
  const auto acts = people.workplace.registry().acts({.actor_id = "lan"});
  REQUIRE(acts.size() == 2);
  CHECK(acts[0].act.kind == "recall");
  CHECK(acts[1].act.kind == "lot");
  CHECK(acts[1].actor == Actor{"lan", "Nguyễn Thị Lan", "printer", Channel::page});
  CHECK(people.workplace.registry().acts({.cooperative_id = "C01", .kind = "lot"}).size() == 1);
  CHECK(people.workplace.registry().acts({.cooperative_id = "C90", .kind = "lot"}).empty());
  CHECK(people.workplace.registry().acts({.channel = Channel::api}).empty());
  CHECK(people.workplace.registry().acts({.before_id = acts[1].id, .limit = 1}).size() == 1);
}
