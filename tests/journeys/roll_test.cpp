// Labels printed before their lot is known: a roll, the lots that claim it, and what is left of it.
#include <doctest/doctest.h>

#include <algorithm>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) {
  const Json answer = ran.json();
  return answer["ok"] == false ? answer["error"]["code"].get<std::string>() : "ok";
}

std::string in(const Works& works, const char* name) {
  return (works.scratch().path() / name).string();
}

Json print_roll(const Works& works, const std::string& gtin, const char* labels,
                const char* label = "roll-50x30-code") {
  const Ran printed = works.temgoc({"--json", "roll", "print", gtin, "--template", label, "--count",
                                    labels, "--by", "Chị Lan", "--again"});
  REQUIRE_MESSAGE(printed.status == 0, printed.out, printed.err);
  return printed.json();
}

Json show(const Works& works, const char* roll) {
  return works.temgoc({"--json", "roll", "show", roll}).json();
}

std::string gtin14(std::string gtin) { return std::string(14 - gtin.size(), '0') + gtin; }

// What the QR code of the roll's nth label holds.
std::string link_of(const std::string& gtin, const Json& shown, std::size_t label) {
  return "https://tg.example.vn/01/" + gtin14(gtin) + "/21/" +
         shown["codes"][label - 1].get<std::string>();
}

Ran claim(const Works& works, const Json& lot, const Words& more) {
  Words arguments{"--json", "roll", "claim", lot["short_code"]};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return works.temgoc(arguments);
}

Json offline(const Works& works, const char* bundle, const std::string& text) {
  return run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(), "--bundle",
                       in(works, bundle), text})
      .json();
}

void build(const Works& works, const char* name) {
  const Ran built = works.build_bundle(in(works, name));
  REQUIRE_MESSAGE(built.status == 0, built.out, built.err);
}

}  // namespace

