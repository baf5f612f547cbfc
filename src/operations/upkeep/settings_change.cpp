// Changes settings by their names, and records which.
#include "temgoc/upkeep/settings_change.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "temgoc/base/text.h"
#include "temgoc/model/commune.h"

namespace temgoc {
namespace {

constexpr const char* kReadAllText = "all";

std::string flag_text(bool yes) { return yes ? "true" : "false"; }

Result<unsigned> number_of(const std::string& name, const std::string& text) {
  unsigned number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!is_digits(text) || fault != std::errc() || end != text.data() + text.size())
    return Error{"setting_invalid", name, shortened(text)};
  return number;
}

Result<bool> flag_of(const std::string& name, const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  return Error{"setting_invalid", name, shortened(text)};
}

Result<std::vector<std::string>> communes_of(const std::string& text) {
  std::vector<std::string> communes;
  for (const std::string_view line : split(text, '\n')) {
    const std::string written = trimmed(line);
    if (written.empty()) continue;
    const auto commune = Commune::parse(written);
    if (!commune) return Error{"commune_unreadable", "programme.communes", shortened(written)};
    if (std::ranges::find(communes, commune->text()) == communes.end())
      communes.push_back(commune->text());
  }
  return communes;
}

std::string lines_of(const std::vector<std::string>& communes) {
  std::string text;
  for (const std::string& each : communes) text += each + "\n";
  return text;
}

struct Changeable {
  std::string name;
  std::function<std::string(const Settings&)> text;
  std::function<Result<void>(Settings&, const std::string&)> set;
};

template <class Number>
Changeable number(const char* name, Number& (*member)(Settings&)) {
  return {name,
          [member](const Settings& settings) {
            Settings copy = settings;
            return std::to_string(member(copy));
          },
          [name, member](Settings& settings, const std::string& text) -> Result<void> {
            auto value = number_of(name, text);
            if (!value) return value.error();
            member(settings) = *value;
            return {};
          }};
}

Changeable flag(const char* name, bool& (*member)(Settings&)) {
  return {name,
          [member](const Settings& settings) {
            Settings copy = settings;
            return flag_text(member(copy));
          },
          [name, member](Settings& settings, const std::string& text) -> Result<void> {
            auto value = flag_of(name, text);
            if (!value) return value.error();
            member(settings) = *value;
            return {};
          }};
}

Changeable read_back() {
  return {"printing.read_back",
          [](const Settings& settings) -> std::string {
            const std::uint32_t labels = settings.printing.read_back;
            return labels == kReadAll ? kReadAllText : std::to_string(labels);
          },
          [](Settings& settings, const std::string& text) -> Result<void> {
            if (text == kReadAllText) {
              settings.printing.read_back = kReadAll;
              return {};
            }
            auto labels = number_of("printing.read_back", text);
            if (!labels) return labels.error();
            settings.printing.read_back = *labels;
            return {};
          }};
}

Changeable communes() {
  return {"programme.communes",
          [](const Settings& settings) { return lines_of(settings.programme.communes); },
          [](Settings& settings, const std::string& text) -> Result<void> {
            auto list = communes_of(text);
            if (!list) return list.error();
            settings.programme.communes = *std::move(list);
            return {};
          }};
}

const std::vector<Changeable>& all_changeable() {
  static const std::vector<Changeable> kAll = {
      number<unsigned>("issuing.max_backdate_days",
                       [](Settings& s) -> unsigned& { return s.max_backdate_days; }),
      flag("issuing.pack_tomorrow", [](Settings& s) -> bool& { return s.pack_tomorrow; }),
      number<unsigned>("trust.valid_days",
                       [](Settings& s) -> unsigned& { return s.trust_valid_days; }),
      number<std::uint64_t>("copies.scans",
                            [](Settings& s) -> std::uint64_t& { return s.copies.scans; }),
      number<std::uint64_t>("copies.places",
                            [](Settings& s) -> std::uint64_t& { return s.copies.places; }),
      number<unsigned>("copies.fastest_km_per_hour",
                       [](Settings& s) -> unsigned& { return s.copies.fastest_km_per_hour; }),
      number<unsigned>("scans.keep_months",
                       [](Settings& s) -> unsigned& { return s.keep_scan_months; }),
      read_back(),
      number<unsigned>("printing.pages_in_part",
                       [](Settings& s) -> unsigned& { return s.printing.pages_in_part; }),
      flag("events.refuse_overuse", [](Settings& s) -> bool& { return s.refuse_overuse; }),
      flag("labels.e_label", [](Settings& s) -> bool& { return s.e_label; }),
      number<unsigned>("retention.report_months",
                       [](Settings& s) -> unsigned& { return s.retention.report_months; }),
      number<unsigned>("retention.visit_months",
                       [](Settings& s) -> unsigned& { return s.retention.visit_months; }),
      number<unsigned>("retention.epcis_months",
                       [](Settings& s) -> unsigned& { return s.retention.epcis_months; }),
      number<unsigned>("retention.journal_months",
                       [](Settings& s) -> unsigned& { return s.retention.journal_months; }),
      number<unsigned>("programme.products_target",
                       [](Settings& s) -> unsigned& { return s.programme.products_target; }),
      communes()};
  return kAll;
}

// "issuing.max_backdate_days, copies.scans"
std::string names_of_difference(const Settings& before, const Settings& after) {
  std::string names;
  for (const Changeable& each : all_changeable())
    if (each.text(before) != each.text(after)) names += (names.empty() ? "" : ", ") + each.name;
  return names;
}

}  // namespace

std::vector<SettingText> changeable_settings(const Settings& settings) {
  std::vector<SettingText> all;
  for (const Changeable& each : all_changeable()) all.emplace_back(each.name, each.text(settings));
  return all;
}

Result<Settings> changed_settings(const Settings& settings, std::span<const SettingText> changes) {
  Settings changed = settings;
  for (const auto& [name, text] : changes) {
    const auto found = std::ranges::find(all_changeable(), name, &Changeable::name);
    if (found == all_changeable().end()) return Error{"setting_fixed", "setting", shortened(name)};
    if (auto set = found->set(changed, trimmed(text)); !set) return set.error();
  }
  // Its ranges are judged where the file is read.
  return Settings::parse(changed.text());
}

Result<void> change_settings(Workplace& workplace, std::span<const SettingText> changes) {
  return workplace.record([&]() -> Result<RecordedAct> {
    auto next = changed_settings(workplace.settings(), changes);
    if (!next) return next.error();
    const std::string names = names_of_difference(workplace.settings(), *next);
    if (names.empty()) return RecordedAct{};
    if (auto written = workplace.write_settings(*next); !written) return written.error();
    return RecordedAct{"settings", {{"names", names}}};
  });
}

}  // namespace temgoc
