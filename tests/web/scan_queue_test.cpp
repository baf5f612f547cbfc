// Scans that wait in files: what a file holds, what is left of one that was cut, who may empty it.
#include "web/scan_queue.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

#include "temgoc/base/bytes.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "temgoc_scans_XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = fs::path(name);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path queue() const { return path / "waiting"; }
  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    for (const auto& each : fs::directory_iterator(queue())) all.push_back(each.path());
    return all;
  }
  fs::path path;
};

const Instant kNow = parse_instant("2026-12-01T05:00:00.000Z").value();

KeptScan scan(std::int64_t lot) {
  return RecordedScan{lot, "0000001", Province::named("Huế"), kNow, Phone::fresh};
}

std::vector<std::int64_t> lots_in(const ScanQueue::Portion& portion) {
  std::vector<std::int64_t> lots;
  for (const KeptScan& each : portion.scans) lots.push_back(std::get<RecordedScan>(each).lot_id);
  return lots;
}

bool add(ScanQueue& queue, std::vector<KeptScan> scans) { return queue.add(scans); }

}  // namespace

TEST_CASE("what was kept reads back to the last field") {
  const auto back = [](const KeptScan& kept) {
    std::string line = line_of(kept);
    REQUIRE(line.back() == '\n');
    line.pop_back();
    return kept_scan_in(line).value();
  };
  const auto seen = std::get<RecordedScan>(back(scan(7)));
  CHECK(seen.lot_id == 7);
  CHECK(seen.serial == "0000001");
  CHECK(seen.place->name() == "Huế");
  CHECK(seen.at == kNow);
  CHECK(seen.phone == Phone::fresh);
  const auto alarm = std::get<ScanAlarm>(
      back(ScanAlarm{ScanAlarm::Kind::serial_not_issued, vietnam_day(kNow), "g", "l", "s", 5}));
  CHECK(alarm.kind == ScanAlarm::Kind::serial_not_issued);
  CHECK(alarm.day == vietnam_day(kNow));
  CHECK(alarm.asked == 5);
  SuspicionReport report{.number = 12,
                         .label = "https://tg.example.vn/…",
                         .verdict = "forged",
                         .reason = "r",
                         .lot_id = 3,
                         .message = "tem \"lạ\"\nhai dòng",
                         .place = "chợ",
                         .at = kNow};
  CHECK(std::get<SuspicionReport>(back(report)) == report);
  report.lot_id.reset();
  CHECK(std::get<SuspicionReport>(back(report)) == report);
  // Where no row of the registry is known, the lot by its name.
  report.named = LotOnLabel{"ocop.example.vn", "02990001000018", "261124-1"};
  CHECK(std::get<SuspicionReport>(back(report)) == report);
  RecordedScan of_bundle{.serial = "0000001", .at = kNow};
  of_bundle.named = report.named;
  CHECK(std::get<RecordedScan>(back(of_bundle)).named == report.named);
  const InspectionVisit visit{4, "v", "KT-261124-7K3MPQ9A", kNow, "{\"a\":1}"};
  CHECK(std::get<InspectionVisit>(back(visit)) == visit);
}

TEST_CASE("a line that was changed in any byte is none") {
  const std::string line = line_of(scan(7));
  for (std::size_t at = 0; at + 1 < line.size(); ++at) {
    std::string other = line.substr(0, line.size() - 1);
    other[at] = other[at] == 'x' ? 'y' : 'x';
    CHECK_FALSE(kept_scan_in(other));
  }
  CHECK_FALSE(kept_scan_in(""));
}

TEST_CASE("what was added is there for the next program, oldest first, until it is done") {
  const Folder folder;
  {
    ScanQueue queue(folder.queue());
    CHECK_FALSE(queue.oldest());
    REQUIRE(add(queue, {scan(1), scan(2)}));
    REQUIRE(add(queue, {scan(3)}));
    CHECK(queue.lines() == 3);
  }
  ScanQueue queue(folder.queue());
  CHECK(queue.lines() == 3);
  auto portion = queue.oldest();
  REQUIRE(portion);
  CHECK(lots_in(*portion) == std::vector<std::int64_t>{1, 2, 3});
  queue.leave(*portion);
  portion = queue.oldest();
  REQUIRE(portion);
  queue.done(*portion);
  CHECK_FALSE(queue.oldest());
  CHECK(queue.lines() == 0);
  CHECK(folder.files().empty());
}

