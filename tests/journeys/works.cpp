#include "journeys/works.h"

#include <doctest/doctest.h>

#include <map>

namespace temgoc::journeys {

namespace {

using Folder = std::filesystem::path;

Folder works_in(const Folder& scratch) { return scratch / "works"; }
Folder root_keys_in(const Folder& scratch) { return scratch / "root-keys"; }

// Confirms every difference to the list in force, as somebody does who expects them all.
void sign_trust_in(const Folder& scratch) {
  Words sign{"trust",
             "sign",
             "--root-keys",
             root_keys_in(scratch),
             "--root-passphrase-file",
             scratch / "root-passphrase"};
  const Json shown = run(kTemgoc, {"--json", "trust", "show"}, works_in(scratch)).json();
  for (const Json& change : shown["changes"])
    sign.insert(sign.end(), {"--confirm", change["key_id"].get<std::string>()});
  const Ran signed_list = run(kTemgoc, sign, works_in(scratch));
  REQUIRE_MESSAGE(signed_list.status == 0, signed_list.err);
}

void make_works(const ScratchFolder& scratch, const std::string& host, const std::string& realm) {
  const std::string passphrase = scratch.write("passphrase", "đồng bằng sông Cửu Long\n");
  const std::string root_passphrase = scratch.write("root-passphrase", "khóa gốc trong két sắt\n");
  const Folder works = works_in(scratch.path());
  const auto done = [&](const Words& arguments) {
    const Ran ran = run(kTemgoc, arguments, works);
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  };
  Words init{"init",
             works,
             "--realm",
             realm,
             "--root-keys",
             root_keys_in(scratch.path()),
             "--root-passphrase-file",
             root_passphrase};
  if (!host.empty()) init.insert(init.end(), {"--host", host});
  done(init);
  const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples/";
  for (const char* kind : {"cooperatives", "places", "products", "certifications"})
    done({"import", kind, examples + kind + ".csv"});
  if (host.empty()) return;
  for (const char* cooperative : {"C01", "C90"})
    done({"key", "new", "--cooperative", cooperative, "--passphrase-file", passphrase});
  done({"key", "new", "--bundle", "--passphrase-file", passphrase});
  sign_trust_in(scratch.path());
}

}  // namespace

Works::Works(const std::string& host, const std::string& realm) {
  static std::map<std::pair<std::string, std::string>, ScratchFolder> made;
  const auto [first, is_new] = made.try_emplace({host, realm});
  if (is_new) make_works(first->second, host, realm);
  std::filesystem::copy(first->second.path(), scratch_.path(),
                        std::filesystem::copy_options::recursive);
}

Works::Works(OwnKeys) { make_works(scratch_, "tg.example.vn", "ocop.example.vn"); }

Folder Works::folder() const { return works_in(scratch_.path()); }
Folder Works::root_keys() const { return root_keys_in(scratch_.path()); }
void Works::sign_trust() const { sign_trust_in(scratch_.path()); }

Ran Works::verify_offline(const std::string& text, const Words& more) const {
  Words arguments{"--roots", (folder() / "trust/roots").string(), "--trust",
                  (folder() / "trust/trust_list").string(), "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(text);
  return run(kVerify, arguments);
}

Json Works::issue(const std::string& gtin, const Words& more) const {
  Words arguments{"--json",         "lot", "issue",  "--product", gtin,
                  "--quantity",     "120", "--unit", "kg",        "--passphrase-file",
                  passphrase_file()};
  if (std::ranges::find(more, "--packed") == more.end())
    arguments.insert(arguments.end(), {"--packed", today_iso()});
  // Several equal lots in a row are meant; what names its lot is not "again".
  const auto names_it = [](const std::string& word) {
    return word == "--lot" || word == "--request-id";
  };
  if (std::ranges::none_of(more, names_it)) arguments.emplace_back("--again");
  arguments.insert(arguments.end(), more.begin(), more.end());
  return temgoc(arguments).json();
}

Ran Works::build_bundle(const std::string& out, const Words& more) const {
  Words arguments{"--json",         "bundle", "build", "--out", out, "--passphrase-file",
                  passphrase_file()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return temgoc(arguments);
}

Json Works::verify(const std::string& text, const Words& more) const {
  Words arguments{"--json", "verify", text};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran ran = temgoc(arguments);
  Json json = ran.json();
  REQUIRE_MESSAGE(json.is_object(), ran.out, ran.err);
  json["exit"] = ran.status;
  return json;
}

std::string days_ago(int days) {
  return to_iso(vietnam_day(system_clock()()) - std::chrono::days(days));
}
std::string today_iso() { return days_ago(0); }

}  // namespace temgoc::journeys
