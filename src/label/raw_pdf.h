// What libharu 2.3.0 cannot do through its public interface: forms, shared resources, inline images
// (written as page content), small font tables. The one place that knows libharu's insides;
// tests/label/raw_pdf_test.cpp guards it. Handles are libharu's own. Errors stay in the document,
// where PdfFile finds them.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace temgoc::raw_pdf {

using Handle = void*;

// The language of all texts, and that sheets are printed on one side: a printer set to both sides
// would put the second page of labels on the back of the first. After the viewer's preferences.
void set_catalog(Handle document, std::string_view language);

// Dictionaries that all pages and forms of a file share, so that none repeats them.
struct Resources {
  Handle page = nullptr;    // fonts and forms
  Handle form = nullptr;    // fonts and images
  Handle forms = nullptr;   // what a page may show by name: forms and images
  Handle images = nullptr;  // what a form may
};
Resources add_resources(Handle document);
void add_font(const Resources& resources, std::string_view name, Handle font);
void add_image(const Resources& resources, std::string_view name, Handle image);

// libharu's dictionaries end at 4,095 entries.
inline constexpr std::size_t kMaxForms = 4000;
// A form of the box 0 <= x <= width, -height <= y <= 0, its content compressed.
void add_form(Handle document, const Resources& resources, std::string_view name,
              std::string_view content, float width, float height);

// The page uses `resources` in place of its own and shows `content`, any bytes, not compressed.
void set_page(Handle page, const Resources& resources, std::string_view content);

// Keeps widths, glyph numbers and text mapping of `letters` alone, and embeds their glyphs. Writes
// the text mapping with bfchar: libharu's own is one that readers warn of.
void keep_letters(Handle font, const std::set<char16_t>& letters);

}  // namespace temgoc::raw_pdf