TEST_CASE("a file holds no more lines than one commit takes") {
  const Folder folder;
  ScanQueue queue(folder.queue());
  std::vector<KeptScan> many;
  for (std::int64_t lot = 1; lot <= 2'500; ++lot) many.push_back(scan(lot));
  REQUIRE(queue.add(many));
  CHECK(folder.files().size() == 3);
  std::int64_t next = 1;
  while (const auto portion = queue.oldest()) {
    CHECK(portion->scans.size() <= ScanQueue::kLinesOfFile);
    for (const std::int64_t lot : lots_in(*portion)) CHECK(lot == next++);
    queue.done(*portion);
  }
  CHECK(next == 2'501);
}

TEST_CASE("a tail that a power cut left is cut off, and all before it counts") {
  const Folder folder;
  {
    ScanQueue queue(folder.queue());
    REQUIRE(add(queue, {scan(1), scan(2), scan(3)}));
  }
  const fs::path file = folder.files().front();
  const auto whole = fs::file_size(file);
  const auto line = line_of(scan(3)).size();
  for (const std::uintmax_t cut : {std::uintmax_t{1}, std::uintmax_t{line - 1}}) {
    fs::resize_file(file, whole - cut);
    ScanQueue queue(folder.queue());
    const auto portion = queue.oldest();
    REQUIRE(portion);
    CHECK(lots_in(*portion) == std::vector<std::int64_t>{1, 2});
    CHECK(portion->damaged == line - cut);
    queue.leave(*portion);
  }
  // Zeros, as some file systems leave them.
  fs::resize_file(file, whole - line);
  fs::resize_file(file, whole + 512);
  ScanQueue queue(folder.queue());
  const auto portion = queue.oldest();
  REQUIRE(portion);
  CHECK(lots_in(*portion) == std::vector<std::int64_t>{1, 2});
  queue.done(*portion);
}

TEST_CASE("of two services that share the folder one has a file at a time") {
  const Folder folder;
  ScanQueue one(folder.queue());
  REQUIRE(add(one, {scan(1)}));
  ScanQueue two(folder.queue());
  CHECK_FALSE(two.oldest());  // the first still writes it
  const auto mine = one.oldest();
  REQUIRE(mine);
  CHECK_FALSE(two.oldest());
  one.leave(*mine);
  const auto theirs = two.oldest();
  REQUIRE(theirs);
  CHECK_FALSE(one.oldest());
  two.done(*theirs);
  CHECK_FALSE(one.oldest());
}

TEST_CASE("the folder does not grow past its bound, and takes more once it was emptied") {
  const Folder folder;
  ScanQueue queue(folder.queue(), 2 * line_of(scan(1)).size());
  CHECK(add(queue, {scan(1)}));
  CHECK(add(queue, {scan(2)}));
  CHECK_FALSE(add(queue, {scan(3)}));
  const auto portion = queue.oldest();
  REQUIRE(portion);
  CHECK(lots_in(*portion) == std::vector<std::int64_t>{1, 2});
  queue.done(*portion);
  CHECK(add(queue, {scan(3)}));
}

TEST_CASE("a folder that cannot be made keeps nothing and says so") {
  const Folder folder;
  std::ofstream(folder.path / "file") << "x";
  ScanQueue queue(folder.path / "file" / "waiting");
  CHECK_FALSE(add(queue, {scan(1)}));
  CHECK(queue.lines() == 0);
}

TEST_CASE("what found no room in a second file is in the first no more") {
  const Folder folder;
  const std::size_t line = line_of(scan(1)).size();
  std::vector<KeptScan> many(1'500, scan(1));
  ScanQueue queue(folder.queue(), 1'200 * line);
  REQUIRE(add(queue, {scan(1)}));
  CHECK_FALSE(queue.add(many));
  CHECK(queue.lines() == 1);
  CHECK(queue.bytes() == line);
  // And the next goes where there is room.
  REQUIRE(add(queue, {scan(1), scan(1)}));
  CHECK(queue.lines() == 3);
  const auto portion = queue.oldest();
  REQUIRE(portion);
  CHECK(portion->scans.size() == 3);
  queue.done(*portion);
  CHECK_FALSE(queue.oldest());
}

TEST_CASE("a file of another version waits for that version, and those after it do not") {
  const Folder folder;
  const std::string json = R"({"kind":"dance","steps":3})";
  const std::string check = to_hex(sha256(as_bytes(json))).substr(0, 16);
  const std::string lost = R"({"kind":"scan"})";
  for (const std::string& each :
       {check + ' ' + json, to_hex(sha256(as_bytes(lost))).substr(0, 16) + ' ' + lost}) {
    CHECK(is_whole_line(each));
    CHECK_FALSE(kept_scan_in(each));
  }
  fs::create_directories(folder.queue());
  std::ofstream(folder.queue() / "0000000000001-1-0.scans")
      << line_of(scan(1)) << check << ' ' << json << '\n';
  ScanQueue queue(folder.queue());
  REQUIRE(add(queue, {scan(7)}));
  const auto portion = queue.oldest();
  REQUIRE(portion);
  CHECK(lots_in(*portion) == std::vector<std::int64_t>{7});
  queue.done(*portion);
  CHECK_FALSE(queue.oldest());
  CHECK(folder.files().size() == 1);
}
