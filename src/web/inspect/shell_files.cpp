// Puts the page together from embedded files, and lists them for the service worker.
#include "web/inspect/shell_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "embedded/inspect_files.h"
#include "embedded/inspect_reader.h"
#include "embedded/inspect_vendor.h"
#include "embedded/words.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {{
    {".mjs", "text/javascript; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
    {".png", "image/png"},
    {".wasm", "application/wasm"},
}};

std::string_view type_of(std::string_view name) {
  const auto found =
      std::ranges::find_if(kTypes, [&](const auto& each) { return name.ends_with(each.first); });
  return found == kTypes.end() ? std::string_view() : found->second;
}

// What the page says: the words of verdicts and its own.
constexpr std::array<std::string_view, 17> kSaid = {
    "inspect.",         "headline.", "sentence.",  "reason.",       "malformed.",
    "check.",           "basis.",    "age.",       "offline.",      "clock.",
    "certification",    "in_force.", "expires_on", "error.bundle_", "error.receipt_",
    "error.inspector_", "number."};
constexpr std::array<std::string_view, 20> kSaidAlone = {"cooperative",
                                                         "product",
                                                         "gtin",
                                                         "lot",
                                                         "serial",
                                                         "packed_on",
                                                         "vouched_by",
                                                         "claimed",
                                                         "host",
                                                         "limits",
                                                         "note",
                                                         "also",
                                                         "not_checked",
                                                         "now_called",
                                                         "unknown_value",
                                                         "stars",
                                                         "instruction",
                                                         "error.visits_busy",
                                                         "error.visit_unreadable",
                                                         "error.inspection_no_bundle"};

bool is_said(const std::string& key) {
  return std::ranges::any_of(kSaid, [&](std::string_view each) { return key.starts_with(each); }) ||
         std::ranges::find(kSaidAlone, key) != kSaidAlone.end();
}

std::string words_file(std::string_view content) {
  Json said = Json::object();
  const auto all = parse_json(content);
  for (const auto& [key, text] : all.value().items())
    if (is_said(key)) said[key] = text;
  return dump(said);
}

std::string icons_file() {
  Json icons = Json::object();
  for (const auto& [name, content] : embedded::inspect_files)
    if (name.ends_with(".svg")) icons[std::string(name.substr(0, name.size() - 4))] = content;
  return dump(icons);
}

void put_in_place(std::string& text, std::string_view place, std::string_view content) {
  const auto at = text.find(place);
  if (at != std::string::npos) text.replace(at, place.size(), content);
}

struct Shell {
  std::map<std::string, std::string, std::less<>> made;  // what is put together when first asked
  std::map<std::string, ShellFile, std::less<>> files;
};

// Large icons, which the browser fetches once, when the page is put on the home screen.
bool is_for_installing(std::string_view name) { return name.find("512.png") != name.npos; }

// The service worker lists every file, and its version is their digest: one byte changed anywhere
// and phones take the new page.
void add_service_worker(Shell& shell) {
  Json names = Json::array();
  Sha256 digest;
  for (const auto& [name, file] : shell.files) {
    if (!name.empty() && !is_for_installing(name)) names.push_back(name);
    digest.update(as_bytes(name));
    digest.update(as_bytes(file.content));
  }
  std::string& worker = shell.made["sw.js"];
  put_in_place(worker, "'@version@'", "'" + to_hex(digest.finish()).substr(0, 16) + "'");
  put_in_place(worker, "['@files@']", dump(names));
  shell.files["sw.js"] = {type_of("sw.js"), worker, true};
}

void add_file(Shell& shell, std::string_view name, std::string_view content) {
  if (name == "sw.js")
    shell.made["sw.js"] = content;
  else if (name == "index.html")
    shell.files[""] = {type_of(name), content, true};
  else if (!type_of(name).empty())
    shell.files[std::string(name)] = {type_of(name), content};
}

Shell made_shell() {
  Shell shell;
  for (const auto& [name, content] : embedded::inspect_files) add_file(shell, name, content);
  for (const auto& [name, content] : embedded::inspect_reader)
    add_file(shell, "reader/" + std::string(name), content);
  for (const auto& [name, content] : embedded::inspect_vendor)
    add_file(shell, "vendor/" + std::string(name), content);
  for (const auto& [name, content] : embedded::words)
    shell.made["words." + std::string(name)] = words_file(content);
  shell.made["icons.json"] = icons_file();
  for (const auto& [name, content] : shell.made)
    if (name != "sw.js") shell.files[name] = {type_of(name), content};
  add_service_worker(shell);
  return shell;
}

}  // namespace

std::optional<ShellFile> shell_file(std::string_view path) {
  static const Shell kShell = made_shell();
  const auto found = kShell.files.find(path);
  return found == kShell.files.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace temgoc
