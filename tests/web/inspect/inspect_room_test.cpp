// What "/kiem-tra/" hands out, and to whom.
#include <doctest/doctest.h>

#include <filesystem>
#include <random>
#include <thread>

#include "temgoc/base/files.h"
#include "temgoc/base/json.h"
#include "temgoc/evidence/build_bundle.h"
#include "temgoc/keys/bundle_key.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/people/inspectors.h"
#include "temgoc/workplace/workplace.h"
#include "web/answer.h"
#include "web/inspect/answer_as_inspector.h"
#include "web/inspect/shell_files.h"
#include "web/scan_recorder.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";

struct World {
  fs::path folder;
  Instant now = parse_instant("2026-11-24T02:00:00.000Z").value();
  std::mt19937 generator{1};
  std::optional<Workplace> workplace;
  std::optional<Site> site;
  std::unique_ptr<ScanRecorder> scans;
  std::optional<BundleShelf> shelf;

  World() {
    std::string name = (fs::temp_directory_path() / "temgoc-inspect-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    auto made = Workplace::init(
        {works(), "ocop.example.vn", {"tg.example.vn"}, folder / "roots", kPassphrase}, clock(),
        random());
    REQUIRE(made.has_value());
    workplace.emplace(std::move(*made));
    REQUIRE(new_bundle_key(*workplace, {.passphrase = kPassphrase}).has_value());
    REQUIRE(sign_trust_list(*workplace, folder / "roots", kPassphrase).has_value());
    site.emplace(std::move(*Site::open(works(), clock())));
    scans = std::move(*ScanRecorder::start(works() / "registry.sqlite", {clock(), random()}));
    shelf.emplace(works() / "bundles", clock());
  }
  ~World() {
    scans.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  fs::path works() const { return folder / "works"; }
  Clock clock() {
    return [this] { return now; };
  }
  RandomSource random() {
    return [this](std::span<std::uint8_t> bytes) {
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator());
    };
  }
  SharedResponse ask(const HttpRequest& request) {
    return answer(request, {*site, &*scans, nullptr, &*shelf});
  }
  SharedResponse get(const std::string& path) { return ask({.path = path}); }
  SharedResponse post(std::string_view path, const std::string& body) {
    return ask({.method = "POST", .path = std::string(path), .body = body});
  }
  std::string code() {
    auto card = enrol_inspector(*workplace, "Nguyễn Thị Lan", 30);
    REQUIRE(card.has_value());
    return card->code;
  }
  BuiltBundle bundle() {
    auto built = build_bundle(*workplace, {.passphrase = kPassphrase});
    REQUIRE(built.has_value());
    return *std::move(built);
  }
};

std::string header(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

// The files that the service worker keeps on the phone.
std::vector<std::string> kept_files(World& world) {
  const std::string worker = world.get("/kiem-tra/sw.js")->body;
  const std::string_view start = "const kFiles = ";
  const auto begin = worker.find(start) + start.size();
  const auto names = parse_json(worker.substr(begin, worker.find(";\n", begin) - begin));
  REQUIRE(names.has_value());
  return names->get<std::vector<std::string>>();
}

std::string refusal(const HttpResponse& response) {
  const auto json = parse_json(response.body);
  return json ? (*json)["error"]["code"].get<std::string>() : "";
}

}  // namespace

TEST_CASE("the page, each of its files and the list of them in its service worker are served") {
  World world;
  const auto page = world.get("/kiem-tra/");
  CHECK(page->status == 200);
  CHECK(page->content_type == "text/html; charset=utf-8");
  CHECK(header(*page, "Content-Security-Policy").find("script-src 'self' 'wasm-unsafe-eval'") !=
        std::string::npos);
  CHECK(header(*page, "Permissions-Policy").starts_with("camera=(self)"));
  CHECK(world.get("/kiem-tra")->status == 308);
  CHECK(world.get("/kiem-tra/no-such.mjs")->status == 404);
  const auto names = kept_files(world);
  CHECK(names.size() > 30);
  for (const std::string& name : names) {
    CAPTURE(name);
    const auto file = world.get("/kiem-tra/" + name);
    CHECK(file->status == 200);
    CHECK_FALSE(file->content_type.empty());
  }
  const std::string worker = world.get("/kiem-tra/sw.js")->body;
  CHECK(worker.find("@version@") == std::string::npos);
}

