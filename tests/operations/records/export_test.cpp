// What a workplace holds, as tables for people: they read back as what they were made of.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/model/records.h"
#include "temgoc/records/export.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::size_t column_of(const SheetTable& table, const std::string& name) {
  const auto found = std::find(table.header.begin(), table.header.end(), name);
  REQUIRE_MESSAGE(found != table.header.end(), name);
  return static_cast<std::size_t>(found - table.header.begin());
}

SheetTable table_of(const Workplace& workplace, ExportKind kind, Language language = Language::vi) {
  return export_table(workplace, {.kind = kind}, language);
}

ImportReport imported(Registry& registry, ImportKind kind, ByteView content, const char* name,
                      Instant now) {
  auto report = import_table(registry, kind, content, name, now, {});
  REQUIRE(report.has_value());
  for (const Error& error : report->errors) FAIL_CHECK(message(Language::en, error));
  return *report;
}

// A text with every letter that a spreadsheet may trip over.
void make_odd(Workplace& workplace) {
  Product product = workplace.registry().product(std::string_view("P01")).value();
  product.warnings = "=1+1; \"ngoặc\", dấu | và ; +84";
  product.brand = "-Rừng Đước";
  product.closed = true;
  product.sample_fields = {"storage", "origin"};
  REQUIRE(workplace.registry().store(product, workplace.now(), true).has_value());
}

}  // namespace

TEST_CASE("products that are exported and imported again are the same, in either language") {
  World world;
  Workplace workplace = world.made();
  make_odd(workplace);
  const auto all = workplace.registry().products("");
  for (const Language language : {Language::vi, Language::en}) {
    const SheetTable table = table_of(workplace, ExportKind::products, language);
    CHECK(table.rows.size() == all.size());
    const Bytes workbook = sheet_workbook(table);
    const std::string csv = sheet_csv(table, ';');
    const auto here = [&](ByteView content, const char* name) {
      const auto report =
          imported(workplace.registry(), ImportKind::products, content, name, world.now);
      CHECK(report.unchanged == all.size());
      CHECK(report.added + report.updated == 0);
      // P30's shelf life is not known.
      for (const Error& warning : report.warnings) CHECK(warning.code == "shelf_life_left_open");
    };
    here(workbook, "x.xlsx");
    here(as_bytes(csv), "x.csv");
    // Into a registry that knows the cooperatives alone.
    const fs::path fresh = world.folder / ("fresh" + std::to_string(static_cast<int>(language)));
    REQUIRE(Registry::create(fresh).has_value());
    Registry other = std::move(Registry::open(fresh).value());
    for (const Cooperative& record : workplace.registry().cooperatives())
      REQUIRE(other.store(record, world.now, false).has_value());
    const auto report = imported(other, ImportKind::products, workbook, "x.xlsx", world.now);
    CHECK(report.added == all.size());
    for (const Product& product : all) {
      CAPTURE(product.id);
      const auto back = other.product(std::string_view(product.id));
      REQUIRE(back);
      CHECK(canonical_json(to_json(*back)) == canonical_json(to_json(product)));
    }
  }
}

TEST_CASE(
    "certificates that are exported and imported again change nothing, and their days are days") {
  World world;
  Workplace workplace = world.made();
  const auto all = workplace.registry().certifications("");
  const SheetTable table = table_of(workplace, ExportKind::certifications);
  REQUIRE(table.rows.size() == all.size());
  const auto report = imported(workplace.registry(), ImportKind::certifications,
                               sheet_workbook(table), "x.xlsx", world.now);
  CHECK(report.unchanged == all.size());
  CHECK(report.added + report.updated == 0);
  for (const Error& warning : report.warnings) CHECK(warning.code != "column_unknown");
  const std::size_t issued = column_of(table, "Ngày cấp");
  const std::size_t ends = column_of(table, "Ngày hết hạn theo hồ sơ");
  std::size_t days = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].issued || all[i].issued->precision != VagueDate::Precision::day) continue;
    ++days;
    CHECK(table.rows[i][issued] == SheetValue(all[i].issued->first));
    const auto end = valid_through(all[i]);
    if (end && end->precision == VagueDate::Precision::day)
      CHECK(table.rows[i][ends] == SheetValue(end->first));
  }
  CHECK(days > 5);
}

