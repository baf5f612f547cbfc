// What holds for the answers of all rooms, and the files of a workplace.
#include "web/answer.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <random>
#include <thread>

#include "support/gunzip.h"
#include "temgoc/base/files.h"
#include "temgoc/http/body_pattern.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/workplace/workplace.h"
#include "web/answer_cache.h"
#include "web/scan_recorder.h"

using namespace temgoc;
using test::gunzipped;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";

struct World {
  fs::path folder;
  Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  std::optional<Site> site;

  World() {
    std::string name = (fs::temp_directory_path() / "temgoc-answer-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    std::mt19937 generator{1};
    const auto made = Workplace::init(
        {works(), "ocop.example.vn", {"tg.example.vn"}, folder / "roots", kPassphrase}, clock(),
        [&](std::span<std::uint8_t> bytes) {
          for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator());
        });
    REQUIRE(made.has_value());
    site.emplace(std::move(*Site::open(works(), clock())));
  }
  ~World() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  fs::path works() const { return folder / "works"; }
  Clock clock() const {
    return [this] { return now; };
  }
  HttpResponse get(const std::string& path, HttpRequest request = {}) {
    request.path = path;
    return *answer(request, {*site});
  }
  void put(const std::string& name, const std::string& content) const {
    fs::create_directories((works() / name).parent_path());
    write_file(works() / name, as_bytes(content));
  }
};

std::string field(const HttpResponse& response, const std::string& name) {
  for (const auto& [each, value] : response.headers)
    if (each == name) return value;
  return {};
}

// No file may grow beyond so much while it lives: a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

