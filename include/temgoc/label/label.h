// Labels: a template (mm geometry, boxes) and a stream of items in, a PDF out. Knows no registry,
// no key, no clock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/words.h"
#include "temgoc/model/print_job.h"
#include "temgoc/model/printer.h"

namespace temgoc {

// Lengths are mm from the top left corner: of the page for a stock, of the label for a box.
struct Stock {
  std::string id = {};  // what a printer's correction and a part-used sheet belong to: the
                        // template's own id unless the template names a stock
  double page_width_mm = 0, page_height_mm = 0;  // 5 to 2000
  double label_width_mm = 0, label_height_mm = 0;
  unsigned columns = 1, rows = 1;
  double left_mm = 0, top_mm = 0;         // to the first label's corner
  double pitch_x_mm = 0, pitch_y_mm = 0;  // from label to label
  double safe_mm = 0;                     // nothing is drawn nearer to a label's edge
  double gap_mm = 2;    // between two feeds of a roll, for TSPL; 0: the roll has no gaps
  double face_cm2 = 0;  // of the pack's largest face; 0: not said (the 1.2 mm rule applies)
  unsigned dpi = 300;   // of the printer that this stock is for, unless the job says otherwise
  unsigned cells() const { return columns * rows; }
};
// The top left corner of a label's cell, from 0, on the page in mm.
PagePoint label_corner(const Stock& stock, unsigned cell, CellOrder order);

// The language of a label's texts; vi_en shows both.
enum class LabelLanguage { vi, en, vi_en };
std::string to_text(LabelLanguage language);  // "vi", "en", "vi-en"
std::optional<LabelLanguage> label_language(std::string_view text);

enum class BoxKind { text, code, image, stars, line, rectangle, pattern };
// What a pattern repeats: lines of waves, fish scales, woven lozenges, ears of rice.
enum class Motif { waves, scales, diamonds, rice };
enum class Align { left, centre, right };
enum class VerticalAlign { top, middle, bottom };

// Red, green and blue, 0 to 1. A thermal printer prints whatever is dark.
struct Ink {
  double red = 0, green = 0, blue = 0;
  bool operator==(const Ink&) const = default;
};

struct Box {
  BoxKind kind = BoxKind::text;
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
  std::string name = {};  // what a person calls it; messages name the box by it
  // Text, in the template's language: {field} places, [parts that go with their fields], **bold**,
  // one paragraph a line. A paragraph all of whose fields are empty is left out.
  std::string text = {};
  std::map<LabelLanguage, std::string> texts = {};  // by language; empty: the same in all
  // "field", "not field", "certification in force"; several joined by " and ". Left out otherwise.
  std::string when = {};
  std::string file = {};  // of an image: its key in `pictures`
  // Set at the largest size down to min_size_pt at which all paragraphs fit on max_lines. Else the
  // job is refused (text_does_not_fit).
  double size_pt = 7, min_size_pt = 5;
  unsigned max_lines = 1;
  bool bold = false;
  // The legal letter height applies (x-height 1.2 mm, 0.9 mm under 80 cm²), and the text stays
  // smaller than the product's name.
  bool compulsory = false;
  Align align = Align::left;                    // of text, image and stars
  VerticalAlign vertical = VerticalAlign::top;  // of text and image
  Ink ink = {};                                 // of text, stars, line and rectangle
  double module_mm = 0.375;  // of a code's module at least: it is as large as its box lets it be
  double line_mm = 0.2;  // stroke of a rectangle or pattern; a line is as thick as its box is high
  bool fill = false;     // the whole rectangle in ink; texts may stand on it
  double corner_mm = 0;  // radius of a rectangle's corners
  Motif motif = Motif::waves;  // of a pattern
  double repeat_mm = 0;        // of a pattern, from motif to motif, about; 0: as high as its box
};

// A PNG as decoded: rows from the top, one byte a pixel (grey) or three, transparent parts white.
struct Picture {
  unsigned width_px = 0, height_px = 0;  // 1 to 4,000
  bool colour = false;
  std::string pixels;
};

struct LabelTemplate {
  std::string id;  // file name without .toml
  std::map<Language, std::string> name;
  CodeKind code = CodeKind::lot_seal;  // what a job prints unless it chooses another of `codes`
  std::vector<CodeKind> codes;  // what the code box is large enough for; `code` is among them
  std::vector<LabelLanguage> languages = {LabelLanguage::vi};  // offered; the first by default
  LabelLanguage language = LabelLanguage::vi;                  // that the boxes' texts are in
  std::vector<std::string> compulsory_fields;  // that the law asks of this label, in its order
  bool on_packs = true;  // one for each pack; false: for cartons, shelves, posters
  // It prints what must stay on paper beside an electronic label, and nothing more.
  bool e_label = false;
  Stock stock;
  std::vector<Box> boxes;
  std::map<std::string, Picture> pictures;  // by file name
  // The template as TOML with its pictures in it: all that a reprint needs. parse_template of it
  // gives this template again, wherever the picture files went. `sha256` is its hash, hex.
  std::string frozen_text;
  std::string sha256;
};

// One label's content. Fields are named in label_templates/README.md; `stars` is set only while the
// certificate is in force.
struct LabelItem {
  std::string uri;  // what the code holds
  std::map<std::string, std::string> fields;
  std::optional<int> stars;
};

// Gives a picture file's bytes by its plain name, or why not (`file_not_found`).
using PictureFiles = std::function<Result<std::string>(const std::string& name)>;

// Reads a template file's text: TOML, checked against label_templates/schema.json; in its first
// language. `files` is asked for the pictures that the text does not hold itself; without it there
// are none. `template_unreadable`, `template_schema` (field = JSON pointer, args reason),
// `template_field_unknown` (field = JSON pointer, value = the place), `image_missing` and
// `image_unreadable` (field = JSON pointer, value = the file, args reason).
Result<LabelTemplate> parse_template(std::string_view toml, std::string_view id,
                                     const PictureFiles& files = {});
// The same template with its texts in another language. `label_language_not_offered` (value, args
// template, known).
Result<LabelTemplate> in_language(LabelTemplate label, LabelLanguage language);
std::string_view template_schema();            // the JSON Schema, published by `template schema`
std::vector<std::string> shipped_templates();  // ids, sorted
std::optional<std::string> shipped_template(std::string_view id);  // its TOML text

// What is wrong with it at these dots in its language, found before anything is printed:
// `code_too_large` (args need_mm, have_mm, modules), `letters_too_small`, `letters_below_dots`
// (args dpi, need_pt, have_pt), `fixed_letter_missing` (args letter), `box_outside`,
// `boxes_overlap` (args other), `boxes_overlap_code`, `labels_overlap`, `labels_outside_page`,
// `label_too_large` (args most_mm); field = JSON pointer, args box = what a person calls it. Empty:
// good. `longest_uri` is what the workplace would print with its longest host.
std::vector<Error> check_template(const LabelTemplate& label, unsigned dpi,
                                  std::string_view longest_uri);
// What each item's values would be refused for: `value_does_not_fit`, `value_letter_missing` (args
// letter), `value_name_not_largest` (args name_pt, text_pt), all with args box and product; or
// `font_not_found`, `font_unusable`.
std::vector<Error> check_values(const LabelTemplate& label, const std::vector<LabelItem>& items);
// The compulsory fields that the item has no value for, in any language.
std::vector<std::string> lacking_fields(const LabelTemplate& label, const LabelItem& item);
// A fact that the item has, and the label shows, but not in a language of the label.
struct Untranslated {
  std::string field;        // that has no value: "storage_en"
  bool is_printed = false;  // in another language; false: the label would leave the fact out
  bool operator==(const Untranslated&) const = default;
};
std::vector<Untranslated> untranslated_facts(const LabelTemplate& label, const LabelItem& item);
// Facts of the item that the law wants on a food label, and that a label of this template would
// leave out because no text of it shows them: names of fields.
std::vector<std::string> facts_left_out(const LabelTemplate& label, const LabelItem& item);
// An item with the widest value of each field, and the most stars.
Result<LabelItem> widest_values(const std::vector<LabelItem>& items);

struct LabelJob {
  const LabelTemplate& label;
  unsigned dpi = 300;       // 100 to 1200
  unsigned start_cell = 1;  // first free label of a part-used sheet, 1 to cells()
  bool test = false;        // "MẪU THỬ – KHÔNG BÁN" across each label
  bool sample = false;      // "DỮ LIỆU MẪU" on each label
  std::string title = {};   // PDF title
  Instant made_at = {};     // PDF date
  std::uint32_t count = 0;  // labels to come
  std::function<std::optional<LabelItem>()> next = {};  // the stream; none: the end
  CellOrder order = CellOrder::across;
  Correction correction = {};
  bool cut_marks = false;  // ticks on the corners of the cells that are printed, and of no others
};

// Of one file: the PDF library holds it in memory, about 11 KB a page.
inline constexpr unsigned kMostPages = 5000;

struct PrintedLabels {
  std::uint32_t labels = 0;
  std::uint32_t pages = 0;
  unsigned qr_version = 0;  // the largest used
  double module_mm = 0;     // the smallest used
};

// Draws the whole job into one file and releases it, or nothing: `text_does_not_fit` (field = the
// box's text, value = what it became, args label = its number in the job from 1), `glyph_missing`
// (the same, and args letter), `name_not_largest` (the same, and args name_pt, text_pt),
// `code_too_large` (args need_mm, have_mm, modules), `font_not_found`,
// `font_unusable`. Throws SystemFailure `disk_write_failed` on a full disk, `pdf_failed` (args
// status) when libharu fails, std::logic_error for more than kMostPages pages and when the stream
// ends before `count`. `next` is called on the calling thread alone, in order, some labels ahead of
// what is written. Same job, same bytes. A file at `path` is replaced.
Result<PrintedLabels> print_labels(const LabelJob& job, const std::filesystem::path& path);

// One page with the mark across the label, and nothing else, in every cell: what each label of a
// test job that is like `item` must show. Returns what the mark says, nothing where such labels
// carry none. `test_mark_missing` (args label, page, mark) where the template leaves no room for
// it; the errors of print_labels that concern texts and faces.
Result<std::string> print_mark(const LabelJob& job, const LabelItem& item,
                               const std::filesystem::path& path);
// Boxes whose ink a printer without shades leaves out: `ink_too_light` (field = JSON pointer, args
// box). White is no ink: it is paper on a dark ground.
std::vector<Error> check_inks(const LabelTemplate& label);

}  // namespace temgoc
