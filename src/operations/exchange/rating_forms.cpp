// Fills both forms: who asks for what, and what the producer says of each criterion.
#include "operations/exchange/rating_forms.h"

#include <fmt/format.h>

#include "operations/exchange/lot_story.h"
#include "temgoc/model/ocop_standing.h"

namespace temgoc {
namespace {

class FormMaker {
 public:
  FormMaker(const RatingFile& file, Language language) : file_(file), language_(language) {}

  Blocks first() {
    head("1");
    add(FormLook::title, word("form1.title"));
    add(FormLook::subtitle, word("by", {{"decision", file_.table.decision}}));
    add(FormLook::body, word("form1.to"));
    producer();
    product();
    recognition();
    dossier();
    sign("form1.sign");
    return std::move(blocks_);
  }

  Blocks second() {
    head("2");
    add(FormLook::title, word("form2.title"));
    add(FormLook::subtitle, word("by", {{"decision", file_.table.decision}}));
    field("product", file_.subject.product.name);
    field("set", set_words());
    field("producer", file_.subject.cooperative.name);
    criteria();
    add(FormLook::note, word("form2.bands"));
    if (!file_.table.complete) add(FormLook::note, word("form2.short"));
    add(FormLook::body, word("form2.promise"));
    sign("form2.sign");
    return std::move(blocks_);
  }

 private:
  std::string word(const std::string& key, const WordArgs& args = {}) const {
    return words(language_, "rating." + key, args);
  }
  void add(FormLook look, std::string text, std::string value = {}) {
    blocks_.push_back({look, std::move(text), std::move(value), {}});
  }
  void field(const char* name, const std::string& value) {
    add(FormLook::field, word(std::string("field.") + name), value);
  }

  void head(const char* number) {
    add(FormLook::corner, word("form", {{"number", std::string("0") + number}}));
    add(FormLook::nation, word("nation"));
    add(FormLook::motto, word("motto"));
  }

  std::string set_words() const {
    const auto& set = file_.subject.product.ocop_set;
    if (!set) return {};
    const std::string number = std::to_string(set->number());
    return word("set",
                {{"set", number},
                 {"name", words(language_, "ocop_set." + number)},
                 {"branch", words(language_, "page.group." + std::to_string(set->branch()))}});
  }

  void producer() {
    const Cooperative& cooperative = file_.subject.cooperative;
    add(FormLook::heading, word("part.producer"));
    field("name", cooperative.name);
    field("address", address_of(cooperative.addresses, file_.subject.today));
    field("phone", cooperative.phone);
    field("registration_no", cooperative.registration_no);
    field("founded", cooperative.founded);
    field("members", cooperative.members ? std::to_string(*cooperative.members) : "");
    field("gln", cooperative.gln);
  }

  std::string shelf_life() const {
    const auto& days = file_.subject.product.shelf_life_days;
    if (!days) return {};
    return *days == 0 ? word("no_shelf_life") : word("days", {{"days", std::to_string(*days)}});
  }

  void product() {
    const Product& product = file_.subject.product;
    add(FormLook::heading, word("part.product"));
    field("product", product.name);
    field("set", set_words());
    if (product.group) field("old_group", product.group->code());
    field("gtin", product.gtin.printed());
    field("brand", product.brand);
    if (!product.is_service()) {
      field("net_content", product.net_content);
      field("shelf_life", shelf_life());
      field("ingredients", product.ingredients);
      field("storage", product.storage);
      field("usage", product.usage);
    }
    field("origin", product.origin);
    field("standards", product.standards);
  }

  // The rating that stands, and what is asked for, which a person fills in.
  void recognition() {
    add(FormLook::heading, word("part.rating"));
    const auto& all = file_.subject.in_force;
    const Certification* standing = counting_recognition(all, file_.subject.today);
    field("standing", standing ? certificate_line(*standing, language_) : word("standing.none"));
    field("wanted", "");
    add(FormLook::note, word("wanted.note"));
  }

