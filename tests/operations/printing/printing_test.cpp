// New labels, the same again, the rest of a killed job: files, serials and the ledger agree.
#include "temgoc/printing/printing.h"

#include <doctest/doctest.h>

#include "operations/printing/print_run.h"
#include "registry/raw_sqlite.h"
#include "support/world.h"
#include "temgoc/base/files.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/readback/readback.h"
#include "temgoc/workplace/workplace.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr std::size_t kFileLimit = 1 << 26;

struct Killed {};  // as far as the program can tell, the power went

struct Printing {
  World world;
  Workplace workplace = world.made();
  Lot lot;

  explicit Printing(const char* amount = "100000", const char* unit = "hộp")
      : lot(issued(Quantity::parse(amount, unit).value())) {}
  Lot issued(const Quantity& quantity) {
    LotDraft draft = world.draft();
    draft.quantity = quantity;
    return issue_lot(workplace, draft, kPassphrase)->lot;
  }
  PrintOrder order(std::uint32_t count, CodeKind kind = CodeKind::item_seal) const {
    return {.template_id = kind == CodeKind::item_link ? "a4-65-link" : "a4-21-seal",
            .count = count,
            .kind = kind,
            .dpi = kind == CodeKind::item_link ? 300u : 203u,
            .who = "Lan"};
  }
  Result<PrintReport> print(const PrintOrder& order, const ProgressSink& progress = {}) {
    return print_lot_labels(workplace, lot, order, kPassphrase, progress);
  }
  Result<PrintReport> reprint(const ReprintOrder& order) {
    return reprint_labels(workplace, order, kPassphrase);
  }
  PrintState state(std::int64_t job) {
    return state_of(workplace.registry().print_record(job).value());
  }
  SerialState serial(std::uint32_t number) {
    return workplace.registry()
        .facts(lot.realm, lot.gtin, lot.code, Serial::sealed(number), world.now)
        .serial;
  }
  // Parts of one page, so that small jobs have several.
  void cut_small() {
    const fs::path toml = world.folder / "works/temgoc.toml";
    std::string text = read_file(toml, kFileLimit).value();
    const auto at = text.find("pages_in_part = ");
    text.replace(at, text.find('\n', at) - at, "pages_in_part = 1");
    write_file(toml, as_bytes(text));
    workplace = Workplace::open(world.folder / "works", {}, world.clock(), world.random()).value();
  }
};

std::vector<std::string> bytes_of(const PrintReport& report) {
  std::vector<std::string> files;
  for (const auto& file : report.files) files.push_back(read_file(file, kFileLimit).value());
  return files;
}

// The codes of a file of a4-21-seal, as they lie on its sheets.
std::vector<std::string> codes_in(const fs::path& pdf, unsigned dpi = 203) {
  const LabelTemplate label = find_template({}, "a4-21-seal").value();
  const Stock& stock = label.stock;
  std::vector<PageArea> cells;
  for (unsigned cell = 0; cell < stock.cells(); ++cell)
    cells.push_back({stock.left_mm + (cell % stock.columns) * stock.pitch_x_mm,
                     stock.top_mm + (cell / stock.columns) * stock.pitch_y_mm, stock.label_width_mm,
                     stock.label_height_mm});
  const auto reader = PageReader::open(pdf).value();
  std::vector<std::string> codes;
  for (unsigned page = 1; page <= reader.pages(); ++page) {
    for (const auto& found : reader.read_codes(page, dpi, cells))
      codes.insert(codes.end(), found.begin(), found.end());
  }
  return codes;
}

}  // namespace

