#include <fmt/format.h>

#include <set>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/printing/find_template.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kTemplateLimit = 256 << 10, kPictureLimit = 2 << 20;

// A name with a sign that nobody sees could pass for another one, and change what a terminal shows.
bool is_legible(const std::string& id) { return clean_text(id, "template", id.size()).has_value(); }

Result<LabelTemplate> read_template(const fs::path& path, std::string_view id) {
  auto text = read_file(path, kTemplateLimit);
  if (!text) return text.error();
  const auto beside = [folder = path.parent_path()](const std::string& name) {
    return read_file(folder / name, kPictureLimit);
  };
  return parse_template(*text, id, beside);
}

}  // namespace

std::vector<std::string> template_ids(const fs::path& workplace_folder) {
  const auto shipped = shipped_templates();
  std::set<std::string> ids(shipped.begin(), shipped.end());
  std::error_code unreadable;
  for (const auto& entry :
       fs::directory_iterator(workplace_folder / "label_templates", unreadable)) {
    const std::string id = entry.path().stem().string();
    const bool is_template =
        entry.is_regular_file(unreadable) && entry.path().extension() == ".toml" && is_legible(id);
    if (is_template) ids.insert(id);
  }
  return {ids.begin(), ids.end()};
}

Result<LabelTemplate> find_template(const fs::path& workplace_folder, std::string_view id) {
  if (id.ends_with(".toml")) return read_template(fs::path(id), fs::path(id).stem().string());
  const fs::path folder = workplace_folder / "label_templates";
  const fs::path own = folder / (std::string(id) + ".toml");
  const bool plain_name =
      id.find('/') == std::string_view::npos && id.find("..") == std::string_view::npos;
  std::error_code unreadable;
  if (plain_name && fs::is_regular_file(own, unreadable)) return read_template(own, id);
  if (auto shipped = shipped_template(id)) {
    const auto from_workplace = [&](const std::string& name) {
      return read_file(folder / name, kPictureLimit);
    };
    return parse_template(*shipped, id, from_workplace);
  }
  return Error{"template_unknown",
               "template",
               std::string(id),
               {},
               {{"known", fmt::format("{}", fmt::join(shipped_templates(), ", "))}}};
}

}  // namespace temgoc
