// A witness on another machine: cosigns what continues, refuses what does not.
#include <doctest/doctest.h>

#include "journeys/works.h"
#include "temgoc/log/cosignature.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

class Witness {
 public:
  explicit Witness(const Works& works) {
    log_key = works.temgoc({"--json", "log", "show"}).json()["verifier_key"];
    const Ran made = run(kTemgoc, {"--json", "witness", "new", "--key", file("key.pem"), "--name",
                                   "witness.example/w1", "--state", file("state.json")});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    key = made.json()["verifier_key"];
  }
  std::string file(const std::string& name) const { return (scratch.path() / name).string(); }
  Ran cosign(const std::string& source) const {
    return run(kTemgoc, {"--json", "witness", "cosign", source, "--key", file("key.pem"), "--name",
                         "witness.example/w1", "--state", file("state.json"), "--log-key", log_key,
                         "--out", file("answer")});
  }
  std::string refusal(const std::string& source) const {
    const Ran ran = cosign(source);
    CHECK(ran.status != 0);
    return ran.json()["error"]["code"];
  }

  ScratchFolder scratch;
  std::string log_key;
  std::string key;
};

}  // namespace

TEST_CASE("a witness cosigns each step of a log, and the log carries its signature") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Witness witness(works);
  // From the folder itself, as on a USB stick.
  const Ran first = witness.cosign((works.folder() / "log").string());
  REQUIRE_MESSAGE(first.status == 0, first.out);
  CHECK(first.json()["size"] == 4);
  CHECK(first.json()["seen_before"] == 0);
  REQUIRE(works.issue(kFish)["ok"] == true);
  const std::string request = (works.scratch().path() / "request").string();
  REQUIRE(works.temgoc({"log", "request", "--since", "4", "--out", request}).status == 0);
  const Ran second = witness.cosign(request);
  REQUIRE_MESSAGE(second.status == 0, second.out);
  CHECK(second.json()["seen_before"] == 4);

  const Ran added =
      works.temgoc({"log", "add-cosignature", witness.file("answer"), "--witness", witness.key});
  REQUIRE_MESSAGE(added.status == 0, added.err);
  const Json shown = works.temgoc({"--json", "log", "show"}).json();
  CHECK(shown["signatures"].size() == 2);
  CHECK(shown["signatures"][1]["name"] == "witness.example/w1");
  CHECK(works.temgoc({"log", "check"}).status == 0);
  CHECK(works.temgoc({"lot", "list"}).status == 0);

  // The next entry makes another checkpoint, which the old signature is not on.
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Ran late = works.temgoc(
      {"--json", "log", "add-cosignature", witness.file("answer"), "--witness", witness.key});
  CHECK(late.json()["error"]["code"] == "cosignature_wrong");
}

TEST_CASE("a cosignature with a date that cannot be is not added, nor counted where it stands") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Witness witness(works);
  const SigningKey key = load_key(witness.file("key.pem"), "").value();
  const VerifierKey own = VerifierKey::parse(witness.key, VerifierKey::Type::witness).value();
  const SignedNote note = SignedNote::parse(text_of(works.folder() / "log/checkpoint")).value();
  const std::string witnesses = works.scratch().write("witnesses", witness.key + "\n").string();
  const std::string proof = (works.scratch().path() / "lot.tlog-proof").string();
  REQUIRE(works.temgoc({"log", "prove", lot["url"], "--out", proof}).status == 0);
  for (const auto& [seconds, said] :
       {std::pair<std::uint64_t, std::string>{0, "1970-01-01T00:00:00.000Z"},
        {4102444800, "2100-01-01T00:00:00.000Z"},
        {std::uint64_t{1} << 62, "9999-12-31T00:00:00.000Z"}}) {
    CAPTURE(said);
    const auto line =
        cosignature_line(own, seconds, key.sign(cosigned_message(note.text, seconds)));
    const std::string text = SignedNote{note.text, {line}}.serialised();
    const std::string answer =
        works.scratch().write("answer", text.substr(note.text.size() + 1)).string();
    const Json refused =
        works.temgoc({"--json", "log", "add-cosignature", answer, "--witness", witness.key}).json();
    CHECK(refused["error"]["code"] == "cosignature_time_wrong");
    CHECK(dump(refused).find(said) != std::string::npos);
    // Whoever carries the receipt may write the line into it himself.
    const std::string dated =
        works.scratch()
            .write("dated.tlog-proof", text_of(proof) + text.substr(note.text.size() + 1))
            .string();
    CHECK(works.verify_offline(lot["url"], {"--receipt", dated}).status == 0);
    CHECK(works.verify_offline(lot["url"], {"--receipt", dated, "--witness", witnesses})
              .json()["error"]["code"] == "receipt_not_witnessed");
  }
}

