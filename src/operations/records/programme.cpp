// Counts products, certificates and lots as an OCOP programme looks at them.
#include "temgoc/records/programme.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "temgoc/model/certificate_order.h"
#include "temgoc/registry/tallies.h"

namespace temgoc {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr int kMonthsShown = 12;

using Certifications = std::vector<Certification>;

// What is asked again and again while products are counted.
struct Known {
  std::map<std::string, Cooperative> cooperatives = {};
  std::map<std::string, Product> products = {};
  std::map<std::string, Certifications> of_product = {};  // that name one
  Certifications all = {};
};

Known known_in(const Registry& registry) {
  Known known;
  for (Cooperative& each : registry.cooperatives()) known.cooperatives[each.id] = std::move(each);
  for (Product& each : registry.products("")) known.products.emplace(each.id, std::move(each));
  known.all = registry.certifications("");
  for (const Certification& each : known.all)
    if (!each.product_id.empty()) known.of_product[each.product_id].push_back(each);
  return known;
}

const Certifications& certifications_of(const Known& known, const std::string& product_id) {
  static const Certifications kNone;
  const auto found = known.of_product.find(product_id);
  return found == known.of_product.end() ? kNone : found->second;
}

std::string cooperative_name(const Known& known, const std::string& id) {
  const auto found = known.cooperatives.find(id);
  return found == known.cooperatives.end() ? id : found->second.label_name();
}

std::optional<CommuneOfSeat> commune_of(const Known& known, const Product& product, Day on) {
  const auto found = known.cooperatives.find(product.cooperative_id);
  if (found == known.cooperatives.end()) return std::nullopt;
  return commune_on(found->second.addresses, on);
}

void count_products(const Known& known, Programme& programme) {
  std::map<std::pair<std::string, std::string>, CommuneCounts> communes;
  for (const auto& [id, product] : known.products) {
    const OcopStanding standing = ocop_standing(certifications_of(known, id), programme.on);
    programme.products.add(standing);
    programme.groups[static_cast<std::size_t>(product.ocop_branch().value_or(0))].add(standing);
    programme.sets[static_cast<std::size_t>(product.ocop_set ? product.ocop_set->number() : 0)].add(
        standing);
    if (const auto seat = commune_of(known, product, programme.on)) {
      CommuneCounts& counts = communes[{seat->commune.province, seat->commune.name}];
      counts.commune = seat->commune;
      counts.products.add(standing);
      counts.unconfirmed += seat->confirmed ? 0 : 1;
    } else {
      programme.in_no_commune.add(standing);
      programme.without_commune.push_back(
          {id, product.name, cooperative_name(known, product.cooperative_id), standing});
    }
  }
  for (auto& [key, counts] : communes) programme.communes.push_back(std::move(counts));
}

// The newest criteria first, by the day from which they stand; what is not known last.
constexpr std::array<std::string_view, 5> kCriteriaOrder{kCriteria2026, "148/2023+1489/2025",
                                                         "148/2023", "1048/2019", ""};

void count_criteria(const Known& known, Programme& programme) {
  std::map<std::string, StandingCounts> counted;
  for (const auto& [id, product] : known.products) {
    const Certifications& all = certifications_of(known, id);
    const Certification* counts = counting_recognition(all, programme.on);
    if (counts != nullptr) counted[criteria_of(*counts)].add(ocop_standing(all, programme.on));
  }
  for (const std::string_view each : kCriteriaOrder) {
    const auto found = counted.find(std::string(each));
    if (found == counted.end()) continue;
    programme.criteria.push_back({found->first, found->second});
    counted.erase(found);
  }
  for (auto& [criteria, products] : counted) programme.criteria.push_back({criteria, products});
}

CommuneGoal goal_of(const Commune& commune, const std::vector<CommuneCounts>& counted) {
  CommuneGoal goal{.commune = commune};
  const auto found = std::ranges::find(counted, commune, &CommuneCounts::commune);
  if (found == counted.end()) return goal;
  goal.recognised = found->products.recognised();
  if (goal.recognised > 0)
    goal.met = CommuneGoal::Met::yes;
  else if (found->products.in(OcopStanding::not_known) > 0)
    goal.met = CommuneGoal::Met::not_known;
  return goal;
}

// Those that still lack one first.
void set_goals(const ProgrammeSettings& settings, Programme& programme) {
  programme.communes_given = !settings.communes.empty();
  for (const std::string& text : settings.communes)
    if (const auto commune = Commune::parse(text))
      programme.goals.push_back(goal_of(*commune, programme.communes));
  if (!programme.communes_given)
    for (const CommuneCounts& each : programme.communes)
      programme.goals.push_back(goal_of(each.commune, programme.communes));
  std::ranges::stable_sort(programme.goals, std::greater<>(), &CommuneGoal::met);
}

enum class OfYear { yes, maybe, no };

OfYear of_year(const Certification& certification, Day first, Day on) {
  const auto& issued = certification.issued;
  if (!certification.is_ocop() || status_on(certification, on) == "withdrawn") return OfYear::no;
  if (!issued) return in_force(certification, on) == false ? OfYear::no : OfYear::maybe;
  if (issued->last < first || issued->first > on) return OfYear::no;
  // A date of this very year that is known less exactly than by the day lies in it all the same.
  return issued->first >= first ? OfYear::yes : OfYear::maybe;
}

bool has_earlier(const Certifications& all, Day first) {
  return std::ranges::any_of(all, [&](const Certification& each) {
    return each.is_ocop() && (!each.issued || each.issued->first < first);
  });
}

void count_year(const Known& known, Programme& programme) {
  const Day first(year_month_day(programme.on).year() / std::chrono::January / 1);
  for (const auto& [id, all] : known.of_product) {
    bool yes = false, maybe = false;
    for (const Certification& each : all) {
      const OfYear of = of_year(each, first, programme.on);
      yes = yes || of == OfYear::yes;
      maybe = maybe || of == OfYear::maybe;
    }
    programme.year.recognised += yes ? 1 : 0;
    programme.year.first_time += yes && !has_earlier(all, first) ? 1 : 0;
    programme.year.not_known += !yes && maybe ? 1 : 0;
  }
}

ProgrammeCertificate certificate_of(const Known& known, const Certification& certification,
                                    Day on) {
  ProgrammeCertificate shown{.certification = certification,
                             .cooperative = cooperative_name(known, certification.cooperative_id),
                             .end = valid_through(certification),
                             .status = status_on(certification, on)};
  const auto product = known.products.find(certification.product_id);
  if (product != known.products.end()) shown.product = product->second.name;
  return shown;
}

// Another paper of the scheme for the same product is in force, so nobody misses this one.
bool is_followed(const Known& known, const Certification& certification, Day on) {
  // A paper names its product or is of the whole cooperative, which are few.
  const Certifications& others = certification.product_id.empty()
                                     ? known.all
                                     : certifications_of(known, certification.product_id);
  return std::ranges::any_of(others, [&](const Certification& each) {
    return each.scheme == certification.scheme && each.product_id == certification.product_id &&
           each.cooperative_id == certification.cooperative_id && each.id != certification.id &&
           in_force(each, on) == true && !is_newer(certification, each);
  });
}

Day last_day_of(const ProgrammeCertificate& each) { return each.end ? each.end->last : Day::max(); }

void sort_certificates(const Known& known, Programme& programme) {
  const Day on = programme.on;
  for (const Certification& each : known.all) {
    ProgrammeCertificate shown = certificate_of(known, each, on);
    if (shown.status == "unknown") {
      programme.undated.push_back(std::move(shown));
    } else if (shown.status == "expired" || shown.status == "withdrawn") {
      if (!is_followed(known, each, on)) programme.lapsed.push_back(std::move(shown));
    } else if (in_force(each, on) == true && shown.end &&
               shown.end->first <= on + days(programme.ending_days)) {
      if (!is_followed(known, each, on)) programme.ending.push_back(std::move(shown));
    }
  }
  std::ranges::stable_sort(programme.ending, {}, last_day_of);
  std::ranges::stable_sort(programme.lapsed, std::greater<>(), last_day_of);
}

void count_lots(const Registry& registry, const Known& known, Programme& programme) {
  const year_month_day on(programme.on);
  const year_month last = on.year() / on.month();
  const year_month first = last - months(kMonthsShown - 1);
  for (int i = 0; i < kMonthsShown; ++i) programme.months.push_back(first + months(i));
  std::map<std::string, LotsOfCooperative> rows;
  for (const LotsOfMonth& each : Tallies(registry).lots_by_month(Day(first / 1), programme.on)) {
    LotsOfCooperative& row = rows[each.cooperative_id];
    row.months.resize(kMonthsShown);
    row.months[static_cast<std::size_t>((each.month - first).count())] += each.lots;
    row.all += each.lots;
    row.cancelled += each.cancelled;
  }
  for (auto& [id, row] : rows) {
    row.id = id;
    row.name = cooperative_name(known, id);
    programme.lots.push_back(std::move(row));
  }
}

}  // namespace

unsigned StandingCounts::recognised() const {
  unsigned count = 0;
  for (const OcopStanding each : kOcopStandings) count += is_recognised(each) ? in(each) : 0;
  return count;
}

unsigned StandingCounts::all() const { return std::accumulate(of.begin(), of.end(), 0U); }

unsigned Programme::goals_in(CommuneGoal::Met met) const {
  return static_cast<unsigned>(std::ranges::count(goals, met, &CommuneGoal::met));
}

std::string to_text(CommuneGoal::Met met) {
  if (met == CommuneGoal::Met::yes) return "yes";
  return met == CommuneGoal::Met::no ? "no" : "not_known";
}

Programme programme_of(const Registry& registry, const ProgrammeOrder& order) {
  Programme programme{.on = order.on, .ending_days = order.ending_days};
  programme.year = {.year = static_cast<int>(year_month_day(order.on).year()),
                    .target = order.settings.products_target};
  registry.at_one_moment([&] {
    const Known known = known_in(registry);
    count_products(known, programme);
    count_criteria(known, programme);
    set_goals(order.settings, programme);
    count_year(known, programme);
    sort_certificates(known, programme);
    count_lots(registry, known, programme);
  });
  return programme;
}

}  // namespace temgoc