// Waits for the writer, for ten seconds at most.
template <class Reached>
bool soon(const Reached& reached) {
  for (int i = 0; i < 1000 && !reached(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return reached();
}

}  // namespace

TEST_CASE("the log is served as its files, tiles for ever and the checkpoint for moments") {
  World world;
  world.put("log/tile/0/x001/234", "a tile");
  world.put("log/tile/entries/000.p/7", "a bundle");
  const HttpResponse tile = world.get("/log/tile/0/x001/234");
  CHECK(tile.body == "a tile");
  CHECK(field(tile, "Cache-Control").find("immutable") != std::string::npos);
  CHECK(field(tile, "Access-Control-Allow-Origin") == "*");
  CHECK(world.get("/log/tile/entries/000.p/7").body == "a bundle");
  CHECK(world.get("/log/checkpoint").body.starts_with("ocop.example.vn\n"));
  CHECK(field(world.get("/log/checkpoint"), "Cache-Control") == "public, max-age=10");
}

TEST_CASE("no path leads out of what is public") {
  World world;
  world.put("log/secret", "no");
  world.put("log/tile/0/secret", "no");
  // What no log writes is served no more than what lies elsewhere.
  for (const char* file : {"log/tile/0/x0001/234", "log/tile/100/000", "log/tile/0/0001"})
    world.put(file, "no");
  for (const char* path : {"/log/secret",
                           "/log/../temgoc.toml",
                           "/log/%2e%2e/temgoc.toml",
                           "/log/tile/../../temgoc.toml",
                           "/log/tile/0/../secret",
                           "/log/tile/0/secret",
                           "/log/tile/0",
                           "/log/tile/0/x0001/234",
                           "/log/tile/100/000",
                           "/log/tile/0/0001",
                           "/log/tile//000",
                           "/log/tile/0/x00/000",
                           "/log/tile/0/000.p/",
                           "/log/tile/0/000.p/x",
                           "/log/tile/0/000.p",
                           "/log/",
                           "/log//checkpoint",
                           "/log/checkpoint/",
                           "/picture/../temgoc.toml",
                           "/picture/%2e%2e%2ftemgoc",
                           "/picture/2990001000018",
                           "/picture/",
                           "/keys/log.pem",
                           "/registry.sqlite",
                           "/trust_list/..",
                           "/log-test/checkpoint"}) {
    CAPTURE(path);
    CHECK(world.get(path).status == 404);
  }
}

TEST_CASE("trust list and roots are served as they lie there") {
  World world;
  CHECK(world.get("/trust_list").body == *read_file(world.works() / "trust/trust_list", 1 << 20));
  CHECK(world.get("/roots").body == *read_file(world.works() / "trust/roots", 1 << 20));
}

TEST_CASE("a picture is one by its bytes, not by its name, and no larger than 2 MB") {
  World world;
  const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "rest";
  world.put("pictures/02990001000018.png", png);
  world.put("pictures/02990001000025.png", "<script>alert(1)</script>");
  world.put("pictures/02990001000032.png", png + std::string(3 << 20, 'x'));
  CHECK(world.get("/picture/02990001000018").content_type == "image/png");
  CHECK(world.get("/picture/02990001000025").status == 404);
  CHECK(world.get("/picture/02990001000032").status == 404);
  CHECK(world.get("/picture/02990001000049").status == 404);
}

TEST_CASE("an address that is nothing here says so, in a page or as JSON") {
  World world;
  const HttpResponse page = world.get("/wp-login.php");
  CHECK(page.status == 404);
  CHECK(page.content_type == "text/html; charset=utf-8");
  CHECK(page.body.find("Không có trang này") != std::string::npos);
  CHECK(field(page, "Content-Security-Policy").starts_with("default-src 'none'"));
  CHECK(world.get("/%zz", {.accept_language = "en"}).body.find("lang=\"en\"") != std::string::npos);
  const HttpResponse json = world.get("/wp-login.php", {.accept = "application/json"});
  CHECK(json.status == 404);
  CHECK(json.body.find("\"not_found\"") != std::string::npos);
}

TEST_CASE("text is packed for who takes gzip, and says that it varies") {
  World world;
  world.put("log/tile/0/000", std::string(100'000, 'x'));
  CHECK(
      field(world.get("/log/tile/0/000", {.accept_encoding = "gzip"}), "Content-Encoding").empty());
  const std::string plain = world.get("/").body;
  const HttpResponse packed = world.get("/", {.accept_encoding = "br, gzip;q=0.5"});
  CHECK(field(packed, "Content-Encoding") == "gzip");
  CHECK(field(packed, "Vary").ends_with(", Accept-Encoding"));
  CHECK(gunzipped(packed.body) == plain);
}

TEST_CASE("a page that is packed begins with the style sheet packed before") {
  World world;
  for (const char* language : {"vi", "en"}) {
    const HttpResponse plain = world.get("/", {.accept_language = language});
    CHECK(plain.beginning.find("</style>") != std::string_view::npos);
    CHECK(plain.body.starts_with(plain.beginning));
    const HttpResponse packed =
        world.get("/", {.accept_language = language, .accept_encoding = "gzip"});
    CHECK(gunzipped(packed.body) == plain.body);
    CHECK(packed.body.size() < plain.body.size() / 2);
  }
}

TEST_CASE("what is known already is not sent again") {
  World world;
  const std::string tag = field(world.get("/roots"), "ETag");
  REQUIRE(tag.starts_with("W/"));
  for (const std::string& match : {tag, tag.substr(2), "\"x\", " + tag, std::string("*")}) {
    const HttpResponse same = world.get("/roots", {.if_none_match = match});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(field(same, "ETag") == tag);
  }
  for (const std::string& other :
       {std::string("\"x\""), std::string("W/"), tag.substr(0, tag.size() - 2) + '"',
        tag.substr(0, tag.size() - 1), tag.substr(0, tag.size() - 1) + "0\"", "\"" + tag.substr(4)})
    CHECK(world.get("/roots", {.if_none_match = other}).status == 200);
}

TEST_CASE("a method that a path does not have is named") {
  World world;
  const HttpResponse options = world.get("/roots", {.method = "OPTIONS"});
  CHECK(options.status == 204);
  CHECK(field(options, "Allow") == "GET, HEAD, OPTIONS");
  CHECK(world.get("/roots", {.method = "POST"}).status == 405);
  CHECK(world.get("/roots", {.method = "HEAD"}).body == world.get("/roots").body);
}

TEST_CASE(
    "an answer is kept once it was asked for twice, until the workplace changes or a minute ends") {
  World world;
  AnswerCache cache;
  int made = 0;
  const auto ask = [&](const std::string& path, const std::string& language = {},
                       const std::string& encoding = {}) {
    return *cache.answer(
        {.path = path, .accept_language = language, .accept_encoding = encoding}, *world.site, [&] {
          return HttpResponse{.body = path + std::to_string(++made), .repeatable = path != "/once"};
        });
  };
  ask("/a");
  CHECK(ask("/a").body == "/a2");
  CHECK(ask("/a").body == "/a2");
  CHECK(ask("/a", "en").body == "/a3");
  CHECK(ask("/a?").body == "/a?4");
  // Who takes no gzip is never given what was packed for another.
  CHECK(ask("/a", "", "gzip").body == "/a5");
  CHECK(ask("/a").body == "/a2");
  for (int i = 0; i < 3; ++i) ask("/once");
  CHECK(made == 8);
  auto registry = Registry::open(world.works() / "registry.sqlite");
  REQUIRE(registry->store(Cooperative{.id = "C90", .name = "HTX Mẫu"}, world.now, false));
  CHECK(ask("/a").body == "/a9");
  world.now += std::chrono::seconds(59);
  CHECK(ask("/a").body == "/a9");
  world.now += std::chrono::seconds(1);
  CHECK(ask("/a").body == "/a10");
  CHECK(ask("/a").body == "/a10");
  world.now -= std::chrono::hours(1);
  CHECK(ask("/a").body == "/a11");
}

TEST_CASE("a kept answer ends with the day that it speaks of, and with the trust list") {
  World world;
  AnswerCache cache;
  int made = 0;
  const auto ask = [&] {
    return cache
        .answer({.path = "/a"}, *world.site,
                [&] { return HttpResponse{.body = std::to_string(++made), .repeatable = true}; })
        ->body;
  };
  world.now = parse_instant("2026-11-24T16:59:45.000Z").value();  // 23:59:45 in Vietnam
  ask();
  CHECK(ask() == "2");
  world.now += std::chrono::seconds(10);
  CHECK(ask() == "2");
  world.now += std::chrono::seconds(10);
  CHECK(ask() == "3");
  CHECK(ask() == "3");

  auto workplace = Workplace::open(world.works(), {}, world.clock(), system_random());
  REQUIRE(workplace.has_value());
  REQUIRE(sign_trust_list(*workplace, world.folder / "roots", kPassphrase).has_value());
  CHECK(ask() == "3");
  world.now += std::chrono::seconds(2);
  world.site->refresh();
  REQUIRE(world.site->trust().list().version == 2);
  CHECK(ask() == "4");
}

TEST_CASE("a part is kept for all answers until the workplace changes") {
  World world;
  AnswerCache cache;
  int made = 0;
  const auto ask = [&](const std::string& path, const std::string& key) {
    return cache
        .answer({.path = path}, *world.site,
                [&] {
                  return HttpResponse{
                      .body = cache.part(key, [&] { return key + std::to_string(++made); })};
                })
        ->body;
  };
  CHECK(ask("/a", "x") == "x1");
  CHECK(ask("/b", "x") == "x1");
  CHECK(ask("/b", "y") == "y2");
  auto registry = Registry::open(world.works() / "registry.sqlite");
  REQUIRE(registry->store(Cooperative{.id = "C90", .name = "HTX Mẫu"}, world.now, false));
  CHECK(ask("/a", "x") == "x3");
}

TEST_CASE("pages that differ in texts alone are put together once two were the same but for them") {
  World world;
  AnswerCache cache;
  int made = 0;
  const auto ask = [&](const std::string& own, const std::string& shared) {
    HttpResponse page;
    cache.answer({.path = "/" + own}, *world.site, [&] {
      page = cache.page("key", {own}, [&] {
        ++made;
        return HttpResponse{.status = 404, .body = "<p>" + shared + own, .route = "item"};
      });
      return HttpResponse{};
    });
    if (!page.pattern) return page.body;
    CHECK(page.body.empty());
    CHECK(page.status == 404);
    CHECK(page.route == "item");
    return page.pattern->filled(page.texts);
  };
  CHECK(ask("1", "a") == "<p>a1");
  CHECK(ask("2", "b") == "<p>b2");  // it was not the label's text alone
  CHECK(ask("2", "b") == "<p>b2");  // says nothing of others
  CHECK(ask("3", "b") == "<p>b3");
  CHECK(made == 4);
  CHECK(ask("4", "never made") == "<p>b4");
  CHECK(made == 4);
  auto registry = Registry::open(world.works() / "registry.sqlite");
  REQUIRE(registry->store(Cooperative{.id = "C90", .name = "HTX Mẫu"}, world.now, false));
  CHECK(ask("5", "c") == "<p>c5");
}

TEST_CASE("scans reach the registry through the queue, all of them by its end") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
  REQUIRE(scans.has_value());
  // No such lot: the commit is refused and the loss is counted, nothing else happens.
  (*scans)->add({.lot_id = 77}, {}, world.now);
  CHECK(soon([&] { return (*scans)->counts().dropped == 1; }));
  CHECK((*scans)->counts().written == 0);
}

TEST_CASE("alarms are counted in the registry, through the same queue") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  {
    auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
    REQUIRE(scans.has_value());
    for (int i = 0; i < 3; ++i) (*scans)->add(ScanAlarm{.day = world.site->today()});
  }
  const auto alarms = world.site->registry().scan_alarms({});
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].asked == 3);
}

