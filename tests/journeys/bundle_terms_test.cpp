// A bundle in its grace, past it, from the future, and beside a clock that is wrong.
#include <doctest/doctest.h>

#include "journeys/works.h"
#include "temgoc/bundle.h"
#include "temgoc/signer.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

using std::chrono::days;
using std::chrono::hours;

class Office {
 public:
  Office() {
    const Json good = works.issue(kFish);
    const Json bad = works.issue(kOyster);
    valid = good["url"];
    recalled = bad["url"];
    REQUIRE(works
                .temgoc({"lot", "recall", bad["short_code"], "--reason", "dư lượng", "--confirm",
                         bad["lot"]})
                .status == 0);
    REQUIRE(works.temgoc({"bundle", "build", "--out", file("now.bundle")}).status == 0);
  }
  std::string file(const std::string& name) const {
    return (works.scratch().path() / name).string();
  }

  // The same bundle as the office would have made it at another time: its log key signs.
  std::string dated(hours made, hours expires, hours grace) const {
    const std::string whole = text_of(file("now.bundle"));
    const std::size_t line = whole.find('\n') + 1;
    const std::size_t length = std::stoul(whole.substr(whole.find(' ')));
    const SignedNote note = SignedNote::parse(whole.substr(line, length)).value();
    BundleManifest terms = BundleManifest::parse_text(note.text).value();
    const Instant now = system_clock()();
    terms.made_at = now + made;
    terms.expires_at = now + expires;
    terms.grace_until = now + grace;
    const SigningKey key = load_key(works.folder() / "keys/log.pem", "").value();
    const std::string text = terms.text();
    const std::string again =
        SignedNote{text,
                   {note_signature(bundle_signer(terms.realm), key.public_key(), key.sign(text))}}
            .serialised();
    return works.scratch()
        .write("dated.bundle", "temgoc-bundle/v1 " + std::to_string(again.size()) + "\n" + again +
                                   whole.substr(line + length))
        .string();
  }

  Json ask(const std::string& bundle, const std::string& text, const Words& more = {}) const {
    Words arguments{"--json", "--roots", (works.folder() / "trust/roots").string(), "--bundle",
                    bundle};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(text);
    return run(kVerify, arguments).json();
  }
  Json check(const std::string& bundle) const {
    return works.temgoc({"--json", "bundle", "check", bundle}).json();
  }

  const Works works;
  std::string valid;
  std::string recalled;
};

}  // namespace

TEST_CASE("in its grace a bundle still says valid, and that it has expired") {
  const Office office;
  const std::string bundle = office.dated(-days(10), -days(3), days(4));
  const Json verdict = office.ask(bundle, office.valid);
  CHECK(verdict["verdict"] == "valid");
  CHECK(verdict["offline"]["state"] == "grace");
  CHECK(verdict["offline"]["clock"] == "plausible");
  const Ran words =
      run(kVerify, {"--lang", "vi", "--roots", (office.works.folder() / "trust/roots").string(),
                    "--bundle", bundle, office.valid});
  CHECK(words.out.find("dữ liệu ngoại tuyến đã hết hạn") != std::string::npos);
  CHECK(office.check(bundle)["state"] == "grace");
}

TEST_CASE("past its grace a bundle withholds valid, and a recall in it stands") {
  const Office office;
  for (const hours late : {hours(1), hours(days(3 * 365))}) {
    const std::string bundle = office.dated(-late - days(14), -late - days(7), -late);
    const Json verdict = office.ask(bundle, office.valid);
    CHECK(verdict["verdict"] == "cannot_check");
    CHECK(verdict["reason"] == "stale_facts");
    CHECK(verdict["checks"]["freshness"] == "fail");
    CHECK(verdict["offline"]["state"] == "expired");
    // Years later it is the clock that is doubted.
    CHECK(verdict["offline"]["clock"] == (late > days(365) ? "ahead" : "plausible"));
    const Json recalled = office.ask(bundle, office.recalled);
    CHECK(recalled["verdict"] == "recalled");
    CHECK(recalled["also"][0]["reason"] == "stale_facts");
    CHECK(office.check(bundle)["error"]["code"] == "bundle_expired");
  }
}

TEST_CASE("a bundle from the future is used for warnings alone, and is not remembered") {
  const Office office;
  const std::string state = office.file("state.json");
  const std::string ahead = office.dated(days(2), days(9), days(16));
  const Json verdict = office.ask(ahead, office.valid, {"--state", state});
  CHECK(verdict["verdict"] == "cannot_check");
  CHECK(verdict["reason"] == "clock_off");
  CHECK(verdict["offline"]["clock"] == "behind");
  CHECK(office.ask(ahead, office.recalled)["verdict"] == "recalled");
  CHECK(office.check(ahead)["error"]["code"] == "bundle_from_future");
  const Ran since = office.works.temgoc(
      {"--json", "bundle", "build", "--since", ahead, "--out", office.file("next.bundle")});
  CHECK(since.status == 6);
  CHECK(since.json()["error"]["code"] == "bundle_clock_behind");
  CHECK(office.ask(office.file("now.bundle"), office.valid, {"--state", state})["verdict"] ==
        "valid");
}

TEST_CASE("a clock that is hours behind is warned of and believed") {
  const Office office;
  const std::string bundle = office.dated(hours(6), days(7), days(14));
  const Json verdict = office.ask(bundle, office.valid);
  CHECK(verdict["verdict"] == "valid");
  CHECK(verdict["offline"]["clock"] == "behind");
  CHECK(office.check(bundle)["ok"] == true);
}

TEST_CASE("nobody but the log key lengthens a bundle's life") {
  const Office office;
  std::string text = text_of(office.file("now.bundle"));
  const std::size_t year = text.find("\"grace_until\":\"20") + 17;
  text[year] = '9';
  const std::string altered = office.works.scratch().write("longer.bundle", text).string();
  CHECK(office.ask(altered, office.valid)["error"]["code"] == "bundle_not_signed");
}
