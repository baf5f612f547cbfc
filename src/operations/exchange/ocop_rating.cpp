// Gathers what an OCOP rating asks for, and writes it as forms and as a folder.
#include "temgoc/exchange/ocop_rating.h"

#include <algorithm>

#include "operations/exchange/lot_story.h"
#include "operations/exchange/rating_forms.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/private_folder.h"
#include "temgoc/base/text.h"
#include "temgoc/model/green_claim.h"
#include "temgoc/model/records.h"
#include "temgoc/tables/zip_file.h"
#include "temgoc/workplace/other_cooperative.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr unsigned kMostLots = 1000;
constexpr int kMonthsBack = 12, kVersion = 1;
constexpr std::size_t kMostPacked = std::size_t{64} << 20;  // of one file

Result<Product> product_named(const Workplace& workplace, const RatingOrder& order) {
  const Registry& registry = workplace.registry();
  const auto gtin = Gtin::parse(order.product);
  auto product = gtin ? registry.product(*gtin) : registry.product(std::string_view(order.product));
  if (!product) return Error{"product_unknown", "product", shortened(order.product)};
  if (!order.only_cooperative.empty() && product->cooperative_id != order.only_cooperative)
    return of_other_cooperative(workplace.actor(),
                                {"product_of_other_cooperative",
                                 "product",
                                 product->id,
                                 {},
                                 {{"cooperative", product->cooperative_id}}},
                                {"product_unknown", "product", shortened(order.product)});
  return *product;
}

// Green and organic words without evidence are left out of what is said of the product.
void drop_unproven_claims(RatingSubject& subject) {
  if (has_green_evidence(subject.in_force, subject.product, subject.today)) return;
  for (std::string* text : {&subject.product.standards, &subject.product.usage,
                            &subject.product.ingredients, &subject.product.brand})
    if (claims_green(*text)) text->clear();
}

RatingSubject subject_of(const Workplace& workplace, const Product& product) {
  const Registry& registry = workplace.registry();
  RatingSubject subject{.product = product,
                        .cooperative = registry.cooperative(product.cooperative_id)
                                           .value_or(Cooperative{.id = product.cooperative_id}),
                        .today = workplace.today()};
  for (const Certification& each : registry.certifications_for(product))
    if (in_force(each, subject.today) == std::optional(true) && may_be_shown(each, subject.today))
      subject.in_force.push_back(each);
  subject.lots = registry.lots({.cooperative_id = product.cooperative_id,
                                .product_id = product.id,
                                .packed_from = add_months(subject.today, -kMonthsBack),
                                .limit = kMostLots});
  std::erase_if(subject.lots, [&](const Lot& lot) {
    return (lot.test && !workplace.test_only()) || registry.cancellation(lot.id).has_value();
  });
  drop_unproven_claims(subject);
  return subject;
}

// Points that were given must be of a criterion, and not more than it has.
Result<void> check_points(const RatingTable& table, const std::map<std::string, int>& points) {
  for (const auto& [number, given] : points) {
    const RatingCriterion* found = nullptr;
    int most = 0;
    for (const RatingPart& part : table.parts)
      for (const RatingCriterion& each : part.criteria)
        if (each.number == number) {
          found = &each;
          most = each.points.value_or(part.points);
        }
    if (found == nullptr) return Error{"ocop_points_unknown", "points", shortened(number)};
    if (given < 0 || given > most)
      return Error{"ocop_points_too_many",
                   "points",
                   std::to_string(given),
                   {},
                   {{"criterion", number}, {"most", std::to_string(most)}}};
  }
  return {};
}

// All that both ways out need.
class Rating {
 public:
  static Result<Rating> gathered(Workplace& workplace, const RatingOrder& order) {
    auto product = product_named(workplace, order);
    if (!product) return product.error();
    auto table = rating_table(workplace.folder(), product->ocop_set);
    if (!table) return table.error();
    if (auto checked = check_points(*table, order.points); !checked) return checked.error();
    return Rating(workplace, subject_of(workplace, *product), *std::move(table), order.points);
  }

  RatingFile file() const { return {subject_, table_, evidence_, points_}; }
  const RatingTable& table() const { return table_; }
  const RatingSubject& subject() const { return subject_; }
  const CriterionEvidence& evidence(const RatingCriterion& each) const {
    return evidence_.at(each.number);
  }

