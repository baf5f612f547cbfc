// A workplace with a little of everything, to be tampered with.
#pragma once

#include <doctest/doctest.h>

#include "journeys/works.h"

namespace temgoc::journeys {

// A workplace with a little of everything, made once: each case alters a copy.
class Sample {
 public:
  Sample() {
    for (int i = 0; i < 4; ++i) lots.push_back(works.issue(kFish));
    lots.push_back(works.issue(kSauce, {"--place", "L92"}));
    const Json mistaken = works.issue(kSauce);
    const std::string code = lots[0]["short_code"];
    print(code, "roll-60x40-seal", "item_seal", "2");
    print(code, "roll-60x40-seal", "item_seal", "3");
    print(lots[1]["short_code"], "a4-65-link", "item_link", "2");
    REQUIRE(
        works.temgoc({"label", "void", code, "--first", "0000001", "--reason", "rách"}).status ==
        0);
    REQUIRE(works
                .temgoc({"lot", "recall", lots[3]["short_code"].get<std::string>(), "--reason",
                         "nhiễm khuẩn", "--confirm", lots[3]["lot"].get<std::string>()})
                .status == 0);
    must({"label", "reprint", "2", "--reason", "giấy kẹt", "--passphrase-file",
          works.passphrase_file()});
    for (const char* page : {"shop", "story"}) {
      must({"link", "add", "--gtin", kFish, "--type", "gs1:pip", "--url",
            std::string("https://coop.example/") + page, "--title", page});
    }
    must({"link", "remove", "2"});
    must({"roll", "print", kFish, "--template", "roll-50x30-code", "--count", "6"});
    must({"roll", "claim", lots[2]["short_code"], "--roll", "1", "--first", "1", "--last", "3"});
    must({"roll", "void", "1", "--first", "5", "--reason", "rách"});
    must({"lot", "cancel", mistaken["short_code"], "--reason", "gõ nhầm số lượng"});
    must({"partner", "add", "--id", "NB1", "--name", "Ông Ba", "--as", "supplier", "--cooperative",
          "C01", "--gln", "8938505974019"});
    must({"event", "add", "harvest", "--cooperative", "C01", "--lot", "TH-1=120 kg", "--goods",
          "Cá đù tươi"});
    must({"event", "add", "receive", "--cooperative", "C01", "--partner", "NB1", "--lot",
          "NB1:55=8 l", "--goods", "Nước mắm"});
    must({"event", "add", "pack", "--cooperative", "C01", "--use", "TH-1=100 kg", "--make",
          code + "=12 kg"});
    must(
        {"event", "add", "inspect", "--cooperative", "C01", "--lot", "TH-1", "--result", "passed"});
    must({"event", "correct", "4", "--reason", "ghi nhầm lô"});
    std::string key;
    const Json listed = works.temgoc({"--json", "key", "list"}).json();
    for (const Json& each : listed["keys"])
      if (each["cooperative"] == "C90") key = each["key_id"];
    must({"key", "retire", key, "--packed-until", today_iso(), "--reason", "đổi máy"});
    must({"key", "revoke", key, "--reason", "mất máy", "--confirm", key});
    const Ran built = works.build_bundle((works.scratch().path() / "sample.bundle").string());
    REQUIRE_MESSAGE(built.status == 0, built.err);
  }

  static const Sample& one() {
    static const Sample sample;
    return sample;
  }

  const Works works;
  std::vector<Json> lots;

 private:
  void must(const Words& arguments) const {
    const Ran ran = works.temgoc(arguments);
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }
  void print(const std::string& code, const char* label, const char* kind,
             const char* count) const {
    const Ran printed =
        works.temgoc({"label", "print", code, "--template", label, "--codes", kind, "--count",
                      count, "--passphrase-file", works.passphrase_file()});
    REQUIRE_MESSAGE(printed.status == 0, printed.err);
  }
};

class Copy {
 public:
  Copy() {
    std::filesystem::copy(Sample::one().works.folder(), folder(),
                          std::filesystem::copy_options::recursive);
  }
  std::filesystem::path folder() const { return scratch_.path() / "works"; }
  Ran temgoc(const Words& arguments) const { return run(kTemgoc, arguments, folder()); }

  // As someone would who holds the file: every trigger dropped, no foreign key asked.
  void sql(const std::string& statements) const {
    const Ran ran =
        run("sqlite3", {(folder() / "registry.sqlite").string(), drop_triggers() + statements});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }

  Json check(const Words& more = {}) const {
    Words arguments{"--json", "log", "check"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = temgoc(arguments);
    Json json = ran.json();
    REQUIRE_MESSAGE(json.is_object(), ran.out, ran.err);
    json["exit"] = ran.status;
    return json;
  }

 private:
  std::string drop_triggers() const {
    const Ran listed = run("sqlite3", {(folder() / "registry.sqlite").string(),
                                       "SELECT 'DROP TRIGGER '||name||';' FROM sqlite_master WHERE "
                                       "type='trigger'"});
    REQUIRE(listed.status == 0);
    return listed.out;
  }

  ScratchFolder scratch_;
};

}  // namespace temgoc::journeys
