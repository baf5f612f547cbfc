// The workplace's own templates: saved as files that every command prints from, each version kept.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/label/label.h"
#include "temgoc/registry/template_book.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::size_t kMostTemplate = 256 << 10;       // bytes of its TOML
inline constexpr std::size_t kMostTemplatePicture = 2 << 20;  // bytes of a PNG beside it
inline constexpr std::size_t kMostTemplates = 500;            // of one workplace's own

// A template's text as it stands, read or not.
struct TemplateText {
  std::string toml;
  bool is_own = false;  // a file of the workplace; else as shipped
};
// `template_unknown` (value), those of read_file.
Result<TemplateText> template_text(const std::filesystem::path& workplace_folder,
                                   std::string_view id);
// The text's SHA-256, hex: what a form or a program has seen of it.
std::string template_version(std::string_view toml);
// Reads a text that is no file yet as find_template would read it, with the workplace's pictures.
// `template_too_long` (args most), those of parse_template.
Result<LabelTemplate> read_draft(const std::filesystem::path& workplace_folder,
                                 std::string_view toml, std::string_view id);

struct TemplateDraft {
  std::string id;
  std::string toml;
  // Names the text that this one was made from. Empty: there was none, and none may be there.
  std::string version;
};
struct SavedTemplate {
  unsigned number = 0;  // of the version that stands
  bool changed = false;
};
// Puts the text into the workplace's folder, whole or not at all, and keeps it as the next version.
// What a file says that was changed outside the program is kept as a version before. The same text
// again changes nothing. `template_id_invalid`, `template_exists`, `template_unknown`,
// `template_changed_meanwhile` (args who, at), `template_too_many` (args most), those of
// read_draft.
Result<SavedTemplate> save_template(Workplace& workplace, const TemplateDraft& draft);

// Puts a PNG beside the templates, under that name. `picture_name_invalid`, `picture_exists` unless
// it is to take the other one's place, `image_unreadable`.
Result<void> keep_template_picture(Workplace& workplace, const std::string& name,
                                   std::string_view png, bool replace);
// Names of the pictures that lie beside the templates, in order.
std::vector<std::string> template_pictures(const std::filesystem::path& workplace_folder);

}  // namespace temgoc