  void dossier() {
    add(FormLook::heading, word("part.dossier"));
    FormTable table{.widths = {10, 120, 35},
                    .centred = {true, false, true},
                    .header = {word("column.row"), word("column.paper"), word("column.where")},
                    .rows = {}};
    std::size_t row = 0;
    const auto paper = [&](std::string text, std::string where) {
      table.rows.push_back({{std::to_string(++row), std::move(text), std::move(where)}, false});
    };
    paper(word("paper.form2"), "mau-02.pdf");
    for (const RatingPart& part : file_.table.parts) {
      std::size_t files = 0;
      for (const RatingCriterion& each : part.criteria) files += evidence_of(each).files.size();
      if (files > 0)
        paper(word("paper.part",
                   {{"part", part.part}, {"title", part.title}, {"files", std::to_string(files)}}),
              "minh-chung/" + part.part);
    }
    for (const Certification& each : file_.subject.in_force)
      paper(certificate_line(each, language_),
            each.papers.empty() ? word("paper.by_hand") : "minh-chung");
    if (!file_.subject.product.is_service()) paper(word("paper.samples"), word("paper.by_hand"));
    blocks_.push_back({FormLook::table, {}, {}, std::move(table)});
  }

  const CriterionEvidence& evidence_of(const RatingCriterion& criterion) const {
    static const CriterionEvidence kNone;
    const auto found = file_.evidence.find(criterion.number);
    return found == file_.evidence.end() ? kNone : found->second;
  }

  std::string evidence_words(const RatingPart& part, const RatingCriterion& criterion) const {
    const CriterionEvidence& evidence = evidence_of(criterion);
    if (!evidence.found()) return word("nothing");
    std::string text;
    for (const std::string& each : evidence.said) text += (text.empty() ? "– " : "\n– ") + each;
    for (const CriterionEvidence::File& file : evidence.files)
      text += (text.empty() ? "– " : "\n– ") +
              word("file", {{"file", "minh-chung/" + part.part + "/" + file.name}});
    return text;
  }

  std::string self_points(const RatingCriterion& criterion) const {
    const auto found = file_.points.find(criterion.number);
    return found == file_.points.end() ? std::string() : std::to_string(found->second);
  }

  // The sum of a part; empty as long as one of its criteria has no points.
  std::string part_points(const RatingPart& part) const {
    int sum = 0;
    for (const RatingCriterion& each : part.criteria) {
      const auto found = file_.points.find(each.number);
      if (found == file_.points.end()) return {};
      sum += found->second;
    }
    return part.criteria.empty() ? std::string() : std::to_string(sum);
  }

  void criteria() {
    FormTable table{.widths = {13, 48, 17, 17, 70},
                    .centred = {true, false, true, true, false},
                    .header = {word("column.number"), word("column.criterion"), word("column.most"),
                               word("column.self"), word("column.evidence")},
                    .rows = {}};
    int most = 0, self = 0;
    bool all = true;
    for (const RatingPart& part : file_.table.parts) {
      const std::string sum = part_points(part);
      table.rows.push_back({{part.part, part.title, std::to_string(part.points), sum, ""}, true});
      most += part.points;
      all = all && !sum.empty();
      self += sum.empty() ? 0 : std::stoi(sum);
      for (const RatingCriterion& each : part.criteria)
        table.rows.push_back(
            {{each.number, each.title, each.points ? std::to_string(*each.points) : std::string(),
              self_points(each), evidence_words(part, each)},
             false});
    }
    table.rows.push_back(
        {{"", word("sum"), std::to_string(most), all ? std::to_string(self) : "", ""}, true});
    blocks_.push_back({FormLook::table, {}, {}, std::move(table)});
  }

  void sign(const char* who) {
    add(FormLook::right, word("place_day"));
    add(FormLook::signature, word(who), word("sign.how"));
  }

  const RatingFile& file_;
  Language language_;
  Blocks blocks_;
};

}  // namespace

Blocks form_01(const RatingFile& file, Language language) {
  return FormMaker(file, language).first();
}

Blocks form_02(const RatingFile& file, Language language) {
  return FormMaker(file, language).second();
}

}  // namespace temgoc