TEST_CASE("a verifier that asks for a witness believes no log that none stands behind") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json recalled = works.issue(kOyster);
  REQUIRE(works
              .temgoc({"lot", "recall", recalled["short_code"], "--reason", "dư lượng", "--confirm",
                       recalled["lot"]})
              .status == 0);
  const Witness witness(works);
  const Witness stranger(works);
  const auto in = [&](const char* name) { return (works.scratch().path() / name).string(); };
  const std::string known = works.scratch().write("witnesses", "\n" + witness.key + "\n").string();
  const std::string unknown = works.scratch().write("strangers", stranger.key).string();
  const auto made = [&](const char* bundle, const char* receipt) {
    REQUIRE(works.temgoc({"bundle", "renew", in("built.bundle"), "--out", in(bundle)}).status == 0);
    REQUIRE(works.temgoc({"log", "prove", lot["url"], "--out", in(receipt)}).status == 0);
  };
  // The checkpoint that a bundle is built with is new, so no witness can have seen it.
  REQUIRE(works.build_bundle(in("built.bundle")).status == 0);
  made("bare.bundle", "bare.tlog-proof");
  REQUIRE(witness.cosign((works.folder() / "log").string()).status == 0);
  REQUIRE(works.temgoc({"log", "add-cosignature", witness.file("answer"), "--witness", witness.key})
              .status == 0);
  made("cosigned.bundle", "cosigned.tlog-proof");

  const auto with_bundle = [&](const char* bundle, const std::string& witnesses,
                               const Json& label) {
    return run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(), "--bundle",
                         in(bundle), "--witness", witnesses, label["url"]})
        .json();
  };
  CHECK(with_bundle("cosigned.bundle", known, lot)["verdict"] == "valid");
  for (const auto& [bundle, witnesses] :
       {std::pair{"bare.bundle", known}, std::pair{"cosigned.bundle", unknown}}) {
    const Json verdict = with_bundle(bundle, witnesses, lot);
    CHECK(verdict["verdict"] == "cannot_check");
    CHECK(verdict["reason"] == "not_witnessed");
    CHECK(verdict["checks"]["freshness"] == "fail");
    CHECK(with_bundle(bundle, witnesses, recalled)["verdict"] == "recalled");
  }

  const auto with_receipt = [&](const char* receipt, const std::string& witnesses) {
    return works.verify_offline(lot["url"], {"--receipt", in(receipt), "--witness", witnesses});
  };
  CHECK(with_receipt("cosigned.tlog-proof", known).json()["checks"]["issued"] == "pass");
  CHECK(with_receipt("bare.tlog-proof", known).json()["error"]["code"] == "receipt_not_witnessed");
  CHECK(with_receipt("cosigned.tlog-proof", unknown).json()["error"]["code"] ==
        "receipt_not_witnessed");
  // A policy that says nothing is no policy.
  const std::string empty = works.scratch().write("nobody", "\n").string();
  CHECK(with_receipt("cosigned.tlog-proof", empty).json()["error"]["code"] == "witnesses_empty");
  const std::string log_key = works.scratch().write("log-key", witness.log_key).string();
  CHECK(with_receipt("cosigned.tlog-proof", log_key).json()["error"]["code"] ==
        "verifier_key_type");
}