TEST_CASE("the shell is small enough for a weak network") {
  World world;
  std::size_t shell = 0, decoders = 0;
  for (const std::string& file : kept_files(world)) {
    const std::size_t bytes =
        world.ask({.path = "/kiem-tra/" + file, .accept_encoding = "gzip"})->body.size();
    const bool decoder = file.starts_with("vendor/zxing") || file.starts_with("vendor/qr_decode");
    (decoder ? decoders : shell) += bytes;
  }
  MESSAGE("shell " << shell << " bytes, decoders " << decoders);
  CHECK(shell <= 150'000);
  CHECK(shell + decoders <= 600'000);
}

TEST_CASE("the page has its words in both languages") {
  for (const char* language : {"words.vi.json", "words.en.json"}) {
    const auto file = shell_file(language);
    REQUIRE(file.has_value());
    const auto words = parse_json(file->content);
    REQUIRE(words.has_value());
    for (const char* key : {"headline.valid", "inspect.scan.go", "reason.stale_facts",
                            "error.bundle_damaged", "stars", "malformed.barcode"})
      CHECK(words->contains(key));
    CHECK_FALSE(words->contains("help.lot"));
  }
}

TEST_CASE("who has a code is enrolled and given the roots to pin; nobody else is") {
  World world;
  const std::string code = world.code();
  const auto enrolled = world.post(kInspectEnrol, "code=" + code);
  REQUIRE(enrolled->status == 200);
  const auto json = parse_json(enrolled->body);
  CHECK((*json)["inspector"] == "Nguyễn Thị Lan");
  CHECK((*json)["realm"] == "ocop.example.vn");
  CHECK((*json)["roots"] == world.site->roots_note());
  CHECK(header(*enrolled, "Set-Cookie").starts_with("kiem-tra=1; Path=/kiem-tra/"));
  const auto lower = world.post(kInspectEnrol, "code=" + code.substr(0, 19));
  CHECK(lower->status == 200);
  const auto unknown = world.post(kInspectEnrol, "code=0000-0000-0000-0000-0000-0000");
  CHECK(unknown->status == 403);
  CHECK(unknown->guess_missed);
  CHECK(refusal(*unknown) == "inspector_code_unknown");
  CHECK(refusal(*world.post(kInspectEnrol, "")) == "inspector_code_unknown");
  CHECK(world.get(std::string(kInspectEnrol))->status == 405);
  const Instant before = world.now;
  world.now += std::chrono::days(31);
  CHECK(refusal(*world.post(kInspectEnrol, "code=" + code)) == "inspector_expired");
  world.now = before;
  REQUIRE(Inspections::open(world.works() / "registry.sqlite")->revoke(1, before).has_value());
  CHECK(refusal(*world.post(kInspectBundle, "code=" + code)) == "inspector_revoked");
}

TEST_CASE("the newest bundle is handed out in pieces, and only what changed to who has an older") {
  World world;
  const std::string form = "code=" + world.code();
  CHECK(refusal(*world.post(kInspectBundle, form)) == "inspection_no_bundle");
  world.now += std::chrono::minutes(1);
  const BuiltBundle first = world.bundle();
  world.now += std::chrono::minutes(1);
  const auto whole = world.post(kInspectBundle, form + "&have=&from=0");
  REQUIRE(whole->status == 200);
  CHECK(header(*whole, "Temgoc-Bundle") == first.bundle.digest());
  CHECK(header(*whole, "Temgoc-Bundle-Kind") == "whole");
  CHECK(whole->body == *read_file(first.file, kMaxBundleBytes));
  const auto rest = world.post(kInspectBundle, form + "&have=&from=100");
  CHECK(rest->body == whole->body.substr(100));
  CHECK(header(*rest, "Temgoc-Bundle-Size") == std::to_string(whole->body.size()));
  const std::string have = "&from=0&have=" + first.bundle.digest();
  CHECK(world.post(kInspectBundle, form + have)->status == 204);
  const BuiltBundle second = world.bundle();
  world.now += std::chrono::minutes(1);
  // Bundles that somebody made up leave room for those that phones have.
  for (int i = 0; i < 25; ++i)
    CHECK(header(*world.post(kInspectBundle, form + "&from=0&have=made-up-" + std::to_string(i)),
                 "Temgoc-Bundle-Kind") == "whole");
  const auto changed = world.post(kInspectBundle, form + have);
  REQUIRE(changed->status == 200);
  CHECK(header(*changed, "Temgoc-Bundle-Kind") == "delta");
  const auto roots = open_roots(world.site->roots_note());
  const auto applied = apply_bundle_delta(as_bytes(whole->body), as_bytes(changed->body), *roots);
  REQUIRE(applied.has_value());
  CHECK(Bundle::open(*applied, *roots)->digest() == second.bundle.digest());
  // One that is none does not hide the last good one.
  write_file(world.works() / "bundles" / "offline-99991231T000000Z.bundle", as_bytes("x"));
  world.now += std::chrono::minutes(1);
  CHECK(header(*world.post(kInspectBundle, form), "Temgoc-Bundle") == second.bundle.digest());
}

TEST_CASE("a visit is given a receipt and is stored; sent again it is the same visit") {
  World world;
  const std::string code = world.code();
  const std::string sent =
      R"({"code":")" + code + R"(","visit":{"id":"v1","place":"Chợ Bến Thành","items":[]}})";
  const auto taken = world.post(kInspectVisit, sent);
  REQUIRE(taken->status == 202);
  const std::string receipt = (*parse_json(taken->body))["receipt"];
  CHECK((*parse_json(taken->body))["kept"] == false);  // a crash now would lose it
  CHECK(receipt.starts_with("KT-261124-"));
  world.scans.reset();
  const auto stored = Inspections::open(world.works() / "registry.sqlite")->visits({.limit = 10});
  REQUIRE(stored.size() == 1);
  CHECK(stored.front().receipt == receipt);
  world.now += std::chrono::days(1);
  const Json again = *parse_json(world.post(kInspectVisit, sent)->body);
  CHECK(again["receipt"] == receipt);
  CHECK(again["kept"] == true);
  CHECK(refusal(*world.post(kInspectVisit, "{}")) == "visit_unreadable");
  const auto named = [&](std::size_t letters) {
    return world.post(kInspectVisit, R"({"code":")" + code + R"(","visit":{"id":")" +
                                         std::string(letters, 'v') + R"("}})");
  };
  CHECK(refusal(*named(0)) == "visit_unreadable");
  CHECK(refusal(*named(65)) == "visit_unreadable");
  CHECK(refusal(*world.post(kInspectVisit, R"({"code":"A","visit":{"id":"v"}})")) ==
        "inspector_code_unknown");
  const std::string other = R"({"code":")" + code + R"(","visit":{"id":"v2"}})";
  CHECK(refusal(*answer({.method = "POST", .path = std::string(kInspectVisit), .body = other},
                        {*world.site})) == "visits_busy");
}
