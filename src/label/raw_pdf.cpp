// Makes forms, shared resources and small fonts by changing libharu's inner objects.
#include "raw_pdf.h"

#include <hpdf_doc.h>
#include <hpdf_font.h>
#include <hpdf_fontdef.h>
#include <hpdf_utils.h>

#include <cstdio>
#include <vector>

namespace temgoc::raw_pdf {
namespace {

HPDF_Doc doc(Handle handle) { return static_cast<HPDF_Doc>(handle); }
HPDF_Dict dict(Handle handle) { return static_cast<HPDF_Dict>(handle); }

HPDF_Dict shared_dict(HPDF_Doc document) {
  HPDF_Dict made = HPDF_Dict_New(document->mmgr);
  if (made && HPDF_Xref_Add(document->xref, made) != HPDF_OK) return nullptr;
  return made;
}

void add(HPDF_Dict to, const std::string& name, void* value) {
  HPDF_Dict_Add(to, name.c_str(), value);
}

void write(HPDF_Stream stream, std::string_view content) {
  HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(content.data()),
                    static_cast<HPDF_UINT>(content.size()));
}

void rewrite(HPDF_Dict stream_dict, std::string_view content) {
  HPDF_MemStream_FreeData(stream_dict->stream);
  write(stream_dict->stream, content);
}

// Widths by CID, which is the code point: [65 [639] 97 [561 615]].
void keep_widths(HPDF_Font font, HPDF_FontDef face, const std::set<char16_t>& letters) {
  HPDF_Array widths = HPDF_Array_New(font->mmgr), run = nullptr;
  char32_t expected = 0;
  for (const char16_t letter : letters) {
    if (!run || letter != expected) {
      HPDF_Array_AddNumber(widths, letter);
      run = HPDF_Array_New(font->mmgr);
      HPDF_Array_Add(widths, run);
    }
    // Asking for the width is also what marks a glyph to be embedded.
    HPDF_Array_AddNumber(run, HPDF_TTFontDef_GetCharWidth(face, letter));
    expected = letter + 1u;
  }
  add(font, "W", widths);
}

std::string glyph_map(HPDF_FontDef face, const std::set<char16_t>& letters) {
  std::string map(letters.empty() ? 2 : 2 * (*letters.rbegin() + 1u), '\0');
  for (const char16_t letter : letters) {
    const HPDF_UINT16 glyph = HPDF_TTFontDef_GetGlyphid(face, letter);
    map[2u * letter] = static_cast<char>(glyph >> 8);
    map[2u * letter + 1] = static_cast<char>(glyph & 0xFF);
  }
  return map;
}

std::string text_map(const std::set<char16_t>& letters) {
  constexpr std::size_t kMostInBlock = 100;  // ISO 32000-1, 9.10.3, from the CMap specification
  const std::vector<char16_t> all(letters.begin(), letters.end());
  std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
      "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
  for (std::size_t at = 0; at < all.size(); at += kMostInBlock) {
    const std::size_t end = std::min(all.size(), at + kMostInBlock);
    map += std::to_string(end - at) + " beginbfchar\n";
    for (std::size_t i = at; i < end; ++i) {
      char row[24];
      std::snprintf(row, sizeof row, "<%04X> <%04X>\n", unsigned{all[i]}, unsigned{all[i]});
      map += row;
    }
    map += "endbfchar\n";
  }
  return map + "endcmap CMapName currentdict /CMap defineresource pop end end\n";
}

}  // namespace

Resources add_resources(Handle document) {
  const HPDF_Doc of = doc(document);
  const HPDF_Dict page = shared_dict(of), form = shared_dict(of), fonts = shared_dict(of),
                  forms = shared_dict(of), images = shared_dict(of);
  if (!page || !form || !fonts || !forms || !images) return {};
  add(page, "Font", fonts);
  add(page, "XObject", forms);
  add(form, "Font", fonts);
  add(form, "XObject", images);
  return {page, form, forms, images};
}

void add_image(const Resources& resources, std::string_view name, Handle image) {
  add(dict(resources.forms), std::string(name), image);
  add(dict(resources.images), std::string(name), image);
}

void set_catalog(Handle document, std::string_view language) {
  const HPDF_Doc of = doc(document);
  HPDF_Dict_Add(of->catalog, "Lang",
                HPDF_String_New(of->mmgr, std::string(language).c_str(), nullptr));
  const auto preferences =
      static_cast<HPDF_Dict>(HPDF_Dict_GetItem(of->catalog, "ViewerPreferences", HPDF_OCLASS_DICT));
  if (preferences) HPDF_Dict_AddName(preferences, "Duplex", "Simplex");
  of->pdf_version = HPDF_VER_17;  // of these entries
}

void add_font(const Resources& resources, std::string_view name, Handle font) {
  const auto fonts =
      static_cast<HPDF_Dict>(HPDF_Dict_GetItem(dict(resources.form), "Font", HPDF_OCLASS_DICT));
  add(fonts, std::string(name), font);
}

void add_form(Handle document, const Resources& resources, std::string_view name,
              std::string_view content, float width, float height) {
  const HPDF_Doc of = doc(document);
  HPDF_Dict form = HPDF_DictStream_New(of->mmgr, of->xref);
  if (!form) return;
  form->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Dict_AddName(form, "Type", "XObject");
  HPDF_Dict_AddName(form, "Subtype", "Form");
  add(form, "BBox", HPDF_Box_Array_New(of->mmgr, HPDF_ToBox(0, 0, 0, 0)));
  const auto box = static_cast<HPDF_Array>(HPDF_Dict_GetItem(form, "BBox", HPDF_OCLASS_ARRAY));
  HPDF_Array_Clear(box);
  for (const float edge : {0.0f, -height, width, 0.0f}) HPDF_Array_AddReal(box, edge);
  add(form, "Resources", resources.form);
  write(form->stream, content);
  add(dict(resources.forms), std::string(name), form);
}

void set_page(Handle page, const Resources& resources, std::string_view content) {
  add(dict(page), "Resources", resources.page);
  write(static_cast<HPDF_PageAttr>(dict(page)->attr)->stream, content);
}

void keep_letters(Handle font, const std::set<char16_t>& letters) {
  const auto attr = static_cast<HPDF_FontAttr>(dict(font)->attr);
  keep_widths(attr->descendant_font, attr->fontdef, letters);
  rewrite(attr->map_stream, glyph_map(attr->fontdef, letters));
  rewrite(attr->cmap_stream, text_map(letters));
}

}  // namespace temgoc::raw_pdf
