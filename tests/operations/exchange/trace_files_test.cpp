// Files for authorities and buyers: each item where its law wants it, a certificate gone on the day
// after its end, and every format read back by a reader that did not write it.
#include "temgoc/exchange/trace_files.h"

#include <algorithm>
#include <set>

#include "support/lot_events.h"
#include "support/world.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/events/events.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/tables/tables.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// Harvest, cooling, packing into an issued lot, shipping.
struct Season {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;

  Season() {
    REQUIRE(works.registry().store(
        Place{.id = "K1", .cooperative_id = "C01", .name = "Vuông 1", .gln = "8938505974002"},
        world.now, false));
    REQUIRE(record_partner(works,
                           {.id = "MUA1",
                            .cooperative_id = "C01",
                            .name = "Fresh Import Inc",
                            .address = "1 Dock St, Oakland",
                            .phone = "+1 555 0100"},
                           false));
    using R = LotRole;
    record(EventKind::harvest, "22/11/2026 06:30", {{R::output, "TH-1", "120 kg"}});
    record(EventKind::cool, "22/11/2026 09:00", {{R::handled, "TH-1", ""}});
    record(EventKind::pack, "23/11/2026",
           {{R::input, "TH-1", "5 kg"}, {R::output, lot.short_code.text(), "5 kg"}});
    record(EventKind::ship, "23/11/2026", {{R::handled, lot.short_code.text(), "2 kg"}},
           [](Event& event) { event.partner_id = "MUA1", event.document = "PXK 07"; });
    record(EventKind::sell, "23/11/2026", {{R::handled, lot.short_code.text(), "1 kg"}});
  }

  std::int64_t record(EventKind kind, const std::string& when, const LotsOfEvent& lots,
                      const std::function<void(Event&)>& more = {}) {
    return record_at_k1(works, kind, when, "Cá đù tươi", lots, more);
  }

  TraceFile file(TraceFileKind kind, const std::string& named = {},
                 TraceFormat format = TraceFormat::json, Language language = Language::vi) {
    auto made = make_trace_file(works, {.kind = kind, .format = format, .lot = named}, language);
    REQUIRE_MESSAGE(made, code_of(made));
    return *std::move(made);
  }
  std::string text(TraceFileKind kind, TraceFormat format, const std::string& named = {}) {
    return trace_file_text(file(kind, named, format), format);
  }
  std::string refusal(TraceFileOrder order) {
    return code_of(make_trace_file(works, order, Language::vi));
  }
};

// As another program finds it.
Table read_back(const std::string& bytes, const char* name) {
  auto table = read_table(as_bytes(bytes), name);
  REQUIRE_MESSAGE(table, code_of(table));
  return *std::move(table);
}

std::string cell(const Table& table, std::size_t row, const std::string& column) {
  const auto at = std::ranges::find(table.header, column);
  REQUIRE_MESSAGE(at != table.header.end(), column);
  return table.rows.at(row).cells.at(static_cast<std::size_t>(at - table.header.begin())).text;
}

}  // namespace

TEST_CASE("the ten items of Circular 02/2024 stand in JSON, CSV and XLSX alike") {
  Season season;
  const TraceFile file = season.file(TraceFileKind::circular_02);
  REQUIRE(file.records == 1);
  const Json& record = file.json["records"][0];
  CHECK(file.json["format"] == "temgoc.circular-02");
  CHECK(file.json["version"] == 1);
  CHECK(record.size() == 9);  // stages and their times stand together in JSON
  CHECK(record["trace_code"].get<std::string>().starts_with("https://tg.example.vn/01/"));
  CHECK(record["producer_name"].get<std::string>().size() > 5);
  CHECK(record["brand_and_lot"]["lot"] == season.lot.code.text());
  REQUIRE(record["events"].size() == 5);
  CHECK(record["events"][0]["stage"] == "thu hoạch");
  CHECK(record["events"][0]["time"] == "2026-11-22T06:30+07:00");
  CHECK(record["events"][0]["location_code"] == "8938505974002");
  for (const TraceFormat format : {TraceFormat::csv, TraceFormat::xlsx}) {
    const Table table = read_back(season.text(TraceFileKind::circular_02, format), "circular");
    CHECK(table.header.size() == 10);
    REQUIRE(table.rows.size() == 1);
    CHECK(cell(table, 0, "Tên sản phẩm, hàng hóa") == record["product_name"]);
    CHECK(cell(table, 0, "Mã truy xuất nguồn gốc") == record["trace_code"]);
    const std::string stages = cell(table, 0, "Các công đoạn sản xuất, kinh doanh");
    CHECK(stages.starts_with("thu hoạch\nbảo quản lạnh\nđóng gói"));
  }
  const TraceFile english =
      season.file(TraceFileKind::circular_02, {}, TraceFormat::xlsx, Language::en);
  CHECK(english.table.header.front() == "Product name");
  // Nothing is made that was not asked for.
  CHECK(english.json.is_null());
  CHECK(file.table.rows.empty());
  // The same records give the same bytes.
  CHECK(season.text(TraceFileKind::circular_02, TraceFormat::xlsx) ==
        season.text(TraceFileKind::circular_02, TraceFormat::xlsx));
}

