// A bundle in its grace, past it, from the future, and beside a clock that is wrong.
#include <doctest/doctest.h>

#include "bundle/bundle_file.h"
#include "journeys/works.h"
#include "temgoc/log/log.h"
#include "temgoc/signer/signer.h"

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
    REQUIRE(works.build_bundle(file("now.bundle")).status == 0);
  }
  std::string file(const std::string& name) const {
    return (works.scratch().path() / name).string();
  }

  // The same bundle as the office would have made it at another time: the bundle key signs it, and
  // the log key a log that has its entry.
  std::string dated(hours made, hours expires, hours grace) const {
    const std::string whole = text_of(file("now.bundle"));
    const BundleParts parts = take_apart(as_bytes(whole)).value();
    BundleManifest terms = parts.manifest;
    const Instant now = system_clock()();
    terms.made_at = now + made;
    terms.expires_at = now + expires;
    terms.grace_until = now + grace;
    std::vector<Digest> leaves(terms.facts_size + 1);
    leaves.back() = leaf_hash(as_bytes(terms.log_entry()));
    const std::string checkpoint =
        signed_by(key("log.pem"), terms.realm, checkpoint_text(terms.realm, tree_head(leaves)))
            .serialised();
    std::vector<Bytes> stored;
    for (const ByteView section : parts.stored) stored.emplace_back(section.begin(), section.end());
    const Bytes again = put_together(
        "", signed_by(bundle_key(), bundle_signer(terms.realm), terms.text()), as_bytes(checkpoint),
        proof_bytes(inclusion_proof(leaves, terms.facts_size)), stored);
    return works.scratch().write("dated.bundle", std::string(as_text(again))).string();
  }

  SigningKey key(const std::string& name) const {
    const std::string passphrase = text_of(works.passphrase_file());
    return load_key(works.folder() / "keys" / name, passphrase.substr(0, passphrase.size() - 1))
        .value();
  }
  SigningKey bundle_key() const {
    const Json listed = works.temgoc({"--json", "key", "list"}).json();
    return key("bundle-" + listed["bundle_key"]["in_force"]["key_id"].get<std::string>() + ".pem");
  }
  static SignedNote signed_by(const SigningKey& key, const std::string& name,
                              const std::string& text) {
    return {text, {note_signature(name, key.public_key(), key.sign(text))}};
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
  const Ran since = office.works.build_bundle(office.file("next.bundle"), {"--since", ahead});
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

TEST_CASE("nobody but the bundle key lengthens a bundle's life") {
  const Office office;
  std::string text = text_of(office.file("now.bundle"));
  const std::size_t year = text.find("\"grace_until\":\"20") + 17;
  text[year] = '9';
  const std::string altered = office.works.scratch().write("longer.bundle", text).string();
  CHECK(office.ask(altered, office.valid)["error"]["code"] == "bundle_not_signed");
}
