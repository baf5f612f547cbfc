// Pictures and scans in the console: shown, sent with their record's form, taken out.
#include "console/pages/record_files.h"

#include <algorithm>

#include "console/frame.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"
#include "temgoc/records/record_files.h"
#include "temgoc/workplace/kept_files.h"

namespace temgoc {
namespace {

constexpr std::size_t kShownHash = 8;

std::string remove_field(const std::string& name) { return "remove-" + name; }

View paper_view(const Visit& visit, const std::string& id, const std::string& name,
                std::size_t nth) {
  const bool is_pdf = name.ends_with(".pdf");
  View item;
  item.set("text", visit.word(is_pdf ? "console.papers.pdf" : "console.papers.photo",
                              {{"number", std::to_string(nth)}}));
  item.set("href", record_href(ImportKind::certifications, id) + "/papers/" + name);
  item.set("remove", remove_field(name));
  return item;
}

void put_picture(const Visit& visit, View& view, const std::string& id) {
  View picture;
  picture.set("is_offered", View(true));
  const auto product = visit.registry().product(std::string_view(id));
  if (product && !product->picture.empty()) {
    // The name changes with the picture, so no browser shows an older one.
    picture.set("src", record_href(ImportKind::products, id) + "/picture?" +
                           product->picture.substr(0, kShownHash));
    picture.set("alt", visit.word("page.picture.of", {{"product", product->name}}));
  }
  view.set("picture", std::move(picture));
}

void put_papers(const Visit& visit, View& view, const std::string& id) {
  View papers, list = list_view();
  papers.set("is_offered", View(true));
  if (const auto record = visit.registry().certification(id)) {
    std::size_t nth = 0;
    for (const std::string& name : record->papers)
      list.push_back(paper_view(visit, id, name, ++nth));
  }
  put_list(papers, "files", std::move(list));
  view.set("papers", std::move(papers));
}

std::optional<std::string> file_sent(const Visit& visit, const char* name) {
  const auto part = visit.sent_file(name);
  if (!part || part->content.empty()) return std::nullopt;
  return std::string(part->content);
}

// Of a record in this person's sight; nothing: there is none.
bool is_in_sight(const Visit& visit, ImportKind kind) {
  const std::string owner = cooperative_of_record(visit.registry(), kind, visit.place(1));
  return kind_in_address(visit.place(0)) == kind && !owner.empty() && visit.sees(owner);
}

Result<void> take_out_papers(const Visit& visit, Workplace& workplace,
                             const Certification& record) {
  for (const std::string& name : record.papers) {
    if (visit.typed(remove_field(name)).empty()) continue;
    auto done = remove_certificate_paper(workplace, record.id, name, visit.scope());
    if (!done) return done.error();
  }
  return {};
}

Result<void> keep_picture(const Visit& visit, Workplace& workplace, const std::string& id) {
  const auto photo = file_sent(visit, "picture");
  const bool removes = !visit.typed("remove-picture").empty();
  if (!photo && !removes) return {};
  auto done = photo ? set_product_picture(workplace, id, as_bytes(*photo), visit.scope())
                    : remove_product_picture(workplace, id, visit.scope());
  return done ? Result<void>() : done.error();
}

Result<void> keep_papers(const Visit& visit, Workplace& workplace, const std::string& id) {
  const auto record = workplace.registry().certification(id);
  if (!record) return Error{"record_unknown", "id", id};
  if (auto out = take_out_papers(visit, workplace, *record); !out) return out;
  const auto file = file_sent(visit, "paper");
  if (!file) return {};
  auto done = add_certificate_paper(workplace, id, as_bytes(*file), visit.scope());
  return done ? Result<void>() : done.error();
}

// The one in the address, where it is in this person's sight and has a picture.
std::optional<Product> pictured_product(const Visit& visit) {
  if (!is_in_sight(visit, ImportKind::products)) return std::nullopt;
  auto product = visit.registry().product(std::string_view(visit.place(1)));
  return product && !product->picture.empty() ? product : std::nullopt;
}

bool changes_files(const Visit& visit) {
  const auto fields = visit.typed_fields();
  return file_sent(visit, "picture") || file_sent(visit, "paper") ||
         std::ranges::any_of(fields,
                             [](const auto& field) { return field.first.starts_with("remove-"); });
}

}  // namespace

std::string thumbnail_href(const Product& product) {
  if (product.picture.empty()) return {};
  return record_href(ImportKind::products, product.id) + "/thumbnail?" +
         product.picture.substr(0, kShownHash);
}

void put_record_files(const Visit& visit, View& view, ImportKind kind, const std::string& id) {
  if (kind == ImportKind::products) put_picture(visit, view, id);
  if (kind == ImportKind::certifications) put_papers(visit, view, id);
}

Result<void> check_sent_files(const Visit& visit, ImportKind kind) {
  const bool is_picture = kind == ImportKind::products;
  const auto file = file_sent(visit, is_picture ? "picture" : "paper");
  if (!file) return {};
  return is_picture ? check_picture(as_bytes(*file)) : check_paper(as_bytes(*file));
}

Result<void> keep_sent_files(const Visit& visit, ImportKind kind, const std::string& id) {
  const bool has_files = kind == ImportKind::products || kind == ImportKind::certifications;
  if (!has_files || !changes_files(visit)) return {};
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return kind == ImportKind::products ? keep_picture(visit, *workplace, id)
                                      : keep_papers(visit, *workplace, id);
}

HttpResponse record_picture(Visit& visit) {
  const auto product = pictured_product(visit);
  if (!product) return not_found_page(visit);
  auto content = read_kept_file(visit.house().folder, KeptKind::picture, product->picture);
  if (!content) return broken_page(visit, content.error());
  return {.status = 200, .content_type = "image/jpeg", .body = *std::move(content)};
}

// The address has the picture's hash, so it may be kept for good.
HttpResponse record_thumbnail(Visit& visit) {
  const auto product = pictured_product(visit);
  if (!product) return not_found_page(visit);
  auto content = picture_thumbnail(visit.house().folder, product->picture);
  if (!content) return not_found_page(visit);
  return {.status = 200,
          .content_type = "image/jpeg",
          .body = *std::move(content),
          .headers = {{"Cache-Control", "private, max-age=31536000, immutable"}}};
}

// Always to be saved, never shown: what stands in somebody's PDF runs in no page of ours.
HttpResponse record_paper(Visit& visit) {
  if (!is_in_sight(visit, ImportKind::certifications)) return not_found_page(visit);
  const auto record = visit.registry().certification(visit.place(1));
  const std::string& name = visit.place(2);
  if (!record || std::ranges::count(record->papers, name) == 0) return not_found_page(visit);
  auto content = read_kept_file(visit.house().folder, KeptKind::paper, name);
  if (!content) return broken_page(visit, content.error());
  const std::string file =
      "giay-" + record->id + "-" + name.substr(0, kShownHash) + name.substr(name.rfind('.'));
  return {
      .status = 200,
      .content_type = name.ends_with(".pdf") ? "application/pdf" : "image/jpeg",
      .body = *std::move(content),
      .headers = {{"Content-Disposition", "attachment; filename=\"" + percent_encoded(file) + '"'},
                  {"Content-Security-Policy", "sandbox"}}};
}

}  // namespace temgoc