TEST_CASE("without a registry all goes into files, and the service of one takes it from there") {
  World world;
  const fs::path queue = world.folder / "waiting";
  const ScanRules rules{world.clock(), system_random()};
  SuspicionReport report{.verdict = "unknown", .message = "lạ", .at = world.now};
  {
    auto scans = ScanRecorder::start({}, rules, {}, queue);
    REQUIRE(scans.has_value());
    (*scans)->add(ScanAlarm{.day = world.site->today()});
    (*scans)->add(SeenLot{.named = LotOnLabel{"ocop.example.vn", "02990001000018", "NONE"}}, {},
                  world.now);
    report = (*scans)->add(report).value();
    CHECK(soon([&] { return (*scans)->counts().on_disk == 3; }));
    CHECK((*scans)->counts().dropped == 0);
    CHECK((*scans)->counts().written == 0);
  }
  REQUIRE_FALSE(fs::is_empty(queue));
  {
    auto scans = ScanRecorder::start(world.works() / "registry.sqlite", rules, {}, queue);
    REQUIRE(scans.has_value());
    CHECK(soon([&] { return fs::is_empty(queue); }));
  }
  CHECK(world.site->registry().scan_alarms({}).size() == 1);
  const auto kept = world.site->registry().reports(5);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0] == report);
}

