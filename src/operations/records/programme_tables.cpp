// The tables of a programme, for pages and for Excel.
#include <fmt/format.h>

#include <algorithm>

#include "temgoc/check/certificate_words.h"
#include "temgoc/records/programme.h"
#include "temgoc/workplace/table_out.h"

namespace temgoc {
namespace {

using Row = std::vector<SheetValue>;

constexpr std::pair<ProgrammeTable, std::string_view> kNames[] = {
    {ProgrammeTable::communes, "communes"}, {ProgrammeTable::groups, "groups"},
    {ProgrammeTable::sets, "sets"},         {ProgrammeTable::criteria, "criteria"},
    {ProgrammeTable::stars, "stars"},       {ProgrammeTable::goals, "goals"},
    {ProgrammeTable::ending, "ending"},     {ProgrammeTable::lapsed, "lapsed"},
    {ProgrammeTable::undated, "undated"},   {ProgrammeTable::no_commune, "no_commune"},
    {ProgrammeTable::lots, "lots"}};

class Tables {
 public:
  Tables(const Programme& programme, Language language)
      : programme_(programme), language_(language) {}

  SheetTable communes() const {
    SheetTable table{.sheet = {}, .header = heads({"commune", "province"}), .rows = {}};
    add_standings(table.header);
    table.header.push_back(word("column.unconfirmed"));
    for (const CommuneCounts& each : programme_.communes) {
      Row row{each.commune.name, each.commune.province};
      add_counts(row, each.products);
      row.emplace_back(whole(each.unconfirmed));
      table.rows.push_back(std::move(row));
    }
    if (programme_.in_no_commune.all() == 0) return table;
    Row unknown{word("not_known"), std::string()};
    add_counts(unknown, programme_.in_no_commune);
    unknown.emplace_back(whole(0));
    table.rows.push_back(std::move(unknown));
    return table;
  }

