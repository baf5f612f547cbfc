// `temgoc serve --bundle`: a machine with a bundle, the roots and no registry at all.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

#include "journeys/serving.h"
#include "temgoc/base/files.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// Asked until the service has looked again.
bool comes_to(const std::function<bool()>& state) {
  for (int i = 0; i < 400; ++i) {
    if (state()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string path_of(const Json& lot) { return lot["url"].get<std::string>().substr(21); }

Json body_of(const std::string& answer) {
  const auto json = parse_json(answer.substr(answer.find("\r\n\r\n") + 4));
  return json ? *json : Json();
}

// The workplace with the registry, and another machine that has its settings, its roots and a
// folder that bundles are put into.
struct Machines {
  Works works;
  fs::path verifier = works.scratch().path() / "verifier";
  fs::path source = works.scratch().path() / "source";
  fs::path built = works.scratch().path() / "built";

  Machines() {
    fs::create_directories(verifier / "trust");
    fs::create_directories(source);
    fs::create_directories(built);
    fs::copy(works.folder() / "temgoc.toml", verifier / "temgoc.toml");
    fs::copy(works.folder() / "trust" / "roots", verifier / "trust" / "roots");
  }
  // Built in a folder of its own, as `name`; with `since` its delta lies beside it.
  void build(const std::string& name, const std::string& since = {}) const {
    const Words more = since.empty() ? Words{} : Words{"--since", (built / since).string()};
    const Ran ran = works.build_bundle((built / name).string(), more);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  }
  // As whoever sends them there should: whole, under a name that counts once it is there.
  void publish(const std::string& name) const {
    fs::copy(built / name, source / ".coming", fs::copy_options::overwrite_existing);
    fs::rename(source / ".coming", source / name);
  }
  void recall(const Json& lot) const {
    const Ran ran = works.temgoc({"lot", "recall", lot["short_code"].get<std::string>(), "--reason",
                                  "thử", "--confirm", lot["lot"].get<std::string>()});
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  }
  Words options() const { return {"--bundle", source.string(), "--bundle-seconds", "1"}; }
};

Json health_of(const Serving& serving) { return body_of(serving.get("/health", "127.0.0.1")); }
std::string json_of(const Serving& serving, const Json& lot) {
  return serving.get(path_of(lot) + "?format=json");
}

}  // namespace

TEST_CASE("a service without a registry answers as far as its bundle goes, and no further") {
  const Machines machines;
  const Json lot = machines.works.issue(kFish);
  machines.build("1.bundle");
  machines.publish("1.bundle");
  const Json later = machines.works.issue(kFish);
  Serving serving(machines.verifier, machines.options());
  REQUIRE(serving.url().starts_with("http://127.0.0.1:"));
  const Json known = body_of(json_of(serving, lot));
  CHECK_MESSAGE(known["verdict"] == "valid", known.dump());
  CHECK(known["basis"] == "bundle");
  // What came after it was made may well be there.
  const std::string newer = json_of(serving, later);
  CHECK_MESSAGE(holds(newer, "cannot_check"), newer);
  CHECK_FALSE(holds(serving.get(path_of(later) + "?lang=en"), "never issued"));
  const std::string no_lot = serving.get("/lot/0" + kFish + "/NONE/safety?lang=en");
  CHECK_MESSAGE(holds(no_lot, "COULD NOT LOOK IT UP HERE"), no_lot);
  CHECK_FALSE(holds(no_lot, "never issued"));
  const std::string links = serving.get("/01/0" + kFish + "/10/NONE?linkType=linkset",
                                        "tg.example.vn", "Accept-Language: en\r\n");
  CHECK_MESSAGE(holds(links, "is not in the data here"), links);

  // The pages of records, and what no bundle holds.
  CHECK(serving.get("/").starts_with("HTTP/1.1 200 "));
  CHECK(serving.get("/product/0" + kFish).starts_with("HTTP/1.1 200 "));
  CHECK(serving.get("/cooperative/C01").starts_with("HTTP/1.1 200 "));
  CHECK(serving.get("/trust_list").starts_with("HTTP/1.1 200 "));
  CHECK(serving.get("/roots").starts_with("HTTP/1.1 200 "));
  const std::string lot_page = "/lot/0" + kFish + "/" + lot["lot"].get<std::string>();
  CHECK(serving.get(lot_page + "/safety").starts_with("HTTP/1.1 200 "));
  const std::string events = serving.get(lot_page + "/events?lang=en");
  CHECK(events.starts_with("HTTP/1.1 404 "));
  CHECK_MESSAGE(holds(events, "THIS PART IS NOT HERE"), events);
  CHECK(holds(serving.get("/dpp/0" + kFish + "/" + lot["lot"].get<std::string>()),
              "\"not_in_bundle\""));
  CHECK(serving.get("/kiem-tra/api/bundle").starts_with("HTTP/1.1 503 "));

  const Json health = health_of(serving);
  CHECK_MESSAGE(health["ok"] == true, health.dump());
  CHECK(health["bundle"]["reaches_source"] == true);
  const std::string metrics = serving.get("/metrics", "127.0.0.1");
  for (const char* gauge : {"temgoc_bundle_age_seconds", "temgoc_bundle_seconds_left",
                            "temgoc_bundle_source_reachable 1", "temgoc_bundles_taken_total",
                            "temgoc_bundles_refused_total 0", "temgoc_scans_on_disk"})
    CHECK_MESSAGE(holds(metrics, gauge), gauge, "\n", metrics);
  CHECK_FALSE(fs::exists(machines.verifier / "registry.sqlite"));
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
}

TEST_CASE("a recall comes with a delta, and neither a cut bundle nor an older one takes it back") {
  const Machines machines;
  const Json lot = machines.works.issue(kFish);
  machines.build("1.bundle");
  machines.publish("1.bundle");
  const auto recalled = [&](const Serving& serving) {
    return holds(serving.get(path_of(lot) + "?format=json"), "\"recalled\"");
  };
  {
    const Serving serving(machines.verifier, machines.options());
    // Kept in memory, since many ask for it.
    for (int n = 0; n < 5; ++n) CHECK_FALSE(recalled(serving));
    machines.recall(lot);
    machines.build("2.bundle", "1.bundle");
    machines.publish("2.bundle.delta");  // the delta alone
    CHECK(comes_to([&] { return recalled(serving); }));

    // Half of a third one.
    machines.build("3.bundle");
    const auto whole = read_file(machines.built / "3.bundle", std::size_t{64} << 20);
    REQUIRE(whole);
    std::ofstream(machines.source / "3.bundle", std::ios::binary)
        << whole->substr(0, whole->size() / 2);
    CHECK(comes_to([&] { return !health_of(serving)["bundle"]["fault"].is_null(); }));
    CHECK(recalled(serving));
    CHECK(health_of(serving)["ok"] == true);
    fs::remove(machines.source / "3.bundle");

    // The first, put back alone.
    fs::remove(machines.source / "2.bundle.delta");
    CHECK(comes_to([&] { return health_of(serving)["bundle"]["fault"] == "bundle_rolled_back"; }));
    CHECK(recalled(serving));
  }
  // A start remembers what was seen, with an older bundle at the source or with none.
  {
    const Serving serving(machines.verifier, machines.options());
    REQUIRE_FALSE(serving.url().empty());
    CHECK(recalled(serving));
  }
  fs::remove_all(machines.source);
  const Serving serving(machines.verifier, machines.options());
  REQUIRE_FALSE(serving.url().empty());
  CHECK(recalled(serving));
  CHECK(comes_to([&] { return health_of(serving)["bundle"]["reaches_source"] == false; }));
}

TEST_CASE("what is scanned beside a bundle waits in files, and goes to the registry's service") {
  const Machines machines;
  const Json lot = machines.works.issue(kFish);
  machines.build("1.bundle");
  machines.publish("1.bundle");
  const fs::path waiting = machines.verifier / "scans_waiting";
  const auto some_wait = [&] { return fs::exists(waiting) && !fs::is_empty(waiting); };
  {
    const Serving serving(machines.verifier, machines.options());
    CHECK(serving.get(path_of(lot)).starts_with("HTTP/1.1 200 "));
    CHECK(comes_to(some_wait));
  }  // killed
  REQUIRE(some_wait());
  {
    const Serving serving(machines.verifier, machines.options());
    CHECK(health_of(serving)["scans_waiting"] == 1);
  }
  const Serving primary(machines.works, {"--scan-queue", waiting.string()});
  CHECK(comes_to([&] { return fs::is_empty(waiting); }));
  const fs::path out = machines.works.scratch().path() / "scans.csv";
  REQUIRE(machines.works.temgoc({"export", "scans", "--out", out.string()}).status == 0);
  CHECK_MESSAGE(holds(text_of(out), lot["lot"].get<std::string>()), text_of(out));
}

TEST_CASE("a bundle past its grace says nothing more, and the service is out of order") {
  const Machines machines;
  const Json lot = machines.works.issue(kFish);
  const Ran ran = machines.works.build_bundle((machines.built / "1.bundle").string(),
                                              {"--days", "1", "--grace", "0"});
  REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  machines.publish("1.bundle");
  setenv("LD_PRELOAD", TEMGOC_BINARY_DIR "/libfault_at.so", 1);
  setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
  setenv("FAULT_CLOCK", std::to_string(3 * 86'400L).c_str(), 1);  // three days later
  const Serving serving(machines.verifier, machines.options());
  for (const char* name : {"LD_PRELOAD", "ASAN_OPTIONS", "FAULT_CLOCK"}) unsetenv(name);
  REQUIRE_FALSE(serving.url().empty());
  CHECK(serving.get("/health", "127.0.0.1").starts_with("HTTP/1.1 503 "));
  CHECK(health_of(serving)["fault"] == "bundle_expired");
  CHECK(holds(json_of(serving, lot), "\"cannot_check\""));
}

TEST_CASE("what a service beside a bundle is refused") {
  const Machines machines;
  const auto refused = [&](const Words& more) {
    Words words{"--json", "serve", "--listen", "127.0.0.1:0"};
    words.insert(words.end(), more.begin(), more.end());
    return run(kTemgoc, words, machines.verifier).json()["error"]["code"].get<std::string>();
  };
  CHECK(refused(machines.options()) == "bundle_source_empty");
  CHECK(refused({"--bundle", (machines.source / "none").string()}) == "file_not_found");
  CHECK(refused({"--bundle", "http://tg.example.vn/x.bundle"}) == "web_address_invalid");
  CHECK(refused({"--bundle", "https://127.0.0.1:9/x.bundle"}) == "web_file_unreachable");
  CHECK(refused({"--bundle", machines.source.string(), "--replica",
                 "postgresql://temgoc@localhost/temgoc"}) == "serve_two_sources");
  CHECK(refused({"--bundle", machines.source.string(), "--bundle-seconds", "0"}) ==
        "setting_invalid");
}
