// Events, partners, traces, evidence and OCOP rating files over the API.
#include <doctest/doctest.h>

#include <set>

#include "console/program.h"
#include "pictures/photos.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/percent.h"
#include "temgoc/model/event.h"
#include "temgoc/tables/tables.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

Json lot(const std::string& name, const Json& quantity = nullptr, const std::string& role = {}) {
  Json each{{"lot", name}, {"goods", "Cá đù"}};
  if (!quantity.is_null()) each["quantity"] = quantity;
  if (!role.empty()) each["role"] = role;
  return each;
}

Json draft(const std::string& kind, const std::vector<Json>& lots, const Json& more = {}) {
  Json event{{"kind", kind}, {"when", "23/11/2026"}, {"lots", lots}};
  if (more.is_object()) event.update(more);
  return event;
}

std::string photo() {
  return png(64, 48, [](unsigned, unsigned) { return Colour{9, 9, 9}; });
}

// A program of C01 that records.
struct Recorder {
  Office world;
  Program program{world, Role::data_entry};

  HttpResponse record(const Json& event) { return program.post("/events", event); }
  std::int64_t recorded(const Json& event) {
    const HttpResponse made = record(event);
    REQUIRE_MESSAGE(made.status == 201, made.body);
    return body_of(made)["event"].get<std::int64_t>();
  }
};

}  // namespace

TEST_CASE("every kind of event is recorded over the API, shown and listed") {
  Recorder office;
  const Lot packed = office.world.issued();
  const std::string sealed = packed.short_code.printed();
  REQUIRE(office.program.post("/partners", {{"id", "NB1"}, {"name", "Muối"}}).status == 200);
  const HttpResponse place = office.program.post(
      "/places", {{"place_id", "K9"}, {"name_vi", "Vuông 9"}, {"kind", "growing_area"}});
  REQUIRE_MESSAGE(place.status == 201, place.body);
  const std::vector<Json> drafts = {
      draft("planting", {}, {{"place", "K9"}}),
      draft("treatment", {}, {{"place", "K9"}, {"substance", "Vôi"}, {"wait_days", 0}}),
      draft("thu hoạch", {lot("TH-1", "120 kg")}, {{"place", "K9"}}),
      draft("receive", {lot("NB1:55/26", 80)}, {{"partner", "NB1"}, {"document", "HĐ 7"}}),
      draft("cool", {lot("TH-1")}),
      draft("process", {lot("TH-1", "100 kg", "input"), lot("ME-1", "60 kg", "output")},
            {{"loss", "3 kg"}}),
      draft("pack", {lot("ME-1", "5 kg", "input"), lot(sealed, "5 kg", "output")}),
      draft("aggregate", {lot(sealed, "2 kg")}, {{"container", "106141412345678908"}}),
      draft("disaggregate", {lot(sealed, "2 kg")}, {{"container", "106141412345678908"}}),
      draft("ship", {lot(sealed, "1 kg")}, {{"partner", "NB1"}, {"carrier", "NB1"}}),
      draft("sell", {lot(sealed, "1 kg")}),
      draft("return", {lot(sealed, "1 kg")}, {{"partner", "NB1"}}),
      draft("inspect", {lot(sealed)}, {{"result", "passed"}}),
      draft("hold", {lot("TH-1")}, {{"reason", "chờ"}}),
      draft("release", {lot("TH-1")}),
      draft("dispose", {lot("TH-1", "1 kg")})};
  std::set<std::string> kinds;
  for (Json event : drafts) {
    if (event["kind"] == "receive") event["lots"][0]["unit"] = "kg";
    CAPTURE(event.dump());
    const std::int64_t number = office.recorded(event);
    const Json shown = body_of(office.program.get("/events/" + std::to_string(number)));
    CHECK(shown["cooperative_id"] == "C01");
    CHECK(shown["when"] == "2026-11-23");
    kinds.insert(shown["kind"].get<std::string>());
  }
  CHECK(kinds.size() == all_event_kinds().size());
  // Page by page, each once.
  std::set<std::int64_t> seen;
  std::string cursor;
  do {
    const Json page = body_of(office.program.get("/events?limit=5&cursor=" + cursor));
    for (const Json& each : page["items"])
      CHECK(seen.insert(each["event"].get<std::int64_t>()).second);
    cursor = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!cursor.empty());
  CHECK(seen.size() == drafts.size());
  const auto count = [&](const std::string& query) {
    return body_of(office.program.get("/events?" + query))["items"].size();
  };
  CHECK(count("kind=harvest") == 1);
  CHECK(count("place=K9") == 3);
  CHECK(count("lot=TH-1") == 6);
  CHECK(count("from=2026-11-24") == 0);
  CHECK(count("until=2026-11-23") == drafts.size());
  CHECK(code_in(office.program.get("/events?kind=xyz")) == "event_kind_unknown");
  CHECK(code_in(office.program.get("/events?cursor=x")) == "api_parameter_invalid");
  CHECK(code_in(office.program.get("/events?from=x")) == "api_parameter_invalid");
  CHECK(code_in(office.program.get("/events?lot=none")) == "event_lot_unknown");
}

