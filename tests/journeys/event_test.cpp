// From the field to the shelf and back: the whole program, as a cooperative uses it.
#include <doctest/doctest.h>

#include <set>

#include "journeys/sample_works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

struct Diary {
  const Works works;

  Json must(Words words) const {
    words.insert(words.begin(), "--json");
    const Ran ran = works.temgoc(words);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
    return ran.json();
  }
  std::string fault(Words words) const {
    words.insert(words.begin(), "--json");
    return works.temgoc(words).json()["error"]["code"];
  }
};

}  // namespace

TEST_CASE("a season is recorded, traced both ways, drawn, drilled and recalled") {
  const Diary diary;
  diary.must({"partner", "add", "--id", "MUA1", "--name", "Cửa hàng Bà Tư", "--as", "buyer",
              "--phone", "0900 000 000", "--cooperative", "C01"});
  const Json lot = diary.works.issue(kFish);
  const std::string code = lot["short_code"];
  diary.must({"event", "add", "thu hoạch", "--cooperative", "C01", "--when", days_ago(2), "--lot",
              "TH-1=1 tạ", "--goods", "Cá đù tươi"});
  diary.must({"event", "add", "thu hoạch", "--cooperative", "C01", "--when", days_ago(2), "--lot",
              "TH-2=50 kg", "--goods", "Cá đù tươi"});
  diary.must({"event", "add", "đóng gói", "--cooperative", "C01", "--use", "TH-1=87 kg", "--use",
              "TH-2=13 kg", "--make", code + "=90 kg", "--loss", "10 kg"});
  diary.must({"event", "add", "giao", "--cooperative", "C01", "--partner", "MUA1", "--lot",
              code + "=20 kg"});
  const Json back = diary.must({"trace", code});
  CHECK(back["lots"] == 2);
  double whole = 0;
  for (const Json& part : back["parts"]) whole += part["share"].get<double>();
  CHECK(whole == doctest::Approx(1));
  const std::string svg = (diary.works.scratch().path() / "trace.svg").string();
  const Json forward = diary.must({"trace", "TH-2", "--forward", "--svg", svg});
  CHECK(forward["parts"][0]["share"].get<double>() == doctest::Approx(0.13));
  CHECK(forward["parts"][0]["deliveries"][0]["partner"] == "MUA1");
  CHECK(std::filesystem::file_size(svg) > 500);
  const std::string words = diary.works.temgoc({"--lang", "vi", "trace", "TH-2", "--forward"}).out;
  CHECK(words.find("13 %") != std::string::npos);
  CHECK(words.find("Cửa hàng Bà Tư") != std::string::npos);
  CHECK(diary.must({"trace", "TH-2", "--forward", "--until", days_ago(1)})["lots"] == 0);

  const auto path = [&](const char* name) {
    return (diary.works.scratch().path() / name).string();
  };
  diary.must({"trace", code, "--xlsx", path("trace.xlsx")});
  CHECK(std::filesystem::file_size(path("trace.xlsx")) > 3'000);
  for (const auto& [kind, name] :
       {std::pair{"circular-02", "02.xlsx"}, std::pair{"circular-02", "02.json"},
        std::pair{"circular-31", "31.csv"}, std::pair{"fsma204", "fsma.xlsx"},
        std::pair{"epcis", "epcis.jsonld"}, std::pair{"passport", "passport.json"}}) {
    CAPTURE(name);
    CHECK(diary.must({"export", kind, "--lot", code, "--out", path(name)})["records"] > 0);
  }
  CHECK(diary.works.temgoc({"event", "hash", path("epcis.jsonld")}).status == 0);
  CHECK(diary.fault({"export", "passport", "--out", path("p.json")}) == "trace_file_needs_lot");
  CHECK(diary.fault({"export", "circular-02", "--lot", "TH-1", "--out", path("p.json")}) ==
        "trace_file_needs_issued_lot");
  CHECK(diary.fault({"export", "epcis", "--out", path("p.csv")}) == "trace_format_unknown");
  CHECK(diary.fault({"recall", "notice", code, "--out", path("n.pdf")}) == "recall_notice_reason");
  CHECK(diary.fault({"recall", "notice", "TH-9", "--out", path("n.pdf")}) == "event_lot_unknown");
  diary.must({"recall", "drill", "TH-2", "--out", path("drill.pdf"), "--by", "Lan"});
  CHECK(std::filesystem::file_size(path("drill.pdf")) > 5'000);

  const std::string report = (diary.works.scratch().path() / "drill.txt").string();
  const Json drill = diary.must({"recall", "drill", "TH-2", "--out", report, "--by", "Lan"});
  CHECK(drill["recalled"].size() == 1);
  CHECK(std::filesystem::file_size(report) > 100);
  CHECK(diary.works.verify(lot["url"])["verdict"] == "valid");

  const Words recall{"lot", "recall", "TH-2", "--with-descendants", "--reason", "nhiễm khuẩn"};
  const Ran preview = diary.works.temgoc(recall);
  CHECK(preview.status != 0);
  CHECK(preview.err.find("MUA1") != std::string::npos);
  CHECK(diary.fault(recall) == "recall_chain_not_confirmed");
  CHECK(diary.works.verify(lot["url"])["verdict"] == "valid");
  Words confirmed = recall;
  confirmed.insert(confirmed.end(), {"--confirm", "C01:TH-2"});
  const Json done = diary.must(confirmed);
  CHECK(done["held"].size() == 1);
  CHECK(done["receivers"][0]["quantity"]["amount"] == "20");
  CHECK(diary.works.verify(lot["url"])["verdict"] == "recalled");
  CHECK(diary.fault(confirmed) == "recall_chain_empty");
  diary.must({"recall", "notice", "TH-2", "--out", path("notice.pdf")});
  CHECK(std::filesystem::file_size(path("notice.pdf")) > 5'000);
  Words of_product = recall;
  of_product.insert(of_product.end(), {"--scope", "product"});
  CHECK(diary.fault(of_product) == "recall_chain_of_lots");
  CHECK(diary.works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("every kind of event is recorded by a command") {
  const Diary diary;
  const std::string code = diary.works.issue(kFish)["short_code"];
  diary.must({"place", "add", "--id", "K7", "--cooperative", "C01", "--name", "Vuông 7", "--kind",
              "growing_area"});
  diary.must({"partner", "add", "--id", "NB1", "--name", "Muối", "--cooperative", "C01"});
  std::set<std::string> kinds;
  const auto record = [&](const std::string& kind, Words more) {
    more.insert(more.begin(), {"event", "add", kind, "--cooperative", "C01"});
    kinds.insert(diary.must(more)["kind"].get<std::string>());
  };
  record("planting", {"--place", "K7"});
  record("treatment", {"--place", "K7", "--substance", "Vôi", "--wait-days", "0"});
  record("harvest", {"--place", "K7", "--lot", "TH-1=1 tạ", "--goods", "Cá"});
  record("receive", {"--partner", "NB1", "--lot", "NB1:5=80 kg", "--goods", "Muối"});
  record("cool", {"--lot", "TH-1"});
  record("process", {"--use", "TH-1=50 kg", "--make", "ME-1=40 kg", "--goods", "Cá khô"});
  record("pack", {"--use", "ME-1=5 kg", "--make", code + "=5 kg"});
  record("aggregate", {"--lot", code, "--container", "106141412345678908"});
  record("disaggregate", {"--lot", code, "--container", "106141412345678908"});
  record("ship", {"--lot", code + "=1 kg", "--partner", "NB1", "--carrier", "NB1"});
  record("sell", {"--lot", code + "=1 kg"});
  record("return", {"--lot", code + "=1 kg", "--partner", "NB1"});
  record("inspect", {"--lot", code, "--result", "đạt"});
  record("hold", {"--lot", "TH-1", "--reason", "chờ"});
  record("release", {"--lot", "TH-1"});
  record("dispose", {"--use", "TH-1=1 kg"});
  CHECK(kinds.size() == 16);
}

TEST_CASE("a diary is read from a file, and what is wrong in it is named row by row") {
  const Diary diary;
  const std::string file = diary.works.scratch().write(
      "so.csv", "Ngày;Việc;Lô;Số lượng;Hàng;Kết quả\n" + days_ago(1) +
                    ";Thu hoạch;TH-1;100 kg;Cá đù;\n" + days_ago(1) + ";Kiểm tra;TH-1;;;Đạt\n");
  const Words import{"event", "import", file, "--cooperative", "C01"};
  CHECK(diary.must(import)["events"] == 2);
  CHECK(diary.must(import)["unchanged"] == 2);
  CHECK(diary.must({"event", "list"})["events"].size() == 2);
  const std::string workbook = (diary.works.scratch().path() / "bad.xlsx").string();
  const std::string bad = diary.works.scratch().write(
      "xau.csv", "Ngày;Việc;Lô;Kết quả\n" + days_ago(1) + ";Kiểm tra;TH-1;hơi hơi\n");
  const Ran refused = diary.works.temgoc(
      {"--json", "event", "import", bad, "--cooperative", "C01", "--errors", workbook});
  CHECK(refused.status != 0);
  CHECK(refused.json()["errors"][0]["code"] == "event_result_unknown");
  CHECK(refused.json()["errors"][0]["row"] == 2);
  CHECK(std::filesystem::exists(workbook));
  CHECK(diary.fault({"event", "import", diary.works.scratch().write("leer.csv", "a;b\n1;2\n"),
                     "--cooperative", "C01"}) == "column_missing");
}

TEST_CASE("an event is corrected by a declaration and stays on record") {
  const Diary diary;
  diary.must(
      {"event", "add", "harvest", "--cooperative", "C01", "--lot", "TH-1=10 kg", "--goods", "Cá"});
  CHECK(diary.fault({"recall", "notice", "TH-1", "--out",
                     (diary.works.scratch().path() / "n.pdf").string()}) == "recall_notice_no_lot");
  CHECK(diary.fault({"event", "add", "fly", "--cooperative", "C01"}) == "event_kind_unknown");
  CHECK(diary.fault({"event", "add", "inspect", "--cooperative", "C01", "--lot", "TH-1", "--result",
                     "gut"}) == "event_result_unknown");
  CHECK(diary.fault({"event", "add", "sell", "--cooperative", "C01", "--lot", "="}) ==
        "lot_name_missing");
  CHECK(diary.fault({"event", "add", "sell", "--cooperative", "C01", "--lot", "C01:a:b"}) ==
        "lot_name_invalid");
  CHECK(diary.fault({"event", "add", "harvest", "--cooperative", "C01", "--when",
                     "24/11/2026 99h"}) == "event_time_unreadable");
  const Json corrected = diary.must({"event", "correct", "1", "--reason", "ghi nhầm"});
  CHECK(corrected["error"]["reason"] == "ghi nhầm");
  CHECK(diary.must({"event", "show", "1"})["error"]["reason"] == "ghi nhầm");
  CHECK(diary.fault({"event", "show", "9"}) == "event_unknown");
  CHECK(diary.fault({"partner", "add", "--id", "C01", "--name", "x", "--cooperative", "C01"}) ==
        "partner_id_taken");
  CHECK(diary.fault({"partner", "add", "--id", "N1", "--name", "x", "--as", "boss", "--cooperative",
                     "C01"}) == "partner_role_unknown");
  diary.must({"partner", "add", "--id", "N1", "--name", "x", "--cooperative", "C01"});
  CHECK(diary.fault({"partner", "add", "--id", "N1", "--name", "y", "--cooperative", "C01"}) ==
        "record_differs");
  // Of two cooperatives that have a lot of that name, neither is guessed.
  for (const char* cooperative : {"C01", "C02"}) {
    diary.must({"event", "add", "harvest", "--cooperative", cooperative, "--lot", "X=1 kg",
                "--goods", "Cá"});
  }
  CHECK(diary.fault({"trace", "X"}) == "lot_name_ambiguous");
  CHECK(diary.must({"trace", "C02:X"})["lots"] == 0);
  CHECK(diary.works.temgoc({"log", "check"}).status == 0);
  const std::string file =
      std::string(TEMGOC_SOURCE_DIR) + "/tests/vectors/epcis_hash/epcisDocWithSingleEvent.jsonld";
  CHECK(diary.works.temgoc({"event", "hash", file}).out.starts_with("ni:///sha-256;ffa491b1"));
}

TEST_CASE("the log check names each edited, deleted or added event") {
  const auto codes = [](const std::string& sql) {
    const Copy copy;
    copy.sql(sql);
    std::set<std::string> found;
    const Json check = copy.check();
    for (const Json& each : check["differences"]) found.insert(each["code"].get<std::string>());
    return found;
  };
  const auto edited = codes("UPDATE event SET body = replace(body, 'TH-1', 'TH-2') WHERE id = 1;");
  for (const char* code : {"event_unlogged", "event_hidden", "event_edited"})
    CHECK(edited.contains(code));
  for (const char* sql :
       {"DELETE FROM event_lot WHERE event_id = 1;", "UPDATE event_lot SET amount = amount + 1;",
        "UPDATE event SET kind = 'planting' WHERE id = 1;", "UPDATE event SET happened_at = 0;",
        "UPDATE traced_lot SET goods = 'x' WHERE goods <> '';",
        "UPDATE traced_lot SET code = 'x' WHERE kind = 'own';",
        "INSERT INTO event_unit (name) VALUES ('bó');"}) {
    CAPTURE(sql);
    CHECK(codes(sql).contains("event_edited"));
  }
  CHECK(codes("DELETE FROM event_error;").contains("event_error_hidden"));
  CHECK(codes("UPDATE event_error SET reason = 'x';").contains("event_error_unlogged"));
  CHECK(codes("DELETE FROM event_lot; DELETE FROM event_error; DELETE FROM event;")
            .contains("event_hidden"));
  CHECK(codes("UPDATE partner SET gln = NULL;").contains("record_out_of_date"));
  CHECK(codes("UPDATE partner SET body = replace(body, 'Ba', 'Tư');").contains("record_hidden"));
  CHECK(Copy().check()["ok"] == true);
}

TEST_CASE("a partner asks for his data and for their end, and the log stays sound") {
  const Diary diary;
  diary.must({"partner", "add", "--id", "MUA1", "--name", "Trần Văn Bưởi", "--as", "buyer",
              "--phone", "0911 222 333", "--cooperative", "C01"});
  diary.must({"event", "add", "thu hoạch", "--cooperative", "C01", "--when", days_ago(2), "--lot",
              "TH-1=1 tạ", "--goods", "Cá đù tươi"});
  diary.must(
      {"event", "add", "giao", "--cooperative", "C01", "--partner", "MUA1", "--lot", "TH-1=20 kg"});
  const std::string file = (diary.works.scratch().path() / "person.json").string();
  CHECK(diary.must({"export", "person", "Trần Văn Bưởi", "--out", file})["places"] == 1);
  CHECK(text_of(file).find("0911 222 333") != std::string::npos);
  CHECK(diary.fault({"export", "person", "Trần Văn Bưởi", "--out", file}) == "out_exists");
  CHECK(diary.fault({"erase", "person", "Trần Văn Bưởi"}) == "erasure_unconfirmed");
  CHECK(diary.fault({"erase", "person", "An", "--places", "1"}) == "person_text_short");
  const std::string shown =
      diary.works.temgoc({"--lang", "vi", "erase", "person", "Trần Văn Bưởi"}).err;
  CHECK(shown.find("đối tác MUA1/1") != std::string::npos);
  CHECK(diary.must({"erase", "person", "Trần Văn Bưởi", "--places", "1"})["erased"] == 1);
  const std::string forward = diary.works.temgoc({"trace", "TH-1", "--forward"}).out;
  CHECK(forward.find("Bưởi") == std::string::npos);
  CHECK(forward.find("MUA1") != std::string::npos);
  CHECK(diary.works.temgoc({"log", "check"}).status == 0);
  CHECK(diary.must({"retention", "--dry-run"})["reports"] == 0);
  CHECK(diary.must({"retention"})["dry_run"] == false);
  CHECK(diary.fault({"settings", "set", "retention.epcis_months", "12"}) == "retention_too_short");
}
