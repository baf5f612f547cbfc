// Pictures and scans: kept by their hash, named by a new version of their record.
#include "temgoc/records/record_files.h"

#include <algorithm>
#include <functional>

#include "operations/records/kept_paper.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/pictures/shown_picture.h"
#include "temgoc/registry/evidence_book.h"
#include "temgoc/workplace/kept_files.h"

namespace temgoc {
namespace {

std::filesystem::path thumbnail_path(const std::filesystem::path& workplace,
                                     std::string_view name) {
  return workplace / "thumbnails" / name;
}

template <class Record>
bool is_in_sight(const std::optional<Record>& record, std::string_view only_cooperative) {
  return record && (only_cooperative.empty() || record->cooperative_id == only_cooperative);
}

Error unknown(std::string_view id) { return {"record_unknown", "id", shortened(id)}; }

std::optional<Product> product_in_sight(const Workplace& workplace, std::string_view id,
                                        std::string_view only_cooperative) {
  const auto gtin = Gtin::parse(id);
  auto product = gtin ? workplace.registry().product(*gtin) : std::nullopt;
  if (!product) product = workplace.registry().product(id);
  return is_in_sight(product, only_cooperative) ? product : std::nullopt;
}

// Stores what `change` makes of the record as it stands, under one act.
template <class Record>
Result<Record> changed(Workplace& workplace, const char* act,
                       const std::function<Result<Record>()>& change) {
  std::optional<Record> record;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto made = change();
    if (!made) return made.error();
    const auto stored = workplace.registry().store(*made, workplace.now(), true);
    if (!stored) return stored.error();
    record = *std::move(made);
    if (*stored == Stored::unchanged) return RecordedAct{};
    return RecordedAct{act, {{"id", record->id}}, record->cooperative_id};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(record);
}

bool is_named(const Registry& registry, KeptKind kind, const std::string& name) {
  if (EvidenceBook::of(registry).of_file(name, kind == KeptKind::picture)) return true;
  if (kind == KeptKind::picture)
    return std::ranges::count(registry.products(""), name, &Product::picture) > 0;
  return std::ranges::any_of(registry.certifications(""), [&](const Certification& each) {
    return std::ranges::count(each.papers, name) > 0;
  });
}

// Under the write lock, so that nobody takes the file up again meanwhile.
void drop_unnamed(Workplace& workplace, KeptKind kind, const std::string& name) {
  if (name.empty()) return;
  (void)workplace.registry().transaction([&]() -> Result<void> {
    std::error_code stays;  // then the doctor finds it
    if (is_named(workplace.registry(), kind, name)) return {};
    std::filesystem::remove(kept_folder(workplace.folder(), kind) / name, stays);
    std::filesystem::remove(thumbnail_path(workplace.folder(), name), stays);
    return {};
  });
}

Result<Product> with_picture(Workplace& workplace, std::string_view id,
                             std::string_view only_cooperative, const char* act,
                             const std::function<Result<std::string>(const Product&)>& picture) {
  std::string before;
  auto done = changed<Product>(workplace, act, [&]() -> Result<Product> {
    auto product = product_in_sight(workplace, id, only_cooperative);
    if (!product) return unknown(id);
    auto name = picture(*product);
    if (!name) return name.error();
    before = std::exchange(product->picture, *std::move(name));
    return *std::move(product);
  });
  if (done && before != done->picture) drop_unnamed(workplace, KeptKind::picture, before);
  return done;
}

std::optional<Certification> certification_in_sight(const Workplace& workplace, std::string_view id,
                                                    std::string_view only_cooperative) {
  auto record = workplace.registry().certification(id);
  return is_in_sight(record, only_cooperative) ? record : std::nullopt;
}

}  // namespace

Result<void> check_picture(ByteView photo) {
  const auto shown = shown_picture(photo, kPictureSide);
  return shown ? Result<void>() : shown.error();
}

Result<void> check_paper(ByteView file) {
  const auto kept = paper_to_keep(file);
  return kept ? Result<void>() : kept.error();
}

Result<Product> set_product_picture(Workplace& workplace, std::string_view id, ByteView photo,
                                    std::string_view only_cooperative) {
  if (!product_in_sight(workplace, id, only_cooperative)) return unknown(id);
  const auto shown = shown_picture(photo, kPictureSide);
  if (!shown) return shown.error();
  return with_picture(workplace, id, only_cooperative, "picture",
                      [&](const Product&) -> Result<std::string> {
                        return keep_file(workplace.folder(), KeptKind::picture, *shown, ".jpg");
                      });
}

Result<Product> remove_product_picture(Workplace& workplace, std::string_view id,
                                       std::string_view only_cooperative) {
  return with_picture(workplace, id, only_cooperative, "picture_removed",
                      [&](const Product& product) -> Result<std::string> {
                        if (product.picture.empty()) return Error{"picture_none", "id", product.id};
                        return std::string();
                      });
}

Result<Certification> add_certificate_paper(Workplace& workplace, std::string_view id,
                                            ByteView file, std::string_view only_cooperative) {
  if (!certification_in_sight(workplace, id, only_cooperative)) return unknown(id);
  const auto kept = paper_to_keep(file);
  if (!kept) return kept.error();
  return changed<Certification>(workplace, "paper", [&]() -> Result<Certification> {
    auto record = certification_in_sight(workplace, id, only_cooperative);
    if (!record) return unknown(id);
    const std::string name = kept_name(kept->content, kept->ending);
    if (std::ranges::count(record->papers, name) > 0) return *std::move(record);
    if (record->papers.size() >= kMostPapers)
      return Error{"papers_too_many", {}, record->id, {}, {{"limit", std::to_string(kMostPapers)}}};
    record->papers.push_back(
        keep_file(workplace.folder(), KeptKind::paper, kept->content, kept->ending));
    return *std::move(record);
  });
}

Result<Certification> remove_certificate_paper(Workplace& workplace, std::string_view id,
                                               std::string_view name,
                                               std::string_view only_cooperative) {
  auto done = changed<Certification>(workplace, "paper_removed", [&]() -> Result<Certification> {
    auto record = certification_in_sight(workplace, id, only_cooperative);
    if (!record) return unknown(id);
    if (std::erase(record->papers, name) == 0) return Error{"paper_unknown", {}, shortened(name)};
    return *std::move(record);
  });
  if (done) drop_unnamed(workplace, KeptKind::paper, std::string(name));
  return done;
}

Result<std::string> picture_thumbnail(const std::filesystem::path& workplace,
                                      std::string_view name) {
  if (!is_kept_name(name)) return Error{"kept_file_missing", {}, shortened(name)};
  const std::filesystem::path path = thumbnail_path(workplace, name);
  if (auto there = read_file(path, kMostPaperBytes)) return there;
  const auto picture = read_kept_file(workplace, KeptKind::picture, name);
  if (!picture) return picture.error();
  auto small = shown_picture(as_bytes(*picture), kThumbnailSide);
  if (!small) return small.error();
  try {
    make_folders(path.parent_path());
    write_file(path, *small);
  } catch (const SystemFailure&) {  // then it is made again the next time
  }
  return std::string(as_text(*small));
}

}  // namespace temgoc
