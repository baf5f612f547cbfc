// A cooperative signs, publishes and withdraws credentials; a buyer's program that shares no code
// with this one opens them, finds the status, and sees a recall.
#include <doctest/doctest.h>

#include "journeys/serving.h"
#include "temgoc/base/files.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

const std::string kSource = TEMGOC_SOURCE_DIR;
const std::string kReader = kSource + "/tests/credential/outside_reader.mjs";
const std::string kSchema = kSource + "/tests/credential/outside_schema.py";
const std::string kOpenapi =
    kSource + "/../shared/vectors/credentials/en18222-dpp-api.openapi.yaml";

struct Shop {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string code = lot["short_code"];
  const std::string folder = "/" + kFishGtin() + "/" + lot["lot"].get<std::string>() + "/";

  Shop() {
    must({"event", "add", "thu hoạch", "--cooperative", "C01", "--when", days_ago(2), "--lot",
          "TH-1=1 tạ", "--goods", "Cá đù tươi"});
    must({"event", "add", "đóng gói", "--cooperative", "C01", "--use", "TH-1=87,5 kg", "--make",
          code + "=80 kg", "--loss", "7,5 kg"});
    must({"certification", "add", "--id", "K900", "--cooperative", "C01", "--scheme", "VietGAP",
          "--number", "VG-900", "--issued", days_ago(100), "--valid-through", days_ago(-100)});
  }
  static std::string kFishGtin() { return "0" + kFish; }

  Json must(Words words) const {
    words.insert(words.begin(), "--json");
    const Ran ran = works.temgoc(words);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
    return ran.json();
  }
  Json signing(Words words) const {
    words.insert(words.end(), {"--passphrase-file", works.passphrase_file()});
    return must(words);
  }
  std::string fault(Words words) const {
    words.insert(words.begin(), "--json");
    return works.temgoc(words).json()["error"]["code"];
  }
  std::string path(const std::string& name) const {
    return (works.scratch().path() / name).string();
  }
  std::string published(const std::string& name) const {
    return (works.folder() / ("credentials" + folder + name)).string();
  }
};

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}
std::string field(const std::string& answer, const std::string& name) {
  const std::size_t at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 4;
  return answer.substr(from, answer.find("\r\n", from) - from);
}

// What the public service hands out, saved as a buyer's program would.
struct Fetched {
  const Shop& shop;
  const Serving& serving;

  std::string save(const std::string& address, const std::string& name) const {
    const std::string answer = serving.get(address);
    REQUIRE_MESSAGE(answer.starts_with("HTTP/1.1 200"), address, answer.substr(0, 200));
    return shop.works.scratch().write(name, body_of(answer)).string();
  }
  std::string did() const { return save("/cooperative/C01/did.json", "did.json"); }
};

// One line for each credential; fails where the outside reader does.
std::vector<Json> read_outside(const std::string& did, const Words& lists, const Words& files) {
  Words words{kReader, did};
  words.insert(words.end(), lists.begin(), lists.end());
  words.emplace_back("--");
  words.insert(words.end(), files.begin(), files.end());
  const Ran ran = run("node", words);
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
  std::vector<Json> lines;
  std::size_t at = 0;
  for (std::size_t end; (end = ran.out.find('\n', at)) != std::string::npos; at = end + 1)
    lines.push_back(parse_json(ran.out.substr(at, end - at)).value());
  return lines;
}

std::string path_in(const std::string& address) {
  return address.substr(address.find('/', std::string("https://").size()));
}

}  // namespace

