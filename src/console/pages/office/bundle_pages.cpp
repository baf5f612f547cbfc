// Offline bundles for inspectors: built, kept and downloaded.
#include <algorithm>
#include <filesystem>

#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/evidence/build_bundle.h"
#include "temgoc/keys/bundle_key.h"

namespace temgoc {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t kMostShown = 20;

fs::path folder_of(const Visit& visit) { return visit.house().folder / "bundles"; }

View bundle_row(const Visit& visit, const std::string& name) {
  View row;
  std::error_code none;
  const auto bytes = fs::file_size(folder_of(visit) / name, none);
  row.set("name", name);
  row.set("href", "/bundles/" + percent_encoded(name));
  row.set("bytes", number_words(visit, none ? 0 : bytes));
  return row;
}

void put_key(const Visit& visit, View& view) {
  const auto listed = visit.site().trust().list().bundle_key;
  const std::string& realm = visit.site().settings().realm;
  if (listed) view.set("key_in_force", to_hex(bundle_key_id(realm, *listed)));
}

HttpResponse page(Visit& visit, const std::optional<Error>& error = {}) {
  View view, list = list_view();
  const auto names = kept_bundles(visit.house().folder);
  for (std::size_t i = 0; i < names.size() && i < kMostShown; ++i)
    list.push_back(bundle_row(visit, names[i]));
  put_list(view, "bundles", std::move(list));
  put_key(visit, view);
  for (const char* name : {"days", "grace_days"})
    view.set(name, visit.typed(name).empty() ? "7" : visit.typed(name));
  put(view, "built", visit.asked("built"));
  put(view, "key_made", visit.asked("key"));
  return office_page(visit, "bundles", "bundles", std::move(view), error);
}

Result<BundleOrder> order_typed(const Visit& visit) {
  BundleOrder order;
  auto days = days_typed(visit, "days");
  if (!days) return days.error();
  auto grace = days_typed(visit, "grace_days");
  if (!grace) return grace.error();
  order.days = *days;
  order.grace_days = *grace;
  if (auto checked = check_bundle_order(order); !checked) return checked.error();
  order.passphrase = visit.secret("passphrase");
  return order;
}

}  // namespace

HttpResponse bundles_page(Visit& visit) { return page(visit); }

HttpResponse bundle_built(Visit& visit) {
  auto order = order_typed(visit);
  if (!order) return page(visit, order.error());
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const auto built = build_bundle(*workplace, *order);
  if (!built) return page(visit, built.error());
  return redirect("/bundles?built=" + percent_encoded(built->file.filename().string()));
}

HttpResponse bundle_key_made(Visit& visit) {
  const auto passphrase = new_passphrase(visit, "key_passphrase");
  if (!passphrase) return page(visit, passphrase.error());
  auto workplace = visit.open();
  if (!workplace) return page(visit, workplace.error());
  const bool replace = !visit.typed("replace").empty();
  const auto key = new_bundle_key(*workplace, {.passphrase = *passphrase, .replace = replace});
  if (!key) return page(visit, key.error());
  return redirect("/bundles?key=" + to_hex(key->id));
}

// One of those that are listed: no other path is opened.
HttpResponse bundle_file(Visit& visit) {
  const std::string& name = visit.place(0);
  const auto names = kept_bundles(visit.house().folder);
  if (std::ranges::find(names, name) == names.end()) return not_found_page(visit);
  auto content = read_file(folder_of(visit) / name, kMaxBundleBytes);
  if (!content) return page(visit, content.error());
  return document_answer(*std::move(content), name);
}

}  // namespace temgoc