TEST_CASE("what breaks a rule of the chain is refused with the place of the fault") {
  Recorder office;
  office.recorded(draft("harvest", {lot("TH-1", "10 kg")}));
  const auto refusal = [&](const Json& event) { return code_in(office.record(event)); };
  CHECK(refusal(draft("harvest", {lot("TH-1", "10 kg")})) == "event_repeated");
  CHECK(refusal(draft("bay", {})) == "event_kind_unknown");
  CHECK(refusal(draft("cool", {lot("TH-9")})) == "event_lot_unknown");
  CHECK(refusal(draft("cool", {lot("TH-1", "much")})) == "quantity_unreadable");
  CHECK(refusal(draft("hold", {lot("TH-1")})) == "event_reason_missing");
  CHECK(refusal({{"kind", "cool"}, {"when", "hôm qua"}}) == "date_unreadable");
  CHECK(refusal({{"kind", "cool"}, {"when", ""}}) == "field_missing");
  CHECK(refusal(draft("cool", {lot("TH-1")}, {{"cooperative", "C02"}})) == "cooperative_unknown");
  CHECK(refusal({{"kind", "cool"}, {"when", "23/11/2026"}, {"lots", Json::array({"x"})}}) ==
        "api_member_kind");
  const HttpResponse second = office.record(draft("cool", {lot("TH-1"), lot("C09:X", "1 kg")}));
  CHECK(body_of(second)["field"] == "lots");
  CHECK(body_of(second)["value"] == "C09:X");
  const HttpResponse over = office.record(draft("dispose", {lot("TH-1", "12 kg")}));
  REQUIRE(over.status == 201);
  CHECK(body_of(over)["warnings"][0]["code"] == "event_overuse");
  // A thousand lots at most, and what is refused leaves nothing.
  std::vector<Json> many;
  for (int i = 0; i < 1'001; ++i) many.push_back(lot("X-" + std::to_string(i), "1 kg"));
  CHECK(refusal(draft("harvest", many)) == "event_lots_too_many");
  CHECK(body_of(office.program.get("/events"))["items"].size() == 2);
}

TEST_CASE("an event is declared wrong or recorded anew, and others' events are not there") {
  Recorder office;
  const std::int64_t first = office.recorded(draft("harvest", {lot("TH-1", "10 kg")}));
  const std::string path = "/events/" + std::to_string(first);
  Program other(office.world, Role::data_entry, "C02");
  CHECK(other.get(path).status == 404);
  CHECK(code_in(other.post(path + "/error", {{"reason", "x"}})) == "event_unknown");
  CHECK(code_in(other.post("/events", draft("harvest", {lot("TH-7", "1 kg")},
                                            {{"corrects", first}, {"correction", "x"}}))) ==
        "event_unknown");
  const std::int64_t second = office.recorded(
      draft("harvest", {lot("TH-1", "12 kg")}, {{"corrects", first}, {"correction", "cân lại"}}));
  const Json wrong = body_of(office.program.get(path));
  CHECK(wrong["error"]["reason"] == "cân lại");
  CHECK(wrong["error"]["replaced_by"] == second);
  const std::string standing = "/events/" + std::to_string(second);
  CHECK(code_in(office.program.post(standing + "/error", {{"reason", ""}})) == "reason_missing");
  CHECK(office.program.post(standing + "/error", {{"reason", "ghi nhầm"}}).status == 200);
  CHECK(office.program.post(standing + "/error", {{"reason", "ghi nhầm"}}).status == 409);
  CHECK(body_of(office.program.get("/events?errors=false"))["items"].empty());
  CHECK(Program(office.world, Role::viewer).post("/events", draft("sell", {})).status == 403);
}

TEST_CASE("partners are kept with their numbers, and another cooperative's are not told") {
  Recorder office;
  const Json partner{{"id", "MUA1"},
                     {"name", "Siêu thị"},
                     {"roles", Json::array({"carrier", "buyer"})},
                     {"gln", "8938505974002"},
                     {"phone", "0900000000"}};
  const Json made = body_of(office.program.post("/partners", partner));
  CHECK(made["roles"] == Json::array({"buyer", "carrier"}));
  CHECK(made["gln"] == "8938505974002");
  CHECK_FALSE(made.contains("salt"));
  Json changed = partner;
  changed["phone"] = "0911111111";
  CHECK(code_in(office.program.post("/partners", changed)) == "record_differs");
  changed["update"] = true;
  CHECK(body_of(office.program.post("/partners", changed))["phone"] == "0911111111");
  CHECK(body_of(office.program.get("/partners"))["items"].size() == 1);
  Program other(office.world, Role::data_entry, "C02");
  CHECK(body_of(other.get("/partners"))["items"].empty());
  CHECK(code_in(other.post("/partners", {{"id", "MUA1"}, {"name", "x"}})) == "partner_id_taken");
  CHECK(code_in(office.program.post("/partners", {{"id", "B"}, {"name", "x"}, {"gln", "1"}}))
            .starts_with("gln"));
  CHECK(code_in(office.program.post(
            "/partners", {{"id", "B"}, {"name", "x"}, {"roles", Json::array({"friend"})}})) ==
        "partner_role_unknown");
}

TEST_CASE("a trace is told with shares, drawn, and put into a workbook") {
  Recorder office;
  office.recorded(draft("harvest", {lot("TH-1", "87 kg")}));
  office.recorded(draft("harvest", {lot("TH-2", "13 kg")}));
  office.recorded(draft("process", {lot("TH-1", "87 kg", "input"), lot("TH-2", "13 kg", "input"),
                                    lot("ME-1", "90 kg", "output")}));
  const Json trace = body_of(office.program.get("/traces/ME-1"));
  CHECK(trace["way"] == "back");
  CHECK(trace["lots"] == 2);
  CHECK(trace["parts"][0]["share"].get<double>() == doctest::Approx(0.87));
  const Json forward =
      body_of(office.program.get("/traces/" + percent_encoded("C01:TH-2") + "?way=forward"));
  CHECK(forward["parts"][0]["lot"] == "C01:ME-1");
  CHECK(body_of(office.program.get("/traces/ME-1?until=2026-11-22"))["lots"] == 0);
  const HttpResponse drawing = office.program.get("/traces/ME-1/svg");
  CHECK(drawing.content_type == "image/svg+xml");
  CHECK(drawing.body.find("TH-2") != std::string::npos);
  const HttpResponse book = office.program.get("/traces/ME-1/xlsx");
  CHECK(read_table(as_bytes(book.body), "x.xlsx")->rows.size() == 3);
  CHECK(code_in(office.program.get("/traces/none")) == "event_lot_unknown");
  CHECK(code_in(office.program.get("/traces/ME-1?way=up")) == "api_parameter_invalid");
  CHECK(Program(office.world, Role::viewer, "C02").get("/traces/ME-1").status == 404);
}

TEST_CASE("evidence is sent, shown to everybody, and taken back") {
  Recorder office;
  const std::int64_t event = office.recorded(draft("harvest", {lot("TH-1", "87 kg")}));
  const std::string of = "event/" + std::to_string(event);
  const Json sent{{"of", of},
                  {"as", "photo"},
                  {"title", "Cân tại bến"},
                  {"content", to_base64(as_bytes(photo()))}};
  const HttpResponse made = office.program.post("/evidence", sent);
  REQUIRE(made.status == 201);
  const std::string path = field(made, "Location").substr(std::string("/api/v1").size());
  CHECK(body_of(office.program.get(path))["public"] == false);
  CHECK(body_of(office.program.get("/evidence?of=" + of))["items"].size() == 1);
  CHECK(body_of(office.program.get("/evidence"))["items"].size() == 1);
  CHECK(office.program.get(path + "/file").body.size() > 100);
  CHECK(body_of(office.program.post(path + "/public", {{"public", true}}))["public"] == true);
  Program other(office.world, Role::data_entry, "C02");
  CHECK(code_in(other.get(path)) == "evidence_unknown");
  CHECK(other.post(path + "/public", {{"public", false}}).status == 404);
  CHECK(body_of(other.get("/evidence?of=" + of))["items"].empty());
  Json bad = sent;
  bad["content"] = "*";
  CHECK(code_in(office.program.post("/evidence", bad)) == "base64_unreadable");
  bad = sent;
  bad["of"] = "event/999";
  CHECK(code_in(office.program.post("/evidence", bad)) == "evidence_subject_unknown");
  CHECK(code_in(office.program.get("/evidence?of=x")) == "api_parameter_invalid");
  CHECK(office.program.post(path + "/remove", Json::object()).status == 200);
  CHECK(code_in(office.program.get(path)) == "evidence_unknown");
}

TEST_CASE("an OCOP rating file is told criterion by criterion, and fetched whole") {
  Recorder office;
  const Json index = body_of(office.program.get("/products/P01/ocop-rating?points=A-1=8,C-3=5"));
  CHECK(index["format"] == "temgoc.ocop_rating");
  CHECK(index["parts"][0]["criteria"][0]["self"] == 8);
  CHECK(index["parts"][0]["criteria"][1]["self"].is_null());
  const HttpResponse pdf = office.program.get("/products/P01/ocop-rating/pdf");
  CHECK(pdf.content_type == "application/pdf");
  CHECK(pdf.body.starts_with("%PDF"));
  const HttpResponse folder = office.program.get("/products/P01/ocop-rating/zip");
  CHECK(folder.content_type == "application/zip");
  for (const char* name : {"ho-so.pdf", "mau-01.pdf", "mau-02.pdf", "muc-luc.json"})
    CHECK(folder.body.find(name) != std::string::npos);
  const auto refusal = [&](const std::string& target) {
    return code_in(office.program.get("/products/" + target));
  };
  CHECK(refusal("P01/ocop-rating?points=A-1") == "number_unreadable");
  CHECK(refusal("P01/ocop-rating/pdf?points=Z-9=1") == "ocop_points_unknown");
  CHECK(refusal("P01/ocop-rating/zip?points=A-1=99") == "ocop_points_too_many");
  CHECK(refusal("P99/ocop-rating") == "product_unknown");
  Program other(office.world, Role::viewer, "C02");
  CHECK(other.get("/products/P01/ocop-rating").status == 404);
}
