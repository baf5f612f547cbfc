#include "web/pages/asked.h"

#include <charconv>
#include <optional>

#include "temgoc/text.h"

namespace temgoc {
namespace {

struct Weighted {
  std::string value;  // lower case
  double weight = 1;
};

// "q=0.8" with at most three decimals; anything else weighs nothing.
double weight_of(std::string_view parameter) {
  double weight = 0;
  const std::string text = trimmed(parameter);
  if (!text.starts_with("q=") && !text.starts_with("Q=")) return 1;
  const auto [rest, error] = std::from_chars(text.data() + 2, text.data() + text.size(), weight);
  const bool good = error == std::errc() && rest == text.data() + text.size();
  return good && weight >= 0 && weight <= 1 ? weight : 0;
}

// The members of an Accept or Accept-Language field, in order.
std::vector<Weighted> members_of(std::string_view field) {
  std::vector<Weighted> members;
  for (const std::string_view member : split(field, ',')) {
    const auto parts = split(member, ';');
    Weighted weighted{ascii_lower(trimmed(parts.front())), 1};
    for (std::size_t i = 1; i < parts.size(); ++i)
      weighted.weight = std::min(weighted.weight, weight_of(parts[i]));
    if (!weighted.value.empty()) members.push_back(std::move(weighted));
  }
  return members;
}

double weight_in(const std::vector<Weighted>& members, std::string_view value) {
  for (const Weighted& member : members)
    if (member.value == value) return member.weight;
  return 0;
}

std::optional<Language> language_of(std::string_view range) {
  const std::string_view primary = range.substr(0, range.find('-'));
  if (primary == "vi" || primary == "*") return Language::vi;
  if (primary == "en") return Language::en;
  return std::nullopt;
}

}  // namespace

std::string Asked::language_query() const {
  if (!language_chosen) return {};
  return language == Language::vi ? "?lang=vi" : "?lang=en";
}

Language spoken_language(std::string_view accept_language) {
  std::optional<Language> best;
  double best_weight = 0;
  bool others = false;
  for (const Weighted& member : members_of(accept_language)) {
    const auto language = language_of(member.value);
    if (!language) others = others || member.weight > 0;
    if (!language || member.weight <= best_weight) continue;
    if (member.value == "*" && others) continue;
    best = language;
    best_weight = member.weight;
  }
  return best.value_or(others ? Language::en : Language::vi);
}

Asked asked(const HttpRequest& request, const Site& site) {
  const std::string chosen = form_value(request.query, "lang");
  if (chosen == "vi") return {request, site, Language::vi, true};
  if (chosen == "en") return {request, site, Language::en, true};
  return {request, site, spoken_language(request.accept_language), false};
}

bool wants_json(const HttpRequest& request) {
  const std::string format = form_value(request.query, "format");
  if (!format.empty()) return format == "json";
  const auto members = members_of(request.accept);
  return weight_in(members, "application/json") > weight_in(members, "text/html");
}

bool wants_links(const HttpRequest& request) {
  if (!form_value(request.query, "linkType").empty()) return true;
  const auto members = members_of(request.accept);
  for (const char* type :
       {"application/linkset+json", "application/linkset", "application/ld+json"})
    if (weight_in(members, type) > weight_in(members, "text/html")) return true;
  return false;
}

}  // namespace temgoc