TEST_CASE("credentials are signed as files in both forms, and opened by an outside reader") {
  const Shop shop;
  Words files;
  for (const std::string kind : {"untp-passport", "untp-conformity", "untp-events"}) {
    for (const auto& [as, ending] : {std::pair{"jwt", ".jwt"}, {"proof", ".json"}}) {
      files.push_back(shop.path(kind + ending));
      Words words{"export", kind, "--lot", shop.code, "--as", as, "--out", files.back()};
      if (kind == "untp-conformity") words.insert(words.end(), {"--certificate", "K900"});
      CHECK(shop.signing(words)["records"] == 1);
    }
  }
  // The file's ending says the form where --as does not.
  shop.signing({"export", "untp-passport", "--lot", shop.code, "--out", shop.path("x.jwt")});
  CHECK(text_of(shop.path("x.jwt")).starts_with("eyJ"));
  CHECK(shop.fault({"export", "untp-passport", "--lot", shop.code, "--out", shop.path("x.pdf"),
                    "--passphrase-file", shop.works.passphrase_file()}) == "trace_format_unknown");
  CHECK(shop.fault({"export", "untp-passport", "--lot", shop.code, "--as", "xml", "--out",
                    shop.path("y"), "--passphrase-file", shop.works.passphrase_file()}) ==
        "usage_value_unknown");
  CHECK(shop.fault({"export", "untp-passport", "--lot", shop.code, "--out", shop.path("x.jwt"),
                    "--passphrase-file", shop.works.passphrase_file()}) == "export_exists");

  // Nothing says yet whether they hold.
  CHECK(shop.fault({"credential", "check", files[0]}) == "credential_status_missing");
  const Json lists = shop.signing({"credential", "status", "--cooperative", "C01"});
  CHECK(lists["days"] == 30);
  const std::string did =
      shop.works.scratch()
          .write("did.json",
                 dump(shop.must({"credential", "did", "--cooperative", "C01"})["document"]))
          .string();
  Words list_files;
  for (const Json& each : lists["files"]) list_files.push_back(each);
  const auto read = read_outside(did, list_files, files);
  REQUIRE(read.size() == 6);
  for (std::size_t i = 0; i < read.size(); ++i) {
    CHECK(read[i]["form"] == (i % 2 == 0 ? "jwt" : "proof"));
    CHECK(read[i]["status"] == Json{{"revocation", 0}, {"suspension", 0}});
    const Json checked = shop.must({"credential", "check", files[i]});
    CHECK(checked["issuer"] == "did:web:tg.example.vn:cooperative:C01");
  }
  CHECK(read[0]["type"] == "DigitalProductPassport");
  CHECK(read[2]["type"] == "DigitalConformityCredential");
  CHECK(read[4]["type"] == "DigitalTraceabilityEvent");

  // A digit altered by hand is noticed by both.
  std::string altered = text_of(files[1]);
  const std::size_t at = altered.find(shop.lot["lot"].get<std::string>());
  altered[at] = altered[at] == '9' ? '8' : '9';
  const std::string forged = shop.works.scratch().write("forged.json", altered).string();
  CHECK(shop.fault({"credential", "check", forged}) == "credential_signature_wrong");
  CHECK(run("node", {kReader, did, "--", forged}).status != 0);
  const std::string doubled =
      shop.works.scratch().write("twice.json", R"({"proof":{},"proof":{}})").string();
  CHECK(shop.fault({"credential", "check", doubled}) == "json_duplicate_key");
}

TEST_CASE(
    "credentials are published, found by the resolver, suspended by a recall, and withdrawn") {
  const Shop shop;
  const Json published = shop.signing({"credential", "publish", shop.code});
  CHECK(published["files"].size() >= 10);
  const Serving serving(shop.works, {});
  const Fetched fetched{shop, serving};
  const std::string link = "/01/" + Shop::kFishGtin() + "/10/" + shop.lot["lot"].get<std::string>();
  const Json linkset =
      parse_json(body_of(serving.get(link + "?linkType=linkset"))).value()["linkset"];
  Json level;
  for (const Json& each : linkset)
    if (each["anchor"].get<std::string>().ends_with(link)) level = each;
  const std::string types = "https://test.uncefact.org/vocabulary/linkTypes/";
  REQUIRE(level.contains(types + "dpp"));
  REQUIRE(level[types + "dcc"].size() >= 2);
  REQUIRE(level[types + "dte"].size() == 2);
  Words files;
  for (const char* type : {"dpp", "dcc", "dte"})
    for (const Json& each : level[types + type])
      files.push_back(fetched.save(path_in(each["href"]), "file" + std::to_string(files.size())));

  // By its id, in the form that the client would rather have.
  const std::string id = "/credentials" + shop.folder + "untp-passport";
  const std::string jwt = serving.get(id);
  CHECK(field(jwt, "Content-Type") == "application/vc+jwt");
  const std::string json = serving.get(id, "tg.example.vn", "Accept: application/vc\r\n");
  CHECK(field(json, "Content-Type") == "application/vc");
  CHECK(field(json, "Vary").find("Accept") != std::string::npos);
  CHECK(body_of(json) == text_of(shop.published("untp-passport.json")));

  std::string key;
  const Json known = shop.must({"key", "list"});
  for (const Json& each : known["keys"])
    if (each["cooperative"] == "C01") key = each["key_id"];
  const auto lists = [&] {
    Words saved;
    for (const char* purpose : {"revocation", "suspension"})
      saved.push_back(fetched.save(std::string("/credentials/status/") + key + "/" + purpose,
                                   std::string(purpose) + ".jwt"));
    return saved;
  };
  for (const Json& each : read_outside(fetched.did(), lists(), files))
    CHECK(each["status"] == Json{{"revocation", 0}, {"suspension", 0}});

  shop.must({"lot", "recall", shop.code, "--reason", "nhiễm khuẩn", "--confirm",
             shop.lot["lot"].get<std::string>()});
  shop.signing({"credential", "status", "--cooperative", "C01"});
  for (const Json& each : read_outside(fetched.did(), lists(), files))
    CHECK(each["status"] == Json{{"revocation", 0}, {"suspension", 1}});
  CHECK(shop.fault({"credential", "check", files[0]}) == "credential_suspended");
  // A buyer's machine, which has neither the trust list nor the lists of this workplace.
  const Works elsewhere("shop.example.vn", "other.example.vn");
  const auto there = [&](const Words& more) {
    Words words{"--json", "credential", "check", files[0]};
    words.insert(words.end(), more.begin(), more.end());
    return elsewhere.temgoc(words).json()["error"]["code"].get<std::string>();
  };
  const Words kept = lists();
  CHECK(there({}) == "credential_key_unknown");
  CHECK(there({"--did", fetched.did()}) == "credential_status_missing");
  CHECK(there({"--did", fetched.did(), "--status-list", kept[0], "--status-list", kept[1]}) ==
        "credential_suspended");

  CHECK(shop.must({"credential", "withdraw", shop.code})["removed"] >= 6);
  CHECK(serving.get(id).starts_with("HTTP/1.1 404"));
  CHECK(parse_json(body_of(serving.get(link + "?linkType=linkset"))).value().dump().find(types) ==
        std::string::npos);
  for (const std::string& other :
       {std::string("/credentials/"), "/credentials" + shop.folder + "..%2f..%2ftemgoc.toml",
        std::string("/credentials/status/../../keys"), std::string("/cooperative/C77/did.json"),
        std::string("/cooperative//did.json")})
    CHECK_MESSAGE(!serving.get(other).starts_with("HTTP/1.1 200"), other);
}