TEST_CASE("a label printed ahead is not used yet, and valid once a lot has claimed it") {
  const Works works;
  const Json roll = print_roll(works, kFish, "6");
  CHECK(roll["roll"] == 1);
  CHECK(roll["labels"] == 6);
  CHECK(roll["read_back"] == 6);
  CHECK(std::filesystem::exists(works.folder() / roll["files"][0].get<std::string>()));
  const Json codes = show(works, "1");
  REQUIRE(codes["codes"].size() == 6);
  const std::string second = link_of(kFish, codes, 2);

  const Ran before = works.temgoc({"--json", "verify", second});
  CHECK(before.status == 29);
  CHECK(before.json()["verdict"] == "unused");
  CHECK(before.json()["reason"] == "not_claimed");
  CHECK(before.json()["proof"] == "none");
  CHECK(before.json()["product"]["gtin"] == gtin14(kFish));
  CHECK(before.json()["lot"].is_null());
  CHECK(works.temgoc({"--lang", "vi", "verify", second}).out.find("CHƯA DÙNG") !=
        std::string::npos);

  const Json lot = works.issue(kFish);
  const Words labels{"--first", codes["codes"][0], "--last", codes["codes"][2]};
  Words preview = labels;
  preview.push_back("--dry-run");
  CHECK(claim(works, lot, preview).json()["labels"] == 3);
  CHECK(works.verify(second)["verdict"] == "unused");
  const Ran claimed = claim(works, lot, labels);
  REQUIRE_MESSAGE(claimed.status == 0, claimed.out, claimed.err);
  CHECK(claimed.json()["labels"] == 3);
  const Json verdict = works.verify(second);
  CHECK(verdict["verdict"] == "valid");
  CHECK(verdict["proof"] == "listed");
  CHECK(verdict["lot"]["code"] == lot["lot"]);
  CHECK(verdict["lot"]["serial"] == codes["codes"][1]);
  // Whoever fills in the lot names the same label.
  const std::string with_lot = second.substr(0, second.find("/21/")) + "/10/" +
                               lot["lot"].get<std::string>() + second.substr(second.find("/21/"));
  CHECK(works.verify(with_lot)["verdict"] == "valid");
  CHECK(works.verify(link_of(kFish, codes, 4))["verdict"] == "unused");

  const Json listed = works.temgoc({"--json", "roll", "list"}).json()["rolls"][0];
  CHECK(listed["claimed"] == 3);
  CHECK(listed["unclaimed"] == 3);
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("a label under another site, of another product or of no roll is told apart") {
  const Works works;
  print_roll(works, kFish, "2");
  const Json codes = show(works, "1");
  const std::string first = link_of(kFish, codes, 1);
  const Json elsewhere =
      works.verify("https://elsewhere.example.vn" + first.substr(first.find("/01/")));
  CHECK(elsewhere["verdict"] == "wrong_site");
  CHECK(elsewhere["also"][0]["verdict"] == "unused");
  const Json other = works.verify(link_of(kSauce, codes, 1));
  CHECK(other["verdict"] == "unknown");
  CHECK(other["claimed"]["lot"].is_null());
  CHECK(other["claimed"]["serial"] == codes["codes"][0]);
  const Json made_up = works.verify(first.substr(0, first.size() - 13) + "AAAAAAAAAAAAA");
  CHECK(made_up["verdict"] == "unknown");
  CHECK(made_up["reason"] == "never_issued");
  CHECK(works.verify_offline(first).json()["reason"] == "needs_registry");
}

TEST_CASE("several lots share a roll, and no label goes to two of them") {
  const Works works;
  print_roll(works, kFish, "10");
  const Json codes = show(works, "1");
  const Json one = works.issue(kFish), two = works.issue(kFish);
  REQUIRE(code_of(claim(works, one, {"--roll", "1", "--first", "1", "--last", "4"})) == "ok");
  const Ran overlapping = claim(works, two, {"--roll", "1", "--first", "4", "--last", "6"});
  CHECK(overlapping.status == 6);
  CHECK(code_of(overlapping) == "roll_labels_given");
  CHECK(overlapping.json()["error"]["message"].get<std::string>().find(one["lot"]) !=
        std::string::npos);
  // The same again is no fault: whoever pressed twice is told that it stands.
  const Ran again = claim(works, one, {"--roll", "1", "--first", "4", "--last", "1"});
  CHECK(code_of(again) == "ok");
  CHECK(again.json()["stood_before"] == true);
  // A spoilt label in the middle is passed over.
  REQUIRE(code_of(works.temgoc(
              {"--json", "roll", "void", "1", "--first", "6", "--reason", "rách"})) == "ok");
  const Json second =
      claim(works, two, {"--first", link_of(kFish, codes, 5), "--last", codes["codes"][6]}).json();
  CHECK(second["labels"] == 2);
  CHECK(second["already_void"] == 1);
  CHECK(second["ranges"].size() == 2);
  CHECK(works.verify(link_of(kFish, codes, 1))["lot"]["code"] == one["lot"]);
  CHECK(works.verify(link_of(kFish, codes, 7))["lot"]["code"] == two["lot"]);
  const Json spoilt = works.verify(link_of(kFish, codes, 6));
  CHECK(spoilt["verdict"] == "void");
  CHECK(spoilt["reason"] == "label_voided");
  CHECK(code_of(claim(works, two, {"--roll", "1", "--first", "6"})) == "roll_labels_void");

  CHECK(works.temgoc({"roll", "show", "1"}).out.find(two["lot"]) != std::string::npos);
  const Json status = works.temgoc({"--json", "status"}).json();
  CHECK(std::ranges::count(status["lots_without_labels"], one["short_code"]) == 0);
  CHECK(code_of(works.temgoc({"--json", "lot", "cancel", one["short_code"], "--reason", "nhầm"})) ==
        "lot_has_labels");
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("the rest of a stolen roll is taken out of use, and what lots have stays good") {
  const Works works;
  print_roll(works, kFish, "5");
  const Json codes = show(works, "1");
  const Json lot = works.issue(kFish);
  REQUIRE(code_of(claim(works, lot, {"--roll", "1", "--first", "2"})) == "ok");
  CHECK(code_of(works.temgoc({"--json", "roll", "void", "1", "--first", "1", "--last", "3",
                              "--reason", "mất"})) == "roll_labels_given");
  CHECK(works.temgoc({"roll", "void", "1"}).status == 2);
  const Ran voided = works.temgoc({"--json", "roll", "void", "1", "--reason", "mất trộm"});
  REQUIRE_MESSAGE(voided.status == 0, voided.err);
  CHECK(voided.json()["labels"] == 4);
  CHECK(works.verify(link_of(kFish, codes, 1))["verdict"] == "void");
  CHECK(works.verify(link_of(kFish, codes, 2))["verdict"] == "valid");
  CHECK(works.verify(link_of(kFish, codes, 5))["verdict"] == "void");
  CHECK(code_of(works.temgoc({"--json", "roll", "void", "1", "--reason", "mất"})) ==
        "roll_labels_void");
  // A label of a lot is voided with the lot, as any other.
  REQUIRE(works
              .temgoc({"label", "void", lot["short_code"], "--first", codes["codes"][1], "--reason",
                       "rách"})
              .status == 0);
  CHECK(works.verify(link_of(kFish, codes, 2))["verdict"] == "void");
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("a lot claims only what is its own: refusals say why") {
  const Works works;
  print_roll(works, kFish, "20");
  print_roll(works, kFish, "2");
  const Json codes = show(works, "1"), other = show(works, "2");
  const Json lot = works.issue(kFish, {"--quantity", "3", "--unit", "hộp"});
  const auto refused = [&](const Json& of, const Words& more) {
    return code_of(claim(works, of, more));
  };
  CHECK(refused(works.issue(kSauce), {"--roll", "1", "--first", "1"}) == "roll_of_other_product");
  CHECK(refused(lot, {"--first", codes["codes"][0], "--last", other["codes"][0]}) ==
        "roll_codes_differ");
  CHECK(refused(lot, {"--first", "AAAAAAAAAAAAA"}) == "roll_code_unknown");
  CHECK(refused(lot, {"--first", "https://shop.example.vn/"}) == "roll_code_unknown");
  CHECK(refused(lot, {"--roll", "9", "--first", "1"}) == "roll_unknown");
  CHECK(refused(lot, {"--roll", "1", "--first", "1", "--last", "21"}) == "roll_label_outside");
  CHECK(refused(lot, {"--roll", "1", "--first", "0"}) == "roll_label_outside");
  CHECK(refused(lot, {"--roll", "1", "--first", "1", "--last", "20"}) == "labels_over_quantity");
  CHECK(refused(lot, {"--roll", "1", "--first", "1", "--last", "20", "--over-quantity", "in dư"}) ==
        "ok");
  const Json recalled = works.issue(kFish);
  REQUIRE(works
              .temgoc({"lot", "recall", recalled["short_code"], "--reason", "dư lượng", "--confirm",
                       recalled["lot"]})
              .status == 0);
  CHECK(refused(recalled, {"--roll", "2", "--first", "1"}) == "lot_is_recalled");
  const Json cancelled = works.issue(kFish);
  REQUIRE(works.temgoc({"lot", "cancel", cancelled["short_code"], "--reason", "nhầm"}).status == 0);
  CHECK(refused(cancelled, {"--roll", "2", "--first", "1"}) == "lot_is_cancelled");

  const auto print = [&](const Words& more) {
    Words arguments{"--json", "roll", "print"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return code_of(works.temgoc(arguments));
  };
  CHECK(print({kFish, "--template", "roll-50x30-link", "--count", "2"}) == "template_needs_lot");
  CHECK(print({kFish, "--template", "roll-60x40-seal", "--count", "2"}) == "code_kind_not_offered");
  CHECK(print({kFish, "--template", "roll-50x30-code", "--count", "5001"}) == "count_invalid");
  CHECK(print({"2990009999993", "--template", "roll-50x30-code", "--count", "2"}) ==
        "product_unknown");
  CHECK(works.temgoc({"--json", "roll", "list"}).json()["rolls"].size() == 2);
}

TEST_CASE("a recall of the lot, or of the product, reaches the labels of a roll") {
  const Works works;
  print_roll(works, kFish, "3");
  const Json codes = show(works, "1");
  const Json lot = works.issue(kFish);
  REQUIRE(code_of(claim(works, lot, {"--roll", "1", "--first", "1"})) == "ok");
  REQUIRE(works
              .temgoc({"lot", "recall", lot["short_code"], "--reason", "dư lượng", "--confirm",
                       lot["lot"]})
              .status == 0);
  CHECK(works.verify(link_of(kFish, codes, 1))["verdict"] == "recalled");
  CHECK(works.verify(link_of(kFish, codes, 2))["verdict"] == "unused");
  build(works, "day.bundle");
  CHECK(offline(works, "day.bundle", link_of(kFish, codes, 1))["verdict"] == "recalled");
}

TEST_CASE("a bundle tells claimed, unclaimed and voided labels as far as it can know") {
  const Works works;
  print_roll(works, kFish, "4");
  const Json codes = show(works, "1");
  std::vector<std::string> links;
  for (std::size_t label = 1; label <= 4; ++label) links.push_back(link_of(kFish, codes, label));
  build(works, "before.bundle");
  const Json lot = works.issue(kFish);
  REQUIRE(code_of(claim(works, lot, {"--roll", "1", "--first", "1", "--last", "2"})) == "ok");
  REQUIRE(works.temgoc({"roll", "void", "1", "--first", "4", "--reason", "rách"}).status == 0);
  REQUIRE(works
              .temgoc({"label", "void", lot["short_code"], "--first", codes["codes"][1], "--reason",
                       "rách"})
              .status == 0);
  build(works, "after.bundle");

  // Of the older one nobody can say what was claimed since.
  for (const std::string& link : links) {
    const Json then = offline(works, "before.bundle", link);
    CHECK(then["verdict"] == "cannot_check");
    CHECK(then["reason"] == "not_claimed_then");
  }
  const Json made_up =
      offline(works, "before.bundle", links[0].substr(0, links[0].size() - 13) + "AAAAAAAAAAAAA");
  CHECK(made_up["verdict"] == "cannot_check");
  CHECK(made_up["reason"] == "newer_than_data");

  for (const std::size_t label : std::vector<std::size_t>{0, 1, 3}) {
    CAPTURE(label);
    const Json office = works.verify(links[label]);
    const Json field = offline(works, "after.bundle", links[label]);
    for (const char* key : {"verdict", "reason", "also", "proof", "cooperative", "product", "lot",
                            "claimed", "headline"}) {
      CAPTURE(key);
      CHECK(field[key] == office[key]);
    }
  }
  CHECK(offline(works, "after.bundle", links[0])["verdict"] == "valid");
  CHECK(offline(works, "after.bundle", links[1])["verdict"] == "void");
  CHECK(offline(works, "after.bundle", links[2])["reason"] == "not_claimed_then");
  CHECK(offline(works, "after.bundle", links[3])["verdict"] == "void");
  const Ran audited = works.temgoc({"--json", "bundle", "check", in(works, "after.bundle"), "--log",
                                    (works.folder() / "log").string(), "--test-log",
                                    (works.folder() / "log-test").string()});
  CHECK_MESSAGE(audited.status == 0, audited.out, audited.err);
}

TEST_CASE("a roll for a printer of its own language, and one with room for a stamp") {
  const Works works;
  const Json stamp = print_roll(works, kFish, "2", "roll-60x40-stamp");
  CHECK(stamp["template"] == "roll-60x40-stamp");
  const Ran zpl = works.temgoc({"--json", "roll", "print", kFish, "--template", "roll-50x30-code",
                                "--count", "3", "--format", "zpl", "--out", in(works, "r.zpl")});
  REQUIRE_MESSAGE(zpl.status == 0, zpl.out, zpl.err);
  CHECK(text_of(works.scratch().path() / "r.zpl").starts_with("^XA"));
  CHECK(code_of(works.temgoc({"--json", "roll", "print", kFish, "--template", "roll-50x30-code",
                              "--count", "3", "--format", "zpl", "--out", in(works, "r.zpl"),
                              "--again"})) == "out_exists");
  CHECK(works.temgoc({"--json", "roll", "list"}).json()["rolls"].size() == 2);
}
