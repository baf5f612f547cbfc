// The registration rules of a link: GS1-Conformant Resolver 1.2, sections 2.5.1 to 2.5.9 and 2.14.
#include "temgoc/model/link.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kLongestUrl = 2000;
constexpr std::string_view kPrefix = "gs1:";

constexpr std::array<std::string_view, 58> kLinkTypes{
    "activityIdeas",
    "allergenInfo",
    "appDownload",
    "backgroundInfo",
    "brandHomepageClinical",
    "brandHomepagePatient",
    "careersInfo",
    "certificationInfo",
    "consumerHandlingStorageInfo",
    "defaultLink",
    "defaultLinkMulti",
    "dpp",
    "eifu",
    "epcis",
    "epil",
    "eventsInfo",
    "faqs",
    "hasRetailers",
    "homepage",
    "ingredientsInfo",
    "instructions",
    "jws",
    "leaveReview",
    "locationInfo",
    "logisticsInfo",
    "loyaltyProgram",
    "masterData",
    "menuInfo",
    "nutritionalInfo",
    "openingHoursInfo",
    "paymentLink",
    "pip",
    "promotion",
    "purchaseSuppliesOrAccessories",
    "quickStartGuide",
    "recallStatus",
    "recipeInfo",
    "registerProduct",
    "registryEntry",
    "relatedImage",
    "relatedVideo",
    "reportFound",
    "review",
    "safetyInfo",
    "scheduleTime",
    "serviceInfo",
    "smartLabel",
    "smpc",
    "socialMedia",
    "statisticInfo",
    "subscribe",
    "support",
    "sustainabilityInfo",
    "traceability",
    "tutorial",
    "userAgreement",
    "verificationService",
    "whatsInTheBox",
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_link_type(std::string_view type) {
  if (!type.starts_with(kPrefix)) return false;
  return std::ranges::binary_search(gs1_link_types(), type.substr(kPrefix.size()));
}

// Without the places that a request fills in.
std::string without_templates(std::string url) {
  for (const std::string_view place : {"{01}", "{10}", "{21}"}) {
    for (std::size_t at; (at = url.find(place)) != std::string::npos;)
      url.replace(at, place.size(), "0");
  }
  return url;
}

bool is_url_character(char c) {
  return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
}

bool is_web_address(std::string_view url) {
  const std::string start = ascii_lower(url.substr(0, 8));
  if (!start.starts_with("https://") && !start.starts_with("http://")) return false;
  const std::string_view rest = url.substr(url.find("//") + 2);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty() || authority.find('@') != std::string_view::npos) return false;
  const char first = authority.front();
  // What the published schema takes an address to begin with.
  if (!is_letter(first) && !is_digits(std::string_view(&first, 1))) return false;
  return url.size() <= kLongestUrl && std::ranges::all_of(url, is_url_character);
}

// The published linkset schema takes a two-letter language and an optional two-letter region.
bool is_language(std::string_view tag) {
  if (tag.size() != 2 && (tag.size() != 5 || tag[2] != '-')) return false;
  const auto all_letters = [](std::string_view part) {
    return std::ranges::all_of(part, is_letter);
  };
  return all_letters(tag.substr(0, 2)) && all_letters(tag.size() == 5 ? tag.substr(3) : "");
}

// RFC 6838, section 4.2.
bool is_media_name(std::string_view name) {
  const auto allowed = [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') ||
           std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 64 &&
         (is_letter(name[0]) || is_digits(name.substr(0, 1))) && std::ranges::all_of(name, allowed);
}

bool is_media_type(std::string_view type) {
  constexpr std::array<std::string_view, 10> kTopLevel{
      "application", "audio", "font",      "haptics", "image",
      "message",     "model", "multipart", "text",    "video"};
  const std::size_t slash = std::min(type.find('/'), type.size());
  return std::ranges::find(kTopLevel, type.substr(0, slash)) != kTopLevel.end() &&
         is_media_name(type.substr(std::min(slash + 1, type.size())));
}

bool is_country(std::string_view code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Error fault(std::string_view code, std::string_view field, std::string_view value) {
  return {std::string(code), std::string(field), shortened(value)};
}

Result<void> check_subject(const LinkSubject& subject) {
  if (subject.lot && subject.serial)
    return fault("link_serial_with_lot", "serial", subject.serial->text());
  if (subject.serial && subject.serial->sealed_number() != 0)
    return fault("link_serial_repeats", "serial", subject.serial->text());
  return {};
}

Result<void> check_attributes(const Link& link) {
  for (const std::string& tag : link.languages)
    if (!is_language(tag)) return fault("language_invalid", "language", tag);
  if (!link.media_type.empty() && !is_media_type(link.media_type))
    return fault("media_type_invalid", "media-type", link.media_type);
  for (const std::string& country : link.contexts)
    if (!is_country(country)) return fault("link_context_invalid", "context", country);
  return {};
}

Result<void> check_default(const Link& link) {
  if (!link.is_any_default()) return {};
  if (link.subject.lot || link.subject.serial)
    return fault("link_default_fixed", "type", link.type);
  if (link.url.find('{') != std::string::npos)
    return fault("link_default_template", "url", link.url);
  const bool plain = link.languages.empty() && link.media_type.empty() && link.contexts.empty();
  if (link.is_default() && !plain) return fault("link_default_plain", "type", link.type);
  return {};
}

}  // namespace

std::span<const std::string_view> gs1_link_types() { return kLinkTypes; }

Result<void> check_rules(const Link& link) {
  if (!is_link_type(link.type)) return fault("link_type_unknown", "type", link.type);
  if (!is_web_address(without_templates(link.url)))
    return fault("link_url_invalid", "url", link.url);
  if (link.title.empty()) return fault("field_missing", "title", {});
  if (auto kept = check_subject(link.subject); !kept) return kept;
  if (auto kept = check_attributes(link); !kept) return kept;
  return check_default(link);
}

}  // namespace temgoc