  SheetTable groups() const {
    SheetTable table{.sheet = {}, .header = heads({"group", "group_name"}), .rows = {}};
    add_standings(table.header);
    static constexpr const char* kNumerals[] = {"–", "I", "II", "III", "IV", "V", "VI"};
    for (std::size_t i = 1; i <= programme_.groups.size(); ++i) {
      const std::size_t group = i % programme_.groups.size();  // the unknown one last
      if (group == 0 && programme_.groups[0].all() == 0) continue;
      Row row{
          std::string(kNumerals[group]),
          group == 0 ? word("not_known") : words(language_, fmt::format("page.group.{}", group))};
      add_counts(row, programme_.groups[group]);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  // Sets that no product is of are left out.
  SheetTable sets() const {
    SheetTable table{.sheet = {}, .header = heads({"set", "set_name", "set_group"}), .rows = {}};
    add_standings(table.header);
    for (std::size_t i = 1; i <= programme_.sets.size(); ++i) {
      const std::size_t number = i % programme_.sets.size();  // the unknown one last
      if (programme_.sets[number].all() == 0) continue;
      const std::string text = std::to_string(number);
      Row row{number == 0 ? std::string("–") : text,
              number == 0 ? word("not_known") : words(language_, "ocop_set." + text),
              number == 0 ? std::string() : OcopSet::parse(text)->group()};
      add_counts(row, programme_.sets[number]);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  SheetTable criteria() const {
    SheetTable table{.sheet = {}, .header = heads({"criteria"}), .rows = {}};
    add_standings(table.header);
    for (const CriteriaCounts& each : programme_.criteria) {
      Row row{each.criteria.empty() ? word("not_known") : criteria_words(each.criteria)};
      add_counts(row, each.products);
      table.rows.push_back(std::move(row));
    }
    return table;
  }

  SheetTable stars() const {
    SheetTable table{.sheet = {}, .header = heads({"standing", "products"}), .rows = {}};
    for (const OcopStanding each : kOcopStandings)
      table.rows.push_back({standing(each), whole(programme_.products.in(each))});
    table.rows.push_back({word("column.all"), whole(programme_.products.all())});
    return table;
  }

  SheetTable goals() const {
    SheetTable table{
        .sheet = {}, .header = heads({"commune", "province", "met", "recognised"}), .rows = {}};
    for (const CommuneGoal& each : programme_.goals)
      table.rows.push_back({each.commune.name, each.commune.province,
                            word("met." + to_text(each.met)), whole(each.recognised)});
    return table;
  }

  SheetTable certificates(const std::vector<ProgrammeCertificate>& all) const {
    SheetTable table{.sheet = {},
                     .header = heads({"product", "cooperative", "scheme", "stars", "number",
                                      "issued", "end", "status", "criteria", "certificate"}),
                     .rows = {}};
    for (const ProgrammeCertificate& each : all) {
      const Certification& paper = each.certification;
      table.rows.push_back(
          {each.product.empty() ? word("whole_cooperative") : each.product, each.cooperative,
           paper.scheme, paper.level, paper.number.empty() ? paper.decision_no : paper.number,
           date(paper.issued), date(each.end),
           words(language_, "certificate_status." + each.status), criteria_words(paper), paper.id});
    }
    return table;
  }

  SheetTable no_commune() const {
    SheetTable table{
        .sheet = {}, .header = heads({"product", "cooperative", "standing", "id"}), .rows = {}};
    for (const ProductInNoCommune& each : programme_.without_commune)
      table.rows.push_back({each.name, each.cooperative, standing(each.standing), each.id});
    return table;
  }

  SheetTable lots() const {
    SheetTable table{.sheet = {}, .header = heads({"cooperative"}), .rows = {}};
    for (const std::chrono::year_month& month : programme_.months)
      table.header.push_back(fmt::format("{:02}/{}", static_cast<unsigned>(month.month()),
                                         static_cast<int>(month.year())));
    table.header.push_back(word("column.all"));
    table.header.push_back(word("column.cancelled"));
    for (const LotsOfCooperative& each : programme_.lots) {
      Row row{each.name};
      for (const std::uint64_t count : each.months) row.emplace_back(whole(count));
      row.emplace_back(whole(each.all));
      row.emplace_back(whole(each.cancelled));
      table.rows.push_back(std::move(row));
    }
    return table;
  }

 private:
  static SheetValue whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }
  std::string word(const std::string& key) const { return words(language_, "programme." + key); }
  std::string standing(OcopStanding each) const { return word("standing." + to_text(each)); }
  std::vector<std::string> heads(std::initializer_list<const char*> columns) const {
    std::vector<std::string> header;
    for (const char* column : columns) header.push_back(word(std::string("column.") + column));
    return header;
  }
  void add_standings(std::vector<std::string>& header) const {
    for (const OcopStanding each : kOcopStandings) header.push_back(standing(each));
    header.push_back(word("column.all"));
  }
  static void add_counts(Row& row, const StandingCounts& counts) {
    for (const OcopStanding each : kOcopStandings) row.emplace_back(whole(counts.in(each)));
    row.emplace_back(whole(counts.all()));
  }
  // "QĐ 26/2026"; what is no criteria of the programme as it stands.
  std::string criteria_words(const std::string& criteria) const {
    const std::string key = "criteria." + criteria;
    return has_words(language_, key) ? words(language_, key) : criteria;
  }
  std::string criteria_words(const Certification& paper) const {
    return paper.is_ocop() ? criteria_words(criteria_of(paper)) : std::string();
  }
  // A day as a day; what is known of it less exactly as a text.
  SheetValue date(const std::optional<VagueDate>& when) const {
    if (!when) return word("not_known");
    if (when->precision == VagueDate::Precision::day) return when->first;
    return date_words(*when);
  }

  const Programme& programme_;
  Language language_;
};

SheetTable table_of(const Tables& tables, const Programme& programme, ProgrammeTable table) {
  switch (table) {
    case ProgrammeTable::communes:
      return tables.communes();
    case ProgrammeTable::groups:
      return tables.groups();
    case ProgrammeTable::sets:
      return tables.sets();
    case ProgrammeTable::criteria:
      return tables.criteria();
    case ProgrammeTable::stars:
      return tables.stars();
    case ProgrammeTable::goals:
      return tables.goals();
    case ProgrammeTable::ending:
      return tables.certificates(programme.ending);
    case ProgrammeTable::lapsed:
      return tables.certificates(programme.lapsed);
    case ProgrammeTable::undated:
      return tables.certificates(programme.undated);
    case ProgrammeTable::no_commune:
      return tables.no_commune();
    case ProgrammeTable::lots:
      return tables.lots();
  }
  return {};
}

}  // namespace

std::string to_text(ProgrammeTable table) {
  for (const auto& [each, name] : kNames)
    if (each == table) return std::string(name);
  return {};
}

std::optional<ProgrammeTable> programme_table_named(std::string_view name) {
  for (const auto& [table, each] : kNames)
    if (each == name) return table;
  return std::nullopt;
}

SheetTable programme_table(const Programme& programme, ProgrammeTable table, Language language) {
  SheetTable made = table_of(Tables(programme, language), programme, table);
  made.sheet = words(language, "programme.table." + to_text(table));
  return made;
}

Result<std::size_t> write_programme_table(const Programme& programme, ProgrammeTable table,
                                          const std::filesystem::path& out, bool replace,
                                          Language language) {
  if (auto checked = check_table_out(out, replace); !checked) return checked.error();
  const SheetTable made = programme_table(programme, table, language);
  write_table(out, made);
  return made.rows.size();
}

}  // namespace temgoc
