#include "journeys/works.h"

#include <doctest/doctest.h>

namespace temgoc::journeys {

Works::Works(const std::string& host, const std::string& realm) {
  scratch_.write("passphrase", "đồng bằng sông Cửu Long\n");
  scratch_.write("root-passphrase", "khóa gốc trong két sắt\n");
  Words init{"init",
             folder().string(),
             "--realm",
             realm,
             "--root-keys",
             root_keys().string(),
             "--root-passphrase-file",
             (scratch_.path() / "root-passphrase").string()};
  if (!host.empty()) init.insert(init.end(), {"--host", host});
  const Ran made = run(kTemgoc, init);
  REQUIRE_MESSAGE(made.status == 0, made.err);
  const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples/";
  for (const char* kind : {"cooperatives", "places", "products", "certifications"}) {
    const Ran imported = temgoc({"import", kind, examples + kind + ".csv"});
    REQUIRE_MESSAGE(imported.status == 0, imported.err);
  }
  if (host.empty()) return;
  for (const char* cooperative : {"C01", "C90"}) {
    REQUIRE(
        temgoc({"key", "new", "--cooperative", cooperative, "--passphrase-file", passphrase_file()})
            .status == 0);
  }
  sign_trust();
}

void Works::sign_trust() const {
  const Ran signed_list =
      temgoc({"trust", "sign", "--root-keys", root_keys().string(), "--root-passphrase-file",
              (scratch_.path() / "root-passphrase").string()});
  REQUIRE_MESSAGE(signed_list.status == 0, signed_list.err);
}

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
  arguments.insert(arguments.end(), more.begin(), more.end());
  return temgoc(arguments).json();
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
