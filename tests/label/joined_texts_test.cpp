// Texts that a template joins: what no line may end with, and how wide their parts may become.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "label/placement.h"
#include "label/printing.h"
#include "temgoc/base/text.h"
#include "temgoc/label/sample_notice.h"

using namespace temgoc;

namespace {

const Faces& faces() {
  static const Faces loaded = label_faces().value();
  return loaded;
}

// The letter of an alphabet that is widest in bold, in which a typed code stands.
char widest_of(std::string_view alphabet) {
  return *std::ranges::max_element(alphabet, {}, [](char each) {
    return faces().bold.width(code_points(std::string(1, each)));
  });
}

constexpr std::string_view kLotLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
constexpr std::size_t kMostLotLetters = 20;
const std::string kLongHost = "truyxuat.htx-nongsanxanh.gov.vn";

LabelItem with_widest_codes(const LabelTemplate& label, CodeKind kind, bool is_sample) {
  LabelItem item = printing::item_for(label, kind, 1);
  const char letter = widest_of(kCrockford);
  item.fields["short_code"] =
      std::string(4, letter) + "-" + std::string(4, letter) + "-" + std::string(1, letter);
  item.fields["lot"] = std::string(kMostLotLetters, widest_of(kLotLetters));
  item.fields["host"] = kLongHost;
  if (kind == CodeKind::item_link) item.fields["serial"] = std::string(13, letter);
  if (item.fields.contains("serial")) item.fields["label_number"] = "9999";
  if (is_sample) item.fields["sample_notice"] = kSampleNotice;
  return item;
}

// A dash may stand in a cooperative's own name.
bool is_joint(std::string_view word) { return word == "·" || word == "/"; }

// The lines of each placed text, with their bold and regular parts put together.
std::vector<std::string> lines_of(const PlacedText& text) {
  std::vector<std::string> lines;
  double baseline = -1;
  for (const PlacedLine& part : text.lines) {
    if (lines.empty() || part.baseline_mm != baseline) lines.emplace_back();
    lines.back() += part.text;
    baseline = part.baseline_mm;
  }
  return lines;
}

// Words of any length, some of which the record itself joins by a middle dot.
rc::Gen<std::string> record_text() {
  return rc::gen::map(
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
          rc::gen::element<std::string>("-18°C", "muối", "nghiêng", "Có chứa cá", "·", "500 g"))),
      [](std::vector<std::string> words) {
        words.resize(std::min<std::size_t>(words.size(), 12));
        std::string text = "Cá";
        for (const std::string& word : words) text += " " + word;
        return text;
      });
}

}  // namespace

TEST_CASE("every template takes the widest codes, a long host, and the notice of a sample") {
  for (const auto& [id, kind] : printing::shipped_kinds())
    for (const LabelLanguage language : printing::shipped(id).languages)
      for (const bool is_sample : {false, true}) {
        CAPTURE(id);
        CAPTURE(is_sample);
        const LabelTemplate label = in_language(printing::shipped(id), language).value();
        for (const Error& fault : check_values(label, {with_widest_codes(label, kind, is_sample)}))
          FAIL_CHECK(fault.code << ": " << fault.args.at("box") << ": " << fault.value);
      }
}

TEST_CASE("every template with the widest codes has room for the mark of a test") {
  const printing::Folder folder;
  for (const auto& [id, kind] : printing::shipped_kinds())
    for (const bool is_sample : {false, true}) {
      CAPTURE(id);
      CAPTURE(is_sample);
      const LabelTemplate label = printing::shipped(id);
      printing::SampleJob sample(label, kind, 1);
      sample.job.test = true;
      sample.job.sample = is_sample;
      const LabelItem item = with_widest_codes(label, kind, is_sample);
      const auto mark = print_mark(sample.job, item, folder / "mark.pdf");
      CHECK_MESSAGE(mark.has_value(), (mark ? "" : mark.error().code + " " + mark.error().value));
    }
}

TEST_CASE("no line of a shipped template begins or ends with the sign that joins two parts") {
  std::size_t lines = 0;
  CHECK(rc::check("for any texts on record", [&] {
    const std::string id = *rc::gen::elementOf(shipped_templates());
    const LabelTemplate first = printing::shipped(id);
    const LabelTemplate label = in_language(first, *rc::gen::elementOf(first.languages)).value();
    LabelItem item = with_widest_codes(label, label.code, *rc::gen::arbitrary<bool>());
    for (const char* field : {"ingredients", "ingredients_en", "allergens", "allergens_en", "usage",
                              "storage_conditions", "storage", "warnings", "origin"})
      item.fields[field] = *record_text();
    const auto name_pt = name_size_pt(label, item, faces());
    RC_PRE(name_pt.has_value());
    for (std::size_t box = 0; box < label.boxes.size(); ++box) {
      PlacedLabel placed;
      if (!place_box(label, box, item, faces(), *name_pt, placed)) continue;
      for (const PlacedText& text : placed.texts)
        for (const std::string& line : lines_of(text)) {
          ++lines;
          const auto words = split(line, ' ');
          RC_ASSERT_FALSE(is_joint(words.front()));
          RC_ASSERT_FALSE(is_joint(words.back()));
        }
    }
  }));
  CHECK(lines > 500);
}