TEST_CASE("Circular 31/2026 asks for the origin too") {
  Season season;
  const TraceFile file = season.file(TraceFileKind::circular_31, season.lot.short_code.printed());
  CHECK(file.json["records"][0].contains("origin"));
  CHECK(file.json["law"] == "31/2026/TT-BCT");
  const Table table = read_back(
      season.text(TraceFileKind::circular_31, TraceFormat::xlsx, season.lot.short_code.printed()),
      "circular.xlsx");
  CHECK(table.header.size() == 11);
  CHECK(std::ranges::find(table.header, "Xuất xứ") != table.header.end());
}

TEST_CASE("a certificate is dropped on the day after its end") {
  Season season;
  Certification paper{.id = "K900",
                      .cooperative_id = "C01",
                      .product_id = season.lot.product_id,
                      .scheme = "VietGAP",
                      .number = "VG-900"};
  paper.issued = VagueDate::parse("01/12/2025", "issued").value();
  paper.stated_end = VagueDate::parse("25/11/2026", "end").value();
  REQUIRE(season.works.registry().store(paper, season.world.now, false));
  const auto told = [&] {
    const Json passport =
        season.file(TraceFileKind::passport, season.lot.short_code.printed()).json;
    const bool in_passport = std::ranges::any_of(
        passport["certificates"], [](const Json& each) { return each["number"] == "VG-900"; });
    const Json record = season.file(TraceFileKind::circular_31).json["records"][0];
    const bool in_record =
        record["standards"].is_string() &&
        record["standards"].get<std::string>().find("VG-900") != std::string::npos;
    CHECK(in_passport == in_record);
    return in_passport;
  };
  // In whichever kind and format of file.
  const auto kinds_that_tell = [&] {
    std::set<std::string> kinds;
    // Credentials need a key; credentials_test.cpp has them.
    for (const TraceFileKind kind : all_trace_file_kinds()) {
      if (is_credential(kind)) continue;
      for (const TraceFormat format : {TraceFormat::json, TraceFormat::csv, TraceFormat::xlsx}) {
        if (!is_offered(kind, format)) continue;
        const auto file = make_trace_file(
            season.works, {.kind = kind, .format = format, .lot = season.lot.short_code.printed()},
            Language::vi);
        REQUIRE_MESSAGE(file, code_of(file));
        std::string text = trace_file_text(*file, format);
        if (format == TraceFormat::xlsx) {
          const Table table = read_back(text, "file.xlsx");
          text.clear();
          for (const Row& row : table.rows)
            for (const Cell& each : row.cells) text += each.text + "\n";
        }
        if (text.find("VG-900") != std::string::npos) kinds.insert(to_text(kind));
      }
    }
    return kinds;
  };
  season.world.now = parse_instant("2026-11-25T16:59:00.000Z").value();  // 23:59 in Vietnam
  CHECK(told());
  const std::set<std::string> before = kinds_that_tell();
  for (const char* kind : {"circular-02", "circular-31", "passport", "dpp"})
    CHECK_MESSAGE(before.contains(kind), kind);
  season.world.now = parse_instant("2026-11-25T17:00:00.000Z").value();
  CHECK_FALSE(told());
  CHECK(kinds_that_tell().empty());
}

TEST_CASE("a green certificate without an issuer, and standards that say organic, are left out") {
  Season season;
  Product product = season.works.registry().product(kFish).value();
  product.standards = "TCVN 11041 hữu cơ";
  REQUIRE(season.works.registry().store(product, season.world.now, true));
  Certification paper{.id = "K901",
                      .cooperative_id = "C01",
                      .product_id = product.id,
                      .scheme = "Hữu cơ",
                      .number = "HC-1"};
  paper.issued = VagueDate::parse("01/12/2025", "issued").value();
  paper.stated_end = VagueDate::parse("30/11/2026", "end").value();
  REQUIRE(season.works.registry().store(paper, season.world.now, false));
  const auto passport = [&] {
    return season.file(TraceFileKind::passport, season.lot.short_code.printed()).json;
  };
  CHECK(passport().dump().find("HC-1") == std::string::npos);
  CHECK(passport()["standards"].is_null());
  paper.issuer = "Control Union";
  REQUIRE(season.works.registry().store(paper, season.world.now, true));
  CHECK(passport().dump().find("HC-1") != std::string::npos);
  CHECK(passport()["standards"] == "TCVN 11041 hữu cơ");
}