TEST_CASE("a job has a million labels at most, copies counted, and begins in a cell of its sheet") {
  Printing p;
  const auto refused = [&](std::uint32_t count, unsigned copies, std::optional<unsigned> cell) {
    PrintOrder order = p.order(count);
    order.copies = copies;
    order.start_cell = cell;
    const auto report = p.print(order);
    return report ? std::string() : report.error().code + " " + report.error().args.at("most");
  };
  CHECK(refused(1'000'001, 1, {}) == "count_invalid 1000000");
  CHECK(refused(500'001, 2, {}) == "count_invalid 500000");
  CHECK(refused(0, 1, {}) == "count_invalid 1000000");
  CHECK(refused(1, 1, 0) == "start_cell_invalid 21");
  CHECK(refused(1, 1, 22) == "start_cell_invalid 21");
  CHECK(refused(1, 1, 21) == "");
}

TEST_CASE("a job is on record with who, how, and the hash of each file that left") {
  Printing p;
  PrintOrder order = p.order(30);
  order.start_cell = 7;
  order.copies = 2;
  const auto report = p.print(order);
  REQUIRE(report.has_value());
  const PrintRecord record = p.workplace.registry().print_record(report->job.id).value();
  CHECK(state_of(record) == PrintState::printed);
  CHECK(record.job.who == "Lan");
  CHECK(record.job.setup.start_cell == 7);
  CHECK(record.job.setup.copies == 2);
  REQUIRE(record.parts.size() == 1);
  CHECK(record.parts[0].read_back == 60);
  CHECK(record.parts[0].pages == 4);
  CHECK(record.parts[0].sha256 == to_hex(sha256(as_bytes(bytes_of(*report)[0]))));
  const auto text = p.workplace.registry().template_text(record.job.template_sha256);
  REQUIRE(text);
  CHECK(to_hex(sha256(as_bytes(*text))) == record.job.template_sha256);
  const auto codes = codes_in(report->files[0]);
  REQUIRE(codes.size() == 60);
  CHECK(codes[0] == codes[1]);
  CHECK(codes[59].ends_with("/21/0000030"));
}

TEST_CASE("a whole job printed again is the same to the byte, whatever changed since") {
  for (const CodeKind kind : {CodeKind::lot_seal, CodeKind::item_seal, CodeKind::item_link}) {
    CAPTURE(to_text(kind));
    Printing p;
    p.cut_small();
    PrintOrder order = p.order(kind == CodeKind::item_link ? 70 : 25, kind);
    order.start_cell = 3;
    const auto first = p.print(order);
    REQUIRE(first.has_value());
    const auto log_size = p.workplace.registry().log_size(p.lot.realm);

    p.world.now += std::chrono::days(365);
    Product renamed = p.workplace.registry().product(p.lot.gtin).value();
    renamed.name = "Tên khác";
    REQUIRE(p.workplace.registry().store(renamed, p.world.now, true).has_value());
    write_file(p.world.folder / "works/label_templates/a4-21-seal.toml", as_bytes("code = 1"));
    write_file(p.world.folder / "works/label_templates/a4-65-link.toml", as_bytes("code = 1"));

    const auto again = p.reprint({.job = first->job.id, .reason = "mất cuộn", .who = "Minh"});
    REQUIRE(again.has_value());
    CHECK(again->job.id != first->job.id);
    CHECK(again->files.size() == 2);
    CHECK(bytes_of(*again) == bytes_of(*first));
    CHECK(again->state == PrintState::reprinted);
    // The renamed product, and the reprint; no new job.
    CHECK(p.workplace.registry().log_size(p.lot.realm) == log_size + 2);
    CHECK(again->labels_of_lot == first->labels_of_lot);
    // And once more, from the reprint.
    const auto third = p.reprint({.job = again->job.id, .reason = "lại mất"});
    REQUIRE(third.has_value());
    CHECK(third->job.reprint_of == first->job.id);
    CHECK(bytes_of(*third) == bytes_of(*first));
  }
}

TEST_CASE("labels in another language are printed again in that language, or refused") {
  Printing p;
  PrintOrder order = p.order(2);
  order.template_id = "roll-100x100-export";
  order.kind = {};
  std::vector<std::string> files;
  for (const LabelLanguage language : {LabelLanguage::vi_en, LabelLanguage::en}) {
    order.language = language;
    const auto printed = p.print(order);
    REQUIRE(printed.has_value());
    CHECK(printed->job.setup.language == to_text(language));
    const auto again = p.reprint({.job = printed->job.id, .reason = "rách"});
    REQUIRE(again.has_value());
    CHECK(bytes_of(*again) == bytes_of(*printed));
    files.push_back(bytes_of(*printed)[0]);
  }
  CHECK(files[0] != files[1]);
  order.template_id = "roll-60x40-seal";
  order.language = LabelLanguage::en;
  CHECK(code_of(p.print(order)) == "label_language_not_offered");
}

TEST_CASE(
    "an English label without English allergens is refused, other facts are printed as they are") {
  Printing p;
  const auto store = [&](const char* allergens_en, const char* usage_en) {
    Product product = p.workplace.registry().product(p.lot.gtin).value();
    product.allergens = "Có chứa cá";
    product.usage = "Chiên chín";
    product.allergens_en = allergens_en, product.usage_en = usage_en;
    REQUIRE(p.workplace.registry().store(product, p.world.now, true).has_value());
  };
  PrintOrder order = p.order(1, CodeKind::lot_seal);
  order.template_id = "roll-100x100-export";
  order.language = LabelLanguage::en;
  store("", "");
  const auto refused = p.print(order);
  REQUIRE(!refused);
  CHECK(refused.error().code == "allergens_untranslated");
  CHECK(refused.error().args.at("column") == "allergens_en");
  CHECK(p.workplace.registry().print_jobs(p.lot.id).empty());
  store("Contains fish", "");
  const auto printed = p.print(order);
  REQUIRE(printed.has_value());
  CHECK(std::ranges::any_of(printed->warnings, [](const Error& warning) {
    return warning.code == "label_lacks_translation" && warning.field == "usage_en";
  }));
}

TEST_CASE("a template that leaves out a fact for its language alone prints nothing") {
  Printing p;
  Product product = p.workplace.registry().product(p.lot.gtin).value();
  product.usage = "Chiên chín";
  REQUIRE(p.workplace.registry().store(product, p.world.now, true).has_value());
  std::string text = shipped_template("roll-100x100-export").value();
  const std::string either = "{usage_en|usage}";
  text.replace(text.find(either), either.size(), "{usage_en}");
  write_file(p.world.works() / "label_templates/mine.toml", as_bytes(text));
  PrintOrder order = p.order(1, CodeKind::lot_seal);
  order.template_id = "mine";
  order.language = LabelLanguage::en;
  const auto refused = p.print(order);
  REQUIRE(!refused);
  CHECK(refused.error().code == "fact_untranslated");
  CHECK(refused.error().args.at("column") == "usage_en");
}

TEST_CASE("some labels of a job again carry their own serials and no others") {
  Printing p;
  p.print(p.order(5)).value();
  const auto first = p.print(p.order(20)).value();
  const auto again = p.reprint({.job = first.job.id,
                                .first_label = 12,
                                .last_label = 14,
                                .reason = "tem rách",
                                .start_cell = 5});
  REQUIRE(again.has_value());
  CHECK(again->job.first_serial == 17);
  const auto codes = codes_in(again->files[0]);
  const auto all = codes_in(first.files[0]);
  CHECK(codes == std::vector<std::string>(all.begin() + 11, all.begin() + 14));
  const auto of_reprint =
      p.reprint({.job = again->job.id, .first_label = 2, .last_label = 2, .reason = "lại rách"});
  REQUIRE(of_reprint.has_value());
  CHECK(codes_in(of_reprint->files[0]) == std::vector{all[12]});
}

TEST_CASE("no reprint without a reason, of a void label, or of labels that a job does not have") {
  Printing p;
  const auto job = p.print(p.order(20))->job.id;
  CHECK(code_of(p.reprint({.job = job})) == "reason_missing");
  CHECK(code_of(p.reprint({.job = job + 1, .reason = "x"})) == "print_job_unknown");
  CHECK(code_of(p.reprint({.job = job, .first_label = 20, .last_label = 21, .reason = "x"})) ==
        "label_range_invalid");
  CHECK(code_of(p.reprint({.job = job, .reason = "x", .start_cell = 22})) == "start_cell_invalid");
  REQUIRE(void_labels(p.workplace, p.lot, {.first = 7, .last = 7, .reason = "mất"}).has_value());
  CHECK(code_of(p.reprint({.job = job, .reason = "x"})) == "label_voided");
  CHECK(code_of(p.reprint({.job = job, .first_label = 7, .last_label = 7, .reason = "x"})) ==
        "label_voided");
  CHECK(code_of(p.reprint({.job = job, .first_label = 8, .last_label = 20, .reason = "x"})) ==
        "ok");
  REQUIRE(recall_lot(p.workplace, p.lot, {.reason = "thử", .instruction = "", .since = {}})
              .has_value());
  CHECK(code_of(p.reprint({.job = job, .first_label = 8, .last_label = 8, .reason = "x"})) ==
        "lot_is_recalled");
}

TEST_CASE("more labels than packs need a reason, which the ledger keeps; void ones do not count") {
  Printing p("10", "kg");  // of 500 g: 20 packs
  CHECK(code_of(p.print(p.order(21))) == "labels_over_quantity");
  CHECK(p.workplace.registry().print_jobs(p.lot.id).empty());
  const auto job = p.print(p.order(15)).value();
  CHECK(job.packs == 20);
  CHECK(job.labels_of_lot == 15);
  CHECK(code_of(p.print(p.order(6))) == "labels_over_quantity");
  REQUIRE(void_labels(p.workplace, p.lot, {.first = 1, .last = 1, .reason = "mất"}).has_value());
  const auto fits = p.print(p.order(6)).value();
  CHECK(fits.labels_of_lot == 20);
  CHECK(fits.job.over_quantity_reason.empty());
  PrintOrder over = p.order(1);
  over.over_quantity_reason = "dán hai mặt";
  CHECK(p.print(over)->job.over_quantity_reason == "dán hai mặt");
}

TEST_CASE(
    "ingredients too long for a label are refused with the smallest template that holds them") {
  Printing p;
  Product product = p.workplace.registry().product(p.lot.gtin).value();
  while (product.ingredients.size() < 700)
    product.ingredients += "cá cơm than Phú Quốc (60 %), muối, ";
  REQUIRE(p.workplace.registry().store(product, p.world.now, true).has_value());
  PrintOrder order = p.order(1, CodeKind::lot_seal);
  order.template_id = "roll-100x60-food";
  const auto refused = p.print(order);
  REQUIRE(!refused);
  CHECK(refused.error().code == "text_needs_larger_label");
  CHECK(refused.error().args.at("fits") == "roll-100x100-food");
  order.template_id = "roll-100x100-food";
  CHECK(p.print(order).has_value());
  // No label with an unsealed link holds them: one with another code is named.
  order = p.order(1, CodeKind::item_link);
  order.template_id = "roll-60x40-food";
  const auto linked = p.print(order);
  REQUIRE(!linked);
  CHECK(linked.error().code == "text_needs_larger_label");
  CHECK(linked.error().args.at("fits") == "roll-100x100-food");
}

TEST_CASE("each copy of a label counts against the packs") {
  Printing p("10", "kg");  // of 500 g: 20 packs
  PrintOrder order = p.order(11);
  order.copies = 2;
  const auto refused = p.print(order);
  REQUIRE(!refused);
  CHECK(refused.error().code == "labels_over_quantity");
  CHECK(refused.error().value == "22");
  order.count = 10;
  CHECK(p.print(order)->labels_of_lot == 20);
  CHECK(code_of(p.print(p.order(1))) == "labels_over_quantity");
}

TEST_CASE("labels of cartons are not counted as packs, whatever was printed before") {
  Printing p("10", "kg");  // of 500 g: 20 packs
  PrintOrder cartons = p.order(30, CodeKind::lot_seal);
  cartons.template_id = "roll-100x150-carton";
  const auto first = p.print(cartons);
  CHECK_FALSE(first->on_packs);
  CHECK(first->labels_of_lot == 0);
  PrintOrder packs = p.order(21);
  CHECK(code_of(p.print(packs)) == "labels_over_quantity");
  packs.over_quantity_reason = "dán hai mặt";
  CHECK(p.print(packs)->labels_of_lot == 21);
  CHECK(p.print(cartons)->job.over_quantity_reason.empty());
}

TEST_CASE("where the packs cannot be counted no check is made, and the report says so") {
  Printing p("3", "thuyền");
  const auto report = p.print(p.order(40));
  REQUIRE(report.has_value());
  CHECK(!report->packs);
  CHECK(report->labels_of_lot == 40);
}

TEST_CASE("a job cut off at any moment is finished with the same serials, to the same bytes") {
  const auto whole = [] {
    Printing p;
    p.cut_small();
    return bytes_of(p.print(p.order(50)).value());
  }();
  REQUIRE(whole.size() == 3);
  for (const int moment : {0, 1, 2, 3}) {
    CAPTURE(moment);
    Printing p;
    p.cut_small();
    int left = moment;
    const auto cut = [&](const PrintProgress&) {
      if (left-- == 0) throw Killed();
    };
    try {
      (void)p.print(p.order(50), cut);
    } catch (const Killed&) {
    }
    const auto jobs = p.workplace.registry().print_records({});
    REQUIRE(jobs.size() == 1);
    const auto job = jobs[0].job.id;
    REQUIRE(state_of(jobs[0]) == PrintState::printing);
    CHECK_FALSE(is_being_printed(p.workplace, job));
    CHECK(code_of(p.reprint({.job = job, .reason = "x"})) == "print_job_unfinished");
    CHECK(code_of(record_outcome(p.workplace, job, {}, "")) == "print_job_unfinished");
    const auto resumed = resume_print(p.workplace, job, {}, kPassphrase);
    REQUIRE(resumed.has_value());
    CHECK(bytes_of(*resumed) == whole);
    CHECK(resumed->kept_parts == jobs[0].parts.size());
    CHECK(p.state(job) == PrintState::printed);
    CHECK(code_of(resume_print(p.workplace, job, {}, kPassphrase)) == "print_job_finished");
    CHECK(p.serial(50) == SerialState::issued);
    CHECK(p.serial(51) == SerialState::not_issued);
    for (const auto& entry : fs::directory_iterator(p.world.folder / "works/labels")) {
      const std::string name = entry.path().filename().string();
      CAPTURE(name);
      CHECK((name.ends_with(".pdf") || name == ".printing"));
    }
  }
}

TEST_CASE("files that were released and then lost or altered are drawn again, and it is said") {
  Printing p;
  p.cut_small();
  int calls = 0;
  try {
    (void)p.print(p.order(70), [&](const PrintProgress& at) {
      if (at.part == 4 && ++calls == 1) throw Killed();
    });
  } catch (const Killed&) {
  }
  const auto record = p.workplace.registry().print_records({}).at(0);
  REQUIRE(record.parts.size() == 3);
  fs::remove(p.world.folder / "works" / record.parts[0].file);
  write_file(p.world.folder / "works" / record.parts[1].file, as_bytes("altered"));
  const auto resumed = resume_print(p.workplace, record.job.id, {}, kPassphrase).value();
  CHECK(resumed.kept_parts == 1);
  REQUIRE(resumed.warnings.size() == 2);
  CHECK(resumed.warnings[0].code == "part_missing");
  CHECK(resumed.warnings[1].code == "part_changed");
  for (const PrintedPart& part : record.parts)
    CHECK(to_hex(sha256(
              as_bytes(read_file(p.world.folder / "works" / part.file, kFileLimit).value()))) ==
          part.sha256);
}

TEST_CASE("a job that is being printed is not resumed beside it") {
  Printing p;
  std::string other, running;
  const auto report = p.print(p.order(30), [&](const PrintProgress&) {
    auto beside =
        Workplace::open(p.world.folder / "works", {}, p.world.clock(), p.world.random()).value();
    running = is_being_printed(beside, 1) ? "yes" : "no";
    other = code_of(resume_print(beside, 1, {}, kPassphrase));
  });
  REQUIRE(report.has_value());
  CHECK(running == "yes");
  CHECK(other == "print_job_running");
}

TEST_CASE("a failure after the first file keeps it, and the rest is printed later") {
  Printing p;
  p.cut_small();
  PrintOrder order = p.order(60);
  order.out = p.world.folder / "big.pdf";
  // A folder takes the second file's name while the first is drawn.
  const fs::path in_the_way = p.world.folder / "big_2of3.pdf";
  std::string code;
  try {
    code = code_of(p.print(order, [&](const PrintProgress&) { fs::create_directory(in_the_way); }));
  } catch (const SystemFailure& failure) {
    code = failure.error().code;
  }
  CHECK(code == "print_interrupted");
  CHECK(fs::is_regular_file(p.world.folder / "big_1of3.pdf"));
  CHECK(p.serial(60) == SerialState::issued);
  fs::remove(in_the_way);
  const auto resumed = resume_print(p.workplace, 1, {}, kPassphrase);
  REQUIRE(resumed.has_value());
  CHECK(resumed->kept_parts == 1);
  std::vector<std::string> codes;
  for (const auto& file : resumed->files) {
    const auto some = codes_in(file);
    codes.insert(codes.end(), some.begin(), some.end());
  }
  REQUIRE(codes.size() == 60);
  for (std::uint32_t i = 0; i < 60; ++i)
    CHECK(codes[i].ends_with("/21/" + Serial::sealed(i + 1).text()));
}

TEST_CASE("no labels of a lot that is recalled between the first check and the record of the job") {
  Printing p;
  bool recalled = false;
  // Listed serials are drawn once all has been checked.
  const RandomSource meanwhile = [&, random = p.world.random()](std::span<std::uint8_t> bytes) {
    random(bytes);
    if (std::exchange(recalled, true)) return;
    Recall recall;
    recall.reason = "nhiễm khuẩn";
    recall.since = p.workplace.today();
    REQUIRE(recall_lot(p.workplace, p.lot, recall).has_value());
  };
  auto other = Workplace::open(p.world.works(), {}, p.world.clock(), meanwhile);
  REQUIRE(other.has_value());
  REQUIRE_FALSE(recalled);
  CHECK(code_of(print_lot_labels(*other, p.lot, p.order(3, CodeKind::item_link), kPassphrase)) ==
        "lot_is_recalled");
  CHECK(recalled);
  CHECK(p.workplace.registry().print_jobs(p.lot.id).empty());
}

TEST_CASE("labels of a file that has its name are not void, though the ledger could not take it") {
  Printing p;
  RawSqlite raw(p.world.works() / "registry.sqlite");
  REQUIRE(raw.error_of("CREATE TRIGGER no_part BEFORE INSERT ON printed_part BEGIN SELECT "
                       "RAISE(ABORT, 'as a full disk'); END")
              .empty());
  PrintOrder order = p.order(5);
  order.out = p.world.folder / "five.pdf";
  std::string code;
  try {
    code = code_of(p.print(order));
  } catch (const SystemFailure& failure) {
    code = failure.error().code;
  }
  CHECK(code == "print_interrupted");
  CHECK(fs::is_regular_file(order.out));
  CHECK(p.serial(5) == SerialState::issued);
  REQUIRE(raw.error_of("DROP TRIGGER no_part").empty());
  REQUIRE(resume_print(p.workplace, 1, {}, kPassphrase).has_value());
  CHECK(codes_in(order.out).size() == 5);
}

TEST_CASE("a label that cannot be read is told, but never hides labels that should be void") {
  const Error unread{.code = "label_unreadable", .value = "7"};
  for (const JobLeft left : {JobLeft::released, JobLeft::voided, JobLeft::kept})
    CHECK(failed_print(4, left, unread) == unread);
  const Error standing = failed_print(4, JobLeft::not_voided, unread);
  CHECK(standing.code == "print_unfinished_not_voided");
  CHECK(standing.value == "4");
  CHECK(standing.args.at("cause") == "label_unreadable");
  const Error disk{.code = "disk_write_failed"};
  CHECK(failed_print(4, JobLeft::released, disk).code == "print_interrupted");
  CHECK(failed_print(4, JobLeft::voided, disk).code == "print_unfinished");
  CHECK(failed_print(4, JobLeft::kept, disk).code == "print_unfinished_not_voided");
}

TEST_CASE("staff say what came out; what did not is void where they say so") {
  Printing p;
  const auto job = p.print(p.order(20))->job.id;
  auto record = record_outcome(p.workplace, job, {.first_label = 1, .last_label = 18}, "");
  REQUIRE(record.has_value());
  CHECK(state_of(*record) == PrintState::partly_printed);
  CHECK(p.serial(19) == SerialState::issued);
  record = record_outcome(p.workplace, job, {.first_label = 1, .last_label = 18, .who = "Lan"},
                          "kẹt giấy");
  REQUIRE(record.has_value());
  CHECK(record->voided_labels == 2);
  CHECK(p.serial(18) == SerialState::issued);
  CHECK(p.serial(19) == SerialState::voided);
  CHECK(code_of(p.reprint({.job = job, .first_label = 19, .last_label = 19, .reason = "x"})) ==
        "label_voided");
  CHECK(code_of(record_outcome(p.workplace, job, {.first_label = 15, .last_label = 21}, "")) ==
        "label_range_invalid");
  // None came out, and all are void.
  const auto spoilt = p.print(p.order(3))->job.id;
  CHECK(state_of(record_outcome(p.workplace, spoilt, {}, "kẹt giấy").value()) ==
        PrintState::voided);
  CHECK(p.serial(21) == SerialState::voided);
}

TEST_CASE("how much is read back can be chosen, but never too little") {
  Printing p;
  PrintOrder order = p.order(230);
  order.read_back = 199;
  CHECK(code_of(p.print(order)) == "read_back_invalid");
  order.read_back = 200;
  const auto some = p.print(order).value();
  CHECK(some.read_back >= 200);
  CHECK(some.read_back < 230);
}
