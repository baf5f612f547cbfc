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

#include "temgoc/clock.h"
#include "temgoc/print_job.h"
#include "temgoc/words.h"

namespace temgoc {

// Lengths are mm from the top left corner: of the page for a stock, of the label for a box.
struct Stock {
  double page_width_mm = 0, page_height_mm = 0;  // 5 to 2000
  double label_width_mm = 0, label_height_mm = 0;
  unsigned columns = 1, rows = 1;
  double left_mm = 0, top_mm = 0;         // to the first label's corner
  double pitch_x_mm = 0, pitch_y_mm = 0;  // from label to label
  double safe_mm = 0;                     // nothing is drawn nearer to a label's edge
  double face_cm2 = 0;  // of the pack's largest face; 0: not said (the 1.2 mm rule applies)
  unsigned dpi = 300;   // of the printer that this stock is for, unless the job says otherwise
  unsigned cells() const { return columns * rows; }
};

enum class BoxKind { text, code, stars, line, rectangle };
enum class Align { left, centre, right };
enum class VerticalAlign { top, middle, bottom };

struct Box {
  BoxKind kind = BoxKind::text;
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
  // Text: `text` with {field} places, e.g. "NSX: {packed_on}". A box whose `when` field is absent
  // or empty is left out; so is a text all of whose fields are empty.
  std::string text = {};
  std::string when = {};
  double size_pt = 7,
         min_size_pt =
             5;  // shrinks to min, then wraps, then the job is refused (text_does_not_fit)
  unsigned max_lines = 1;
  bool bold = false;
  bool compulsory = false;    // legal letter height applies (x-height 1.2 mm, 0.9 mm under 80 cm²)
  Align align = Align::left;  // of text and stars
  VerticalAlign vertical =
      VerticalAlign::top;  // of text, where its lines need less than the box has
  double line_mm = 0.2;    // stroke of rectangle; a line is as thick as its box is high
};

struct LabelTemplate {
  std::string id;  // file name without .toml
  std::map<Language, std::string> name;
  CodeKind code = CodeKind::lot_seal;  // what a job prints unless it chooses another of `codes`
  std::vector<CodeKind> codes;  // what the code box is large enough for; `code` is among them
  Stock stock;
  std::vector<Box> boxes;
  std::string sha256;  // hex, of the file as read: what a print job records
};

// One label's content. Fields are named in label_templates/README.md; `stars` is set only while the
// certificate is in force.
struct LabelItem {
  std::string uri;  // what the code holds
  std::map<std::string, std::string> fields;
  std::optional<int> stars;
};

// Reads a template file's text: TOML, checked against label_templates/schema.json.
// `template_unreadable`, `template_schema` (field = JSON pointer, args reason),
// `template_field_unknown` (field = JSON pointer, value = the place).
Result<LabelTemplate> parse_template(std::string_view toml, std::string_view id);
std::string_view template_schema();            // the JSON Schema, published by `template schema`
std::vector<std::string> shipped_templates();  // ids, sorted
std::optional<std::string> shipped_template(std::string_view id);  // its TOML text

// What is wrong with it at these dots, found before anything is printed: `code_too_large` (args
// need_mm, have_mm, modules), `letters_too_small`, `box_outside`, `boxes_overlap_code`,
// `labels_overlap`, `labels_outside_page`. Empty: good. `longest_uri` is what the workplace would
// print with its longest host.
std::vector<Error> check_template(const LabelTemplate& label, unsigned dpi,
                                  std::string_view longest_uri);

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
};

struct PrintedLabels {
  std::vector<std::filesystem::path>
      files;  // more than one for a job above 5,000 pages: name_1of3.pdf
  std::uint32_t labels = 0;
  std::uint32_t pages = 0;
  unsigned qr_version = 0;  // the largest used
  double module_mm = 0;
};

// Draws the whole job and releases the files, or none: `text_does_not_fit` (field = the box's text,
// value = what it became, args label = its number in the job from 1), `glyph_missing` (the same,
// and args letter), `code_too_large` (args need_mm, have_mm, modules), `font_not_found`,
// `font_unusable`. Throws SystemFailure `disk_write_failed` on a full disk, `pdf_failed` (args
// status) when libharu fails, std::logic_error when the stream ends before `count`. `next` is
// called on the calling thread alone, in order, some labels ahead of what is written. Same job,
// same bytes. Existing files are replaced.
Result<PrintedLabels> print_labels(const LabelJob& job, const std::filesystem::path& path);

}  // namespace temgoc