  std::vector<Error> warnings() const {
    std::vector<Error> all = warnings_;
    if (!subject_.product.ocop_set)
      all.push_back({"ocop_rating_no_set", "product", subject_.product.id});
    if (!table_.complete) all.push_back({"ocop_rating_table_short"});
    return all;
  }

 private:
  Rating(const Workplace& workplace, RatingSubject subject, RatingTable table,
         std::map<std::string, int> points)
      : subject_(std::move(subject)), table_(std::move(table)), points_(std::move(points)) {
    // The forms are Vietnamese whatever the language of the program is.
    EvidenceFinder finder(workplace, subject_, Language::vi);
    for (const RatingPart& part : table_.parts)
      for (const RatingCriterion& each : part.criteria) {
        CriterionEvidence& gathered = evidence_[each.number];
        for (const std::string& kind : each.evidence) {
          CriterionEvidence found = finder.of(kind);
          for (std::string& said : found.said) gathered.said.push_back(std::move(said));
          for (CriterionEvidence::File& file : found.files)
            gathered.files.push_back(std::move(file));
        }
      }
    warnings_ = finder.warnings();
  }

  RatingSubject subject_;
  RatingTable table_;
  std::map<std::string, int> points_;
  std::map<std::string, CriterionEvidence> evidence_;
  std::vector<Error> warnings_;
};

std::string title_of(const Rating& rating) {
  return words(Language::vi, "rating.title", {{"product", rating.subject().product.name}});
}

Blocks joined(Blocks first, const Blocks& second) {
  first.push_back({FormLook::page, {}, {}, {}});
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Result<void> print(const Rating& rating, const Blocks& blocks, Instant at, const fs::path& path) {
  return print_form(blocks, title_of(rating), Language::vi, at, path);
}

Json index_of(const Rating& rating, const std::vector<std::pair<std::string, std::string>>& files,
              Instant at) {
  const RatingSubject& subject = rating.subject();
  Json parts = Json::array();
  for (const RatingPart& part : rating.table().parts) {
    Json criteria = Json::array();
    for (const RatingCriterion& each : part.criteria) {
      const CriterionEvidence& evidence = rating.evidence(each);
      Json names = Json::array();
      for (const CriterionEvidence::File& file : evidence.files)
        names.push_back("minh-chung/" + part.part + "/" + file.name);
      const auto points = rating.file().points;
      const auto given = points.find(each.number);
      criteria.push_back({{"number", each.number},
                          {"title", each.title},
                          {"most", each.points ? Json(*each.points) : Json()},
                          {"self", given == points.end() ? Json() : Json(given->second)},
                          {"evidence", evidence.said},
                          {"files", std::move(names)}});
    }
    parts.push_back({{"part", part.part},
                     {"title", part.title},
                     {"most", part.points},
                     {"criteria", std::move(criteria)}});
  }
  Json hashes = Json::object();
  for (const auto& [name, sha256] : files) hashes[name] = sha256;
  Json certificates = Json::array();
  for (const Certification& each : subject.in_force) certificates.push_back(each.id);
  return {{"format", "temgoc.ocop_rating"},
          {"version", kVersion},
          {"decision", rating.table().decision},
          {"made_at", to_iso(at)},
          {"product", subject.product.id},
          {"gtin", subject.product.gtin.digits()},
          {"set", subject.product.ocop_set ? Json(subject.product.ocop_set->number()) : Json()},
          {"complete_table", rating.table().complete},
          {"certificates", std::move(certificates)},
          {"parts", std::move(parts)},
          {"sha256", std::move(hashes)}};
}

// A folder that is not there yet, or that nothing is in.
Result<void> check_folder(const fs::path& out) {
  std::error_code unreadable;
  fs::path named = fs::absolute(out).lexically_normal();
  if (!named.has_filename()) named = named.parent_path();  // "folder/"
  const fs::path parent = named.parent_path();
  if (out.empty() || !fs::is_directory(parent, unreadable))
    return Error{"folder_not_found", "out", parent.string()};
  if (!fs::exists(out, unreadable)) return {};
  if (fs::is_directory(out, unreadable) && fs::is_empty(out, unreadable)) return {};
  return Error{"out_folder_not_empty", "out", out.string()};
}

class FolderWriter {
 public:
  explicit FolderWriter(fs::path folder) : folder_(std::move(folder)) { make_folders(folder_); }

  void write(const std::string& name, std::string_view content) {
    make_folders((folder_ / name).parent_path());
    write_file(folder_ / name, as_bytes(content));
    note(name, to_hex(sha256(as_bytes(content))));
  }

  Result<void> print(const Rating& rating, const Blocks& blocks, Instant at,
                     const std::string& name) {
    if (auto done = temgoc::print(rating, blocks, at, folder_ / name); !done) return done.error();
    auto content = read_file(folder_ / name, kMostPdf);
    if (!content) return content.error();
    note(name, to_hex(sha256(as_bytes(*content))));
    return {};
  }

  // Of each file its hash.
  const std::vector<std::pair<std::string, std::string>>& files() const { return files_; }

 private:
  static constexpr std::size_t kMostPdf = std::size_t{64} << 20;
  void note(const std::string& name, std::string hash) {
    files_.emplace_back(name, std::move(hash));
  }

  fs::path folder_;
  std::vector<std::pair<std::string, std::string>> files_;
};

}  // namespace