TEST_CASE("a full queue drops and counts; no one waits for a registry that someone else holds") {
  constexpr std::uint64_t kAsked = 45'000, kMostLost = 25'000;
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  auto holder = Registry::open(path);
  ScanRecorder::Counts counts;
  {
    auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
    REQUIRE(holder->transaction([&]() -> Result<void> {
      for (std::uint64_t i = 0; i < kAsked; ++i)
        (*scans)->add(ScanAlarm{.day = world.site->today()});
      counts = (*scans)->counts();
      return {};
    }));
    CHECK(counts.dropped > 0);
    CHECK(counts.dropped <= kMostLost);
    CHECK(counts.written == 0);
  }
  const auto alarms = world.site->registry().scan_alarms({});
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].asked == kAsked - counts.dropped);
}

TEST_CASE("no randomness costs the scans of that moment, never the recorder") {
  World world;
  bool is_first = true;  // the salt of the start
  const RandomSource once = [&](std::span<std::uint8_t> bytes) {
    if (!std::exchange(is_first, false)) throw SystemFailure(Error{"random_failed", "", ""});
    std::ranges::fill(bytes, std::uint8_t{1});
  };
  auto scans = ScanRecorder::start(world.works() / "registry.sqlite", {world.clock(), once});
  REQUIRE(scans.has_value());
  HttpRequest request;
  request.client = "192.0.2.7";
  (*scans)->add({.lot_id = 77}, request, world.now);
  CHECK(soon([&] { return (*scans)->counts().dropped == 1; }));
  (*scans)->add(ScanAlarm{.day = world.site->today()});
  CHECK(soon([&] { return (*scans)->counts().written == 1; }));
}

