// An OCOP programme at a glance, for the official who answers for it: what is recognised where,
// what ends, what the year's plan still lacks. Whatever is not known is counted as such.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"
#include "temgoc/model/commune.h"
#include "temgoc/model/ocop_set.h"
#include "temgoc/model/ocop_standing.h"
#include "temgoc/registry/registry.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr unsigned kUsualEndingDays = 90;
inline constexpr unsigned kMostEndingDays = 1'100;  // a recognition lasts 36 months

struct StandingCounts {
  std::array<unsigned, kOcopStandings.size()> of = {};
  void add(OcopStanding standing) { ++of[static_cast<std::size_t>(standing)]; }
  unsigned in(OcopStanding standing) const { return of[static_cast<std::size_t>(standing)]; }
  unsigned recognised() const;
  unsigned all() const;
};

struct CommuneCounts {
  Commune commune = {};
  StandingCounts products = {};
  unsigned unconfirmed = 0;  // of them, whose commune still wants a source
};

// A product's commune is that of its cooperative's seat.
struct ProductInNoCommune {
  std::string id = {};
  std::string name = {};
  std::string cooperative = {};  // its name
  OcopStanding standing = OcopStanding::none;
};

struct CommuneGoal {
  enum class Met { yes, not_known, no };
  Commune commune = {};
  Met met = Met::no;  // not_known: products whose recognition may be in force, and none that is
  unsigned recognised = 0;
};
std::string to_text(CommuneGoal::Met met);

// Products with a recognition of 3 stars or more that was decided in the year, up to the day, and
// not withdrawn since. Each counts once.
struct YearGoal {
  int year = 0;
  unsigned target = 0;
  unsigned recognised = 0;
  unsigned first_time = 0;  // of them, that have no earlier recognition on record
  unsigned not_known = 0;   // more, whose recognition may be of the year
};

struct ProgrammeCertificate {
  Certification certification = {};
  std::string product = {};           // its name; empty: the whole cooperative
  std::string cooperative = {};       // its name
  std::optional<VagueDate> end = {};  // the last day of force
  std::string status = {};            // as status_on says
};

// Products by the criteria that the OCOP certificate which counts on the day was issued under.
struct CriteriaCounts {
  std::string criteria = {};  // as criteria_of says; empty: not known
  StandingCounts products = {};
};

struct LotsOfCooperative {
  std::string id = {};
  std::string name = {};
  std::vector<std::uint64_t> months = {};  // as Programme::months
  std::uint64_t all = 0;
  std::uint64_t cancelled = 0;  // of all
};

struct Programme {
  Day on = {};
  unsigned ending_days = kUsualEndingDays;
  StandingCounts products = {};
  std::vector<CommuneCounts> communes = {};  // by province and name
  StandingCounts in_no_commune = {};
  std::vector<ProductInNoCommune> without_commune = {};
  std::array<StandingCounts, 7> groups = {};  // by group I to VI; 0: not known
  // The counts of each set of Decision 26/2026, 1 to 26; 0 stands for products of no known set.
  std::array<StandingCounts, kOcopSets + 1> sets = {};
  std::vector<CriteriaCounts> criteria = {};  // the newest first; what is not known last
  bool communes_given = false;                // the settings name those that the programme covers
  std::vector<CommuneGoal> goals = {};        // of these, else of the communes on record
  YearGoal year = {};
  std::vector<ProgrammeCertificate> ending = {};     // in force, and it ends within the days
  std::vector<ProgrammeCertificate> lapsed = {};     // or withdrawn, and no newer one is in force
  std::vector<ProgrammeCertificate> undated = {};    // whether it is in force is not known
  std::vector<std::chrono::year_month> months = {};  // twelve, the day's own last
  std::vector<LotsOfCooperative> lots = {};          // those that issued any

  unsigned goals_in(CommuneGoal::Met met) const;
};

struct ProgrammeOrder {
  Day on = {};
  unsigned ending_days = kUsualEndingDays;
  ProgrammeSettings settings = {};
};
// All of one moment. Test lots and other schemes' products are left out, other schemes'
// certificates are not.
Programme programme_of(const Registry& registry, const ProgrammeOrder& order);
// As commands and the API give it: standings by their names, vague dates as exact as they are.
Json programme_json(const Programme& programme);

enum class ProgrammeTable {
  communes,
  groups,
  sets,
  criteria,
  stars,
  goals,
  ending,
  lapsed,
  undated,
  no_commune,
  lots
};
inline constexpr std::array kProgrammeTables = {
    ProgrammeTable::goals,      ProgrammeTable::communes, ProgrammeTable::groups,
    ProgrammeTable::sets,       ProgrammeTable::criteria, ProgrammeTable::stars,
    ProgrammeTable::ending,     ProgrammeTable::lapsed,   ProgrammeTable::undated,
    ProgrammeTable::no_commune, ProgrammeTable::lots};
std::string to_text(ProgrammeTable table);
std::optional<ProgrammeTable> programme_table_named(std::string_view name);

SheetTable programme_table(const Programme& programme, ProgrammeTable table, Language language);
// Writes one. How many rows. `table_format_unknown`, `folder_not_found`, `export_exists` (without
// `replace`). SystemFailure `disk_write_failed`: then there is no new file.
Result<std::size_t> write_programme_table(const Programme& programme, ProgrammeTable table,
                                          const std::filesystem::path& out, bool replace,
                                          Language language);

}  // namespace temgoc