Result<RatingReport> write_ocop_rating(Workplace& workplace, const RatingOrder& order) {
  if (auto free = check_folder(order.out); !free) return free.error();
  auto rating = Rating::gathered(workplace, order);
  if (!rating) return rating.error();
  const Instant at = workplace.now();
  const RatingFile file = rating->file();
  const Blocks first = form_01(file, Language::vi), second = form_02(file, Language::vi);
  FolderWriter folder(order.out);
  for (const auto& [name, blocks] :
       {std::pair<std::string, Blocks>{"ho-so.pdf", joined(first, second)},
        {"mau-01.pdf", first},
        {"mau-02.pdf", second}})
    if (auto printed = folder.print(*rating, blocks, at, name); !printed) return printed.error();
  RatingReport report{.files = {}, .lacking = {}, .warnings = rating->warnings()};
  for (const RatingPart& part : rating->table().parts)
    for (const RatingCriterion& each : part.criteria) {
      const CriterionEvidence& evidence = rating->evidence(each);
      for (const CriterionEvidence::File& one : evidence.files)
        folder.write("minh-chung/" + part.part + "/" + one.name, one.content);
      if (!evidence.found()) report.lacking.push_back(each.number);
    }
  const Json index = index_of(*rating, folder.files(), at);
  folder.write("muc-luc.json", index.dump(2) + "\n");
  for (const auto& [name, hash] : folder.files()) report.files.push_back(name);
  return report;
}

Result<void> print_ocop_rating(Workplace& workplace, const RatingOrder& order,
                               const fs::path& pdf) {
  auto rating = Rating::gathered(workplace, order);
  if (!rating) return rating.error();
  const RatingFile file = rating->file();
  return print(*rating, joined(form_01(file, Language::vi), form_02(file, Language::vi)),
               workplace.now(), pdf);
}

Result<Json> ocop_rating_index(Workplace& workplace, const RatingOrder& order) {
  auto rating = Rating::gathered(workplace, order);
  if (!rating) return rating.error();
  Json index = index_of(*rating, {}, workplace.now());
  index.erase("sha256");
  index["lacking"] = Json::array();
  for (const RatingPart& part : rating->table().parts)
    for (const RatingCriterion& each : part.criteria)
      if (!rating->evidence(each).found()) index["lacking"].push_back(each.number);
  return index;
}

Result<Bytes> pack_ocop_rating(Workplace& workplace, const RatingOrder& order) {
  const PrivateFolder scratch;
  RatingOrder written = order;
  written.out = scratch.path() / "ho-so";
  const auto report = write_ocop_rating(workplace, written);
  if (!report) return report.error();
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& name : report->files) {
    auto content = read_file(written.out / name, kMostPacked);
    if (!content) return content.error();
    files.emplace_back(name, *std::move(content));
  }
  return zip_file(files, workplace.now());
}

Result<std::map<std::string, int>> written_points(const std::vector<std::string>& texts) {
  std::map<std::string, int> points;
  for (const std::string& text : texts) {
    const std::size_t equals = text.rfind('=');
    const std::string number = equals == text.npos ? text : trimmed(text.substr(0, equals));
    const std::string count = equals == text.npos ? "" : trimmed(text.substr(equals + 1));
    if (!is_digits(count) || count.size() > 3)
      return Error{"number_unreadable", "points", shortened(text)};
    points[number] = std::stoi(count);
  }
  return points;
}

}  // namespace temgoc