TEST_CASE("a full disk costs the scans of that moment and none after it") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  {
    auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
    const auto counts = [&] { return (*scans)->counts(); };
    (*scans)->add(ScanAlarm{.day = world.site->today()});
    REQUIRE(soon([&] { return counts().written == 1; }));
    {
      const FullDisk full(1);
      (*scans)->add(ScanAlarm{.day = world.site->today()});
      CHECK(soon([&] { return counts().dropped == 1; }));
    }
    (*scans)->add(ScanAlarm{.day = world.site->today()});
    CHECK(soon([&] { return counts().written == 2; }));
  }
  const auto alarms = world.site->registry().scan_alarms({});
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].asked == 2);
}

TEST_CASE("a report that the disk refuses is tried again until it is kept") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  SuspicionReport report{.verdict = "unknown", .message = "lạ", .at = world.now};
  {
    auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
    const auto counts = [&] { return (*scans)->counts(); };
    (*scans)->add(ScanAlarm{.day = world.site->today()});
    REQUIRE(soon([&] { return counts().written == 1; }));
    {
      const FullDisk full(1);
      report = (*scans)->add(report).value();
      (*scans)->add(ScanAlarm{.day = world.site->today()});
      CHECK(soon([&] { return counts().dropped == 1; }));
    }
  }
  const auto kept = world.site->registry().reports(5);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0] == report);
}

TEST_CASE("a report does not wait for a registry that someone else holds") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  auto holder = Registry::open(path);
  {
    auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
    REQUIRE(holder->transaction([&]() -> Result<void> {
      const HttpRequest post{.method = "POST", .path = "/report", .body = "label=x&message=la"};
      CHECK(answer(post, {*world.site, scans->get()})->status == 200);
      CHECK(world.site->registry().reports(5).empty());
      return {};
    }));
  }
  CHECK(world.site->registry().reports(5).size() == 1);
}

TEST_CASE("while a registry is let go of nothing waits for the next one, whose rows are others") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  auto scans = ScanRecorder::start(path, {world.clock(), system_random()});
  const auto counts = [&] { return (*scans)->counts(); };
  (*scans)->pause();
  (*scans)->add(ScanAlarm{.day = world.site->today()});
  CHECK(counts().dropped == 1);
  CHECK(counts().queued == 0);
  const auto report =
      (*scans)->add(SuspicionReport{.verdict = "unknown", .message = "lạ", .at = world.now});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == "reports_busy");
  (*scans)->resume(Registry::open(path).value());
  (*scans)->add(ScanAlarm{.day = world.site->today()});
  CHECK(soon([&] { return counts().written == 1; }));
  CHECK(world.site->registry().scan_alarms({}).size() == 1);
}

TEST_CASE("days older than the workplace keeps are gone once it serves") {
  World world;
  const fs::path path = world.works() / "registry.sqlite";
  auto registry = Registry::open(path);
  for (const char* at : {"2026-10-23T17:00:00.000Z", "2026-10-22T17:00:00.000Z"})
    registry->add_scan_alarm({.day = vietnam_day(parse_instant(at).value())});
  { (void)ScanRecorder::start(path, {world.clock(), system_random(), kFastestKmPerHour, 1}); }
  const auto left = registry->scan_alarms({});
  REQUIRE(left.size() == 1);
  CHECK(to_iso(left[0].day) == "2026-10-24");
}