TEST_CASE(
    "the passport of EN 18223 comes through the resolver, and fits the standard's interface") {
  const Shop shop;
  const Serving serving(shop.works, {});
  const std::string link = "/01/" + Shop::kFishGtin() + "/10/" + shop.lot["lot"].get<std::string>();
  const auto led = [&](const std::string& query, const std::string& accept) {
    const std::string answer = serving.get(link + "?linkType=gs1:dpp" + query, "tg.example.vn",
                                           "Accept: " + accept + "\r\n");
    CHECK(answer.starts_with("HTTP/1.1 307"));
    return path_in(field(answer, "Location"));
  };
  CHECK(led("", "text/html").starts_with("/lot/"));
  const std::string place = led("", "application/json");
  CHECK(place.starts_with("/dpp" + shop.folder.substr(0, shop.folder.size() - 1)));
  CHECK(led("", "*/*") == place);
  for (const auto& [query, shape] : {std::pair{"", "DigitalProductPassportCompressed"},
                                     {"&representation=full", "DigitalProductPassportFull"}}) {
    const std::string answer = serving.get(led(query, "application/json"));
    REQUIRE(answer.starts_with("HTTP/1.1 200"));
    CHECK(field(answer, "Content-Type") == "application/json");
    const std::string file = shop.works.scratch().write("dpp.json", body_of(answer)).string();
    const Json passport = parse_json(body_of(answer)).value();
    CHECK(passport["uniqueProductIdentifier"] == "https://tg.example.vn" + link);
    CHECK(passport.contains("elements") == (std::string(query) != ""));
    const Ran judged = run("python3", {kSchema, kOpenapi, file, shape});
    if (judged.status == 77)
      MESSAGE("skipped: no schema of EN 18222, or no jsonschema");
    else
      CHECK_MESSAGE(judged.status == 0, judged.out, judged.err);
  }
  CHECK(serving.get(place + "&representation=x").starts_with("HTTP/1.1 400"));
  CHECK(serving.get("/dpp/" + Shop::kFishGtin() + "/NEVER").starts_with("HTTP/1.1 404"));
  CHECK(serving.get("/dpp/x").starts_with("HTTP/1.1 404"));
  // The same as a file.
  shop.must({"export", "dpp", "--lot", shop.code, "--out", shop.path("dpp-full.json")});
  CHECK(parse_json(text_of(shop.path("dpp-full.json"))).value().contains("elements"));
}

TEST_CASE("a workplace without a host is no issuer") {
  const Works works("");
  const Json lot = works.issue(kFish);
  const auto fault = [&](Words words) {
    words.insert(words.begin(), "--json");
    return works.temgoc(words).json()["error"]["code"].get<std::string>();
  };
  CHECK(fault({"export", "untp-passport", "--lot", lot["short_code"], "--out",
               (works.scratch().path() / "x.jwt").string(), "--passphrase-file",
               works.passphrase_file()}) == "credential_needs_host");
  CHECK(fault({"credential", "publish", lot["short_code"], "--passphrase-file",
               works.passphrase_file()}) == "credential_needs_host");
  CHECK(fault({"credential", "did", "--cooperative", "C01"}) == "credential_needs_host");
}