TEST_CASE("the passport of one lot has what Decree 37/2026 asks for") {
  Season season;
  const Json passport = season.file(TraceFileKind::passport, season.lot.short_code.printed()).json;
  for (const char* name : {"unique_id", "product", "producer", "origin", "last_stage_place",
                           "trace", "certificates", "packed_on", "use_by", "safety_warnings"})
    CHECK(passport.contains(name));
  CHECK(passport["product"]["gtin"] == kFish.digits());
  CHECK(passport["trace"]["lot"] == season.lot.code.text());
  CHECK(passport["packed_on"] == "2026-11-24");
  CHECK(season.refusal({.kind = TraceFileKind::passport}) == "trace_file_needs_lot");
  CHECK(season.refusal({.kind = TraceFileKind::passport, .lot = "TH-1"}) ==
        "trace_file_needs_issued_lot");
  CHECK(season.refusal({.kind = TraceFileKind::circular_02, .cooperative_id = "C99"}) ==
        "cooperative_unknown");
  CHECK(season.refusal({.kind = TraceFileKind::fsma204,
                        .lot = season.lot.short_code.printed(),
                        .cooperative_id = "C02"}) == "event_lot_unknown");
}

TEST_CASE(
    "the FSMA sheet has a row for each tracking event of a lot and a column for each element") {
  Season season;
  const Table table = read_back(
      season.text(TraceFileKind::fsma204, TraceFormat::xlsx, season.lot.short_code.printed()),
      "fsma.xlsx");
  REQUIRE(table.rows.size() == 4);  // a sale to consumers is no tracking event
  const char* const kEvents[] = {"Harvesting", "Cooling", "Initial packing", "Shipping"};
  for (std::size_t row = 0; row < 4; ++row)
    CHECK(cell(table, row, "Critical tracking event") == kEvents[row]);
  CHECK(cell(table, 0, "Traceability lot code") == "TH-1");
  CHECK(cell(table, 0, "Event date") == "22/11/2026");
  CHECK(cell(table, 0, "Quantity") == "120");
  CHECK(cell(table, 0, "Field or growing area") == "Vuông 1");
  CHECK(cell(table, 2, "Traceability lot code") == season.lot.code.text());
  CHECK(cell(table, 2, "Input traceability lot codes") == "TH-1 (5 kg)");
  CHECK(cell(table, 2, "Location GLN") == "8938505974002");
  CHECK(cell(table, 3, "Immediate subsequent recipient") ==
        "Fresh Import Inc, 1 Dock St, Oakland, +1 555 0100");
  CHECK(cell(table, 3, "Reference document number") == "PXK 07");
  CHECK(cell(table, 3, "Traceability lot code source reference")
            .starts_with("https://tg.example.vn/01/"));
  // From the harvest the way forward is told as well.
  CHECK(season.file(TraceFileKind::fsma204, "TH-1", TraceFormat::csv).records == 4);
  CHECK(season.file(TraceFileKind::fsma204, {}, TraceFormat::csv).records == 4);
}

TEST_CASE("the EPCIS document of a lot is sound, and leaves out what was declared in error") {
  Season season;
  const auto wrong = season.record(EventKind::sell, "23/11/2026",
                                   {{LotRole::handled, season.lot.short_code.text(), "0,5 kg"}});
  const auto count = [&](const TraceFile& file) {
    const auto read = read_epcis(dump(file.json));
    REQUIRE_MESSAGE(read, code_of(read));
    CHECK(read->faults.empty());
    return read->events.size();
  };
  CHECK(count(season.file(TraceFileKind::epcis, season.lot.short_code.printed())) == 6);
  CHECK(count(season.file(TraceFileKind::epcis)) == 6);
  REQUIRE(declare_event_error(season.works, wrong, "ghi nhầm", "Lan"));
  CHECK(count(season.file(TraceFileKind::epcis)) == 5);
}

TEST_CASE("a file is written in the format that its name says, over no other") {
  Season season;
  const auto write = [&](TraceFileKind kind, const char* name, bool replace = false) {
    return code_of(write_trace_file(season.works, {.kind = kind}, season.world.folder / name,
                                    replace, Language::vi));
  };
  CHECK(write(TraceFileKind::circular_02, "a.xlsx") == "ok");
  CHECK(write(TraceFileKind::circular_02, "a.xlsx") == "export_exists");
  CHECK(write(TraceFileKind::circular_02, "a.xlsx", true) == "ok");
  CHECK(write(TraceFileKind::epcis, "a.jsonld") == "ok");
  CHECK(write(TraceFileKind::epcis, "a.csv") == "trace_format_unknown");
  CHECK(write(TraceFileKind::fsma204, "a.json") == "trace_format_unknown");
  CHECK(write(TraceFileKind::fsma204, "none/a.csv") == "folder_not_found");
  CHECK(write(TraceFileKind::fsma204, "a") == "trace_format_unknown");
  CHECK(write(TraceFileKind::circular_02, "a.jwt") == "trace_format_unknown");
}
