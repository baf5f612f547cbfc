// Fills the page of the electronic label, version by version.
#include "web/pages/e_label.h"

#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "web/pages/label_versions.h"
#include "web/pages/lot_pages.h"
#include "web/pages/record_views.h"
#include "web/paths.h"

namespace temgoc {
namespace {

// What a food's label need not say: no telephone is asked for, and of allergens and standards only
// those that there are.
bool may_lack(std::string_view item) {
  return item == "phone" || item == "allergens" || item == "standards";
}

RowText row_of(const Asked& asked, const LabelFact& fact, const LotFacts& facts) {
  if (fact.name == "expires_on" && fact.vietnamese.empty()) return {without_use_by(asked, facts)};
  const std::string key = "page.e_label." + fact.name;
  return under(asked, key.c_str(), fact.vietnamese, fact.english);
}

View rows_of(const Asked& asked, const LabelVersion& version, const LotFacts& facts) {
  View rows = list_view();
  for (const LabelFact& fact : version.facts) {
    if (fact.vietnamese.empty() && may_lack(fact.name)) continue;
    add_row(rows, asked.word("page.e_label." + fact.name), row_of(asked, fact, facts));
  }
  return rows;
}

std::string when_words(const Asked& asked, const LabelVersion& version) {
  if (!version.printed)
    return asked.word("page.e_label.unprinted", {{"at", vietnam_moment(version.first_at)}});
  if (version.first_at == version.last_at)
    return asked.word("page.e_label.printed", {{"at", vietnam_moment(version.first_at)}});
  return asked.word("page.e_label.printed_between", {{"first", vietnam_moment(version.first_at)},
                                                     {"last", vietnam_moment(version.last_at)}});
}

std::string version_href(const Asked& asked, const Lot& lot, std::size_t nth) {
  const std::string path = asked.link(lot_label_path(lot.gtin, lot.code));
  return path + (path.find('?') == path.npos ? "?" : "&") + "version=" + std::to_string(nth + 1);
}

View others_view(const Asked& asked, const Lot& lot, const std::vector<LabelVersion>& versions,
                 std::size_t shown) {
  View list = list_view();
  for (std::size_t i = 0; i < versions.size() && versions.size() > 1; ++i) {
    View item;
    item.set("text", when_words(asked, versions[i]));
    if (i != shown) item.set("href", version_href(asked, lot, i));
    list.push_back(std::move(item));
  }
  return list;
}

// None: there is no such version.
std::optional<std::size_t> asked_version(const Asked& asked, std::size_t count) {
  const std::string typed = form_value(asked.request.query, "version");
  if (typed.empty()) return count - 1;
  if (!is_digits(typed) || typed.size() > 4) return std::nullopt;
  const std::size_t nth = std::stoul(typed);
  return nth >= 1 && nth <= count ? std::optional(nth - 1) : std::nullopt;
}

}  // namespace

HttpResponse e_label_page(const Asked& asked, const Gtin& gtin, const LotCode& lot) {
  if (!asked.site.settings().e_label) return not_found_page(asked);
  const auto facts = facts_of(asked.site, gtin, lot);
  if (!facts) return missing_lot_page(asked);
  const auto versions = label_versions(asked.site.registry(), *facts);
  const auto shown = asked_version(asked, versions.size());
  if (!shown) return not_found_page(asked);
  View view;
  view.set("rows", rows_of(asked, versions[*shown], *facts));
  view.set("when", when_words(asked, versions[*shown]));
  put_list(view, "versions", others_view(asked, *facts->lot, versions, *shown));
  view.set("lot_href", asked.link(lot_path(gtin, lot)));
  view.set("proof_href", lot_proof_path(gtin, lot));
  if (facts->lot->test) view.set("test", View(true));
  if (!facts->recalls.empty()) view.set("recalls", recall_views(asked, facts->recalls));
  return html_page(asked,
                   {.template_name = "e_label",
                    .route = "e_label",
                    .title = asked.word("page.e_label"),
                    .sample = facts->product && facts->product->sample,
                    .repeatable = true},
                   std::move(view));
}

std::string e_label_href(const Asked& asked, const Verdict& verdict) {
  const bool known = asked.site.settings().e_label && verdict.facts && verdict.facts->lot;
  if (!known || asked.site.bundle()) return {};
  const LotFacts& facts = *verdict.facts;
  const auto versions = label_versions(asked.site.registry(), facts);
  if (versions.size() == 1) return asked.link(lot_label_path(facts.lot->gtin, facts.lot->code));
  return version_href(asked, *facts.lot, version_of(versions, facts.print_leaf_index));
}

}  // namespace temgoc