TEST_CASE("a witness that lost its memory signs nothing until it is told where to begin anew") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Witness witness(works);
  const std::string log = (works.folder() / "log").string();
  const std::string state = witness.file("state.json");
  REQUIRE(witness.cosign(log).status == 0);
  REQUIRE(works.temgoc({"log", "add-cosignature", witness.file("answer"), "--witness", witness.key})
              .status == 0);
  const std::string kept =
      works.scratch().write("kept-checkpoint", text_of(works.folder() / "log/checkpoint")).string();
  REQUIRE(works.issue(kFish)["ok"] == true);
  REQUIRE(witness.cosign(log).status == 0);

  // Another state of the same name is no new witness.
  CHECK(run(kTemgoc, {"--json", "witness", "new", "--key", witness.file("other.pem"), "--name", "w",
                      "--state", state})
            .json()["error"]["code"] == "witness_state_exists");
  CHECK_FALSE(fs::exists(witness.file("other.pem")));
  fs::remove(state);
  const Ran lost = witness.cosign(log);
  CHECK(lost.status == 5);
  CHECK(lost.json()["error"]["code"] == "witness_state_missing");
  CHECK_FALSE(fs::exists(state));

  const auto recover = [&](const std::string& checkpoint) {
    return run(kTemgoc,
               {"--json", "witness", "recover", checkpoint, "--key", witness.file("key.pem"),
                "--name", "witness.example/w1", "--state", state, "--log-key", witness.log_key});
  };
  // The log's newest checkpoint carries no signature of this witness.
  CHECK(recover((works.folder() / "log/checkpoint").string()).json()["error"]["code"] ==
        "witness_not_own");
  CHECK_FALSE(fs::exists(state));
  const Ran begun = recover(kept);
  REQUIRE_MESSAGE(begun.status == 0, begun.out);
  CHECK(begun.json()["size"] == 4);
  CHECK(recover(kept).json()["error"]["code"] == "witness_state_exists");
  const Ran next = witness.cosign(log);
  REQUIRE_MESSAGE(next.status == 0, next.out);
  CHECK(next.json()["seen_before"] == 4);
}

TEST_CASE("a witness refuses a roll-back, a fork, a bad proof, an unsigned and another log") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Witness witness(works);
  const std::string log = (works.folder() / "log").string();
  const fs::path older = works.scratch().path() / "older-log";
  fs::copy(log, older, fs::copy_options::recursive);
  for (int i = 0; i < 2; ++i) REQUIRE(works.issue(kFish)["ok"] == true);
  REQUIRE(witness.cosign(log).status == 0);
  CHECK(witness.refusal(older.string()) == "witness_rolled_back");

  REQUIRE(works.issue(kFish)["ok"] == true);
  const std::string request = (works.scratch().path() / "request").string();
  REQUIRE(works.temgoc({"log", "request", "--since", "1", "--out", request}).status == 0);
  CHECK(witness.refusal(request) == "witness_proof_start");
  REQUIRE(works.temgoc({"log", "request", "--since", "6", "--out", request}).status == 0);
  std::string altered = text_of(request);
  char& digit = altered[altered.find('\n') + 3];
  digit = digit == 'A' ? 'B' : 'A';
  CHECK(witness.refusal(works.scratch().write("bad-proof", altered).string()) ==
        "witness_not_consistent");
  altered = text_of(request);
  altered.replace(altered.find("\n7\n"), 3, "\n8\n");
  CHECK(witness.refusal(works.scratch().write("unsigned", altered).string()) == "witness_unsigned");
  const Works others(Works::OwnKeys{});
  CHECK(witness.refusal((others.folder() / "log").string()) == "witness_unsigned");
  CHECK(witness.refusal((works.folder() / "log-test").string()) == "log_origin");
  CHECK(witness.refusal(works.scratch().write("nothing", "").string()) ==
        "cosign_request_unreadable");

  // Whoever forgets what was seen could be led astray: a damaged memory is refused.
  std::string state = text_of(witness.file("state.json"));
  witness.scratch.write("state.json", state.substr(0, state.size() / 2));
  CHECK(witness.refusal(request) == "witness_state_unreadable");
  witness.scratch.write("state.json", state);
  CHECK(witness.cosign(request).status == 0);
  CHECK(works.temgoc({"--json", "log", "request", "--since", "99", "--out", request})
            .json()["error"]["code"] == "log_size_beyond");
}