TEST_CASE("the table of lots says what was packed, what was printed and what became of it") {
  World world;
  Workplace workplace = world.made();
  LotDraft draft = world.draft();
  draft.quantity = Quantity::parse("12,5", "kg").value();
  const Lot printed = issue_lot(workplace, draft, kPassphrase)->lot;
  const Lot cancelled = issue_lot(workplace, world.draft(), kPassphrase)->lot;
  const Lot recalled = issue_lot(workplace, world.draft(), kPassphrase)->lot;
  const auto job = workplace.registry().add_print_job(
      {.lot_id = printed.id,
       .template_id = "roll-60x40-seal",
       .template_sha256 = std::string(64, '0'),
       .kind = CodeKind::item_seal,
       .labels = 7,
       .who = "Lan"},
      world.now, {}, [](const PrintJob&) { return std::string("entry"); });
  REQUIRE(job.has_value());
  REQUIRE(workplace.registry().cancel_lot(cancelled.id, {.reason = "gõ nhầm", .at = world.now}));
  REQUIRE(workplace.registry().add_recall({.reason = "mốc", .instruction = "", .since = {}},
                                          std::to_string(recalled.id), world.now));
  const SheetTable table = table_of(workplace, ExportKind::lots);
  REQUIRE(table.rows.size() == 3);
  const auto value = [&](std::size_t row, const char* column) {
    return table.rows[row][column_of(table, column)];
  };
  // The last issued stands first.
  CHECK(value(2, "Ngày đóng gói") == SheetValue(draft.packed_on));
  CHECK(value(2, "Số lượng") == SheetValue(12.5));
  CHECK(value(2, "Số lượng tem đã in") == SheetValue(std::int64_t{7}));
  CHECK(value(2, "Phát hành lúc") == SheetValue(world.now));
  CHECK(value(2, "Mã vạch (GTIN)") == SheetValue(std::string("2990001000018")));
  CHECK(value(2, "Tên sản phẩm") == SheetValue(std::string("Cá đù một nắng")));
  CHECK(value(1, "Tình trạng") == SheetValue(words(Language::vi, "lot.cancelled")));
  CHECK(value(1, "Lý do") == SheetValue(std::string("gõ nhầm")));
  CHECK(value(0, "Tình trạng") == SheetValue(words(Language::vi, "lot.recalled")));
  CHECK(value(0, "Lý do") == SheetValue(std::string("mốc")));
  const SheetTable jobs = table_of(workplace, ExportKind::jobs);
  REQUIRE(jobs.rows.size() == 1);
  CHECK(jobs.rows[0][column_of(jobs, "Số lượng tem")] == SheetValue(std::int64_t{7}));
  CHECK(jobs.rows[0][column_of(jobs, "Số tem cuối")] == SheetValue(std::string("0000007")));
  CHECK(jobs.rows[0][column_of(jobs, "Người in")] == SheetValue(std::string("Lan")));
  // Bounds are of the pack day and of the day of printing.
  const Day tomorrow = vietnam_day(world.now) + std::chrono::days(1);
  for (const ExportKind kind : {ExportKind::lots, ExportKind::jobs}) {
    CHECK(export_table(workplace, {.kind = kind, .from = tomorrow}, Language::vi).rows.empty());
    CHECK_FALSE(
        export_table(workplace, {.kind = kind, .until = tomorrow}, Language::vi).rows.empty());
    CHECK(export_table(workplace, {.kind = kind, .cooperative_id = "C90"}, Language::vi)
              .rows.empty());
  }
}

TEST_CASE(
    "an export replaces no file unless it is told to, and names what is wrong with the order") {
  World world;
  const Workplace workplace = world.made();
  const fs::path out = world.folder / "sản phẩm.XLSX";
  const auto code = [&](ExportOrder order) {
    return code_of(write_export(workplace, order, Language::vi));
  };
  CHECK(code({.kind = ExportKind::products, .out = out}) == "ok");
  CHECK(code({.kind = ExportKind::products, .out = out}) == "export_exists");
  CHECK(code({.kind = ExportKind::products, .out = out, .replace = true}) == "ok");
  CHECK(code({.out = world.folder / "x.pdf"}) == "table_format_unknown");
  CHECK(code({.out = world.folder / "no" / "x.xlsx"}) == "folder_not_found");
  CHECK(code({.out = world.folder / "x.csv", .cooperative_id = "C77"}) == "cooperative_unknown");
  CHECK_FALSE(fs::exists(world.folder / "x.csv"));
}
