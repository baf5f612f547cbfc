// Reads and saves the workplace's own templates; a file and its version are changed under one lock.
#include "temgoc/printing/template_versions.h"

#include <fmt/format.h>

#include <algorithm>

#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/label/label_picture.h"
#include "temgoc/printing/find_template.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

using Origin = TemplateVersion::Origin;

constexpr std::size_t kMostName = 40, kMostPictureName = 64;

fs::path folder_of(const fs::path& workplace_folder) {
  return workplace_folder / "label_templates";
}

fs::path file_of(const fs::path& workplace_folder, std::string_view id) {
  return folder_of(workplace_folder) / (std::string(id) + ".toml");
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Of a file that was made by hand; it names no other folder.
bool is_file_name(std::string_view id) {
  return !id.empty() && id.size() <= 200 && !id.starts_with('.') &&
         id.find('/') == std::string_view::npos && id.find('\0') == std::string_view::npos;
}

// What a new one may be called. One that is there keeps the name that it has.
Result<void> check_new_id(const std::string& id) {
  const bool good = !id.empty() && id.size() <= kMostName && std::ranges::all_of(id, is_plain) &&
                    id.front() != '-' && id != "new" && id != "check" && id != "pictures";
  if (good) return {};
  return Error{
      "template_id_invalid", "template", shortened(id), {}, {{"most", std::to_string(kMostName)}}};
}

std::size_t own_templates(const fs::path& workplace_folder) {
  std::error_code unreadable;
  const fs::directory_iterator all(folder_of(workplace_folder), unreadable);
  return static_cast<std::size_t>(std::ranges::count_if(
      all, [](const fs::directory_entry& each) { return each.path().extension() == ".toml"; }));
}

Error changed_meanwhile(const Registry& registry, const std::string& id) {
  const auto newest = TemplateBook::of(registry).newest(id);
  const std::string who = !newest                      ? "?"
                          : newest->actor.name.empty() ? newest->actor.id
                                                       : newest->actor.name;
  return Error{"template_changed_meanwhile",
               "template",
               id,
               {},
               {{"who", who}, {"at", newest ? to_iso(newest->at) : ""}}};
}

// What stands, where this draft may take its place.
Result<std::optional<TemplateText>> standing(const Workplace& workplace,
                                             const TemplateDraft& draft) {
  auto text = template_text(workplace.folder(), draft.id);
  if (!text && text.error().code != "template_unknown") return text.error();
  if (draft.version.empty()) {
    if (text) return Error{"template_exists", "template", draft.id};
    if (auto good = check_new_id(draft.id); !good) return good.error();
    if (own_templates(workplace.folder()) >= kMostTemplates)
      return Error{"template_too_many", {}, {}, {}, {{"most", std::to_string(kMostTemplates)}}};
    return std::optional<TemplateText>();
  }
  if (!text) return text.error();
  if (template_version(text->toml) != draft.version)
    return changed_meanwhile(workplace.registry(), draft.id);
  return std::optional(*std::move(text));
}

unsigned add_version(Workplace& workplace, const std::string& id, const std::string& toml,
                     Origin origin) {
  return TemplateBook(workplace.registry())
      .add(id, toml,
           {.origin = origin,
            .sha256 = template_version(toml),
            .at = workplace.now(),
            .actor = workplace.actor()});
}

// A file that was made or changed outside is kept as a version of its own.
void keep_found(Workplace& workplace, const std::string& id, const TemplateText& text) {
  const auto newest = TemplateBook(workplace.registry()).newest(id);
  const bool is_known = newest && newest->sha256 == template_version(text.toml);
  if (text.is_own && !is_known) add_version(workplace, id, text.toml, Origin::found);
}

}  // namespace

Result<TemplateText> template_text(const fs::path& workplace_folder, std::string_view id) {
  std::error_code unreadable;
  const fs::path own = file_of(workplace_folder, id);
  if (is_file_name(id) && fs::is_regular_file(own, unreadable)) {
    auto text = read_file(own, kMostTemplate);
    if (!text) return text.error();
    return TemplateText{*std::move(text), true};
  }
  if (auto shipped = shipped_template(id)) return TemplateText{*std::move(shipped), false};
  return Error{"template_unknown",
               "template",
               shortened(id),
               {},
               {{"known", fmt::format("{}", fmt::join(template_ids(workplace_folder), ", "))}}};
}

std::string template_version(std::string_view toml) { return to_hex(sha256(as_bytes(toml))); }

Result<LabelTemplate> read_draft(const fs::path& workplace_folder, std::string_view toml,
                                 std::string_view id) {
  if (toml.size() > kMostTemplate)
    return Error{
        "template_too_long", "template", {}, {}, {{"most", std::to_string(kMostTemplate >> 10)}}};
  return parse_template(toml, id, [&](const std::string& name) {
    return read_file(folder_of(workplace_folder) / name, kMostTemplatePicture);
  });
}

Result<SavedTemplate> save_template(Workplace& workplace, const TemplateDraft& draft) {
  if (auto label = read_draft(workplace.folder(), draft.toml, draft.id); !label)
    return label.error();
  SavedTemplate saved;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto old = standing(workplace, draft);
    if (!old) return old.error();
    const auto newest = TemplateBook(workplace.registry()).newest(draft.id);
    if (*old && (*old)->is_own && (*old)->toml == draft.toml) {
      saved.number = newest ? newest->number : 0;
      return RecordedAct{};
    }
    if (*old) keep_found(workplace, draft.id, **old);
    saved = {add_version(workplace, draft.id, draft.toml, Origin::saved), true};
    // The lock of this transaction keeps everybody else from the file.
    make_folders(folder_of(workplace.folder()));
    write_file(file_of(workplace.folder(), draft.id), as_bytes(draft.toml));
    return RecordedAct{"template",
                       {{"template", draft.id}, {"number", std::to_string(saved.number)}}};
  });
  if (!recorded) return recorded.error();
  return saved;
}

Result<void> keep_template_picture(Workplace& workplace, const std::string& name,
                                   std::string_view png, bool replace) {
  const bool plain =
      name.size() <= kMostPictureName && name.ends_with(".png") && name.size() > 4 &&
      std::ranges::all_of(
          name, [](char c) { return is_plain(c) || c == '.' || (c >= 'A' && c <= 'Z'); }) &&
      name.front() != '.' && name.front() != '-' && name.front() != '_';
  if (!plain) return Error{"picture_name_invalid", "picture", shortened(name)};
  if (auto good = check_label_picture(png); !good) {
    Error error = good.error();
    error.value = name;
    return error;
  }
  return workplace.record([&]() -> Result<RecordedAct> {
    const fs::path file = folder_of(workplace.folder()) / name;
    const auto old = read_file(file, kMostTemplatePicture);
    if (old && *old == png) return RecordedAct{};
    const bool is_there = old || old.error().code != "file_not_found";
    if (is_there && !replace) return Error{"picture_exists", "picture", name};
    make_folders(folder_of(workplace.folder()));
    write_file(file, as_bytes(png));
    return RecordedAct{"template_picture", {{"file", name}}};
  });
}

std::vector<std::string> template_pictures(const fs::path& workplace_folder) {
  std::vector<std::string> names;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder_of(workplace_folder), unreadable)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".png") && !name.starts_with('.') && is_utf8(name)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace temgoc
